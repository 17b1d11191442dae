#include "parsers/terraform/written_secrets.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "lint/source/file_reader.h"
#include "lint/source/unread_text.h"
#include "parsers/ecs/secrets.h"
#include "parsers/terraform/text_of_template.h"

namespace execlint::terraform {
namespace {

constexpr int kMaxDepth = 200;
constexpr std::size_t kMaxSteps = 200'000;  // of one unit

// What an expression is the value of.
enum class Part : std::uint8_t {
  kShown,
  kAnything,   // which may hold containers
  kContainer,  // one or several, or what is in them
  kGroup,      // some keys of one, as a map
  kPairs,      // a list of names and values
  kPair,       // an element of it
  kVariables,  // what a template is given, for a text that makes containers
  kHidden,
};

Part PartOf(ecs::Below below) {
  switch (below) {
    case ecs::Below::kAll:
      break;
    case ecs::Below::kContainer:
      return Part::kContainer;
    case ecs::Below::kGroup:
      return Part::kGroup;
    case ecs::Below::kNames:
      return Part::kPairs;
    case ecs::Below::kNothing:
      return Part::kHidden;
  }
  return Part::kShown;
}

// Resources that hold containers, or what a launch changes of them.
constexpr std::array<std::string_view, 6> kHolders = {
    "aws_ecs_task_definition",     "aws_ecs_service",
    "aws_batch_job_definition",    "aws_sfn_state_machine",
    "aws_cloudwatch_event_target", "aws_scheduler_schedule"};

constexpr std::array<std::string_view, 5> kReadFiles = {"file", "filebase64", "fileexists",
                                                        "filesha256", "filemd5"};

// A folder as the calls above it reach it.
struct Frame {
  const Folder* folder = nullptr;
  const Declared* call = nullptr;  // none for the root
  const Frame* parent = nullptr;
};

// What a name of a `for` stands for: an element of a collection.
struct Bound {
  std::string_view name;
  ExprRef collection;
  const Bound* outer = nullptr;
  const Bound* around_collection = nullptr;
};

struct Around {
  const Frame* frame = nullptr;
  const Declared* self = nullptr;  // whose `each` is meant
  const Bound* bound = nullptr;
  // What the text of a template uses, where its variables are looked at.
  const UsesInText* uses = nullptr;
  // Reached by a name: the same text may mean something else too.
  bool named = false;
  int depth = 0;
};

// Names and constant keys; `*` is any element.
using Path = std::vector<std::string_view>;
constexpr std::string_view kAny = "*";

class Marking {
 public:
  Marking(Unit& unit, const Inputs& inputs, SourceMap& sources)
      : unit_(unit), inputs_(inputs), sources_(sources) {}

  void Run() {
    for (const ModuleInstance* module : unit_.modules()) {
      const Frame& frame = FrameOf(*module);
      if (!seen_frames_.insert(&frame).second) continue;
      SensitiveOf(frame);
    }
    std::set<std::pair<const Frame*, const Declared*>> holders;
    for (const UnitResource& resource : unit_.resources()) {
      const Instance& instance = *resource.instance;
      if (std::ranges::find(kHolders, instance.type()) == kHolders.end()) continue;
      const Around around{.frame = &FrameOf(*instance.module), .self = instance.declared};
      // All instances of a block are written in one place.
      if (!holders.insert({around.frame, around.self}).second) continue;
      Body(instance.declared->body(), Part::kAnything, around);
    }
    for (const OpaqueCall& call : unit_.opaque_calls()) Opaque(*call.instance);
    if (given_up_) MarkFiles();
  }

 private:
  // ---- where to begin

  const Frame& FrameOf(const ModuleInstance& module) {
    if (module.call == nullptr) return Down(nullptr, module.folder, nullptr);
    return Down(&FrameOf(*module.call->module), module.folder, module.call->declared);
  }

