#include "parsers/terraform/lower/lowering.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "lint/source/shortened.h"
#include "parsers/ecs/shapes.h"
#include "parsers/terraform/modules/provider.h"

namespace execlint::terraform {
namespace {

constexpr std::string_view kMeta[] = {"count",     "for_each",   "provider",   "depends_on",
                                      "lifecycle", "connection", "provisioner"};

// The body in which the last part of a path stands or would stand, as far as blocks go.
struct Way {
  BodyRef body;
  std::string_view name;
  // False: a block on the way is not there, there twice, or written as an attribute.
  // `name` is that block's.
  bool reached = true;
};

Way FollowBlocks(BodyRef body, std::string_view path) {
  while (true) {
    const std::size_t dot = path.find('.');
    if (dot == std::string_view::npos) return {body, path};
    const auto blocks = body.Blocks(path.substr(0, dot));
    if (blocks.size() != 1) return {body, path.substr(0, dot), false};
    BodyRef inside = blocks[0].body();
    if (blocks[0].block->type.text == "dynamic") {
      const auto content = inside.Blocks("content");
      if (content.size() != 1) return {body, path.substr(0, dot), false};
      inside = content[0].body();
    }
    body = inside;
    path.remove_prefix(dot + 1);
  }
}

// `ecs_target.subnets` of `ecs_target[0].subnets`.
std::string WithoutIndexes(std::string_view path) {
  std::string plain;
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (path[at] == '[')
      at = std::min(path.find(']', at), path.size() - 1);
    else
      plain += path[at];
  }
  return plain;
}

// Is `inner` the same path, or one that begins with it?
bool LeadsInto(std::string_view path, std::string_view inner) {
  return inner.starts_with(path) && (inner.size() == path.size() || inner[path.size()] == '.');
}

}  // namespace

Fact<List<Ref>> ToProviders(Traced list, Place owner, ValueStore& values) {
  return ToListOf<Ref>(list, owner, values, [](Traced one, Place place, ValueStore& store) {
    return ToRef(Property(one, "capacity_provider", store), place, store);
  });
}

Fact<bool> BlockPresence(Traced list, Place owner, ValueStore& values) {
  if (list && list->is_list() && list->count == 0) {
    if (list->open()) return Fact<bool>::Unknowable(list->open_because, owner);
    return Fact<bool>::Absent(owner, CertaintyOf(list));
  }
  return ecs::LowerPresence(list, owner, values);
}

std::optional<Place> NewestRevision(const Attr<Ref>& task_definition) {
  std::optional<Place> found;
  task_definition.in.AnyValue([&](const Fact<Ref>& ref) {
    if (!ref.known()) return false;
    const Glyphs text = GlyphsOf(*ref->text.value);
    const bool newest = std::any_of(text.begin(), text.end(), [](const Glyph& glyph) {
      return glyph.symbol != nullptr &&
             glyph.symbol->name.find("data.aws_ecs_task_definition.") != std::string::npos;
    });
    if (newest) found = ref.place();
    return newest;
  });
  return found;
}

std::optional<Place> ArgumentReader::LeftToOthers(std::string_view path) const {
  const SourceMap& sources = lowering_.sources;
  const auto is = [&](ExprRef expression, std::string_view path) {
    // Older code has the name in quotes.
    std::string_view text = sources.Text(expression->span);
    if (text.starts_with('"')) text = text.substr(1, text.find('"', 1) - 1);
    const std::string ignored = WithoutIndexes(text);
    // All of a resource is asked for by no name; tags decide nothing.
    return path.empty() ? !ignored.starts_with("tags")
                        : LeadsInto(ignored, path) || LeadsInto(path, ignored);
  };
  for (const ExprRef& ignored : IgnoredChanges()) {
    const auto place = [&](Span span) { return Place{span, instance_.module->route}; };
    if (is(ignored, "all")) return place(ignored->span);
    const auto* names = std::get_if<hcl::Tuple>(&ignored->form);
    if (names == nullptr) continue;
    for (const hcl::ExprId one : ignored.ast->list(names->elements)) {
      const ExprRef name = ignored.At(one);
      if (is(name, path)) return place(name->span);
    }
  }
  return std::nullopt;
}

const std::vector<ExprRef>& ArgumentReader::IgnoredChanges() const {
  if (ignored_changes_) return *ignored_changes_;
  std::vector<ExprRef>& all = ignored_changes_.emplace();
  for (const BlockRef& lifecycle : instance_.declared->body().Blocks("lifecycle")) {
    if (const auto ignored = lifecycle.body().Find("ignore_changes")) all.push_back(ignored->value);
  }
  return all;
}

Traced ArgumentReader::LeftAsImported(std::string_view path) const {
  if (!lowering_.unit.imports().Of(instance_.address)) return {};
  const auto left = LeftToOthers(path);
  if (!left) return {};
  const std::string name = "what `" + instance_.address +
                           "`, which is imported, has where `ignore_changes` leaves it so";
  const Symbol* symbol = values().Intern(
      {.why = Why::kNotKnown, .name = name, .naming = Symbol::Naming::kWords, .at = left->span});
  return {values().Unknown(symbol, left->span)};
}

