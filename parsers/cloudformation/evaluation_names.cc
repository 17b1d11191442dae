// Names in an environment. It may hold secrets, and depend on inputs that decide nothing else: only
// what decides about names that matter is read.
#include "lint/verdict/agent.h"
#include "parsers/cloudformation/evaluation.h"

namespace execlint::cloudformation {
namespace {

constexpr int kDeepestName = 64;

// What is known of the names in an environment without evaluating anything.
struct Written {
  bool all = true;        // each name stands in the code
  bool concerns = false;  // one of these is for the agent
};

void Look(const Value& raw, Written& written, int depth = 0) {
  if (depth > kDeepestName || !(raw.is_list() || raw.is_map())) {
    written.all = false;
  } else if (raw.is_list()) {
    for (const Traced& item : raw.items()) Look(*item, written, depth + 1);
  } else {
    const Intrinsic intrinsic = AsIntrinsic(raw);
    const Traced argument = intrinsic.argument;
    if (intrinsic.function == Function::kIf && argument->is_list() && argument->count == 3) {
      for (const Traced& chosen : argument->items().subspan(1)) Look(*chosen, written, depth + 1);
    } else if (intrinsic.function == Function::kRef) {
      written.all &= KnownText(*argument) == "AWS::NoValue";
    } else if (intrinsic.function != Function::kNone) {
      written.all = false;
    } else if (const Entry* name = Find(raw, "Name")) {
      const auto text = name->value->is_map() ? std::nullopt : KnownText(*name->value);
      written.all &= text && text->find("{{") == text->npos;
      written.concerns |= text && ConcernsAgent(*text);
    }
  }
}

}  // namespace

Traced Evaluation::Names(Traced raw) {
  Nested nested(*this);
  if (!nested.within_bounds()) return Limit(raw->span);
  Written written;
  Look(*raw, written);
  if (written.all && !written.concerns) return raw;
  // One unknown name is as good as many, and each further condition doubles the scenarios.
  if (unknown_name_ != nullptr) return {store_.Unknown(unknown_name_, raw->span), raw.route};
  const Traced head = Head(raw);
  if (!head) return {};
  if (head->is_list()) return Elements(head, [this](Traced item) { return Names(item); });
  if (head->is_map()) return WithName(head);
  if (written.all) return raw;  // it is not known which of the names are there
  if (head->is_unknown()) unknown_name_ = &head->symbol();
  return head;
}

Traced Evaluation::WithName(Traced variable) {
  std::vector<Entry> entries(variable->entries().begin(), variable->entries().end());
  for (Entry& entry : entries) {
    if (entry.key != "Name") continue;
    const Traced name = Deep(entry.value);
    if (!name) return variable;
    entry.value = name;
    if (name->is_unknown()) unknown_name_ = &name->symbol();
  }
  return {store_.Map(entries, variable->span, variable->open_because), variable.route};
}

}  // namespace execlint::cloudformation
