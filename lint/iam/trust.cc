#include "lint/iam/trust.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "lint/iam/condition.h"
#include "lint/iam/evaluate.h"
#include "lint/iam/match.h"

namespace execlint {
namespace {

constexpr std::string_view kAssume = "sts:AssumeRole";

bool SameKey(const Fact<Text>& key, std::string_view name) {
  const auto text = key.known() ? key->known() : std::nullopt;
  return text && std::equal(text->begin(), text->end(), name.begin(), name.end(),
                            [](unsigned char a, unsigned char b) {
                              return std::tolower(a) == std::tolower(b);
                            });
}

// Is that so of each value of a condition that asks for one of them?
template <class F>
Answer EachValueIs(const Condition& condition, F&& is) {
  const auto test = condition.test.known() ? condition.test->known() : std::nullopt;
  if (!test || test->find("Not") != std::string::npos) return Answer::No();
  if (condition.values.open() || condition.values.items.empty()) return Answer::No();
  Answer all = Answer::Yes(condition.values.completeness);
  for (const Fact<Text>& value : condition.values.items) {
    all = And(all, Answer::Of(value.known() && is(GlyphsOf(*value->value)), value.certainty()));
  }
  return all;
}

// Does the condition ask for a cluster and nothing else, as in `arn:aws:ecs:*:*:cluster/web`?
Answer NamesCluster(const Condition& condition) {
  return EachValueIs(condition,
                     [](const Glyphs& arn) { return FindFirst(arn, ":cluster/").has_value(); });
}

// Is it the ARN of another service than ECS: `arn:aws:lambda:*:*:*`?
bool IsOfOtherService(const Glyphs& arn) {
  const auto is_colon = [](const Glyph& glyph) { return glyph.Is(':'); };
  const auto partition = std::find_if(arn.begin(), arn.end(), is_colon);
  if (partition == arn.end() || !StartsWith(arn, "arn:")) return false;
  const auto service = std::find_if(partition + 1, arn.end(), is_colon);
  if (service == arn.end()) return false;
  const auto end = std::find_if(service + 1, arn.end(), is_colon);
  // What is not known of the partition may hold colons.
  const auto is_hole = [](const Glyph& glyph) { return glyph.hole(); };
  if (end == arn.end() || std::any_of(arn.begin(), end, is_hole)) return false;
  return Match(WithWildcards(Glyphs(service + 1, end)), GlyphsOf("ecs")) == Tri::kNo;
}

// That the source is one of the account and of ECS is taken for granted where the code writes it.
Answer TakenForMet(const Condition& condition) {
  Certainty certainty = condition.values.completeness;
  for (const Fact<Text>& value : condition.values.items) {
    certainty = std::max(certainty, value.certainty());
  }
  return Answer::Yes(certainty);
}

// What is certain of the request by which ECS assumes a role for a task.
const RequestContext& ServiceContext() {
  static const RequestContext made = [] {
    RequestContext context;
    for (const std::string_view key : {"aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge",
                                       "aws:username", "sts:ExternalId"}) {
      context.Absent(key);
    }
    context.Set("aws:SecureTransport", {GlyphsOf("true")});
    context.Set("aws:PrincipalIsAWSService", {GlyphsOf("true")});
    return context;
  }();
  return made;
}

// The conditions under which ECS assumes a role for a task.
Answer ConditionsOf(const Statement& statement, Variables variables, ValueStore& values,
                    Answer& named_cluster, Place& at_fault) {
  Answer all = Answer::Yes(statement.condition.list.completeness);
  for (const Fact<Condition>& condition : statement.condition.list.items) {
    if (!condition.known()) {
      all = And(all, Answer::Maybe(condition.unknown()->symbol, condition.unknown()->at));
    } else if (SameKey(condition->key, "aws:SourceArn")) {
      named_cluster = Or(named_cluster, NamesCluster(*condition));
      const Answer elsewhere = EachValueIs(*condition, IsOfOtherService);
      if (named_cluster.yes() || elsewhere.yes()) at_fault = condition->place;
      all = And(all, elsewhere.yes() ? Answer::No(elsewhere.certainty()) : TakenForMet(*condition));
    } else if (SameKey(condition->key, "aws:SourceAccount")) {
      all = And(all, TakenForMet(*condition));
    } else {
      const Answer holds = ConditionHolds(*condition, variables, ServiceContext(), values);
      if (holds.no()) at_fault = condition->place;
      all = And(all, holds);
    }
  }
  const List<Condition>& list = statement.condition.list;
  if (list.open()) all = And(all, Answer::Maybe(list.open_because, list.place));
  return all;
}

Answer PrincipalIs(const Principal& principal, const Place& at, std::string_view service,
                   ValueStore& values) {
  const auto cannot_tell = [&](std::string words) {
    return Answer::Maybe(
        values.Intern(
            {.why = Why::kUnsupported, .name = std::move(words), .naming = Symbol::Naming::kWords}),
        at);
  };
  if (principal.type == Principal::Type::kAny) return cannot_tell("a principal `*`");
  if (const Unknown* why = principal.id.unknown()) {
    return principal.type == Principal::Type::kService ||
                   principal.type == Principal::Type::kUnknown
               ? Answer::Maybe(why->symbol, why->at)
               : Answer::No();
  }
  if (!principal.id.known()) return Answer::No();
  if (principal.type == Principal::Type::kAws && principal.id->Is("*")) {
    return cannot_tell("a principal `*`");
  }
  if (principal.type == Principal::Type::kUnknown) {
    return cannot_tell("a principal of an unknown type");
  }
  if (principal.type != Principal::Type::kService) return Answer::No();
  const Tri same = IsService(*principal.id, service);
  if (same != Tri::kMaybe) return Answer::Of(same == Tri::kYes, principal.id.certainty());
  const Symbol* hole = FirstUnknown(*principal.id->value);
  return hole != nullptr ? Answer::Maybe(hole, at)
                         : cannot_tell("the principal `" + principal.id->Shown() + "`");
}

Answer NamesService(const Statement& statement, std::string_view service, ValueStore& values) {
  if (statement.not_principal.written) {
    return Answer::Maybe(values.Intern({.why = Why::kUnsupported, .name = "NotPrincipal"}),
                         statement.place);
  }
  Answer any = Answer::No(statement.principal.list.completeness);
  for (const Fact<Principal>& principal : statement.principal.list.items) {
    if (!principal.known()) continue;
    any = Or(any, PrincipalIs(*principal, principal.place(), service, values));
  }
  const List<Principal>& list = statement.principal.list;
  if (list.open()) any = Or(any, Answer::Maybe(list.open_because, list.place));
  return any;
}

}  // namespace

Tri IsService(const Text& id, std::string_view service) {
  const Glyphs glyphs = GlyphsOf(*id.value);
  const std::string name = std::string(service) + ".";
  if (StartsWith(glyphs, name) && HasHole(glyphs)) {
    // `ecs-tasks.${AWS::URLSuffix}`: only a suffix can stand there.
    return glyphs.size() == name.size() + 1 ? Tri::kYes : Tri::kMaybe;
  }
  return Or(Match(GlyphsOf(name + "amazonaws.com"), glyphs),
            Match(GlyphsOf(name + "amazonaws.com.cn"), glyphs));
}

TrustDecision MayServiceAssume(const PolicyDocument& trust, std::string_view service,
                               ValueStore& values) {
  TrustDecision decision;
  Answer maybe_allow = Answer::No(trust.statements.completeness);
  Answer maybe_deny = Answer::No();
  Answer allowed = Answer::No();  // by a statement that certainly applies
  const Statement* allowed_by = nullptr;
  for (const Fact<Statement>& fact : trust.statements.items) {
    if (const Unknown* why = fact.unknown()) {
      maybe_allow = Or(maybe_allow, Answer::Maybe(why->symbol, why->at));
    }
    if (!fact.known()) continue;
    const Statement& statement = *fact;
    Answer named_cluster = Answer::No();
    Answer applies =
        And(ActionApplies(statement, kAssume, values), NamesService(statement, service, values));
    if (applies.no() && statement.open_because == nullptr) {
      maybe_allow = Or(maybe_allow, applies);
      continue;
    }
    Place at_fault;
    applies =
        And(applies, ConditionsOf(statement, VariablesOf(trust), values, named_cluster, at_fault));
    if (statement.open_because != nullptr) {
      applies = Answer::Maybe(statement.open_because, statement.place);
    }
    const Answer allow = IsAllow(statement, values);
    const Answer allows = And(applies, allow);
    if (allows.no()) maybe_allow = Or(maybe_allow, allows);
    if (at_fault.span.valid() && !allow.no()) decision.condition = at_fault;
    if (applies.no()) continue;
    if (allow.maybe()) {
      maybe_allow = Or(maybe_allow, allow);
    } else if (named_cluster.yes()) {
      if (allow.no() || !applies.yes()) continue;
      maybe_allow = Or(maybe_allow, Answer::No(named_cluster.certainty()));
      decision.named_cluster = true;
      decision.statement = &statement;
    } else if (applies.maybe()) {
      (allow.yes() ? maybe_allow : maybe_deny) =
          Or(allow.yes() ? maybe_allow : maybe_deny, applies);
    } else if (allow.no()) {
      return {.trusted = Answer::No(std::max(fact.certainty(), applies.certainty())),
              .statement = &statement};
    } else {
      allowed = Or(allowed, Answer::Yes(std::max(fact.certainty(), allows.certainty())));
      allowed_by = &statement;
    }
  }
  if (trust.statements.open()) {
    maybe_allow =
        Or(maybe_allow, Answer::Maybe(trust.statements.open_because, trust.statements.place));
  }
  if (allowed_by != nullptr) {
    decision.trusted = maybe_deny.maybe() ? maybe_deny : allowed;
    decision.statement = allowed_by;
    decision.named_cluster = false;
  } else {
    decision.trusted = maybe_allow;
    decision.named_cluster &= maybe_allow.no();
  }
  return decision;
}

}  // namespace execlint
