#include "tests/support/unit.h"

#include <utility>

#include "lint/model/lowering.h"

namespace execlint::testing {
namespace {

Model EmptyModel() {
  Model model;
  model.values = std::make_unique<ValueStore>();
  return model;
}

template <class T>
Attr<T> Always(Fact<T> fact) {
  return {.in = Cases<Fact<T>>(std::move(fact))};
}

}  // namespace

Unit::Unit() : model_(EmptyModel()), policies_(*model_.values) {
  model_.task_definitions.emplace_back().head.id = NextId();
}

ResourceId Unit::NextId() { return static_cast<ResourceId>(++ids_); }

Role& Unit::AddRole(std::string_view name) {
  Role& role = model_.roles.emplace_back();
  role.head.id = NextId();
  role.head.address = "aws_iam_role." + std::string(name);
  role.name = TextAttr(Text(name), *model_.values);
  role.trust = DocumentAttr(kTrustTasks);
  return role;
}

Policy& Unit::AddPolicy(std::string_view name, std::string_view document) {
  Policy& policy = model_.policies.emplace_back();
  policy.head.id = NextId();
  policy.head.address = "aws_iam_policy." + std::string(name);
  policy.name = TextAttr(Text(name), *model_.values);
  policy.document = DocumentAttr(document);
  return policy;
}

PolicyAttachment& Unit::AddAttachment() {
  PolicyAttachment& attachment = model_.policy_attachments.emplace_back();
  attachment.head.id = NextId();
  return attachment;
}

void Unit::AddInline(Role& role, std::string_view document) {
  Fact<List<InlinePolicy>> old = role.inline_policies.At(scenario, reads);
  List<InlinePolicy> list = old.known() ? *old : List<InlinePolicy>{};
  InlinePolicy policy;
  policy.document = policies_.Document(document);
  list.items.push_back(Fact<InlinePolicy>::Known(std::move(policy), {}));
  role.inline_policies = Always(Fact<List<InlinePolicy>>::Known(std::move(list), {}));
}

void Unit::AddManaged(Role& role, Traced arn) { role.managed_policies = RefsAttr({arn}); }

Traced Unit::Attribute(const Head& head, std::string_view attribute) {
  const Symbol* symbol = model_.values->Intern({.why = Why::kComputedByAws,
                                                .name = head.address + "." + std::string(attribute),
                                                .resource = head.id,
                                                .attribute = std::string(attribute)});
  return model_.values->ViaReference({model_.values->Unknown(symbol, {})}, {}, head.id, attribute);
}

Attr<execlint::Text> Unit::TextAttr(Traced value, ValueStore& values) {
  return Always(ToText(value, {}, values));
}
Attr<Ref> Unit::RefAttr(Traced value) { return Always(ToRef(value, {}, *model_.values)); }
Attr<List<Ref>> Unit::RefsAttr(std::vector<Traced> values) {
  return Always(ToRefs({model_.values->List(values, {})}, {}, *model_.values));
}
Attr<PolicyDocument> Unit::DocumentAttr(std::string_view json) {
  return Always(policies_.Document(json));
}

void Unit::SetTaskRole(Traced value) { model_.task_definitions[0].task_role = RefAttr(value); }
void Unit::SetExecutionRole(Traced value) {
  model_.task_definitions[0].execution_role = RefAttr(value);
}

TaskRoleVerdict Unit::Judge() {
  const Launches launches(model_);
  const Workload workload(launches[0], scenario, reads);
  return JudgeTaskRole(workload);
}

}  // namespace execlint::testing
