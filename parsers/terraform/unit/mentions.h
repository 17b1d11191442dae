// May the value of an expression contain the name, id or another attribute of certain resources?
// Decided from the text of the expression alone: nothing is parsed or evaluated.
//
//   Mentions mentions(sources, [](std::string_view type) { return type == "aws_iam_role"; });
//   mentions.MayHold(root, "local.tags");   // false, unless local.tags refers to a role
//
// False is certain; true says that it may be so.
#ifndef EXECLINT_PARSERS_TERRAFORM_UNIT_MENTIONS_H_
#define EXECLINT_PARSERS_TERRAFORM_UNIT_MENTIONS_H_

#include <functional>
#include <map>
#include <string_view>
#include <utility>

#include "lint/source/source_map.h"
#include "parsers/terraform/modules/instance.h"
#include "parsers/terraform/project/configuration.h"

namespace execlint::terraform {

class Mentions {
 public:
  // `asked`: the resource types that count. `sources` and `asked` must outlive this.
  Mentions(const SourceMap& sources, const std::function<bool(std::string_view type)>& asked)
      : sources_(sources), asked_(asked) {}

  // May the value of `text`, a part of a file of `module`, hold anything of a resource that counts?
  // `owner` is the block that it stands in, if any: the one whose for_each `each` refers to.
  bool MayHold(const ModuleInstance& module, std::string_view text,
               const Declared* owner = nullptr);
  // May anything in a block?
  bool MayHold(const ModuleInstance& module, const Declared& declared);

 private:
  bool Behind(const ModuleInstance& module, std::string_view text, const Declared* owner);
  bool Argument(const ModuleInstance& module, const Declared& declared, std::string_view name);
  bool Reference(const ModuleInstance& module, std::string_view head, std::string_view rest,
                 const Declared* owner);
  bool Resource(const ModuleInstance& module, const Declared& declared, std::string_view rest);

  const SourceMap& sources_;
  const std::function<bool(std::string_view)>& asked_;
  // By module and place of the text. A reference that leads back to itself adds nothing.
  std::map<std::pair<const ModuleInstance*, const char*>, bool> known_;
  int depth_ = 0;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_UNIT_MENTIONS_H_
