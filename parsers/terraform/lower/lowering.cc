#include "parsers/terraform/lower/lowering.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "parsers/ecs/shapes.h"

namespace execlint::terraform {
namespace {

constexpr std::string_view kMeta[] = {"count",     "for_each",   "provider",   "depends_on",
                                      "lifecycle", "connection", "provisioner"};

// A provider configuration and the module it stands in.
struct Provider {
  const ModuleInstance* module = nullptr;
  BodyRef body = {};

  explicit operator bool() const { return module != nullptr; }
};

Provider Find(const ModuleInstance& module, std::string_view alias) {
  for (const Declaration& declaration : module.folder->all()) {
    if (declaration.type() != "provider" || declaration.label(0) != "aws") continue;
    const BodyRef body({declaration.layer()});
    const auto written = body.Find("alias");
    const auto text =
        written ? written->value.ast->ConstantString(written->value.id) : std::nullopt;
    if (text.value_or("") == alias) return {&module, body};
  }
  return {};
}

// `aws` or `aws.alias`, as a reference is written: the alias.
std::optional<std::string_view> AliasIn(ExprRef reference) {
  if (const auto* attribute = std::get_if<hcl::GetAttr>(&reference->form)) {
    return attribute->name.text;
  }
  if (std::holds_alternative<hcl::Variable>(reference->form)) return "";
  return std::nullopt;
}

// What the `providers` argument of a call makes of a provider's name.
std::optional<std::string_view> PassedAs(const Instance& call, std::string_view alias) {
  const auto providers = call.declared->Argument("providers");
  if (!providers) return std::nullopt;
  const auto* object = std::get_if<hcl::Object>(&providers->value->form);
  if (object == nullptr) return std::nullopt;
  for (const hcl::ObjectItem& item : providers->value.ast->items(*object)) {
    if (AliasIn(providers->value.At(item.key)) == alias) {
      return AliasIn(providers->value.At(item.value));
    }
  }
  return std::nullopt;
}

Provider ProviderOf(const Instance& instance) {
  std::string_view alias;
  if (const auto written = instance.declared->Argument("provider")) {
    alias = AliasIn(written->value).value_or("");
  }
  for (const ModuleInstance* module = instance.module;;) {
    if (const Provider found = Find(*module, alias)) return found;
    if (module->call == nullptr) return {};
    const auto passed = PassedAs(*module->call, alias);
    if (!passed && !alias.empty()) return {};
    alias = passed.value_or("");
    module = module->call->module;
  }
}

// The body in which the last part of a path stands or would stand, as far as blocks go.
struct Way {
  BodyRef body;
  std::string_view name;
  bool reached = true;  // false: a block on the way is not there, dynamic, or there twice
};

Way FollowBlocks(BodyRef body, std::string_view path) {
  while (true) {
    const std::size_t dot = path.find('.');
    if (dot == std::string_view::npos || body.Find(path.substr(0, dot))) return {body, path};
    const auto blocks = body.Blocks(path.substr(0, dot));
    if (blocks.size() != 1 || blocks[0].block->type.text == "dynamic") {
      return {body, path.substr(0, dot), false};
    }
    body = blocks[0].body();
    path.remove_prefix(dot + 1);
  }
}

}  // namespace

Fact<List<Ref>> ToOneRef(Traced value, Place owner, ValueStore& values) {
  return ToRef(value, owner, values).Map([&](const Ref& ref) {
    const Fact<Ref> item = Fact<Ref>::Known(ref, PlaceOf(value), CertaintyOf(value));
    return List<Ref>{.items = {item}, .place = PlaceOf(value)};
  });
}

Slot ArgumentReader::SlotOf(std::string_view path) const {
  Slot slot{.owner = instance_.id, .path = std::string(path)};
  const Way way = FollowBlocks(instance_.declared->body(), path);
  if (const auto attribute = way.body.Find(way.name); attribute && way.reached) {
    slot.at = attribute->value->span;
    slot.written = true;
    return slot;
  }
  const auto blocks = way.body.Blocks(way.name);
  if (!blocks.empty()) {
    slot.at = blocks[0].block->span;
    slot.written = way.reached;
    return slot;
  }
  const BodyRef::Layer layer = way.body.layers().front();
  const Span inside = (*layer.ast)[layer.body].span;
  slot.at = Span::At(inside.file, inside.end);
  return slot;
}

Cases<Traced> ArgumentReader::Whole() const {
  Evaluator& evaluator = lowering_.unit.evaluator();
  return lowering_.unit.Explored([&] {
    std::vector<Entry> entries;
    const BodyRef body = instance_.declared->body();
    const auto add = [&](std::string_view name, Span span) {
      if (std::find(std::begin(kMeta), std::end(kMeta), name) != std::end(kMeta)) return;
      if (const Traced value = evaluator.Written(instance_, name)) {
        entries.push_back({values().Keep(name), span, value});
      }
    };
    for (const AttributeRef& attribute : body.Attributes()) {
      add(attribute.name.text, attribute.name.span);
    }
    for (const std::string_view type : body.BlockTypes()) {
      add(type, body.Blocks(type).front().block->head);
    }
    const Symbol* open = nullptr;
    if (body.broken()) {
      open = values().Intern(
          {.why = Why::kBroken, .name = "a syntax error", .at = instance_.declared->head()});
    }
    return Traced{values().Map(entries, instance_.declared->head(), open)};
  });
}

Head MakeHead(const UnitResource& resource, const Lowering&) {
  const Instance& instance = *resource.instance;
  Head head{.id = instance.id};
  head.type = std::string(instance.type());
  head.address = instance.address;
  head.local_address = head.type + "." + std::string(instance.name());
  head.module_path = instance.module->folder->path();
  head.span = instance.declared->head();
  head.block = instance.declared->span();
  head.calls = instance.module->route;
  head.instances_unknown = instance.key.kind == InstanceKey::kUnknown;
  const Place owner{head.span, head.calls};
  head.exists.in = resource.exists.Map([&](Traced value) {
    if (!value) return Fact<bool>::Absent(owner);
    if (value->is_unknown()) return Fact<bool>::Unknowable(&value->symbol(), PlaceOf(value));
    return Fact<bool>::Known(value->boolean(), PlaceOf(value), CertaintyOf(value));
  });
  for (const char* name : {"count", "for_each"}) {
    if (const auto written = instance.declared->Argument(name)) {
      head.exists.slot = {
          .owner = head.id, .path = name, .at = written->value->span, .written = true};
    }
  }
  return head;
}

Attr<List<Tag>> ReadTags(const UnitResource& resource, const Lowering& lowering) {
  const ArgumentReader reader(resource, lowering);
  Evaluator& evaluator = lowering.unit.evaluator();
  const Instance& instance = *resource.instance;
  const Provider provider = ProviderOf(instance);
  const auto defaults = provider ? provider.body.Blocks("default_tags") : std::vector<BlockRef>();
  const Cases<Traced> all = lowering.unit.Explored([&] {
    const Traced own = evaluator.Written(instance, "tags");
    if (defaults.size() != 1) return own;
    const Scope scope{.module = provider.module};
    const auto tags = defaults[0].body().Find("tags");
    if (!tags) return own;
    const Traced shared = evaluator.Evaluate(tags->value, scope);
    if (!own || own->is_null()) return shared;
    return CallFunction(evaluator.MakeCall("merge", own->span, {shared, own}));
  });
  return {all.Map([&](Traced value) {
            return ecs::LowerTags(value, reader.head(), ecs::KeyCase::kAny, reader.values());
          }),
          reader.SlotOf("tags")};
}

std::string RegionOf(const Lowering& lowering) {
  Evaluator& evaluator = lowering.unit.evaluator();
  const Provider provider = Find(evaluator.root(), "");
  if (!provider) return "";
  const auto region = provider.body.Find("region");
  if (!region) return "";
  const Cases<Traced> all = lowering.unit.Explored(
      [&] { return evaluator.Evaluate(region->value, {.module = provider.module}); });
  if (all.all().size() != 1) return "";
  return KnownText(*all.all().front().value).value_or("");
}

const TypeRow* RowOf(std::string_view type) {
  static const std::map<std::string_view, const TypeRow*> rows = [] {
    std::map<std::string_view, const TypeRow*> made;
    for (const auto& types : {EcsTypes(), IamTypes(), NetworkTypes()}) {
      for (const TypeRow& row : types) made.emplace(row.type, &row);
    }
    return made;
  }();
  const auto found = rows.find(type);
  return found == rows.end() ? nullptr : found->second;
}

}  // namespace execlint::terraform
