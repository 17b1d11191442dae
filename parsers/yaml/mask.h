// yaml-cpp rejects two forms of valid YAML in which a tag stands before a scalar of several lines:
//
//   - !Sub |            content not deeper than the tag
//     text
//   Description:
//     !Sub text
//     that goes on
//
// Without the tag it reads them, so the tag is blanked in what the library gets to see, and added
// again to the node that stands behind it.
#ifndef EXECLINT_PARSERS_YAML_MASK_H_
#define EXECLINT_PARSERS_YAML_MASK_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace execlint::yaml {

struct MaskedTag {
  std::uint32_t begin = 0, end = 0;
  std::uint32_t node = 0;  // where the node begins
};

// Blanks every such tag in `text`; what it blanked, in the order of the text.
std::vector<MaskedTag> MaskTags(std::string& text);

}  // namespace execlint::yaml

#endif  // EXECLINT_PARSERS_YAML_MASK_H_