Cases<Traced> ArgumentReader::Get(std::string_view path) const {
  if (const Traced left = LeftAsImported(path)) return Cases<Traced>(left);
  return lowering_.unit.Get(instance_, path);
}

Certainty ArgumentReader::max_certainty(std::string_view path) const {
  return LeftToOthers(path) ? Certainty::kDefaulted : Certainty::kCertain;
}

Slot ArgumentReader::SlotOf(std::string_view path) const {
  Slot slot{.owner = instance_.id, .path = std::string(path)};
  const Way way = FollowBlocks(instance_.declared->body(), path);
  if (const auto attribute = way.body.Find(way.name)) {
    slot.at = attribute->value->span;
    slot.written = way.reached;
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

Cases<Traced> ArgumentReader::Whole(std::initializer_list<std::string_view> without) const {
  Evaluator& evaluator = lowering_.unit.evaluator();
  return lowering_.unit.Explored([&] {
    std::vector<Entry> entries;
    const BodyRef body = instance_.declared->body();
    const auto left_out = [&](std::string_view name) {
      return std::ranges::find(kMeta, name) != std::end(kMeta) ||
             std::ranges::find(without, name) != without.end();
    };
    for (const AttributeRef& attribute : body.Attributes()) {
      if (left_out(attribute.name.text)) continue;
      const Traced left = LeftAsImported(attribute.name.text);
      entries.push_back({values().Keep(attribute.name.text), attribute.name.span,
                         left ? left : evaluator.Argument(instance_, attribute)});
    }
    for (const BlocksOfType& written : body.BlocksByType()) {
      if (left_out(written.type)) continue;
      const Traced left = LeftAsImported(written.type);
      entries.push_back({values().Keep(written.type), written.blocks.front().block->head,
                         left ? left : evaluator.NestedBlocks(instance_, written)});
    }
    const Symbol* open = body.broken()
                             ? &evaluator.unknowns().Broken(instance_.declared->head())->symbol()
                             : nullptr;
    return Traced{values().Map(entries, instance_.declared->head(), open)};
  });
}

namespace {

// What the expressions are, in every case: equal texts are equal values.
std::string WrittenOut(const std::vector<AttributeRef>& written, const ModuleInstance& module,
                       const Lowering& lowering) {
  std::string text;
  for (const AttributeRef& one : written) {
    const Cases<Traced> cases = lowering.unit.Explored(
        [&] { return lowering.unit.evaluator().Evaluate(one.value, {.module = &module}); });
    for (const Case<Traced>& found : cases.all()) {
      if (!found.value->is_null())
        text += lowering.unit.evaluator().unknowns().Rendered(found.value) + "\n";
    }
  }
  return text;
}

std::string AccountOf(const Provider& provider, const Lowering& lowering) {
  return provider ? WrittenOut(provider.Credentials(), *provider.module, lowering) : "";
}

std::string RegionOf(const Provider& provider, const Lowering& lowering) {
  const auto region = provider ? provider.body.Find("region") : std::nullopt;
  return region ? WrittenOut({*region}, *provider.module, lowering) : "";
}

// Two provider configurations that are written alike are one place.
Site SiteOf(const Instance& instance, const Lowering& lowering) {
  Site site;
  const Provider provider = ProviderOf(instance);
  // Of a call, a region is an input of the module like any other.
  const auto written =
      instance.kind == Instance::kCall ? std::nullopt : instance.declared->Argument("region");
  if ((!provider || provider.IsDefault()) && !written) return site;
  const Provider own = FindProvider(lowering.unit.evaluator().modules().root(), "");
  const std::string own_region = RegionOf(own, lowering);
  std::string region = own_region;
  if (provider && !provider.IsDefault()) {
    const std::string account = AccountOf(provider, lowering);
    if (account != AccountOf(own, lowering)) site.account = account;
    region = RegionOf(provider, lowering);
  }
  if (written) {
    const Cases<Traced> cases = lowering.unit.Get(instance, "region");
    std::string text;
    for (const Case<Traced>& found : cases.all()) {
      if (found.value && !found.value->is_null())
        text += lowering.unit.evaluator().unknowns().Rendered(found.value) + "\n";
    }
    if (!text.empty()) region = text;
  }
  if (region != own_region) site.region = region;
  return site;
}

// The folder of a module of the project. Of one that was fetched, the folder may have any name, so
// it is told by the calls that lead there: `apps/module.web`.
std::string PathOf(const ModuleInstance& module) {
  if (!module.fetched) return module.folder->path();
  return PathOf(*module.call->module) + "/module." + std::string(module.call->name());
}

}  // namespace

Head MakeHead(const UnitResource& resource, const Lowering& lowering) {
  const Instance& instance = *resource.instance;
  Head head{.id = instance.id};
  head.type = instance.kind == Instance::kCall ? "module" : std::string(instance.type());
  head.address = Shortened(instance.address, kLongestAddress);
  head.local_address = (instance.kind == Instance::kData ? "data." : "") + head.type + "." +
                       Shortened(std::string(instance.name()), kLongestLabel);
  head.module_path = PathOf(*instance.module);
  head.site = SiteOf(instance, lowering);
  head.span = instance.declared->head();
  head.block = instance.declared->span();
  head.calls = instance.module->route;
  head.instances = resource.instances;
  const auto& exists = resource.exists.all();
  head.instances_by_default =
      instance.key.kind == InstanceKey::kText &&
      std::any_of(exists.begin(), exists.end(),
                  [](const Case<Traced>& one) { return DefaultBehind(one.value) != nullptr; });
  const Place owner{head.span, head.calls};
  head.exists.in = resource.exists.Map([&](Traced value) {
    if (!value) return Fact<bool>::Absent(owner);
    if (value->is_unknown()) return Fact<bool>::Unknowable(&value->symbol(), PlaceOf(value));
    return Fact<bool>::Known(value->boolean(), PlaceOf(value), CertaintyOf(value));
  });
  const auto decides = [&](const char* path, const std::optional<AttributeRef>& written) {
    if (!written) return;
    head.exists.slot = {
        .owner = head.id, .path = path, .at = written->value->span, .written = true};
  };
  decides("lifecycle.enabled", instance.declared->Enabled());
  decides("count", instance.declared->Argument("count"));
  decides("for_each", instance.declared->Argument("for_each"));
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
    const auto tags = defaults[0].body().Find("tags");
    if (!tags) return own;
    const Traced shared = evaluator.Shared(*tags, *provider.module);
    if (!own || own->is_null()) return shared;
    return CallFunction(evaluator.MakeCall("merge", own->span, {shared, own}));
  });
  return {all.Map([&](Traced value) {
            return ecs::LowerTags(value, reader.head(), ecs::KeyCase::kAny, reader.values());
          }),
          reader.SlotOf("tags")};
}

