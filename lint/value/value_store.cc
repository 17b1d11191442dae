#include "lint/value/value_store.h"

#include <algorithm>
#include <cstring>
#include <deque>
#include <iterator>
#include <memory>
#include <memory_resource>
#include <optional>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "lint/source/format.h"
#include "lint/value/no_name.h"
#include "lint/value/predeclared.h"

namespace execlint {
namespace {

template <class T>
T* Copy(std::pmr::monotonic_buffer_resource& arena, std::span<const T> from) {
  static_assert(std::is_trivially_destructible_v<T>);
  if (from.empty()) return nullptr;
  auto* to = static_cast<T*>(arena.allocate(from.size() * sizeof(T), alignof(T)));
  std::uninitialized_copy(from.begin(), from.end(), to);
  return to;
}

bool HasElementStep(const RouteStep* route) {
  for (; route != nullptr; route = route->before) {
    if (route->how == RouteStep::How::kElement) return true;
  }
  return false;
}

// The newest step that read a resource's attribute as a whole, one that counts. Steps newer than a
// kElement were about the container that the value was taken out of.
ResourceAttribute FromRoute(const RouteStep* route, AttributeCounts counts) {
  for (const RouteStep* step = route; step != nullptr; step = step->before) {
    if (step->resource != ResourceId::kNone && counts(step->attribute, false) &&
        !HasElementStep(step->before)) {
      return {step->resource, step->attribute};
    }
  }
  return {};
}

// The key by which symbols are interned; `at` is not part of it.
struct Identity {
  std::size_t operator()(const Symbol* symbol) const {
    const std::hash<std::string_view> of;
    // One name may stand for what comes of many things: two symbols that differ in that alone.
    const std::size_t because_of = std::hash<const Symbol*>()(symbol->because_of);
    return ((of(symbol->name) * 31 + of(symbol->attribute)) * 31 + because_of) * 31 +
           static_cast<std::size_t>(symbol->resource) * 31 + static_cast<std::size_t>(symbol->why);
  }
  bool operator()(const Symbol* a, const Symbol* b) const {
    return a->why == b->why && a->resource == b->resource && a->name == b->name &&
           a->attribute == b->attribute && a->unit == b->unit && a->rest == b->rest &&
           a->because_of == b->because_of && a->fails == b->fails;
  }
};

// Is it worth a place on a route that is long already?
bool IsKept(const RouteStep& step) {
  if (step.length <= kMaxRoute) return true;
  using How = RouteStep::How;
  if (step.resource != ResourceId::kNone) return false;
  switch (step.how) {
    case How::kReference:
    case How::kEncoded:
    case How::kElement:
    case How::kDecision:
      return false;
    default:
      return FindStep(step.before, step.how) == nullptr;
  }
}

// What a list or map is as a tree.
class Tree {
 public:
  explicit Tree(const Symbol* open_because) : open_because_(open_because) {}

  void Add(Traced one) {
    const Value& value = *one;
    secret_ |= HasSecret(one);
    size_ += value.size;
    depth_ = std::max<std::uint32_t>(depth_, value.depth + 1);
    fails_ |= value.fails != 0;
    if (unknown_ == nullptr) unknown_ = value.unknown;
  }
  void AddSecret() { secret_ = true; }
  bool too_large() const { return size_ > kMaxTreeSize || depth_ > kMaxTreeDepth; }
  void Describe(Value& value) const {
    value.size = static_cast<std::uint32_t>(size_);
    value.depth = depth_;
    value.fails = fails_ ? 1 : 0;
    value.unknown = unknown_ != nullptr ? unknown_ : open_because_;
    value.holds_secret = secret_ ? 1 : 0;
  }