  // Nothing is shown of the code that says which words are well known.
  void MarkFiles() {
    std::set<FileId> files;
    for (const auto& [key, frame] : frames_) {
      files.insert(frame.folder->files().begin(), frame.folder->files().end());
    }
    for (const auto* all : {&inputs_.given, &inputs_.automatic, &inputs_.named}) {
      for (const VarFile& one : *all) files.insert(one.file);
    }
    for (const FileId file : files) {
      const auto size = static_cast<std::uint32_t>(sources_.Text(file).size());
      MarkUnread({file, 0, size}, sources_);
    }
  }

  // Counts a step. False where there have been too many.
  bool Step(int depth = 0) {
    given_up_ |= depth > kMaxDepth || ++steps_ > kMaxSteps;
    return !given_up_;
  }

  const Frame& Down(const Frame* parent, const Folder* folder, const Declared* call) {
    const auto [place, fresh] = frames_.try_emplace({parent, call}, Frame{folder, call, parent});
    return place->second;
  }

  void SensitiveOf(const Frame& frame) {
    for (const auto& [name, declared] : frame.folder->variables()) {
      if (!MaySaySecret(declared) || !declared.SaysSecret()) continue;
      Input(name, declared, {}, Part::kHidden, {.frame = &frame});
    }
    for (const auto& [name, declared] : frame.folder->outputs()) {
      if (!MaySaySecret(declared) || !declared.SaysSecret()) continue;
      if (const auto value = declared.Argument("value")) {
        Walk(value->value, Part::kHidden, {.frame = &frame});
      }
    }
  }

  bool MaySaySecret(const Declared& declared) const {
    return std::ranges::any_of(declared.declarations, [&](const Declaration* one) {
      const std::string_view text = sources_.Text(one->span());
      return text.find("sensitive") != text.npos || text.find("ephemeral") != text.npos;
    });
  }

  void Body(const BodyRef& body, Part part, const Around& before) {
    if (before.depth > kMaxDepth) return;
    const Around around = Deeper(before);
    for (const AttributeRef& attribute : body.Attributes()) {
      Walk(attribute.value, BelowKey(part, attribute.name.text), around);
    }
    for (const std::string_view type : body.BlockTypes()) {
      const Part below = BelowKey(part, type);
      for (const BlockRef& block : body.Blocks(type)) {
        Body(block.body(), below == Part::kPairs ? Part::kPair : below, around);
      }
    }
  }

  // Of a module that is not here only objects tell whether they are containers: `environment` is
  // mostly the name of one.
  void Opaque(const Instance& call) {
    const Around around{.frame = &FrameOf(*call.module), .self = call.declared};
    for (const auto& [name, text] : call.declared->Arguments()) {
      if (ecs::NamesTags(name)) continue;
      const Part part = PartOf(ecs::BelowKeyOfAnything(name));
      const auto argument = call.declared->Argument(name);
      if (!argument || text.find('{') == text.npos) continue;
      Walk(argument->value, part == Part::kShown ? Part::kAnything : part, around);
    }
  }

  // ---- marks

  void Mark(Span span, std::string_view text, const Around& around) {
    if (span.empty()) return;
    if (around.named &&
        (ecs::IsCommonWord(text) || ecs::NamesAResource(sources_.Spell(span), sources_))) {
      return;
    }
    sources_.MarkSecret(span);
  }

  void MarkValue(Traced value, const Path& path, std::size_t at, const Around& around) {
    if (!Step()) return;
    if (value->is_list()) {
      for (const Traced& item : value->items()) MarkValue(item, path, at + 1, around);
    } else if (value->is_map()) {
      for (const Entry& entry : value->entries()) {
        const bool meant = at >= path.size() || path[at] == kAny || path[at] == entry.key;
        if (meant) MarkValue(entry.value, path, at + 1, around);
      }
    } else if (const auto text = KnownText(*value); text && value->kind != Kind::kBool) {
      Mark(value->span, *text, around);
    }
  }

  // ---- expressions

  static Around Deeper(Around around) {
    ++around.depth;
    return around;
  }

