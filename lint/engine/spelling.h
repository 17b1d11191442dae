// From places of the model to places on disk: spans spelled through buffers, routes as related
// places.
#ifndef EXECLINT_LINT_ENGINE_SPELLING_H_
#define EXECLINT_LINT_ENGINE_SPELLING_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/engine/report.h"
#include "lint/source/source_map.h"

namespace execlint {

// The module call that leaves a default which decides, since another call may give another value;
// null if none does.
const RouteStep* CallThatDecides(const Place& place);

// What a step of a route is called: `read here`. Empty for a step into a list or map.
std::string_view PhraseOf(RouteStep::How how);

// The route of a value as related places, from where it is written to where it is used; at most
// eight of them. Left out are steps into lists and maps, and steps at a place that is already
// listed.
std::vector<Related> RouteOf(const Place& place, const SourceMap& sources);

// Appends without repeating a place.
void AddRelated(std::vector<Related>& to, Related one);

// Order of two places on disk: by path, then offset. Ids do not count.
bool Before(Span a, Span b, const SourceMap& sources);

// The texts of the blocks that findings stand in, and what their hashes are made of: a block with
// many findings is read a bounded number of times.
class BlockTexts {
 public:
  struct Text {
    std::string normalised = {};
    std::uint64_t power = 1;  // of the hash's prime, for all bytes and the one that ends a text
    std::map<std::uint8_t, std::uint64_t> added = {};  // by the lowest bits of the hash before it
  };
  Text& Of(Span block, const SourceMap& sources);

 private:
  std::map<std::tuple<FileId, std::uint32_t, std::uint32_t>, Text> texts_;
};

// The fingerprints of a finding (see Fingerprints).
std::string AddressFingerprint(std::string_view rule, const Primary& primary,
                               const SourceMap& sources);
std::string InsideFingerprint(std::string_view rule, const Primary& primary,
                              const SourceMap& sources);
std::string BlockFingerprint(std::string_view rule, const Primary& primary,
                             const SourceMap& sources, BlockTexts& blocks);
// The fingerprint of the n-th finding (n >= 1) that has `fingerprint`.
std::string WithOrdinal(std::string_view fingerprint, unsigned ordinal);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_SPELLING_H_
