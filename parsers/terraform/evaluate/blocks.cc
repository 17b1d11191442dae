#include "parsers/terraform/evaluate/blocks.h"

#include <span>
#include <string_view>
#include <vector>

#include "lint/model/lowering.h"

namespace execlint::terraform {

Traced BlockValues::Argument(const Instance& instance, const AttributeRef& attribute) {
  const Results::Key key{&instance, attribute.value.ast,
                         static_cast<std::uint32_t>(attribute.value.id)};
  return c_.results.Once(key, attribute.name.text, attribute.span,
                         [&] { return c_.Evaluate(attribute.value, ScopeOf(instance)); });
}

Traced BlockValues::NestedBlocks(const Instance& instance, const BlocksOfType& written) {
  const hcl::Block& first = *written.blocks.front().block;
  return c_.results.Once({&instance, &first}, written.type, first.head,
                         [&] { return Blocks(written, ScopeOf(instance)); });
}

// Those that stand in a body of the instance; without any, nothing, unless something could not be
// read.
Traced BlockValues::BlocksIn(const BodyRef& body, const Instance& instance,
                             const BlocksOfType& written) {
  if (!written.blocks.empty()) return NestedBlocks(instance, written);
  return body.broken() ? c_.unknowns.Broken(instance.declared->head()) : Traced{};
}

Traced BlockValues::Written(const Instance& instance, std::string_view name) {
  if (const auto attribute = instance.declared->Argument(name)) {
    return Argument(instance, *attribute);
  }
  if (instance.declared->Lacks(name)) return {};
  const BodyRef body = instance.declared->body();
  return BlocksIn(body, instance, {name, body.Blocks(name)});
}

Traced BlockValues::WrittenAt(const Instance& instance, std::string_view path) {
  if (path.find('.') == path.npos) return Written(instance, path);
  BodyRef body = instance.declared->body();
  // Down through nested blocks that stand there once and are not dynamic.
  while (true) {
    const std::size_t next = path.find('.');
    const std::string_view name = path.substr(0, next);
    const std::string_view rest = next == path.npos ? "" : path.substr(next + 1);
    if (const auto attribute = body.Find(name)) {
      const Traced value = Argument(instance, *attribute);
      return rest.empty() ? value : PropertyAt(value, rest, c_.store);
    }
    const BlocksOfType written{name, body.Blocks(name)};
    const std::vector<BlockRef>& blocks = written.blocks;
    const bool single = blocks.size() == 1 && blocks[0].block->type.text != "dynamic";
    if (!single || rest.empty()) {
      const Traced all = BlocksIn(body, instance, written);
      if (rest.empty() || blocks.empty()) return all;
      const Traced property = PropertyAt(all, rest, c_.store);
      // If an input's default leaves the block out, its absence rests on that default.
      if (!property && PassesDefault(all.route)) return {c_.store.Null(all->span), all.route};
      return property;
    }
    body = blocks[0].body();
    path = rest;
  }
}

Traced BlockValues::Blocks(const BlocksOfType& written, const Scope& scope) {
  return Blocks(written, scope, [&](const BlockRef& block, const Scope& inner) {
    return BodyValue(block.body(), inner, block.block->span);
  });
}

Traced BlockValues::Blocks(const BlocksOfType& written, const Scope& scope,
                           const std::function<Traced(const BlockRef&, const Scope&)>& inside) {
  std::vector<Traced> items;
  const Symbol* open = nullptr;
  const RouteStep* by_default = nullptr;  // decides how many blocks there are
  Span span{};
  for (const BlockRef& block : written.blocks) {
    if (!span.valid()) span = block.block->span;
    if (!c_.budget.Spend(1)) {
      open = &c_.unknowns.Limit("a list of blocks", block.block->head)->symbol();
      break;
    }
    if (block.block->type.text != "dynamic") {
      items.push_back(inside(block, scope));
      continue;
    }
    const BodyRef head = block.body();
    const auto for_each = head.Find("for_each");
    const auto content = head.Blocks("content");
    if (!for_each || content.empty()) continue;
    std::string_view iterator = written.type;
    if (const auto named = head.Find("iterator")) {
      if (const auto* word = std::get_if<hcl::Variable>(&named->value->form)) iterator = word->name;
    }
    const Traced source = c_.Evaluate(for_each->value, scope);
    if (by_default == nullptr) by_default = DefaultBehind(source);
    if (!source->is_list() && !source->is_map()) {
      Traced why = source;
      if (!source->is_unknown()) {
        why = c_.unknowns.BlameNull(
            c_.unknowns.Fail("for_each is not a collection", for_each->value->span),
            std::span(&source, 1));
      }
      if (open == nullptr) open = &why->symbol();
      continue;
    }
    if (source->open() && open == nullptr) open = source->open_because;
    const auto add = [&](Traced key, Traced value) {
      if (!c_.budget.Spend(8)) {
        open = &c_.unknowns.Limit("a dynamic block", block.block->head)->symbol();
        return;
      }
      const Entry entries[] = {{"key", for_each->span, key}, {"value", for_each->span, value}};
      const Binding binding{iterator, {c_.store.Map(entries, for_each->span)}, scope.bindings};
      Scope inner = scope;
      inner.bindings = &binding;
      items.push_back(inside(content.front(), inner));
    };
    if (source->is_list()) {
      double index = 0;
      for (const Traced& item : Elements(c_.store, source)) {
        const Traced number{c_.store.Number(WholeNumber(index++), for_each->span)};
        add(source->shape == Shape::kSet ? item : number, item);
      }
    } else {
      for (const Entry& entry : SortedEntries(*source)) {
        add(c_.store.KeyOf(source, entry), c_.store.Inside(source, entry.value));
      }
    }
  }
  return c_.store.CompleteByDefault({c_.store.List(items, span, open)}, by_default);
}

Traced BlockValues::BodyValue(const BodyRef& body, const Scope& scope, Span span) {
  std::vector<Entry> entries;
  for (const AttributeRef& attribute : body.Attributes()) {
    entries.push_back(
        {attribute.name.text, attribute.name.span, c_.Evaluate(attribute.value, scope)});
  }
  const Budget::Level level(c_.budget);
  if (level.too_deep() || !c_.budget.Spend(1)) return c_.unknowns.Limit("this block", span);
  for (const BlocksOfType& written : body.BlocksByType()) {
    const Span head = written.blocks.front().block->head;
    entries.push_back({c_.store.Keep(written.type), head, Blocks(written, scope)});
  }
  const Symbol* open = body.broken() ? &c_.unknowns.Broken(span)->symbol() : nullptr;
  return {c_.store.Map(entries, span, open)};
}

}  // namespace execlint::terraform
