// aws_iam_* types, and permission sets.
#include <array>

#include "parsers/iam/policy_document.h"
#include "parsers/terraform/lower/lowering.h"

namespace execlint::terraform {
namespace {

Fact<PolicyDocument> ToDocument(Traced value, Place owner, ValueStore& values,
                                const Lowering& lowering) {
  return LowerPolicyDocument(value, owner, values, lowering.sources, &lowering.model.problems);
}

Attr<PolicyDocument> ReadDocument(const ArgumentReader& reader, std::string_view path,
                                  const Lowering& lowering) {
  return LowerWith(reader, path, [&](Traced value, Place owner, ValueStore& values) {
    return ToDocument(value, owner, values, lowering);
  });
}

// `inline_policy { name = ... policy = ... }`
Attr<List<InlinePolicy>> ReadInlinePolicies(const ArgumentReader& reader,
                                            const Lowering& lowering) {
  return LowerWith(reader, "inline_policy", [&](Traced list, Place owner, ValueStore& values) {
    return ToListOf<InlinePolicy>(
        list, owner, values, [&](Traced one, Place place, ValueStore& store) {
          return Fact<InlinePolicy>::Known(
              {ToText(Property(one, "name", store), place, store),
               ToDocument(Property(one, "policy", store), place, store, lowering)},
              place, CertaintyOf(one));
        });
  });
}

template <PrincipalKind kKind>
void LowerPrincipal(const UnitResource& resource, const Lowering& lowering) {
  Role role{.head = MakeHead(resource, lowering), .kind = kKind};
  const ArgumentReader reader(resource, lowering);
  constexpr std::array<Row<Role>, 4> kRows = {{
      {"name", &Role::name},
      {"path", &Role::path},
      {"managed_policy_arns", &Role::managed_policies},
      {"permissions_boundary", &Role::permissions_boundary},
  }};
  LowerRows<Role>(reader, kRows, role);
  if (kKind == PrincipalKind::kRole) {
    role.trust = ReadDocument(reader, "assume_role_policy", lowering);
    role.inline_policies = ReadInlinePolicies(reader, lowering);
  }
  lowering.model.roles.push_back(std::move(role));
}

void LowerPermissionSet(const UnitResource& resource, const Lowering& lowering) {
  Role set{.head = MakeHead(resource, lowering), .kind = PrincipalKind::kPermissionSet};
  set.name = LowerWith(ArgumentReader(resource, lowering), "name", ToText);
  lowering.model.roles.push_back(std::move(set));
}

void LowerPolicy(const UnitResource& resource, const Lowering& lowering) {
  Policy policy{.head = MakeHead(resource, lowering)};
  const ArgumentReader reader(resource, lowering);
  policy.name = LowerWith(reader, "name", ToText);
  policy.path = LowerWith(reader, "path", ToText);
  policy.document = ReadDocument(reader, "policy", lowering);
  lowering.model.policies.push_back(std::move(policy));
}

// Of an argument that has to name something: what is that thing or nothing is that thing.
Traced IfGiven(const Lowering& lowering, Traced value) {
  return lowering.unit.evaluator().unknowns().IfAnything(value);
}

Fact<List<Ref>> ToGivenRefs(const Lowering& lowering, Traced list, Place owner,
                            ValueStore& values) {
  if (!list || !list->is_list()) return ToRefs(IfGiven(lowering, list), owner, values);
  return ToListOf<Ref>(list, owner, values, [&](Traced one, Place at, ValueStore& store) {
    return ToRef(IfGiven(lowering, one), at, store);
  });
}

// The argument names of the resource types that attach a policy to principals; empty: the type has
// no such argument.
struct AttachmentRow {
  std::string_view type, role, user, group, policy, document;
};
constexpr std::array<AttachmentRow, 10> kAttachments = {{
    {"aws_iam_role_policy", "role", "", "", "", "policy"},
    {"aws_iam_user_policy", "", "user", "", "", "policy"},
    {"aws_iam_group_policy", "", "", "group", "", "policy"},
    {"aws_iam_role_policy_attachment", "role", "", "", "policy_arn", ""},
    {"aws_iam_user_policy_attachment", "", "user", "", "policy_arn", ""},
    {"aws_iam_group_policy_attachment", "", "", "group", "policy_arn", ""},
    {"aws_iam_policy_attachment", "roles", "users", "groups", "policy_arn", ""},
    {"aws_ssoadmin_managed_policy_attachment", "permission_set_arn", "", "", "managed_policy_arn",
     ""},
    {"aws_ssoadmin_customer_managed_policy_attachment", "permission_set_arn", "", "",
     "customer_managed_policy_reference.name", ""},
    {"aws_ssoadmin_permission_set_inline_policy", "permission_set_arn", "", "", "",
     "inline_policy"},
}};

void LowerAttachment(const UnitResource& resource, const Lowering& lowering) {
  for (const AttachmentRow& row : kAttachments) {
    if (row.type != resource.instance->type()) continue;
    PolicyAttachment attachment{.head = MakeHead(resource, lowering)};
    const ArgumentReader reader(resource, lowering);
    attachment.is_only = row.role == "roles";
    const auto given = [&](std::string_view path) {
      return LowerWith(reader, path, [&](Traced value, Place owner, ValueStore& values) {
        return attachment.is_only ? ToGivenRefs(lowering, value, owner, values)
                                  : ToOneRef(IfGiven(lowering, value), owner, values);
      });
    };
    if (!row.role.empty()) attachment.roles = given(row.role);
    if (!row.user.empty()) attachment.users = given(row.user);
    if (!row.group.empty()) attachment.groups = given(row.group);
    if (!row.policy.empty()) {
      attachment.policy =
          LowerWith(reader, row.policy, [&](Traced value, Place owner, ValueStore& values) {
            return ToRef(IfGiven(lowering, value), owner, values);
          });
    }
    if (!row.document.empty()) {
      attachment.document = ReadDocument(reader, row.document, lowering);
      attachment.name = LowerWith(reader, "name", ToText);
    }
    lowering.model.policy_attachments.push_back(std::move(attachment));
  }
}

// All that a role has of one kind, as a list.
void LowerExclusivePolicies(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<ExclusivePolicies>, 3> kRows = {{
      {"role_name", &ExclusivePolicies::role},
      {"policy_names", &ExclusivePolicies::names},
      {"policy_arns", &ExclusivePolicies::attached},
  }};
  ExclusivePolicies all{.head = MakeHead(resource, lowering)};
  LowerRows<ExclusivePolicies>(ArgumentReader(resource, lowering), kRows, all);
  lowering.model.exclusive_policies.push_back(std::move(all));
}

// Managed policies in such a list are attached by it.
void LowerExclusiveAttachments(const UnitResource& resource, const Lowering& lowering) {
  if (resource.instance->type().starts_with("aws_iam_role_")) {
    LowerExclusivePolicies(resource, lowering);
  }
  const ArgumentReader reader(resource, lowering);
  const Attr<List<Ref>> all = LowerWith(reader, "policy_arns", ToRefs);
  const auto add = [&](Cases<Fact<Ref>> policy) {
    PolicyAttachment attachment{.head = MakeHead(resource, lowering)};
    attachment.roles = LowerWith(reader, "role_name", ToOneRef);
    attachment.users = LowerWith(reader, "user_name", ToOneRef);
    attachment.groups = LowerWith(reader, "group_name", ToOneRef);
    attachment.policy = {std::move(policy), all.slot};
    lowering.model.policy_attachments.push_back(std::move(attachment));
  };
  std::size_t most = 0;
  for (const auto& one : all.in.all()) {
    if (one.value.known()) most = std::max(most, one.value->items.size());
  }
  for (std::size_t i = 0; i < most; ++i) {
    add(all.in.Map([&](const Fact<List<Ref>>& list) {
      const bool there = list.known() && i < list->items.size();
      return there ? list->items[i] : Fact<Ref>::Absent(list.place(), list.certainty());
    }));
  }
  // The rest of the list, as far as it is unknown.
  add(all.in.Map([](const Fact<List<Ref>>& list) {
    if (const Unknown* why = list.unknown()) return Fact<Ref>::Unknowable(why->symbol, why->at);
    if (list.known() && list->open()) {
      return Fact<Ref>::Unknowable(list->open_because, list.place());
    }
    return Fact<Ref>::Absent(list.place(), list.certainty());
  }));
}

void LowerKey(const UnitResource& resource, const Lowering& lowering) {
  Key key{.head = MakeHead(resource, lowering)};
  key.policy = ReadDocument(ArgumentReader(resource, lowering), "policy", lowering);
  lowering.model.keys.push_back(std::move(key));
}

void LowerKeyPolicy(const UnitResource& resource, const Lowering& lowering) {
  KeyPolicy policy{.head = MakeHead(resource, lowering)};
  const ArgumentReader reader(resource, lowering);
  policy.key = LowerWith(reader, "key_id", ToRef);
  policy.policy = ReadDocument(reader, "policy", lowering);
  lowering.model.key_policies.push_back(std::move(policy));
}

void LowerOrganizationPolicy(const UnitResource& resource, const Lowering& lowering) {
  OrganizationPolicy policy{.head = MakeHead(resource, lowering)};
  const ArgumentReader reader(resource, lowering);
  policy.type = LowerWith(reader, "type", ToText);
  policy.document = ReadDocument(reader, "content", lowering);
  lowering.model.organization_policies.push_back(std::move(policy));
}

constexpr std::array<TypeRow, 22> kIamTypes = {{
    {"aws_iam_role", LowerPrincipal<PrincipalKind::kRole>},
    {"aws_iam_user", LowerPrincipal<PrincipalKind::kUser>},
    {"aws_iam_group", LowerPrincipal<PrincipalKind::kGroup>},
    {"aws_ssoadmin_permission_set", LowerPermissionSet},
    {"aws_iam_policy", LowerPolicy},
    {"aws_iam_role_policy", LowerAttachment},
    {"aws_iam_user_policy", LowerAttachment},
    {"aws_iam_group_policy", LowerAttachment},
    {"aws_iam_role_policy_attachment", LowerAttachment},
    {"aws_iam_user_policy_attachment", LowerAttachment},
    {"aws_iam_group_policy_attachment", LowerAttachment},
    {"aws_iam_policy_attachment", LowerAttachment},
    {"aws_iam_role_policy_attachments_exclusive", LowerExclusiveAttachments},
    {"aws_iam_user_policy_attachments_exclusive", LowerExclusiveAttachments},
    {"aws_iam_group_policy_attachments_exclusive", LowerExclusiveAttachments},
    {"aws_iam_role_policies_exclusive", LowerExclusivePolicies},
    {"aws_ssoadmin_managed_policy_attachment", LowerAttachment},
    {"aws_ssoadmin_customer_managed_policy_attachment", LowerAttachment},
    {"aws_ssoadmin_permission_set_inline_policy", LowerAttachment},
    {"aws_kms_key", LowerKey},
    {"aws_kms_key_policy", LowerKeyPolicy},
    {"aws_organizations_policy", LowerOrganizationPolicy},
}};

}  // namespace

std::span<const TypeRow> IamTypes() { return kIamTypes; }

}  // namespace execlint::terraform
