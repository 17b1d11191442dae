#include "parsers/terraform/evaluate/evaluator.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "lint/model/lowering.h"
#include "parsers/terraform/evaluate/expression.h"

namespace execlint::terraform {
namespace {

using How = RouteStep::How;

class Nested {
 public:
  explicit Nested(int& depth) : depth_(++depth) {}
  Nested(const Nested&) = delete;
  Nested& operator=(const Nested&) = delete;
  ~Nested() { --depth_; }

 private:
  int& depth_;
};

}  // namespace

std::size_t Evaluator::NodeHash::operator()(const NodeKey& key) const {
  const auto mix = [](std::size_t a, std::size_t b) { return a * 0x9E3779B97F4A7C15u ^ (b >> 3); };
  return mix(mix(reinterpret_cast<std::uintptr_t>(std::get<0>(key)) >> 3,
                 reinterpret_cast<std::uintptr_t>(std::get<1>(key))),
             std::size_t{std::get<2>(key)} << 3);
}

Evaluator::Evaluator(const Configuration& configuration, const Folder& root, const Inputs& inputs,
                     ValueStore& store)
    : configuration_(configuration),
      inputs_(inputs),
      store_(store),
      unknowns_(store),
      selectors_(unknowns_) {
  root_ = &modules_.emplace_back(ModuleInstance{.folder = &root});
}

bool Evaluator::Spend(std::size_t steps) {
  work_ += steps;
  return work_ < kMaxWork;
}

Traced Evaluator::Limit(std::string_view what, Span at) {
  const Symbol* symbol =
      store_.Intern({.why = Why::kLimit,
                     .name = std::string(what) + " is more than execlint follows",
                     .naming = Symbol::Naming::kWords,
                     .at = at});
  return {store_.Unknown(symbol, at)};
}

Traced Evaluator::Evaluate(ExprRef expression, const Scope& scope) {
  const Nested nested(nesting_);
  if (nesting_ > kMaxNesting || !Spend(1)) return Limit("this expression", expression->span);
  return ExpressionEvaluator(*this, scope, *expression.ast).Evaluate(expression.id);
}

Traced Evaluator::Memoised(const NodeKey& key, std::string_view name, Span at,
                           const std::function<Traced()>& compute) {
  Node& node = nodes_[key];  // stays where it is: unordered_map keeps its elements in place
  for (const Case<Traced>& known : node.cases) {
    if (Holds(known.when, *scenario_)) {
      reads_->Note(known.when);
      return known.value;
    }
  }
  if (node.running) {
    return unknowns_.Fail("`" + std::string(name) + "` refers to itself", at);
  }
  node.running = true;
  Reads inner;
  const Traced made = Under(*scenario_, inner, compute);
  node.running = false;
  node.cases.push_back({inner.guard(), made});
  reads_->Note(inner.order());
  return made;
}

// ---- members and elements

const Instance* Evaluator::ObjectOf(const Symbol& symbol) const {
  const auto found = objects_.find(&symbol);
  return found == objects_.end() ? nullptr : found->second;
}

Traced Evaluator::Selected(const Symbol* symbol, Span at) {
  if (const auto selector = selectors_.Of(symbol)) {
    return selectors_.Candidate(symbol, reads_->Look(*scenario_, *selector), at);
  }
  return {store_.Unknown(symbol, at)};
}

Traced Evaluator::Member(Traced base, std::string_view name, Span at) {
  switch (base->kind) {
    case Kind::kUnknown: {
      const Symbol& symbol = base->symbol();
      if (unknowns_.Failed(*base)) return base;
      if (const Instance* instance = ObjectOf(symbol)) {
        const Traced made = Attribute(*instance, name, at);
        return {made.value, store_.Chain(made.route, base.route)};
      }
      if (expansions_.contains(&symbol)) {
        return unknowns_.Fail("`" + symbol.name + "` needs an index", at);
      }
      const Traced made = unknowns_.Member(symbol, "." + std::string(name), at);
      const Symbol* member = &made->symbol();
      return unknowns_.IsSelectable(member) ? Selected(member, at) : made;
    }
    case Kind::kMap: {
      if (const Entry* entry = Find(*base, name)) return store_.Inside(base, entry->value);
      if (base->open()) {
        return unknowns_.Derived(Rendered(*base) + "." + std::string(name), std::span(&base, 1),
                                 at);
      }
      return unknowns_.Fail("there is no attribute `" + std::string(name) + "`", at);
    }
    default:
      return unknowns_.Fail("`." + std::string(name) + "` of something that is no object", at);
  }
}

Traced Evaluator::Element(Traced base, Traced key, Span at) {
  for (const Traced& operand : {base, key}) {
    if (unknowns_.Failed(*operand)) return operand;
  }
  const Traced operands[] = {base, key};
  const auto text = KnownText(*key);
  const auto unsure = [&] {
    return unknowns_.Derived(Rendered(*base) + "[" + Rendered(*key) + "]", operands, at);
  };
  const auto textual = [&](Traced made) {
    if (made->is_unknown() && selectors_.IsTextual(&base->symbol())) {
      selectors_.MarkTextual(&made->symbol());
    }
    return made;
  };
  if (base->is_unknown()) {
    const Symbol& symbol = base->symbol();
    if (const auto all = expansions_.find(&symbol); all != expansions_.end()) {
      assumed_ = true;
      return {store_.Unknown(all->second->object, at)};
    }
    if (!text) return unsure();
    const bool number = key->kind == Kind::kNumber || ParseNumber(*text).has_value();
    const Traced made =
        unknowns_.Member(symbol, number ? "[" + *text + "]" : "[\"" + *text + "\"]", at);
    const Symbol* member = &made->symbol();
    return unknowns_.IsSelectable(member) ? Selected(member, at) : textual(made);
  }
  if (base->is_map()) {
    if (!text) {
      if (FirstUnknown(*key) == nullptr) return unknowns_.Fail("the key is no string", at);
      bool possible = base->open();
      for (const Entry& entry : base->entries()) {
        const Traced literal{store_.Literal(entry.key, entry.key_span, entry.key_span)};
        selectors_.Compared(*key, literal);
        possible |= Equal(unknowns_, *key, *literal) != false;
      }
      return possible ? unsure() : unknowns_.Fail("the map has no such key", at);
    }
    const Entry* entry = Find(*base, *text);
    if (entry == nullptr) {
      return base->open() ? unsure() : unknowns_.Fail("there is no element \"" + *text + "\"", at);
    }
    const Traced made = store_.Inside(base, entry->value);
    return Tainted(store_, made, std::span(&key, 1));
  }
  if (!base->is_list() || base->shape == Shape::kSet) {
    return unknowns_.Fail("an index of something that has none", at);
  }
  if (!text) return FirstUnknown(*key) != nullptr ? unsure() : unknowns_.Fail("no index", at);
  const auto index = ParseNumber(*text);
  if (!index) return unknowns_.Fail("the index is no number", at);
  if (base->open()) return unsure();
  if (*index < 0 || *index >= base->count) {
    return unknowns_.Fail("there is no element " + *text, at);
  }
  return store_.Inside(base, base->items()[static_cast<std::size_t>(*index)]);
}

// ---- what blocks say

Traced Evaluator::Written(const Instance& instance, std::string_view name) {
  const Scope scope = ScopeOf(instance);
  if (const auto attribute = instance.declared->Argument(name)) {
    const NodeKey key{&instance, attribute->value.ast,
                      static_cast<std::uint32_t>(attribute->value.id)};
    return Memoised(key, name, attribute->span, [&] { return Evaluate(attribute->value, scope); });
  }
  if (instance.declared->Lacks(name)) return {};
  const BodyRef body = instance.declared->body();
  const auto blocks = body.Blocks(name);
  if (blocks.empty()) {
    if (!body.broken()) return {};
    return {store_.Unknown(store_.Intern({.why = Why::kBroken,
                                          .name = "a syntax error",
                                          .naming = Symbol::Naming::kWords,
                                          .at = instance.declared->head()}),
                           instance.declared->head())};
  }
  return Memoised({&instance, blocks.front().block, 0}, name, blocks.front().block->head, [&] {
    return Blocks(body, name, scope, [&](const BlockRef& block, const Scope& inner) {
      return BodyValue(block.body(), inner, block.block->span);
    });
  });
}

Traced Evaluator::WrittenAt(const Instance& instance, std::string_view path) {
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) return Written(instance, path);
  BodyRef body = instance.declared->body();
  const Scope scope = ScopeOf(instance);
  // Down through nested blocks that stand there once and are not dynamic.
  while (true) {
    const std::size_t next = path.find('.');
    const std::string_view name = path.substr(0, next);
    const std::string_view rest = next == std::string_view::npos ? "" : path.substr(next + 1);
    if (const auto attribute = body.Find(name)) {
      const NodeKey key{&instance, attribute->value.ast,
                        static_cast<std::uint32_t>(attribute->value.id)};
      const Traced value =
          Memoised(key, name, attribute->span, [&] { return Evaluate(attribute->value, scope); });
      return rest.empty() ? value : PropertyAt(value, rest, store_);
    }
    const auto blocks = body.Blocks(name);
    if (blocks.empty()) {
      if (!body.broken()) return {};
      const Span at = instance.declared->head();
      return {store_.Unknown(store_.Intern({.why = Why::kBroken,
                                            .name = "a syntax error",
                                            .naming = Symbol::Naming::kWords,
                                            .at = at}),
                             at)};
    }
    if (rest.empty() || blocks.size() > 1 || blocks[0].block->type.text == "dynamic") {
      const Traced all =
          Memoised({&instance, blocks.front().block, 0}, name, blocks.front().block->head, [&] {
            return Blocks(body, name, scope, [&](const BlockRef& block, const Scope& inner) {
              return BodyValue(block.body(), inner, block.block->span);
            });
          });
      if (rest.empty()) return all;
      const Traced property = PropertyAt(all, rest, store_);
      // Nothing, where a default leaves the block out, rests on that default.
      if (!property && PassesDefault(all.route)) return {store_.Null(all->span), all.route};
      return property;
    }
    body = blocks[0].body();
    path = rest;
  }
}

