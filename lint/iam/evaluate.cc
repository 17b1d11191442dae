#include "lint/iam/evaluate.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "lint/iam/managed_policies.h"

namespace execlint {
namespace {

// `aws_ecs_cluster.main.arn` is not known yet, but it is one text, and begins like every ARN.
bool IsArn(const Symbol* symbol) {
  return symbol != nullptr && symbol->resource != ResourceId::kNone &&
         (symbol->attribute == "arn" || symbol->attribute == "Arn");
}

constexpr std::size_t kBeforeResource = 5;  // arn, partition, service, region, account

// The parts of an ARN, the last with all that is left; nothing if it has fewer.
std::vector<std::span<const Glyph>> PartsOf(const Glyphs& arn) {
  std::vector<std::span<const Glyph>> parts;
  std::size_t from = 0;
  while (parts.size() < kBeforeResource) {
    const auto colon = FindFirst(arn, ":", from);
    if (!colon) return {};
    parts.push_back(std::span(arn).subspan(from, *colon - from));
    from = *colon + 1;
  }
  parts.push_back(std::span(arn).subspan(from));
  return parts;
}

// Is a part of an ARN that is not known taken to be the one that the pattern names? That of the
// deployment itself is, unless the pattern leaves it to something else that is not known.
bool IsAsNamed(std::span<const Glyph> part, std::span<const Glyph> named) {
  if (part.size() != 1 || !part.front().hole()) return false;
  return part.front().symbol == nullptr ||
         std::none_of(named.begin(), named.end(), [](const Glyph& glyph) { return glyph.hole(); });
}

// Part by part; a partition, region or account that is not known is the pattern's.
Tri MatchPlaced(const Glyphs& pattern, const Glyphs& arn) {
  const auto theirs = PartsOf(pattern), own = PartsOf(arn);
  if (theirs.empty() || own.empty()) return Match(pattern, arn);
  Tri all = Tri::kYes;
  bool wild = false;  // in front of the resource, where it may reach over colons
  for (std::size_t i = 0; i <= kBeforeResource; ++i) {
    const bool as_named = i < kBeforeResource && IsAsNamed(own[i], theirs[i]);
    if (!as_named) all = std::min(all, Match(theirs[i], own[i]));
    wild |= i < kBeforeResource &&
            std::any_of(
                theirs[i].begin(), theirs[i].end(),
                [](const Glyph& glyph) { return glyph.kind == Glyph::Kind::kAnyRun; });
  }
  return all == Tri::kNo && wild ? Match(pattern, arn) : all;
}

Tri MatchResource(const Glyphs& pattern, const Request& request) {
  const Symbol* first = pattern.empty() ? nullptr : pattern.front().symbol;
  const bool of_all = request.resource.size() == 1 && request.resource.front().Is('*');
  // IAM takes an ARN or `*`, and refuses a policy with `?` or `?*`.
  if (of_all && !pattern.empty() && pattern.front().kind == Glyph::Kind::kAnyOne) {
    return Tri::kMaybe;
  }
  if (!IsArn(first)) return MatchPlaced(pattern, request.resource);
  if (of_all) return Tri::kNo;
  if (request.of == ResourceId::kNone) return Match(pattern, request.resource);
  if (first->resource != request.of) return Tri::kNo;  // no two resources have one ARN
  // CloudFormation's ARN of a log group ends in `:*`.
  const bool of_all_streams =
      first->attribute == "Arn" && pattern.size() == 1 && StartsWith(request.below, ":");
  if (of_all_streams) return Tri::kYes;
  Glyphs named = {pattern.front()};
  named.insert(named.end(), request.below.begin(), request.below.end());
  return Match(pattern, named);
}

std::size_t LengthOf(const Fact<Text>& text) {
  if (!text.known() || !text->value->is_string()) return 1;
  std::size_t length = 0;
  for (const Part& part : text->value->parts())
    length += part.hole != nullptr ? 1 : part.text.size();
  return length;
}

// Why a text of which all is known may match: it is too long to be compared, or it depends on the
// request (a policy variable, a part of what is asked for that is not known).
const Symbol* WhyNotCompared(const Fact<Text>& text, ValueStore& values) {
  constexpr std::size_t kLong = 4096;  // characters; no policy that AWS takes has such a text
  const Span at = text.place().span;
  if (LengthOf(text) > kLong) return values.Limit("a text in this policy", at);
  if (text->Is("?") || text->Is("?*")) {
    return values.Intern({.why = Why::kBroken,
                          .name = "`" + text->Shown() + "`",
                          .naming = Symbol::Naming::kWords,
                          .at = at});
  }
  return values.Intern({.why = Why::kRequest, .name = text->Shown(), .at = at});
}

// Does any item of the list match what is `length` long? `match` compares one text, `match_symbol`
// one of which nothing is known but its symbol.
template <class Match, class MatchSymbol>
Answer AnyOf(const List<Text>& list, std::size_t length, ValueStore& values, Match&& match,
             MatchSymbol&& match_symbol) {
  Answer any = Answer::No(list.completeness);
  for (const Fact<Text>& item : list.items) {
    const Unknown* why = item.unknown();
    if (why == nullptr && !item.known()) continue;
    if (!values.budget().Compare(LengthOf(item) + length)) {
      const Symbol* limit = values.Limit("the length of all policies", {});
      return Or(any, Answer::Maybe(limit, item.place()));
    }
    const Tri tri = why != nullptr ? match_symbol(why->symbol) : match(*item);
    if (tri != Tri::kMaybe) {
      any = Or(any, Answer::Of(tri == Tri::kYes, item.certainty()));
      continue;
    }
    if (why != nullptr) {
      any = Or(any, Answer::Maybe(why->symbol, why->at));
      continue;
    }
    const Symbol* hole = FirstUnknown(*item->value);
    if (hole == nullptr) hole = WhyNotCompared(item, values);
    any = Or(any, Answer::Maybe(hole, item.place()));
  }
  if (list.open()) {
    // The ARN of a resource is one text, and no list that holds more.
    const Tri tri = match_symbol(list.open_because);
    if (tri == Tri::kYes) any = Or(any, Answer::Yes(list.completeness));
    if (tri == Tri::kMaybe) any = Or(any, Answer::Maybe(list.open_because, list.place));
  }
  return any;
}

// An element and its negation, of which exactly one is written.
template <class Match, class MatchSymbol>
Answer ElementApplies(const Statement& statement, const Element<Text>& element,
                      const Element<Text>& negated, std::string_view name, std::size_t length,
                      ValueStore& values, Match&& match, MatchSymbol&& match_symbol) {
  if (element.written && negated.written) {
    return Broken(std::string(name) + " beside Not" + std::string(name), statement.place, values);
  }
  if (element.written) return AnyOf(element.list, length, values, match, match_symbol);
  if (negated.written) return Not(AnyOf(negated.list, length, values, match, match_symbol));
  if (statement.open_because != nullptr) {
    return Answer::Maybe(statement.open_because, statement.place);
  }
  return Broken("a statement without " + std::string(name), statement.place, values);
}

// What an evaluation found so far.
struct Tally {
  struct Found {
    const Statement* statement = nullptr;
    const GivenPolicy* policy = nullptr;
    Grounds grounds = {};
  };
  std::vector<Found> allows, denies;  // those that certainly apply
  // Whether other statements may allow or deny; a no has the certainty that none does.
  Answer maybe_allow, maybe_deny;
  // Statements that nobody can read: the first that may apply.
  std::optional<Unknown> unseen = {};