  bool Enter(ExprRef expr, Part part, const Around& around) {
    if (!Step(around.depth)) return false;
    // What a name is bound to may differ from visit to visit.
    if (around.bound != nullptr || part == Part::kVariables) return true;
    return visited_.insert({expr.ast, expr.id, part, around.frame, around.self, around.named})
        .second;
  }

  void Walk(ExprRef expr, Part part, const Around& before) {
    if (part == Part::kShown || !Enter(expr, part, before)) return;
    const Around around = Deeper(before);
    std::visit(hcl::Overloaded{
                   [&](const hcl::Number& form) {
                     if (part == Part::kHidden) Mark(expr->span, form.text, around);
                   },
                   [&](const hcl::Template& form) { Text(expr, form, part, around); },
                   [&](const hcl::Variable&) { Follow(expr, {}, part, around); },
                   [&](const hcl::GetAttr&) { Follow(expr, {}, part, around); },
                   [&](const hcl::Index&) { Follow(expr, {}, part, around); },
                   [&](const hcl::Splat&) { Follow(expr, {}, part, around); },
                   [&](const hcl::Call& form) { Call(expr, form, part, around); },
                   [&](const hcl::Conditional& form) {
                     Compared(expr.At(form.condition), part, around);
                     Walk(expr.At(form.if_true), part, around);
                     Walk(expr.At(form.if_false), part, around);
                   },
                   [&](const hcl::Unary& form) { Walk(expr.At(form.operand), part, around); },
                   [&](const hcl::Binary& form) {
                     Walk(expr.At(form.left), part, around);
                     Walk(expr.At(form.right), part, around);
                   },
                   [&](const hcl::Tuple& form) {
                     const Part each = ElementOf(part);
                     for (const hcl::ExprId element : expr.ast->list(form.elements)) {
                       Walk(expr.At(element), each, around);
                     }
                   },
                   [&](const hcl::Object& form) { Object(expr, form, part, around); },
                   [&](const hcl::For& form) { For(expr, form, part, around); },
                   [&](const hcl::Parens& form) { Walk(expr.At(form.inner), part, around); },
                   [&](const auto&) {},
               },
               expr->form);
  }

  static Part ElementOf(Part list) {
    if (list == Part::kPairs) return Part::kPair;
    return list == Part::kGroup ? Part::kHidden : list;
  }

  // What a condition compares with is no result, but may tell one.
  void Compared(ExprRef condition, Part part, const Around& around) {
    if (part != Part::kHidden) return;
    if (const auto* binary = std::get_if<hcl::Binary>(&condition->form)) {
      Compared(condition.At(binary->left), part, Deeper(around));
      Compared(condition.At(binary->right), part, Deeper(around));
    } else if (const auto text = condition.ast->ConstantString(condition.id);
               text && !ecs::IsCommonWord(*text)) {
      Walk(condition, part, around);
    }
  }

  static Part InText(Part part, std::string_view key) {
    if (part == Part::kHidden || key.empty()) return part;
    if (part == Part::kAnything) return PartOf(ecs::BelowKeyOfAnything(key));
    const Part below = PartOf(ecs::BelowKeyOfContainer(key));
    return ecs::NamesAPair(key) ? Part::kShown : below;
  }

  void Text(ExprRef expr, const hcl::Template& form, Part part, const Around& around) {
    if (part == Part::kPair || part == Part::kPairs || part == Part::kGroup) part = Part::kHidden;
    if (part == Part::kVariables) return;
    const auto whole = expr.ast->ConstantString(expr.id);
    if (around.named && whole && ecs::IsCommonWord(*whole)) return;
    const KeysOfText keys(sources_.Text(expr->span));
    const auto at_key = [&](Span at) {
      return InText(part, keys.Before(at.begin - expr->span.begin));
    };
    Parts(expr, form.parts, part, at_key, around);
  }

