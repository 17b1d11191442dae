// What resources are made of: attributes per scenario, partly known texts, references, lists,
// slots.
#ifndef EXECLINT_LINT_MODEL_ATTRIBUTE_H_
#define EXECLINT_LINT_MODEL_ATTRIBUTE_H_

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/model/fact.h"
#include "lint/value/scenario.h"
#include "lint/value/value.h"

namespace execlint {

// The place where a property is, or would be, written, in the spelling of its format. Rules state
// changes on slots; only lowering knows how a slot is spelled.
struct Slot {
  ResourceId owner = ResourceId::kNone;
  std::string path = {};  // `enable_execute_command`, `Properties.EnableExecuteCommand`
  Span at = {};           // the value that stands there, or the insertion point
  bool written = false;
};

// A property of a resource, per scenario.
template <class T>
struct Attr {
  Cases<Fact<T>> in = {};
  Slot slot = {};

  const Fact<T>& At(const Scenario& scenario, Reads& reads) const {
    const Fact<T>* fact = in.At(scenario, reads);
    return fact != nullptr ? *fact : WhereOpen();
  }

 private:
  // What is the same in all cases is known all the same.
  const Fact<T>& WhereOpen() const {
    static const Fact<T> open = Fact<T>::Unknowable(&kOpenChoice, {});
    const Fact<T>& first = in.all().front().value;
    return in.AnyValue([&](const Fact<T>& other) { return !Agree(first, other); }) ? open : first;
  }
  static bool Agree(const Fact<T>& a, const Fact<T>& b) {
    if constexpr (requires(const T& value) {
                    { value == value } -> std::convertible_to<bool>;
                  }) {
      if (a.known() && b.known()) return *a == *b;
    }
    return a.absent() && b.absent();
  }
};

// A string that may be partly known (`arn:aws:iam::` + unknown + `:role/x`).
struct Text {
  Traced value = {};  // kString, kNumber, kBool; kUnknown stands for one hole

  std::optional<std::string> known() const { return KnownText(*value); }
  bool Is(std::string_view text) const { return known() == text; }
  // For people, shortened; see Shown in lint/value/value.h. What known() gives is for comparisons
  // alone.
  std::string Shown() const;
  // For comparisons where a part is unknown; see WithHoles there.
  std::string WithHoles() const;
  friend bool operator==(const Text& a, const Text& b) { return SameText(*a.value, *b.value); }
};

// Does code name a resource by this attribute of it: an id, an ARN, a name, or with `!Ref`? What
// another one says (`description`, `vpc_id`) does not name the resource that has it. `computed`:
// AWS makes its value.
bool NamesItself(std::string_view attribute, bool computed);

// What a property says about another resource, before the join resolves it: an attribute of a
// resource in the code (`target`), or the text of a name, id or ARN.
struct Ref {
  Text text = {};
  ResourceId target = ResourceId::kNone;
  std::string_view attribute = {};
  Place place = {};
  friend bool operator==(const Ref& a, const Ref& b) {
    return a.target != ResourceId::kNone || b.target != ResourceId::kNone ? a.target == b.target
                                                                          : a.text == b.text;
  }
};

// A list that may hold more than is seen; `open_because` names the reason, null when it is
// complete.
template <class T>
struct List {
  std::vector<Fact<T>> items = {};
  const Symbol* open_because = nullptr;
  Place place = {};
  Certainty completeness =
      Certainty::kCertain;  // of "the list holds no more than this"; of no use where it is open

  bool open() const { return open_because != nullptr; }
};

struct Tag {
  Fact<Text> key = {};
  Fact<Text> value = {};
};

// The account and region that a resource is created in, where the code distinguishes several
// (provider aliases). Empty: the unit's own account or region. A name identifies a resource within
// one site only; an id does so across sites. See also Model::named_elsewhere.
struct Site {
  // The path of the unit that makes it, where that is another one than the model's own. Such a
  // resource is looked at, and is no subject of a rule: it has one in its own unit.
  std::string unit = {};
  std::string account = {};
  std::string region = {};
  friend bool operator==(const Site&, const Site&) = default;
};

// The fields that every resource has.
struct Head {
  ResourceId id = ResourceId::kNone;
  std::string type = {};     // `aws_ecs_service`, `AWS::ECS::Service`, `create-service`
  std::string address = {};  // `module.web.aws_ecs_service.this["a"]`, `WebService`, `services[0]`
  // The address inside its module or template without instance keys, and the folder or file of that
  // module, relative to the project (of a downloaded one: how the project leads there): what
  // fingerprints are made of.
  std::string local_address = {};
  std::string module_path = {};
  Site site = {};
  Span span = {};   // what to underline: the block's head, the logical id
  Span block = {};  // the whole of it
  // How its module was reached: the chain of module calls, newest first. Null in a root.
  const RouteStep* calls = nullptr;
  Attr<bool> exists = {};  // from count, for_each, Condition; absent means "always"
  // Set where it stands for an unknown number of instances, which one block makes alike: what their
  // number or keys are. Resources of one symbol have as many instances, with the same keys.
  const Symbol* instances = nullptr;
  // True where an input's default decides which other instances there are: `for_each` over a
  // collection that is complete by default only.
  bool instances_by_default = false;
};

extern template class Cases<Traced>;
extern template class Cases<Fact<bool>>;
extern template class Cases<Fact<Text>>;
extern template class Cases<Fact<Ref>>;
extern template class Cases<Fact<List<Text>>>;
extern template class Cases<Fact<List<Ref>>>;
extern template class Cases<Fact<List<Tag>>>;

}  // namespace execlint

#endif  // EXECLINT_LINT_MODEL_ATTRIBUTE_H_