  // They may allow the request. That they may deny it only makes an allow less certain: few
  // policies deny anything.
  void AddUnseen(const Unknown& statements, const Answer& given) {
    maybe_allow = Or(maybe_allow, And(given, Answer::Maybe(statements)));
    if (!given.no() && !unseen) unseen = statements;
  }
};

void Count(const Fact<Statement>& fact, const GivenPolicy& policy, const Request& request,
           ValueStore& values, Tally& tally, Decision& decision) {
  if (const Unknown* why = fact.unknown()) {
    tally.AddUnseen(*why, policy.given);
    return;
  }
  if (!fact.known()) return;
  const Statement& statement = *fact;
  const Variables variables = VariablesOf(*policy.document);
  const Answer allow = IsAllow(statement, values);
  const Answer given =
      policy.elsewhere && allow.no() ? Answer::Maybe(*policy.elsewhere) : policy.given;
  const Answer applies = And(given, Applies(statement, variables, request, values));
  if (decision.scoped.size() < Grounds::kMost && policy.given.yes() && allow.yes() &&
      ActionApplies(statement, request.action, values).yes() &&
      ResourceApplies(statement, request, variables, values).no()) {
    decision.scoped.push_back(&statement);
  }
  const Answer allows = And(applies, allow);
  if (applies.no() || allows.no()) tally.maybe_allow = Or(tally.maybe_allow, allows);
  if (applies.no() && !allow.yes()) tally.maybe_deny = Or(tally.maybe_deny, applies);
  if (applies.no()) return;
  if (allow.maybe()) {
    tally.maybe_allow = Or(tally.maybe_allow, allow);
    tally.maybe_deny = Or(tally.maybe_deny, allow);
  } else if (applies.maybe()) {
    Answer& maybe = allow.yes() ? tally.maybe_allow : tally.maybe_deny;
    maybe = Or(maybe, applies);
  } else {
    Grounds grounds{.worst = std::max({policy.certainty, fact.certainty(), applies.certainty(),
                                       allow.certainty()}),
                    .places = {policy.aws_managed ? policy.attachment : statement.place}};
    auto& found = allow.yes() ? tally.allows : tally.denies;
    found.push_back({&statement, &policy, std::move(grounds)});
  }
}

// Does the statement speak of the action's service by name, so that `*` is not all it says?
bool NamesServiceOf(std::string_view action, const Statement& statement) {
  const std::string_view service = action.substr(0, action.find(':') + 1);
  return std::ranges::any_of(statement.action.list.items, [&](const Fact<Text>& one) {
    return one.known() && StartsWith(LowerCase(GlyphsOf(*one->value)), service);
  });
}

// Of all statements that say the same, one speaks for them, whatever their order: the most certain,
// then one of this code, then one that was written for the service.
void Settle(Decision& decision, Outcome outcome, const Request& request,
            const std::vector<Tally::Found>& found) {
  const auto rank = [&](const Tally::Found& one) {
    return std::tuple(one.grounds.worst, one.policy->aws_managed,
                      !NamesServiceOf(request.action, *one.statement));
  };
  const auto best = std::ranges::min_element(found, {}, rank);
  decision.outcome = outcome;
  decision.statement = best->statement;
  decision.policy = best->policy;
  decision.grounds = best->grounds;
}

}  // namespace

Answer ActionApplies(const Statement& statement, std::string_view action, ValueStore& values) {
  return ElementApplies(
      statement, statement.action, statement.not_action, "Action", action.size(), values,
      [&](const Text& pattern) { return MatchAction(pattern, action); },
      [](const Symbol*) { return Tri::kMaybe; });
}

Answer ResourceApplies(const Statement& statement, const Request& request, Variables variables,
                       ValueStore& values) {
  return ElementApplies(
      statement, statement.resource, statement.not_resource, "Resource", request.resource.size(),
      values,
      [&](const Text& text) { return MatchResource(PatternOf(*text.value, variables), request); },
      [&](const Symbol* symbol) {
        return MatchResource({{.kind = Glyph::Kind::kHole, .symbol = symbol}}, request);
      });
}

Answer IsAllow(const Statement& statement, ValueStore& values) {
  if (statement.effect.known()) {
    for (const std::string_view effect : {"Allow", "Deny"}) {
      if (statement.effect->Is(effect)) {
        return Answer::Of(effect == "Allow", statement.effect.certainty());
      }
    }
    const Symbol* hole = FirstUnknown(*statement.effect->value);
    if (hole != nullptr) return Answer::Maybe(hole, statement.effect.place());
  }
  if (const Unknown* why = statement.effect.unknown()) {
    return Answer::Maybe(why->symbol, why->at);
  }
  if (statement.open_because != nullptr) {
    return Answer::Maybe(statement.open_because, statement.place);
  }
  return Broken("the effect of a statement", statement.place, values);
}

Answer Applies(const Statement& statement, Variables variables, const Request& request,
               ValueStore& values) {
  Answer applies = ActionApplies(statement, request.action, values);
  if (applies.no()) return applies;
  applies = And(applies, ResourceApplies(statement, request, variables, values));
  if (applies.no()) return applies;
  applies = And(applies, ConditionsHold(statement, variables, request.context, values));
  if (statement.open_because == nullptr) return applies;
  return And(applies, Answer::Maybe(statement.open_because, statement.place));
}

Decision Evaluate(const PolicySet& policies, const Request& request, ValueStore& values) {
  Decision decision;
  Tally tally;
  for (const GivenPolicy& policy : policies.policies) {
    if (policy.aws_managed && !ManagedPoliciesCover(request.action)) {
      const Symbol* unread = values.Intern({.why = Why::kNotInScan, .name = policy.name});
      tally.maybe_allow =
          Or(tally.maybe_allow, And(policy.given, Answer::Maybe(unread, policy.attachment)));
      continue;
    }
    const List<Statement>& statements = policy.document->statements;
    for (const Fact<Statement>& statement : statements.items) {
      Count(statement, policy, request, values, tally, decision);
    }
    if (statements.open()) {
      tally.AddUnseen({statements.open_because, statements.place}, policy.given);
    } else {
      const Certainty none = std::max(policy.certainty, statements.completeness);
      tally.maybe_allow = Or(tally.maybe_allow, And(policy.given, Answer::No(none)));
    }
    tally.maybe_deny = Or(tally.maybe_deny, Answer::No(statements.completeness));
  }
  tally.maybe_allow = Or(tally.maybe_allow, Answer::No(policies.completeness));
  for (const Unknown& part : policies.unknown_parts) tally.AddUnseen(part, Answer::Yes());

  if (!tally.denies.empty()) {
    Settle(decision, Outcome::kExplicitDeny, request, tally.denies);
  } else if (!tally.allows.empty() && tally.maybe_deny.no()) {
    Settle(decision, Outcome::kAllow, request, tally.allows);
    decision.grounds.And({.worst = tally.maybe_deny.certainty()});
    decision.may_deny = tally.unseen;
    if (decision.may_deny) decision.grounds.And({.worst = Certainty::kDefaulted});
  } else if (!tally.allows.empty() || tally.maybe_allow.maybe()) {
    decision.outcome = Outcome::kUnknown;
    decision.why = tally.allows.empty() ? tally.maybe_allow.why : tally.maybe_deny.why;
  } else {
    decision.outcome = Outcome::kImplicitDeny;
    decision.grounds.worst = tally.maybe_allow.certainty();
    decision.grounds.absence_on_open = !policies.closed;
    for (const Statement* statement : decision.scoped) {
      decision.grounds.places.push_back(statement->place);
    }
  }
  return decision;
}

}  // namespace execlint