 private:
  const Symbol* open_because_;
  std::size_t size_ = 1;
  std::uint32_t depth_ = 1;
  bool fails_ = false;
  bool secret_ = false;
  const Symbol* unknown_ = nullptr;
};

}  // namespace

struct ValueStore::Impl {
  std::pmr::monotonic_buffer_resource arena;
  std::deque<Symbol> symbols;
  std::unordered_set<const Symbol*, Identity, Identity> interned;
  std::unordered_map<std::string, std::size_t> secrets;
  std::uint32_t resources = 0;
  std::size_t bytes = 0;
  std::string_view unit;
  const std::shared_ptr<ValueStore> base;  // null: it stands alone
  std::optional<Budget> own_budget;        // of one that stands alone
  Budget& budget;
  const Budget::Taken taken_before;
  BigNumbers numbers{[this](std::size_t taken) { Take(taken); }};

  explicit Impl(Budget::Limits limits)
      : own_budget(std::in_place, limits), budget(*own_budget), taken_before(budget.taken()) {}
  explicit Impl(std::shared_ptr<ValueStore> behind)
      : base(std::move(behind)), budget(base->budget()), taken_before(budget.taken()) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() { budget.TakeBack(taken_before); }

  void Take(std::size_t taken) {
    bytes += taken;
    budget.Take(taken);
  }

  template <class T>
  T* CopyAll(std::span<const T> from) {
    Take(from.size_bytes());
    return Copy<T>(arena, from);
  }

  template <class T>
  T* New(T value) {
    return CopyAll(std::span<const T>(&value, 1));
  }

  Value* Make(Kind kind, Span span, std::size_t count = 0) {
    Value value;
    value.kind = kind;
    value.span = span;
    value.count = static_cast<std::uint32_t>(count);
    return New(value);
  }

  const Value* TooLarge(Kind kind, Span span, Shape shape) {
    budget.MeetBound();
    Value* made = Make(kind, span);
    made->shape = shape;
    made->unknown = made->open_because =
        Intern({.why = Why::kLimit,
                .name = Format("a value that holds more than {} others, or is more than {} levels "
                               "deep, is more than execlint follows",
                               kMaxTreeSize, kMaxTreeDepth),
                .naming = Symbol::Naming::kWords});
    return made;
  }

  const Symbol* Intern(Symbol symbol) {
    if (!unit.empty() || base != nullptr) {
      const bool predeclared = PredeclaredByName(symbol.name).has_value();
      if (predeclared && base != nullptr) return base->Intern(std::move(symbol));
      if (!predeclared) symbol.unit = unit;
    }
    const auto known = interned.find(&symbol);
    if (known != interned.end()) return *known;
    Take(sizeof(Symbol) + symbol.name.size());
    return *interned.insert(&symbols.emplace_back(std::move(symbol))).first;
  }

  const RouteStep* Step(RouteStep step) {
    step.secret = step.how == RouteStep::How::kSecret;
    if (step.before != nullptr) {
      step.length = step.before->length + 1;
      step.secret |= step.before->secret;
    }
    return IsKept(step) ? New(step) : step.before;
  }