  template <class F>
  void Parts(ExprRef expr, hcl::RangeOf<hcl::TemplatePart> parts, Part part, const F& at_key,
             const Around& around) {
    for (const hcl::TemplatePart& one : expr.ast->parts(parts)) {
      std::visit(hcl::Overloaded{
                     [&](const hcl::Text& form) {
                       if (part == Part::kHidden) Mark(one.span, form.text, around);
                     },
                     [&](const hcl::Interpolation& form) {
                       Walk(expr.At(form.expression), at_key(one.span), around);
                     },
                     [&](const hcl::IfDirective& form) {
                       Compared(expr.At(form.condition), part, around);
                       Parts(expr, form.then_parts, part, at_key, Deeper(around));
                       Parts(expr, form.else_parts, part, at_key, Deeper(around));
                     },
                     [&](const hcl::ForDirective& form) {
                       Around inside = Deeper(around);
                       const Bound bound{form.value_name.text, expr.At(form.collection),
                                         around.bound, around.bound};
                       inside.bound = &bound;
                       Parts(expr, form.parts, part, at_key, inside);
                     },
                 },
                 one.form);
    }
  }

  void Call(ExprRef expr, const hcl::Call& form, Part part, const Around& around) {
    const auto arguments = expr.ast->list(form.arguments);
    const std::string_view name = form.function.text;
    if (std::ranges::find(kReadFiles, name) != kReadFiles.end()) return;
    if ((name == "templatefile" || name == "templatestring") && arguments.size() == 2) {
      const ExprRef from = expr.At(arguments[0]);
      const auto text = name == "templatefile" ? FileText(from, around) : ConstantText(from);
      Given(expr.At(arguments[1]), text, part, around);
      return;
    }
    if (name == "lookup" && arguments.size() >= 2) {
      if (const auto key = expr.ast->ConstantString(arguments[1])) {
        Follow(expr.At(arguments[0]), {Keep(*key)}, part, around);
        for (std::size_t i = 2; i < arguments.size(); ++i)
          Walk(expr.At(arguments[i]), part, around);
        return;
      }
    }
    // The texts that a function works with are as much a part of the result as the others.
    for (const hcl::ExprId argument : arguments) Walk(expr.At(argument), part, around);
  }

  // What a template is given.
  void Given(ExprRef variables, const std::optional<std::string_view>& text, Part part,
             Around around) {
    around.named = true;
    if (!text || part == Part::kHidden) return Walk(variables, Part::kHidden, around);
    around.uses = &texts_.try_emplace(text->data(), *text).first->second;
    Walk(variables, Part::kVariables, around);
  }

  static std::optional<std::string_view> Key(ExprRef expr, const hcl::ObjectItem& item,
                                             std::string& kept) {
    if (!item.name.empty()) return item.name;
    const auto text = expr.ast->ConstantString(item.key);
    if (!text) return std::nullopt;
    kept = *text;
    return kept;
  }

  void Object(ExprRef expr, const hcl::Object& form, Part part, const Around& around) {
    const auto items = expr.ast->items(form);
    const bool by_name = part == Part::kContainer && IsByName(expr, items);
    for (const hcl::ObjectItem& item : items) {
      std::string kept;
      const auto key = Key(expr, item, kept);
      const ExprRef value = expr.At(item.value);
      if (part == Part::kVariables) {
        OneVariable(key.value_or(""), value, around);
      } else {
        Walk(value, by_name ? part : BelowKey(part, key), around);
      }
    }
  }

  static Part BelowKey(Part part, const std::optional<std::string_view>& key) {
    switch (part) {
      case Part::kAnything:
        if (key && ecs::NamesTags(*key)) return Part::kShown;
        if (key && ecs::BelowKeyOfAnything(*key) != ecs::Below::kAll) {
          return PartOf(ecs::BelowKeyOfAnything(*key));
        }
        return part;
      case Part::kContainer:
      case Part::kGroup:
        return key ? PartOf(ecs::BelowKeyOfContainer(*key)) : Part::kHidden;
      case Part::kPair:
        return key && ecs::NamesAPair(*key) ? Part::kShown : Part::kHidden;
      default:
        return Part::kHidden;
    }
  }

