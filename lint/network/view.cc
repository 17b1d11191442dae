#include "lint/network/view.h"

namespace execlint {

Answer Exists(const Head& head, const NetworkView& view, const Head* beside) {
  const Fact<bool>& exists = view.Get(head.exists);
  Grounds grounds{.worst = exists.certainty()};
  if (exists.Is(false)) return Answer::No(std::move(grounds));
  if (head.instances_unknown && beside != nullptr && beside->instances_unknown) {
    return Answer::Yes({.worst = Certainty::kLikely});
  }
  const std::string what = "whether `" + head.address + "` exists";
  if (const Unknown* why = exists.unknown()) return Answer::Maybe(*why, what);
  if (head.instances_unknown) {
    return Answer::Maybe(
        {Say(view, Why::kUnsupported, "the number of " + head.address), {head.span}}, what);
  }
  return Answer::Yes(std::move(grounds));
}

Answer Names(const Fact<Ref>& ref, ResourceId id) {
  if (const Unknown* why = ref.unknown()) return Answer::Maybe(*why, "");
  Grounds grounds{.worst = ref.certainty()};
  if (!ref.known()) return Answer::No(std::move(grounds));
  if (ref->target != ResourceId::kNone) {
    return ref->target == id ? Answer::Yes(std::move(grounds)) : Answer::No(std::move(grounds));
  }
  if (const Symbol* hole = FirstUnknown(*ref->text.value)) {
    return Answer::Maybe({hole, ref.place()}, "");
  }
  return Answer::No(std::move(grounds));
}

bool MayEverName(const Attr<Ref>& ref, std::initializer_list<ResourceId> ids) {
  const auto& cases = ref.in.all();
  return std::any_of(cases.begin(), cases.end(), [&](const Case<Fact<Ref>>& one) {
    return std::any_of(ids.begin(), ids.end(), [&](ResourceId id) {
      if (id == ResourceId::kNone) return false;
      const Answer names = Names(one.value, id);
      return !names.no() || names.grounds.worst != Certainty::kCertain;
    });
  });
}

const Symbol* Say(const NetworkView& view, Why why, std::string name) {
  return view.model.values->Intern({.why = why, .name = std::move(name)});
}

Unknown WhyPartly(const NetworkView& view, const Text& text, const Place& place) {
  const Symbol* hole = text.value ? FirstUnknown(*text.value) : nullptr;
  if (hole == nullptr) hole = Say(view, Why::kBroken, text.value ? text.Shown() : "a value");
  return {hole, place};
}

const std::vector<Escape>& EscapesOf(const NetworkView& view, ResourceId id) {
  static const std::vector<Escape> kNone;
  const auto found = view.model.escapes.find(id);
  return found == view.model.escapes.end() ? kNone : found->second;
}

bool HasUnseenParts(const NetworkView& view) {
  return view.model.source == Model::Source::kTemplate && !view.model.opaque.empty();
}

}  // namespace execlint