  Value* MakeString(std::span<const Part> parts, Span span) {
    const auto empty = [](const Part& part) { return part.hole == nullptr && part.text.empty(); };
    std::vector<Part> kept;
    if (std::any_of(parts.begin(), parts.end(), empty)) {
      std::remove_copy_if(parts.begin(), parts.end(), std::back_inserter(kept), empty);
      parts = kept;
    }
    Value* made = Make(Kind::kString, span, parts.size());
    made->payload.parts = CopyAll(parts);
    for (const Part& part : parts) {
      if (made->unknown == nullptr) made->unknown = part.hole;
      if (part.secret()) made->holds_secret = 1;
    }
    return made;
  }
};

ValueStore::ValueStore(Budget::Limits limits) : impl_(std::make_unique<Impl>(limits)) {}
ValueStore::ValueStore(std::shared_ptr<ValueStore> base)
    : impl_(std::make_unique<Impl>(std::move(base))) {}
ValueStore::~ValueStore() = default;

const Value* ValueStore::Null(Span span) { return impl_->Make(Kind::kNull, span); }

const Value* ValueStore::Bool(bool value, Span span) {
  Value* made = impl_->Make(Kind::kBool, span);
  made->payload.boolean = value;
  return made;
}

const Value* ValueStore::Number(double value, Span span) {
  return Number(ExactNumber{.plain = value}, span);
}

const Value* ValueStore::Number(const ExactNumber& value, Span span) {
  Value* made = impl_->Make(Kind::kNumber, span);
  made->precision = value.precision;
  if (value.big != nullptr) {
    made->payload.big = impl_->New(value);
  } else {
    made->payload.number = value.plain;
  }
  return made;
}

const Value* ValueStore::Unknown(const Symbol* symbol, Span span) {
  assert(symbol != nullptr);
  Value* made = impl_->Make(Kind::kUnknown, span);
  made->payload.symbol = symbol;
  made->unknown = symbol;
  made->fails = symbol->fails ? 1 : 0;
  return made;
}

const Value* ValueStore::Literal(std::string_view text, Span span, Span from, bool verbatim) {
  return String({{.text = Keep(text), .from = from, .verbatim = verbatim}}, span);
}

const Value* ValueStore::String(std::span<const Part> parts, Span span) {
  return impl_->MakeString(parts, span);
}

const Value* ValueStore::Encoded(std::span<const Part> parts, Span span, Traced inside,
                                 Encoding encoding) {
  Value* made = impl_->MakeString(parts, span);
  made->encodes = impl_->New(inside);
  made->encoding = encoding;
  return made;
}

const Value* ValueStore::List(std::span<const Traced> items, Span span, const Symbol* open_because,
                              Shape shape) {
  Tree tree(open_because);
  for (const Traced& item : items) tree.Add(item);
  if (tree.too_large()) return impl_->TooLarge(Kind::kList, span, shape);
  Value* made = impl_->Make(Kind::kList, span, items.size());
  made->shape = shape;
  made->payload.items = impl_->CopyAll(items);
  made->open_because = open_because;
  tree.Describe(*made);
  return made;
}

const Value* ValueStore::Map(std::span<const Entry> entries, Span span, const Symbol* open_because,
                             Shape shape) {
  Tree tree(open_because);
  for (const Entry& entry : entries) {
    tree.Add(entry.value);
    if (entry.secret_key) tree.AddSecret();
  }
  if (tree.too_large()) return impl_->TooLarge(Kind::kMap, span, shape);
  Value* made = impl_->Make(Kind::kMap, span, entries.size());
  made->shape = shape;
  made->payload.entries = impl_->CopyAll(entries);
  made->open_because = open_because;
  tree.Describe(*made);
  return made;
}

Traced ValueStore::Reshaped(Traced value, Shape shape) {
  if ((!value->is_list() && !value->is_map()) || value->shape == shape) return value;
  Value copy = *value;
  copy.shape = shape;
  return {impl_->New(copy), value.route};
}

BigNumbers& ValueStore::numbers() { return impl_->numbers; }

Budget& ValueStore::budget() { return impl_->budget; }

std::size_t ValueStore::bytes() const { return impl_->bytes; }

const Symbol* ValueStore::Limit(std::string_view what, Span at) {
  return impl_->Intern({.why = Why::kLimit,
                        .name = std::string(what) + " is more than execlint follows",
                        .naming = Symbol::Naming::kWords,
                        .at = at});
}

std::string_view ValueStore::Keep(std::string_view text) {
  if (text.empty()) return {};
  impl_->Take(text.size());
  auto* to = static_cast<char*>(impl_->arena.allocate(text.size(), 1));
  std::memcpy(to, text.data(), text.size());
  return {to, text.size()};
}

ResourceId ValueStore::NewResources(std::size_t count) {
  if (impl_->base != nullptr) return impl_->base->NewResources(count);
  const auto first = static_cast<ResourceId>(impl_->resources + 1);
  impl_->resources += static_cast<std::uint32_t>(count);
  return first;
}

std::string_view ValueStore::EnterUnit(std::string_view path) {
  return std::exchange(impl_->unit, path.empty() ? path : Keep(path));
}

std::string_view ValueStore::unit() const { return impl_->unit; }

const Symbol* ValueStore::Intern(Symbol symbol) { return impl_->Intern(std::move(symbol)); }

Traced ValueStore::Via(Traced value, RouteStep::How how, Span at, std::string_view input) {
  return {value.value,
          impl_->Step(RouteStep{.how = how, .at = at, .before = value.route, .input = input})};
}

Traced ValueStore::Secret(Traced value, Span at) {
  return value.secret() ? value : Via(value, RouteStep::How::kSecret, at);
}

std::size_t ValueStore::NumberOf(std::string_view secret) {
  if (impl_->base != nullptr) return impl_->base->NumberOf(secret);
  const auto [found, fresh] =
      impl_->secrets.try_emplace(std::string(secret), impl_->secrets.size() + 1);
  if (fresh) impl_->Take(sizeof(*found) + secret.size());
  return found->second;
}

Traced ValueStore::CompleteByDefault(Traced collection, const RouteStep* step) {
  if (step == nullptr || collection->complete_by_default != nullptr) return collection;
  Value copy = *collection;
  copy.complete_by_default = step;
  return {impl_->New(copy), collection.route};
}

Traced ValueStore::ViaReference(Traced value, Span at, ResourceId resource,
                                std::string_view attribute) {
  return {value.value, impl_->Step(RouteStep{.how = RouteStep::How::kReference,
                                             .at = at,
                                             .before = value.route,
                                             .resource = resource,
                                             .attribute = Keep(attribute)})};
}

const RouteStep* ValueStore::Chain(const RouteStep* nearer, const RouteStep* further) {
  if (further == nullptr) return nearer;
  if (nearer == nullptr) return further;
  // The oldest step first, so that each knows how long the route before it is.
  std::vector<const RouteStep*> steps;
  steps.reserve(further->length);
  for (const RouteStep* step = further; step != nullptr; step = step->before) steps.push_back(step);
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    RouteStep copy = **step;
    copy.before = nearer;
    nearer = impl_->Step(copy);
  }
  return nearer;
}

