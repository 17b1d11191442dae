// What expressions are made of.
#include "parsers/terraform/secret_walk.h"

#include <algorithm>
#include <array>

#include "lint/model/common_word.h"
#include "parsers/ecs/secrets.h"

namespace execlint::terraform {
namespace {

constexpr int kMaxDepth = 200;
constexpr std::size_t kMaxSteps = 200'000;  // of one unit

using Around = SecretWalk::Around;

Around Deeper(Around around) {
  ++around.depth;
  return around;
}

// Arguments that say how a text is taken apart: of these, what is common stays readable.
bool SaysHow(std::string_view function, std::size_t argument) {
  if (function == "split" || function == "join" || function == "regex" || function == "regexall") {
    return argument == 0;
  }
  if (function == "substr" || function == "element" || function == "slice" ||
      function == "replace" || function == "trim") {
    return argument > 0;
  }
  return function == "range";
}

// A map of containers by their names.
bool IsByName(ExprRef expression, std::span<const hcl::ObjectItem> items) {
  return std::ranges::all_of(items, [&](const hcl::ObjectItem& item) {
    std::string kept;
    const auto key = ConstantKey(expression, item, kept);
    return std::holds_alternative<hcl::Object>(expression.At(item.value)->form) &&
           (!key || ecs::BelowKeyOfContainer(*key) == ecs::Below::kNothing);
  });
}

}  // namespace

std::optional<std::string_view> ConstantKey(ExprRef expression, const hcl::ObjectItem& item,
                                            std::string& kept) {
  if (!item.name.empty()) return item.name;
  const auto text = expression.ast->ConstantString(item.key);
  if (!text) return std::nullopt;
  kept = *text;
  return kept;
}

bool SecretWalk::Step(int depth) {
  given_up_ |= depth > kMaxDepth || ++steps_ > kMaxSteps;
  return !given_up_;
}

bool SecretWalk::Enter(ExprRef expression, Part part, const Around& around) {
  if (!Step(around.depth)) return false;
  // What a name is bound to may differ from visit to visit.
  if (around.bound != nullptr || part == Part::kVariables) return true;
  return walked_
      .insert({expression.ast, expression.id, part, around.frame, around.self, around.named})
      .second;
}

const SecretWalk::Frame& SecretWalk::FrameOf(const ModuleInstance& module) {
  const auto [place, fresh] = frame_of_.try_emplace(&module);
  if (fresh) {
    const Frame* parent = module.call == nullptr ? nullptr : &FrameOf(*module.call->module);
    const Declared* call = module.call == nullptr ? nullptr : module.call->declared;
    place->second = &Down(parent, module.folder, call);
  }
  return *place->second;
}

const SecretWalk::Frame& SecretWalk::Down(const Frame* parent, const Folder* folder,
                                          const Declared* call) {
  const Folder* root = parent == nullptr ? folder : parent->root;
  return frames_.try_emplace({parent, call}, Frame{folder, call, parent, root}).first->second;
}

void SecretWalk::WalkBody(const BodyRef& body, Part part, const Around& before) {
  if (!Step(before.depth)) return;
  Around around = Deeper(before);
  around.evaluated = true;
  for (const AttributeRef& attribute : body.Attributes()) {
    Walk(attribute.value, BelowKey(part, attribute.name.text), around);
  }
  for (const auto& [type, blocks] : body.BlocksByType()) {
    const Part below = BelowKey(part, type);
    for (const BlockRef& block : blocks) {
      WalkBody(block.body(), below == Part::kPairs ? Part::kPair : below, around);
    }
  }
}

void SecretWalk::WalkInput(std::string_view name, const Declared& declared, Part part,
                           const Around& around) {
  Input(name, declared, {}, part, around);
}

void SecretWalk::Walk(ExprRef expression, Part part, const Around& before) {
  if (part == Part::kShown || !Enter(expression, part, before)) return;
  Around around = Deeper(before);
  around.name = expression->span;
  if (const auto* text = std::get_if<hcl::Template>(&expression->form)) {
    return Text(expression, *text, part, around);
  }
  around.evaluated = false;
  const auto each = [&](hcl::ExprId id) { Walk(expression.At(id), part, around); };
  std::visit(hcl::Overloaded{
                 [&](const hcl::Number& form) {
                   if (IsHidden(part)) Mark(expression->span, form.text, around);
                 },
                 [&](const hcl::Variable&) { FollowForm(expression, {}, part, around); },
                 [&](const hcl::GetAttr&) { FollowForm(expression, {}, part, around); },
                 [&](const hcl::Index&) { FollowForm(expression, {}, part, around); },
                 [&](const hcl::Splat&) { FollowForm(expression, {}, part, around); },
                 [&](const hcl::Call& form) { Call(expression, form, part, around); },
                 [&](const hcl::Conditional& form) {
                   Compare(expression.At(form.condition), part, around);
                   each(form.if_true);
                   each(form.if_false);
                 },
                 [&](const hcl::Unary& form) { each(form.operand); },
                 [&](const hcl::Binary& form) {
                   each(form.left);
                   each(form.right);
                 },
                 [&](const hcl::Tuple& form) {
                   for (const hcl::ExprId element : expression.ast->list(form.elements)) {
                     Walk(expression.At(element), ElementOf(part), around);
                   }
                 },
                 [&](const hcl::Object& form) { Object(expression, form, part, around); },
                 [&](const hcl::For& form) { For(expression, form, part, around); },
                 [&](const hcl::Parens& form) { each(form.inner); },
                 [&](const auto&) {},
             },
             expression->form);
}

// What a condition compares with is no result, but may tell one.
void SecretWalk::Compare(ExprRef condition, Part part, const Around& around) {
  if (!IsHidden(part) || !Step(around.depth)) return;
  if (const auto* binary = std::get_if<hcl::Binary>(&condition->form)) {
    Compare(condition.At(binary->left), part, Deeper(around));
    Compare(condition.At(binary->right), part, Deeper(around));
  } else if (const auto text = condition.ast->ConstantString(condition.id);
             text && !IsCommonWord(*text)) {
    Walk(condition, part, around);
  }
}

void SecretWalk::Text(ExprRef expression, const hcl::Template& form, Part part,
                      const Around& around) {
  if (part == Part::kPair || part == Part::kPairs || part == Part::kGroup) part = Part::kHidden;
  if (part == Part::kVariables) return;
  const auto whole = expression.ast->ConstantString(expression.id);
  if (around.named && whole && IsCommonWord(*whole)) return;
  if (!IsHidden(part) && !around.evaluated) MarkJson(expression, form, part, around);
  const KeysOfText keys(IsHidden(part) ? std::string_view() : sources_.Text(expression->span));
  const PartAt part_at = [&](Span at) {
    return InText(part, keys.Before(at.begin - expression->span.begin));
  };
  Around inside = around;
  inside.evaluated = false;
  Parts(expression, form.parts, part, part_at, inside);
}

void SecretWalk::Parts(ExprRef expression, hcl::RangeOf<hcl::TemplatePart> parts, Part part,
                       const PartAt& part_at, const Around& around) {
  if (!Step(around.depth)) return;
  for (const hcl::TemplatePart& one : expression.ast->parts(parts)) {
    std::visit(hcl::Overloaded{
                   [&](const hcl::Text& form) {
                     if (IsHidden(part)) Mark(one.span, form.text, around);
                   },
                   [&](const hcl::Interpolation& form) {
                     Walk(expression.At(form.expression), part_at(one.span), around);
                   },
                   [&](const hcl::IfDirective& form) {
                     Compare(expression.At(form.condition), part, around);
                     Parts(expression, form.then_parts, part, part_at, Deeper(around));
                     Parts(expression, form.else_parts, part, part_at, Deeper(around));
                   },
                   [&](const hcl::ForDirective& form) {
                     Around inside = Deeper(around);
                     const Bound key{form.key_name.text, {}, around.bound};
                     const Bound value{form.value_name.text, expression.At(form.collection), &key};
                     inside.bound = &value;
                     Parts(expression, form.parts, part, part_at, inside);
                   },
               },
               one.form);
  }
}

void SecretWalk::Call(ExprRef expression, const hcl::Call& form, Part part, const Around& around) {
  const auto arguments = expression.ast->list(form.arguments);
  const std::string_view name = form.function.text;
  if (around.literal && IsHidden(part)) Mark(form.function.span, name, around);
  constexpr std::array<std::string_view, 3> kOfFiles = {"fileexists", "filesha256", "filemd5"};
  if (std::ranges::find(kOfFiles, name) != kOfFiles.end()) return;
  if ((name == "file" || name == "filebase64") && !arguments.empty()) {
    return ReadFile(expression.At(arguments[0]), {}, part, around);
  }
  if ((name == "templatefile" || name == "templatestring") && arguments.size() == 2) {
    const ExprRef from = expression.At(arguments[0]);
    const bool file = name == "templatefile";
    if (file && IsHidden(part)) ReadFile(from, {}, part, around);
    return TemplateIsGiven(expression.At(arguments[1]), TemplateAt(from, file, around), part,
                           around);
  }
  std::size_t first = 0;
  if (name == "lookup" && arguments.size() >= 2) {
    if (const auto key = expression.ast->ConstantString(arguments[1])) {
      Follow(expression.At(arguments[0]), {Keep(*key)}, part, around);
      first = 2;
    }
  }
  // The texts that a function works with are as much a part of the result as the others.
  for (std::size_t i = first; i < arguments.size(); ++i) {
    Around inside = around;
    inside.named |= SaysHow(name, i);
    Walk(expression.At(arguments[i]), part, inside);
  }
}

void SecretWalk::TemplateIsGiven(ExprRef variables, const UsesInText* uses, Part part,
                                 Around around) {
  around.named = true;
  if (uses == nullptr || IsHidden(part)) return Walk(variables, Part::kHidden, around);
  around.uses = uses;
  Walk(variables, Part::kVariables, around);
}

void SecretWalk::Object(ExprRef expression, const hcl::Object& form, Part part,
                        const Around& around) {
  const auto items = expression.ast->items(form);
  const bool by_name = part == Part::kContainer && IsByName(expression, items);
  for (const hcl::ObjectItem& item : items) {
    std::string kept;
    const auto key = ConstantKey(expression, item, kept);
    const ExprRef value = expression.At(item.value);
    if (part == Part::kVariables) {
      OneVariable(key.value_or(""), value, around);
      continue;
    }
    if (HidesKey(part, key)) Key(expression, item, around);
    Walk(value, by_name ? part : BelowKey(part, key), around);
  }
}

void SecretWalk::Key(ExprRef expression, const hcl::ObjectItem& item, const Around& around) {
  if (item.name.empty()) return Walk(expression.At(item.key), Part::kHidden, around);
  Mark(expression.At(item.key)->span, item.name, around);
}

void SecretWalk::OneVariable(std::string_view name, ExprRef value, const Around& around) {
  // Null: it is not known which template the variables are for.
  if (around.uses == nullptr) return Walk(value, Part::kHidden, around);
  const std::set<std::string_view>& uses = around.uses->Of(name);
  std::set<Part> parts;
  for (const std::string_view key : uses) parts.insert(InText(Part::kContainer, key));
  if (uses.empty()) parts.insert(Part::kHidden);
  Around inside = around;
  inside.uses = nullptr;
  for (const Part part : parts) Walk(value, part, inside);
}

void SecretWalk::For(ExprRef expression, const hcl::For& form, Part part, const Around& around) {
  const hcl::ForClause& clause = expression.ast->clause(form);
  const Bound key{clause.key_name.text, {}, around.bound};
  const Bound value{clause.value_name.text, expression.At(clause.collection), &key};
  Around inside = around;
  inside.bound = &value;
  const Part each = form.is_object && part != Part::kContainer ? Part::kHidden : ElementOf(part);
  if (form.is_object && HidesKey(part, std::nullopt)) {
    Walk(expression.At(clause.key), Part::kHidden, inside);
  }
  Walk(expression.At(clause.value), each, inside);
  if (clause.condition != hcl::ExprId::kNone) {
    Compare(expression.At(clause.condition), part, inside);
  }
}

}  // namespace execlint::terraform