namespace {

// `123456789012` of `arn:aws:iam::123456789012:role/deploy`; empty where it is not known.
std::string AccountIn(std::string_view arn) {
  constexpr std::size_t kDigits = 12;
  const std::size_t at = arn.find(":iam::");
  if (at == arn.npos) return "";
  const std::string_view id = arn.substr(at + std::string_view(":iam::").size(), kDigits);
  const bool digits = id.size() == kDigits && id.find_first_not_of("0123456789") == id.npos;
  return digits ? std::string(id) : "";
}

}  // namespace

void ReadDeployment(const Lowering& lowering) {
  Evaluator& evaluator = lowering.unit.evaluator();
  const Provider provider = FindProvider(evaluator.modules().root(), "");
  if (!provider) return;
  // The one value that it has in all scenarios.
  const auto only = [&](const std::optional<AttributeRef>& written) -> Traced {
    if (!written) return {};
    const Cases<Traced> all = lowering.unit.Explored(
        [&] { return evaluator.Evaluate(written->value, {.module = provider.module}); });
    return all.all().size() == 1 ? all.all().front().value : Traced();
  };
  const auto certain = [](Traced value) -> std::string {
    if (!value || CertaintyOf(value) != Certainty::kCertain) return "";
    return KnownText(*value).value_or("");
  };
  Model& model = lowering.model;
  if (const Traced region = only(provider.body.Find("region"))) {
    model.region = KnownText(*region).value_or("");
    model.region_certainty = CertaintyOf(region);
  }
  model.profile = certain(only(provider.body.Find("profile")));
  const Traced allowed = only(provider.body.Find("allowed_account_ids"));
  if (allowed && allowed->is_list() && allowed->count == 1 && !allowed->open()) {
    model.account = certain(allowed->items()[0]);
  }
  for (const BlockRef& block : provider.body.Blocks("assume_role")) {
    const std::string role = certain(only(block.body().Find("role_arn")));
    if (model.account.empty()) model.account = AccountIn(role);
  }
}

const TypeRow* RowOf(std::string_view type) {
  static const std::map<std::string_view, const TypeRow*> rows = [] {
    std::map<std::string_view, const TypeRow*> made;
    for (const auto& types : {EcsTypes(), LauncherTypes(), IamTypes(), NetworkTypes(), Ec2Types(),
                              StackTypes(), CloudControlTypes()}) {
      for (const TypeRow& row : types) made.emplace(row.type, &row);
    }
    return made;
  }();
  const auto found = rows.find(type);
  return found == rows.end() ? nullptr : found->second;
}

bool IsWanted(std::string_view type, Interest interest) {
  if (interest < Interest::kPolicies) return false;
  const auto is_type = [type](const TypeRow& row) { return row.type == type; };
  if (std::ranges::any_of(NetworkTypes(), is_type) || std::ranges::any_of(Ec2Types(), is_type)) {
    return interest == Interest::kServices;
  }
  return RowOf(type) != nullptr;
}

}  // namespace execlint::terraform