  // A map of containers by their names.
  static bool IsByName(ExprRef expr, std::span<const hcl::ObjectItem> items) {
    return std::ranges::all_of(items, [&](const hcl::ObjectItem& item) {
      std::string kept;
      const auto key = Key(expr, item, kept);
      return std::holds_alternative<hcl::Object>(expr.At(item.value)->form) &&
             (!key || ecs::BelowKeyOfContainer(*key) == ecs::Below::kNothing);
    });
  }

  void OneVariable(std::string_view name, ExprRef value, const Around& around) {
    // Null: it is not known which template the variables are for.
    if (around.uses == nullptr) return Walk(value, Part::kHidden, around);
    const std::set<std::string_view>& uses = around.uses->Of(name);
    for (const std::string_view key : uses) {
      Around inside = around;
      inside.uses = nullptr;
      Walk(value, InText(Part::kContainer, key), inside);
    }
    if (uses.empty()) Walk(value, Part::kHidden, around);
  }

  void For(ExprRef expr, const hcl::For& form, Part part, const Around& around) {
    const hcl::ForClause& clause = expr.ast->clause(form);
    const Bound bound{clause.value_name.text, expr.At(clause.collection), around.bound,
                      around.bound};
    Around inside = around;
    inside.bound = &bound;
    const Part each = form.is_object && part != Part::kContainer ? Part::kHidden : ElementOf(part);
    Walk(expr.At(clause.value), each, inside);
    if (clause.condition != hcl::ExprId::kNone) Compared(expr.At(clause.condition), part, inside);
  }

  // ---- what names stand for

  // The part of an expression's value that the path leads to.
  void Follow(ExprRef expr, Path path, Part part, const Around& before) {
    if (!Step(before.depth)) return;
    const Around around = Deeper(before);
    const auto rest = [&] { return Path(path.begin() + (path.empty() ? 0 : 1), path.end()); };
    std::visit(hcl::Overloaded{
                   [&](const hcl::Variable& form) { Name(form.name, path, part, around); },
                   [&](const hcl::GetAttr& form) {
                     path.insert(path.begin(), form.name.text);
                     Follow(expr.At(form.base), std::move(path), part, around);
                   },
                   [&](const hcl::Index& form) {
                     const auto key = expr.ast->ConstantString(form.key);
                     if (part == Part::kHidden && !key) Walk(expr.At(form.key), part, around);
                     path.insert(path.begin(), key ? Keep(*key) : kAny);
                     Follow(expr.At(form.base), std::move(path), part, around);
                   },
                   [&](const hcl::Splat& form) {
                     Path all{kAny};
                     AddNames(expr.At(form.each), all);
                     all.insert(all.end(), path.begin(), path.end());
                     Follow(expr.At(form.source), std::move(all), part, around);
                   },
                   [&](const hcl::Parens& form) {
                     Follow(expr.At(form.inner), std::move(path), part, around);
                   },
                   [&](const hcl::Conditional& form) {
                     Follow(expr.At(form.if_true), path, part, around);
                     Follow(expr.At(form.if_false), path, part, around);
                   },
                   [&](const hcl::Object& form) {
                     if (path.empty()) return Walk(expr, part, around);
                     for (const hcl::ObjectItem& item : expr.ast->items(form)) {
                       std::string kept;
                       const auto key = Key(expr, item, kept);
                       if (path[0] != kAny && key && *key != path[0]) continue;
                       Follow(expr.At(item.value), rest(), part, around);
                     }
                   },
                   [&](const hcl::Tuple& form) {
                     if (path.empty()) return Walk(expr, part, around);
                     for (const hcl::ExprId element : expr.ast->list(form.elements)) {
                       Follow(expr.At(element), rest(), part, around);
                     }
                   },
                   [&](const hcl::Call& form) {
                     if (path.empty()) return Walk(expr, part, around);
                     for (const hcl::ExprId argument : expr.ast->list(form.arguments)) {
                       const bool text =
                           std::holds_alternative<hcl::Template>(expr.At(argument)->form);
                       if (!text) Follow(expr.At(argument), path, part, around);
                     }
                   },
                   [&](const hcl::For& form) {
                     if (path.empty()) return Walk(expr, part, around);
                     const hcl::ForClause& clause = expr.ast->clause(form);
                     const Bound bound{clause.value_name.text, expr.At(clause.collection),
                                       around.bound, around.bound};
                     Around inside = around;
                     inside.bound = &bound;
                     Follow(expr.At(clause.value), rest(), part, inside);
                   },
                   [&](const auto&) { Walk(expr, part, around); },
               },
               expr->form);
  }