Traced ValueStore::Inside(Traced container, Traced element) {
  if (container.route == nullptr) return element;
  const RouteStep* step = impl_->Step(
      RouteStep{.how = RouteStep::How::kElement, .at = container->span, .before = element.route});
  return {element.value, Chain(step, container.route)};
}

Traced ValueStore::KeyOf(Traced map, const Entry& entry) {
  const Traced key{Literal(entry.key, entry.key_span, entry.key_span), map.route};
  return entry.secret_key ? Secret(key, entry.key_span) : key;
}

std::string ValueStore::ShownKey(Traced map, const Entry& entry) {
  const bool hidden = HasSecretKey(map, entry) || !InsteadOfText(entry.key).empty();
  return hidden ? NumberedMask(NumberOf(entry.key)) : std::string(entry.key);
}

const RouteStep* DefaultBehind(Traced value) {
  if (!value) return nullptr;
  if (const RouteStep* step = DefaultOn(value.route)) return step;
  if (!value->is_string()) return value->complete_by_default;
  for (const Part& part : value->parts()) {
    if (const RouteStep* step = DefaultOn(part.route)) return step;
  }
  return nullptr;
}

ResourceAttribute ReferencedResource(Traced value) {
  return ReferencedResource(value, [](std::string_view, bool) { return true; });
}

ResourceAttribute ReferencedResource(Traced value, AttributeCounts counts) {
  if (!value) return {};
  if (ResourceAttribute found = FromRoute(value.route, counts);
      found.resource != ResourceId::kNone) {
    return found;
  }
  const auto of_symbol = [counts](const Symbol& symbol) {
    return counts(symbol.attribute, true) ? ResourceAttribute{symbol.resource, symbol.attribute}
                                          : ResourceAttribute{};
  };
  if (value->is_unknown()) return of_symbol(value->symbol());
  if (!value->is_string() || value->count != 1) return {};
  const Part& only = value->parts()[0];
  return only.hole != nullptr ? of_symbol(*only.hole) : FromRoute(only.route, counts);
}

}  // namespace execlint
