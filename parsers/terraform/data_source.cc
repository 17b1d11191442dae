// Data sources: those that only compute are computed, the account's own are the predeclared
// symbols, all others are unknown.
#include <array>
#include <string>
#include <utility>

#include "lint/value/buffer.h"
#include "lint/value/predeclared.h"
#include "parsers/terraform/evaluator.h"
#include "parsers/terraform/policy_document.h"

namespace execlint::terraform {
namespace {

using How = RouteStep::How;

struct OwnFact {
  std::string_view type;
  std::string_view attribute;
  Predeclared which;
};
constexpr OwnFact kOwnFacts[] = {
    {"aws_caller_identity", "account_id", Predeclared::kAccountId},
    {"aws_caller_identity", "id", Predeclared::kAccountId},
    {"aws_region", "name", Predeclared::kRegion},
    {"aws_region", "id", Predeclared::kRegion},
    {"aws_region", "region", Predeclared::kRegion},
    {"aws_partition", "partition", Predeclared::kPartition},
    {"aws_partition", "id", Predeclared::kPartition},
    {"aws_partition", "dns_suffix", Predeclared::kUrlSuffix},
};

// What other deployments hand over.
constexpr std::string_view kHandOvers[] = {"terraform_remote_state", "aws_ssm_parameter",
                                           "aws_cloudformation_export", "aws_cloudformation_stack",
                                           "tfe_outputs"};

Why WhyOf(std::string_view type) {
  for (const std::string_view one : kHandOvers) {
    if (one == type) return Why::kImport;
  }
  return Why::kDataSource;
}

}  // namespace

Traced Evaluator::DataAttribute(const Instance& instance, std::string_view name, Span at) {
  const std::string_view type = instance.type();
  const bool other_provider = instance.declared->Argument("provider").has_value() ||
                              instance.declared->Argument("region").has_value();
  for (const OwnFact& fact : kOwnFacts) {
    if (fact.type == type && fact.attribute == name && !other_provider) {
      return {store_.Unknown(PredeclaredSymbol(store_, fact.which), at)};
    }
  }
  if (type == "aws_iam_policy_document" && (name == "json" || name == "minified_json")) {
    const Traced document = Memoised({&instance, instance.declared, 2}, "json", at,
                                     [&] { return ReadPolicyDocument(*this, instance); });
    return store_.Via(document, How::kEncoded, at);
  }
  if (type == "template_file" && name == "rendered") {
    const Traced rendered = Memoised({&instance, instance.declared, 2}, "rendered", at,
                                     [&] { return RenderedTemplate(instance, at); });
    return store_.Via(rendered, How::kReference, at);
  }
  const Traced written = Written(instance, name);
  if (written && !written->is_null()) return store_.Via(written, How::kReference, at);
  return {store_.Unknown(
      store_.Intern(
          {.why = WhyOf(type), .name = instance.address + "." + std::string(name), .at = at}),
      at)};
}

Traced Evaluator::RenderedTemplate(const Instance& instance, Span at) {
  const Traced text = Written(instance, "template");
  Traced variables = Written(instance, "vars");
  if (!text) return unknowns_.Fail("template_file without template", at);
  if (!variables || variables->is_null()) variables = {store_.Map({}, at)};
  if (!text->is_string() || FirstUnknown(*text) != nullptr || !variables->is_map()) {
    const Traced from[] = {text, variables};
    return unknowns_.Derived(instance.address + ".rendered", from, at);
  }
  const Buffer buffer = Register(configuration_.sources(), text, Syntax::kPlain);
  const Traced made = RenderTemplate(buffer.file, variables, at);
  return {made.value, store_.Chain(made.route, text.route)};
}

}  // namespace execlint::terraform