  static void AddNames(ExprRef each, Path& path) {
    if (const auto* attribute = std::get_if<hcl::GetAttr>(&each->form)) {
      AddNames(each.At(attribute->base), path);
      path.push_back(attribute->name.text);
    } else if (const auto* index = std::get_if<hcl::Index>(&each->form)) {
      AddNames(each.At(index->base), path);
      path.push_back(kAny);
    }
  }

  void Name(std::string_view first, const Path& path, Part part, Around around) {
    for (const Bound* bound = around.bound; bound != nullptr; bound = bound->outer) {
      if (bound->name != first) continue;
      Path inside{kAny};
      inside.insert(inside.end(), path.begin(), path.end());
      around.bound = bound->around_collection;
      return Follow(bound->collection, std::move(inside), part, around);
    }
    if (path.empty()) return;
    const Folder& folder = *around.frame->folder;
    Around there{.frame = around.frame, .uses = around.uses, .named = true, .depth = around.depth};
    const auto rest = [&](std::size_t from) {
      return Path(path.begin() + static_cast<std::ptrdiff_t>(std::min(from, path.size())),
                  path.end());
    };
    if (first == "local") {
      if (const auto local = folder.Local(path[0])) Follow(local->value, rest(1), part, there);
    } else if (first == "var") {
      const auto variable = folder.variables().find(path[0]);
      if (variable == folder.variables().end()) return;
      Input(path[0], variable->second, rest(1), part, there);
    } else if (first == "each") {
      const auto all = around.self == nullptr || path[0] != "value"
                           ? std::nullopt
                           : around.self->Argument("for_each");
      if (!all) return;
      Path element = rest(1);
      element.insert(element.begin(), kAny);
      Follow(all->value, std::move(element), part, there);
    } else if (first == "module") {
      Output(path, part, there);
    } else if (first == "data") {
      if (path.size() > 2) Data(path, part, there);
    } else if (path.size() > 1) {
      const auto resource = folder.resources().find({first, path[0]});
      if (resource == folder.resources().end()) return;
      there.self = &resource->second;
      const std::size_t at = path[1] == kAny ? 2 : 1;
      if (at >= path.size() || ecs::IsNaming(path[at])) return;
      if (const auto argument = resource->second.Argument(path[at])) {
        Follow(argument->value, rest(at + 1), part, there);
      }
    }
  }

  void Input(std::string_view name, const Declared& declared, const Path& path, Part part,
             Around around) {
    const Frame& frame = *around.frame;
    if (const auto fallback = declared.Argument("default")) {
      Follow(fallback->value, path, part, around);
    }
    if (frame.call != nullptr) {
      around.frame = frame.parent;
      around.self = frame.call;
      if (const auto given = frame.call->Argument(name)) Follow(given->value, path, part, around);
      return;
    }
    for (const auto* files : {&inputs_.given, &inputs_.automatic, &inputs_.named}) {
      for (const VarFile& file : *files) {
        if (const auto json = file.json.find(std::string(name)); json != file.json.end()) {
          if (part != Part::kShown) MarkValue(json->second, path, 0, around);
        } else if (const auto* given = file.body.ast.Find(file.body.body, name)) {
          Follow({&file.body.ast, given->value}, path, part, around);
        }
      }
    }
  }