Traced Evaluator::Blocks(const BodyRef& body, std::string_view type, const Scope& scope,
                         const std::function<Traced(const BlockRef&, const Scope&)>& inside) {
  std::vector<Traced> items;
  const Symbol* open = nullptr;
  const RouteStep* by_default = nullptr;  // decides how many blocks there are
  Span span{};
  for (const BlockRef& block : body.Blocks(type)) {
    if (!span.valid()) span = block.block->span;
    if (block.block->type.text != "dynamic") {
      items.push_back(inside(block, scope));
      continue;
    }
    const BodyRef head = block.body();
    const auto for_each = head.Find("for_each");
    const auto content = head.Blocks("content");
    if (!for_each || content.empty()) continue;
    std::string_view iterator = type;
    if (const auto named = head.Find("iterator")) {
      if (const auto* word = std::get_if<hcl::Variable>(&named->value->form)) iterator = word->name;
    }
    const Traced source = Evaluate(for_each->value, scope);
    if (by_default == nullptr) by_default = DefaultBehind(source);
    if (!source->is_list() && !source->is_map()) {
      if (source->is_unknown()) open = open != nullptr ? open : &source->symbol();
      continue;
    }
    if (source->open() && open == nullptr) open = source->open_because;
    const auto add = [&](Traced key, Traced value) {
      if (!Spend(8)) {
        open = &Limit("a dynamic block", block.block->head)->symbol();
        return;
      }
      const Entry entries[] = {{"key", for_each->span, key}, {"value", for_each->span, value}};
      const Binding binding{iterator, {store_.Map(entries, for_each->span)}, scope.bindings};
      Scope inner = scope;
      inner.bindings = &binding;
      items.push_back(inside(content.front(), inner));
    };
    if (source->is_list()) {
      double index = 0;
      for (const Traced& item : terraform::Elements(store_, source)) {
        const Traced number{store_.Number(index++, for_each->span)};
        add(source->shape == Shape::kSet ? item : number, item);
      }
    } else {
      for (const Entry& entry : SortedEntries(*source)) {
        add({store_.Literal(entry.key, entry.key_span, entry.key_span), source.route},
            store_.Inside(source, entry.value));
      }
    }
  }
  return store_.CompleteBy({store_.List(items, span, open)}, by_default);
}

Traced Evaluator::BodyValue(const BodyRef& body, const Scope& scope, Span span) {
  std::vector<Entry> entries;
  for (const AttributeRef& attribute : body.Attributes()) {
    entries.push_back({attribute.name.text, attribute.name.span, Evaluate(attribute.value, scope)});
  }
  const Nested nested(nesting_);
  if (nesting_ > kMaxNesting || !Spend(1)) return Limit("this block", span);
  for (const std::string_view type : body.BlockTypes()) {
    const auto blocks = body.Blocks(type);
    entries.push_back({store_.Keep(type), blocks.front().block->head,
                       Blocks(body, type, scope, [&](const BlockRef& block, const Scope& inner) {
                         return BodyValue(block.body(), inner, block.block->span);
                       })});
  }
  const Symbol* open = nullptr;
  if (body.broken()) {
    open = store_.Intern({.why = Why::kBroken,
                          .name = "a syntax error",
                          .naming = Symbol::Naming::kWords,
                          .at = span});
  }
  return {store_.Map(entries, span, open)};
}

}  // namespace execlint::terraform
