// AWS::IAM types, permission sets, and the roles that SAM makes.
#include <array>

#include "parsers/cloudformation/lower/lowering.h"
#include "parsers/iam/policy_document.h"

namespace execlint::cloudformation {
namespace {

Attr<PolicyDocument> ReadDocument(const PropertyReader& reader, std::string_view path,
                                  const Lowering& lowering) {
  return LowerWith(reader, path, [&](Traced value, Place owner, ValueStore& values) {
    return LowerPolicyDocument(value, owner, values, lowering.sources);
  });
}

// `[{PolicyName: x, PolicyDocument: {...}}]`
Attr<List<InlinePolicy>> ReadInlinePolicies(const PropertyReader& reader,
                                            const Lowering& lowering) {
  const auto policy = [&](Traced one, Place place, ValueStore& values) {
    return Fact<InlinePolicy>::Known({ToText(Property(one, "PolicyName", values), place, values),
                                      LowerPolicyDocument(Property(one, "PolicyDocument", values),
                                                          place, values, lowering.sources)},
                                     place, CertaintyOf(one));
  };
  return LowerWith(reader, "Policies", [&](Traced list, Place owner, ValueStore& values) {
    return ToListOf<InlinePolicy>(list, owner, values, policy);
  });
}

template <PrincipalKind kKind>
void LowerPrincipal(const TemplateResource& resource, const Lowering& lowering) {
  constexpr std::string_view kName = kKind == PrincipalKind::kRole   ? "RoleName"
                                     : kKind == PrincipalKind::kUser ? "UserName"
                                                                     : "GroupName";
  Role role{.head = MakeHead(resource, lowering), .kind = kKind};
  const PropertyReader reader(resource, lowering);
  const std::array<Row<Role>, 4> rows = {{
      {kName, &Role::name},
      {"Path", &Role::path},
      {"ManagedPolicyArns", &Role::managed_policies},
      {"PermissionsBoundary", &Role::permissions_boundary},
  }};
  LowerRows<Role>(reader, rows, role);
  if (kKind == PrincipalKind::kRole) {
    role.trust = ReadDocument(reader, "AssumeRolePolicyDocument", lowering);
  }
  role.inline_policies = ReadInlinePolicies(reader, lowering);
  lowering.model.roles.push_back(std::move(role));
}

// The role that SAM makes for a function or state machine that is given none. `Policies` holds
// documents, names and ARNs of managed policies, and templates of SAM's own (`{S3ReadPolicy:
// ...}`), none of which allows anything of ECS.
void LowerMadeRole(const TemplateResource& resource, const Lowering& lowering) {
  if (!Child(resource.properties, "Policies")) return;
  const PropertyReader reader(resource, lowering);
  const auto no_role = [](Traced value) { return !value || value->is_null(); };
  if (!reader.Get("Role").AnyValue(no_role)) return;
  Role role{.head = MakeHead(resource, lowering)};
  LowerRow(reader, "PermissionsBoundary", &role.permissions_boundary);
  const auto document = [&](Traced one, Place place, ValueStore& values) {
    // What stands for a text is no document; what a macro makes may be one.
    if (one->is_unknown() && one->symbol().why == Why::kUnsupported) {
      return Fact<InlinePolicy>::Unknowable(&one->symbol(), place);
    }
    if (!one->is_map() || !Property(one, "Statement", values)) {
      return Fact<InlinePolicy>::Absent(place);
    }
    return Fact<InlinePolicy>::Known(
        {{}, LowerPolicyDocument(one, place, values, lowering.sources)}, place, CertaintyOf(one));
  };
  role.inline_policies =
      LowerWith(reader, "Policies", [&](Traced list, Place owner, ValueStore& values) {
        const auto all = ToListOf<InlinePolicy>(list, owner, values, document);
        if (!all.known() || !all->open() || all->open_because->why == Why::kUnsupported) return all;
        List<InlinePolicy> whole = *all;  // but for texts that may stand there too
        whole.open_because = nullptr;
        return Fact<List<InlinePolicy>>::Known(std::move(whole), all.place(), all.certainty());
      });
  role.managed_policies =
      LowerWith(reader, "Policies", [&](Traced list, Place owner, ValueStore& values) {
        return ToListOf<Ref>(list, owner, values, [](Traced one, Place place, ValueStore& store) {
          // A name is that of a policy of AWS's own, which denies nothing.
          const auto text = KnownText(*one);
          const bool customers = one->is_unknown() || (text && text->starts_with("arn:"));
          return customers ? ToRef(one, place, store) : Fact<Ref>::Absent(place);
        });
      });
  lowering.model.roles.push_back(std::move(role));
}

void LowerPermissionSet(const TemplateResource& resource, const Lowering& lowering) {
  Role set{.head = MakeHead(resource, lowering), .kind = PrincipalKind::kPermissionSet};
  const PropertyReader reader(resource, lowering);
  constexpr std::array<Row<Role>, 2> kRows = {{
      {"Name", &Role::name},
      {"ManagedPolicies", &Role::managed_policies},
  }};
  LowerRows<Role>(reader, kRows, set);
  set.inline_policies =
      LowerWith(reader, "InlinePolicy", [&](Traced value, Place owner, ValueStore& values) {
        using Fact = Fact<List<InlinePolicy>>;
        execlint::Fact<PolicyDocument> document =
            LowerPolicyDocument(value, owner, values, lowering.sources);
        if (document.absent()) return Fact::Absent(document.place(), document.certainty());
        List<InlinePolicy> list{.place = document.place()};
        const Place place = document.place();
        list.items.push_back(execlint::Fact<InlinePolicy>::Known({{}, std::move(document)}, place));
        return Fact::Known(std::move(list), place);
      });
  lowering.model.roles.push_back(std::move(set));
}

// A policy that is attached where it is written. The key of each principal depends on the type.
PolicyAttachment ReadAttachment(const TemplateResource& resource, const PropertyReader& reader,
                                const Lowering& lowering, std::string_view roles,
                                std::string_view users, std::string_view groups) {
  PolicyAttachment attachment{.head = MakeHead(resource, lowering)};
  attachment.roles = LowerWith(reader, roles, ToRefs);
  attachment.users = LowerWith(reader, users, ToRefs);
  attachment.groups = LowerWith(reader, groups, ToRefs);
  return attachment;
}

void LowerInlinePolicy(const TemplateResource& resource, const Lowering& lowering) {
  const PropertyReader reader(resource, lowering);
  const bool several = resource.type == "AWS::IAM::Policy";
  PolicyAttachment policy =
      ReadAttachment(resource, reader, lowering, several ? "Roles" : "RoleName",
                     several ? "Users" : "UserName", several ? "Groups" : "GroupName");
  policy.document = ReadDocument(reader, "PolicyDocument", lowering);
  policy.name = LowerWith(reader, "PolicyName", ToText);
  lowering.model.policy_attachments.push_back(std::move(policy));
}

void LowerManagedPolicy(const TemplateResource& resource, const Lowering& lowering) {
  const PropertyReader reader(resource, lowering);
  Policy policy{.head = MakeHead(resource, lowering)};
  policy.name = LowerWith(reader, "ManagedPolicyName", ToText);
  policy.path = LowerWith(reader, "Path", ToText);
  policy.document = ReadDocument(reader, "PolicyDocument", lowering);

  PolicyAttachment attachment =
      ReadAttachment(resource, reader, lowering, "Roles", "Users", "Groups");
  ValueStore& values = reader.values();
  const Symbol* arn =
      values.Intern({.why = Why::kComputedByAws,
                     .name = "Ref " + lowering.stack.prefix + std::string(resource.name),
                     .at = resource.name_span,
                     .resource = resource.id});
  const Place place = reader.head();
  const Ref itself{{{values.Unknown(arn, resource.name_span)}}, resource.id, {}, place};
  attachment.policy.in = Cases<Fact<Ref>>(Fact<Ref>::Known(itself, place));
  lowering.model.policies.push_back(std::move(policy));
  lowering.model.policy_attachments.push_back(std::move(attachment));
}

void LowerKey(const TemplateResource& resource, const Lowering& lowering) {
  Key key{.head = MakeHead(resource, lowering)};
  key.policy = ReadDocument(PropertyReader(resource, lowering), "KeyPolicy", lowering);
  lowering.model.keys.push_back(std::move(key));
}

void LowerOrganizationPolicy(const TemplateResource& resource, const Lowering& lowering) {
  OrganizationPolicy policy{.head = MakeHead(resource, lowering)};
  const PropertyReader reader(resource, lowering);
  policy.type = LowerWith(reader, "Type", ToText);
  policy.document = ReadDocument(reader, "Content", lowering);
  lowering.model.organization_policies.push_back(std::move(policy));
}

constexpr std::array<TypeRow, 13> kIamTypes = {{
    {"AWS::IAM::Role", LowerPrincipal<PrincipalKind::kRole>},
    {"AWS::IAM::User", LowerPrincipal<PrincipalKind::kUser>},
    {"AWS::IAM::Group", LowerPrincipal<PrincipalKind::kGroup>},
    {"AWS::Serverless::Function", LowerMadeRole},
    {"AWS::Serverless::StateMachine", LowerMadeRole},
    {"AWS::SSO::PermissionSet", LowerPermissionSet},
    {"AWS::IAM::Policy", LowerInlinePolicy},
    {"AWS::IAM::RolePolicy", LowerInlinePolicy},
    {"AWS::IAM::UserPolicy", LowerInlinePolicy},
    {"AWS::IAM::GroupPolicy", LowerInlinePolicy},
    {"AWS::IAM::ManagedPolicy", LowerManagedPolicy},
    {"AWS::KMS::Key", LowerKey},
    {"AWS::Organizations::Policy", LowerOrganizationPolicy},
}};

}  // namespace

std::span<const TypeRow> IamTypes() { return kIamTypes; }

}  // namespace execlint::cloudformation