  void Output(const Path& path, Part part, Around around) {
    const Folder& folder = *around.frame->folder;
    const auto call = folder.calls().find(path[0]);
    if (call == folder.calls().end()) return;
    const std::size_t at = path.size() > 1 && path[1] == kAny ? 2 : 1;
    const auto called = unit_.evaluator().modules().CalledByPath(folder, call->second);
    if (!called || *called == nullptr || at >= path.size()) return;
    around.frame = &Down(around.frame, *called, &call->second);
    const auto output = (*called)->outputs().find(path[at]);
    if (output == (*called)->outputs().end()) return;
    if (const auto value = output->second.Argument("value")) {
      Follow(value->value, Path(path.begin() + static_cast<std::ptrdiff_t>(at) + 1, path.end()),
             part, around);
    }
  }

  void Data(const Path& path, Part part, const Around& around) {
    if (path[0] != "template_file" || path[2] != "rendered") return;
    const auto found = around.frame->folder->data().find({path[0], path[1]});
    if (found == around.frame->folder->data().end()) return;
    const auto text = found->second.Argument("template");
    const auto variables = found->second.Argument("vars");
    if (!text || !variables) return;
    const auto* call = std::get_if<hcl::Call>(&text->value->form);
    const bool file = call != nullptr && call->function.text == "file" && call->arguments.count > 0;
    const ExprRef from =
        file ? text->value.At(text->value.ast->list(call->arguments)[0]) : text->value;
    Given(variables->value, file ? FileText(from, around) : ConstantText(from), part, around);
  }

  // ---- texts

  std::optional<std::string_view> ConstantText(ExprRef expr) {
    const auto [place, fresh] = constants_.try_emplace(expr);
    if (fresh) place->second = expr.ast->ConstantString(expr.id);
    return place->second ? std::optional<std::string_view>(*place->second) : std::nullopt;
  }

  // Of a file in this project, where its path is plain.
  std::optional<std::string_view> FileText(ExprRef path, const Around& around) const {
    const auto* form = std::get_if<hcl::Template>(&path->form);
    if (form == nullptr) return std::nullopt;
    const Frame* root = around.frame;
    while (root->parent != nullptr) root = root->parent;
    std::string full = root->folder->path() + "/";
    for (const hcl::TemplatePart& part : path.ast->parts(form->parts)) {
      if (const auto* text = std::get_if<hcl::Text>(&part.form)) {
        full += text->text;
        continue;
      }
      const std::string_view written = sources_.Text(part.span);
      if (written.find("path.module") == written.npos) {
        if (written.find("path.root") == written.npos) return std::nullopt;
        full += ".";
      } else {
        full = around.frame->folder->path();
      }
    }
    const auto normal = NormalPath(full);
    const auto& configuration = unit_.evaluator().configuration();
    const auto file = normal ? configuration.Open(*normal) : std::nullopt;
    return file ? std::optional(sources_.Text(*file)) : std::nullopt;
  }

  std::string_view Keep(std::string text) { return kept_.emplace_back(std::move(text)); }

  Unit& unit_;
  const Inputs& inputs_;
  SourceMap& sources_;
  std::map<std::pair<const Frame*, const Declared*>, Frame> frames_;
  std::set<const Frame*> seen_frames_;
  std::set<std::tuple<const hcl::Ast*, hcl::ExprId, Part, const Frame*, const Declared*, bool>>
      visited_;
  std::deque<std::string> kept_;
  std::map<ExprRef, std::optional<std::string>> constants_;
  std::map<const char*, UsesInText> texts_;  // of templates, by where they begin
  std::size_t steps_ = 0;
  bool given_up_ = false;
};

}  // namespace

void MarkWrittenSecrets(Unit& unit, const Inputs& inputs, SourceMap& sources) {
  Marking(unit, inputs, sources).Run();
}

}  // namespace execlint::terraform
