// What a name means in its scope: variables, locals, resources, data sources, module calls, each,
// count, path, terraform.
//
//   aws_iam_role.task.arn    Name() takes `aws_iam_role.task`; `.arn` is left to Members
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_REFERENCE_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_REFERENCE_H_

#include <cstddef>
#include <span>
#include <string_view>

#include "parsers/hcl/ast.h"
#include "parsers/terraform/evaluate/context.h"
#include "parsers/terraform/evaluate/expansion.h"
#include "parsers/terraform/evaluate/variable.h"

namespace execlint::terraform {

// The name of the symbol of `path.cwd`.
inline constexpr std::string_view kWorkingFolder = "path.cwd";

class References {
 public:
  References(const Context& context, Variables& variables, Expander& expander)
      : c_(context), variables_(variables), expander_(expander) {}

  // `names` is what is written, part by part, `at` the first part. `used` becomes the number of
  // parts that the reference takes.
  Traced Name(std::span<const hcl::Name* const> names, Span at, const Scope& scope,
              std::size_t& used);

 private:
  Traced Local(const ModuleInstance& module, const AttributeRef& local, std::string_view name,
               Span at);
  Traced PathName(const ModuleInstance& module, std::string_view which, Span at);
  // A whole block: one object, a list of them (count), or a map (for_each).
  Traced Whole(const ModuleInstance& module, const Declared& declared, Instance::Kind kind,
               Span at);
  Traced Each(const Instance& self, bool key, Span at);
  Traced CountIndex(const Instance& self, Span at);

  const Context& c_;
  Variables& variables_;
  Expander& expander_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_REFERENCE_H_
