#include "parsers/terraform/evaluate/attribute.h"

#include <optional>
#include <string>

#include "parsers/terraform/evaluate/secret.h"

namespace execlint::terraform {
namespace {

using How = RouteStep::How;

}  // namespace

Traced Attributes::Attribute(const Instance& instance, std::string_view name, Span at) {
  switch (instance.kind) {
    case Instance::kResource:
      return OfResource(instance, name, at);
    case Instance::kData:
      return data_sources_.Attribute(instance, name, at);
    case Instance::kCall:
      break;
  }
  if (instance.child != nullptr) {
    return c_.store.Via(Output(*instance.child, name, at), How::kModuleOutput, at);
  }
  return {c_.store.Unknown(c_.store.Intern({.why = Why::kModuleNotFound,
                                            .name = instance.address + "." + std::string(name),
                                            .at = at}),
                           at)};
}

// The provider hides the value of each parameter; only a SecureString holds a secret.
bool Attributes::IsPlain(const Instance& parameter) {
  const Traced type = blocks_.Written(parameter, "type");
  const auto text = type ? KnownText(*type) : std::nullopt;
  return text == "String" || text == "StringList";
}

Traced Attributes::OfResource(const Instance& instance, std::string_view name, Span at) {
  const bool stored = instance.type() == "aws_ssm_parameter" && name.ends_with("value");
  const Traced written =
      stored ? data_sources_.ParameterValue(instance, at) : blocks_.Written(instance, name);
  if (written && !written->is_null()) {
    // The provider's schema says what the collection is, not the code.
    const Traced provided =
        stored && IsPlain(instance) ? written : AsProvided(written, instance.type(), name, c_);
    return c_.store.ViaReference(c_.store.Reshaped(provided, Shape::kUnspecified), at, instance.id,
                                 name);
  }
  const bool random =
      instance.type().starts_with("random_") || instance.type().starts_with("time_");
  return {
      c_.store.Unknown(c_.store.Intern({.why = random ? Why::kTimeOrRandom : Why::kComputedByAws,
                                        .name = instance.address + "." + std::string(name),
                                        .at = at,
                                        .resource = instance.id,
                                        .attribute = std::string(name)}),
                       at)};
}

Traced Attributes::Output(const ModuleInstance& module, std::string_view name, Span at) {
  const auto declared = module.folder->outputs().find(name);
  if (declared == module.folder->outputs().end()) {
    return c_.unknowns.Fail("the module has no output `" + std::string(name) + "`", at);
  }
  const auto value = declared->second.Argument("value");
  if (!value) return c_.unknowns.Fail("the output has no value", at);
  const Scope scope{.module = &module};
  return c_.results.Once({&module, &declared->second, 0}, name, value->span, [&] {
    const Traced made = c_.Evaluate(value->value, scope);
    return AsDeclared(made, declared->second, c_);
  });
}

}  // namespace execlint::terraform
