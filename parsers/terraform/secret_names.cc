// What names stand for: elements of collections, locals, inputs, outputs, attributes.
#include <algorithm>
#include <span>

#include "lint/model/environment.h"
#include "parsers/ecs/secrets.h"
#include "parsers/terraform/secret_walk.h"

namespace execlint::terraform {
namespace {

constexpr std::string_view kAnyElement = "*";
constexpr std::size_t kLargeObject = 8;

std::vector<std::string_view> Behind(const std::vector<std::string_view>& path, std::size_t steps) {
  const auto all = std::span(path).subspan(std::min(steps, path.size()));
  return {all.begin(), all.end()};
}

std::vector<std::string_view> InFront(std::string_view step,
                                      const std::vector<std::string_view>& path) {
  std::vector<std::string_view> made{step};
  made.insert(made.end(), path.begin(), path.end());
  return made;
}

// The names that a splat takes of each element.
void AddNames(ExprRef each, std::vector<std::string_view>& path) {
  if (const auto* attribute = std::get_if<hcl::GetAttr>(&each->form)) {
    AddNames(each.At(attribute->base), path);
    path.push_back(attribute->name.text);
  } else if (const auto* index = std::get_if<hcl::Index>(&each->form)) {
    AddNames(each.At(index->base), path);
    path.push_back(kAnyElement);
  }
}

// Does Terraform give a meaning to the first name of a reference, whatever the code declares? The
// types of resources have the name of their provider in front.
bool HasMeaning(std::string_view first) {
  constexpr std::string_view kRoots[] = {"var",   "local", "module",    "data", "each",
                                         "count", "path",  "terraform", "self", "resource"};
  return std::ranges::find(kRoots, first) != std::end(kRoots) || first.find('_') != first.npos;
}

}  // namespace

void SecretWalk::Follow(ExprRef expression, Path path, Part part, const Around& before) {
  if (!Step(before.depth)) return;
  Around around = before;
  ++around.depth;
  around.name = expression->span;
  if (around.bound == nullptr && part != Part::kVariables) {
    std::string steps;
    for (const std::string_view step : path) steps.append(step).append(1, '\0');
    const Place place{expression.ast, expression.id, part, around.frame, around.self, around.named};
    if (!followed_.emplace(place, std::move(steps)).second) return;
  }
  FollowForm(expression, std::move(path), part, around);
}

void SecretWalk::FollowForm(ExprRef expression, Path path, Part part, const Around& before) {
  if (!Step(before.depth)) return;
  Around around = before;
  ++around.depth;
  const auto whole = [&] { Walk(expression, part, around); };
  const auto base = [&](hcl::ExprId id, Path inside) {
    FollowForm(expression.At(id), std::move(inside), part, around);
  };
  std::visit(hcl::Overloaded{
                 [&](const hcl::Variable& form) { Name(form.name, path, part, around); },
                 [&](const hcl::GetAttr& form) { base(form.base, InFront(form.name.text, path)); },
                 [&](const hcl::Index& form) {
                   const auto key = expression.ast->ConstantString(form.key);
                   if (IsHidden(part) && !key) Walk(expression.At(form.key), Part::kHidden, around);
                   base(form.base, InFront(key ? Keep(*key) : kAnyElement, path));
                 },
                 [&](const hcl::Splat& form) {
                   Path all{kAnyElement};
                   AddNames(expression.At(form.each), all);
                   all.insert(all.end(), path.begin(), path.end());
                   base(form.source, std::move(all));
                 },
                 [&](const hcl::Parens& form) { base(form.inner, std::move(path)); },
                 [&](const hcl::Conditional& form) {
                   Follow(expression.At(form.if_true), path, part, around);
                   Follow(expression.At(form.if_false), path, part, around);
                 },
                 [&](const hcl::Object& form) {
                   if (path.empty()) return whole();
                   Member(expression, form, path, part, around);
                 },
                 [&](const hcl::Tuple& form) {
                   if (path.empty()) return whole();
                   for (const hcl::ExprId element : expression.ast->list(form.elements)) {
                     Follow(expression.At(element), Behind(path, 1), part, around);
                   }
                 },
                 [&](const hcl::Call& form) {
                   const auto arguments = expression.ast->list(form.arguments);
                   const std::string_view name = form.function.text;
                   if (path.empty() || arguments.empty()) return whole();
                   if (name == "file" || name == "filebase64" || name == "templatefile") {
                     return ReadFile(expression.At(arguments[0]), path, part, around);
                   }
                   for (const hcl::ExprId argument : arguments) {
                     const bool text =
                         std::holds_alternative<hcl::Template>(expression.At(argument)->form);
                     if (!text) Follow(expression.At(argument), path, part, around);
                   }
                 },
                 [&](const hcl::For& form) {
                   if (path.empty()) return whole();
                   const hcl::ForClause& clause = expression.ast->clause(form);
                   const Bound key{clause.key_name.text, {}, around.bound};
                   const Bound value{clause.value_name.text, expression.At(clause.collection),
                                     &key};
                   around.bound = &value;
                   Follow(expression.At(clause.value), Behind(path, 1), part, around);
                 },
                 [&](const auto&) { whole(); },
             },
             expression->form);
}

// Large objects are indexed, since there may be as many references as keys.
void SecretWalk::Member(ExprRef object, const hcl::Object& form, const Path& path, Part part,
                        const Around& around) {
  const auto items = object.ast->items(form);
  const auto follow = [&](const hcl::ObjectItem& item) {
    Follow(object.At(item.value), Behind(path, 1), part, around);
  };
  if (path[0] == kAnyElement || items.size() <= kLargeObject) {
    for (const hcl::ObjectItem& item : items) {
      std::string kept;
      const auto key = ConstantKey(object, item, kept);
      if (path[0] == kAnyElement || !key || *key == path[0]) follow(item);
    }
    return;
  }
  const auto [place, fresh] = items_.try_emplace(&form);
  if (fresh) {
    for (const hcl::ObjectItem& item : items) {
      std::string kept;
      const auto key = ConstantKey(object, item, kept);
      place->second[key ? Keep(std::string(*key)) : std::string_view()].push_back(&item);
    }
  }
  for (const std::string_view key : {path[0], std::string_view()}) {
    const auto found = place->second.find(key);
    if (found == place->second.end()) continue;
    for (const hcl::ObjectItem* item : found->second) follow(*item);
  }
}

void SecretWalk::Name(std::string_view first, const Path& path, Part part, Around around) {
  for (const Bound* bound = around.bound; bound != nullptr; bound = bound->outer) {
    if (bound->name != first) continue;
    if (!bound->collection) return;
    around.bound = bound->outer;
    return Follow(bound->collection, InFront(kAnyElement, path), part, around);
  }
  if (around.literal || (path.empty() && !around.named && !HasMeaning(first))) {
    // A text that lacks its quotes.
    if (IsHidden(part)) Mark(around.name, sources_.Text(around.name), around);
    return;
  }
  if (path.empty()) return;
  const Folder& folder = *around.frame->folder;
  Around there{.frame = around.frame, .uses = around.uses, .named = true, .depth = around.depth};
  if (first == "local") {
    if (const auto local = folder.Local(path[0])) {
      Follow(local->value, Behind(path, 1), part, there);
    }
  } else if (first == "var") {
    const auto variable = folder.variables().find(path[0]);
    if (variable == folder.variables().end()) return;
    Input(path[0], variable->second, Behind(path, 1), part, there);
  } else if (first == "each") {
    if (around.self == nullptr || path[0] != "value") return;
    if (const auto all = around.self->Argument("for_each")) {
      Follow(all->value, InFront(kAnyElement, Behind(path, 1)), part, there);
    }
  } else if (first == "module") {
    Output(path, part, there);
  } else if (first == "data") {
    if (path.size() > 2) Data(path, part, there);
  } else if (path.size() > 1) {
    const auto resource = folder.resources().find({first, path[0]});
    if (resource == folder.resources().end()) return;
    there.self = &resource->second;
    const std::size_t at = path[1] == kAnyElement ? 2 : 1;
    if (at >= path.size() || ecs::IsNaming(path[at])) return;
    if (const auto argument = resource->second.Argument(path[at])) {
      Follow(argument->value, Behind(path, at + 1), part, there);
    }
  }
}

void SecretWalk::Input(std::string_view name, const Declared& declared, const Path& path, Part part,
                       Around around) {
  const Frame& frame = *around.frame;
  around.literal = true;
  if (const auto fallback = declared.Argument("default")) {
    Follow(fallback->value, path, part, around);
  }
  if (frame.call != nullptr) {
    around.literal = false;
    around.frame = frame.parent;
    around.self = frame.call;
    if (const auto given = frame.call->Argument(name)) Follow(given->value, path, part, around);
    return;
  }
  if (IsHidden(part) && (declared.SaysSecret() || !IsNameOfEnvironment(name))) {
    std::string symbol = "var." + std::string(name);
    for (const std::string_view step : path) symbol.append(".").append(step);
    hidden_inputs_.insert(std::move(symbol));
  }
  for (const auto* files : {&inputs_.given, &inputs_.automatic, &inputs_.named}) {
    for (const VarFile& file : *files) {
      if (const auto json = file.json.find(std::string(name)); json != file.json.end()) {
        if (part != Part::kShown) MarkValue(json->second, path, 0, part, around);
      } else if (const auto* given = file.body.ast.Find(file.body.body, name)) {
        Follow({&file.body.ast, given->value}, path, part, around);
      }
    }
  }
}

void SecretWalk::Output(const Path& path, Part part, Around around) {
  const Folder& folder = *around.frame->folder;
  const auto call = folder.calls().find(path[0]);
  if (call == folder.calls().end()) return;
  const std::size_t at = path.size() > 1 && path[1] == kAnyElement ? 2 : 1;
  const auto called = unit_.evaluator().modules().CalledByPath(folder, call->second);
  if (!called || *called == nullptr || at >= path.size()) return;
  around.frame = &Down(around.frame, *called, &call->second);
  const auto output = (*called)->outputs().find(path[at]);
  if (output == (*called)->outputs().end()) return;
  if (const auto value = output->second.Argument("value")) {
    Follow(value->value, Behind(path, at + 1), part, around);
  }
}

void SecretWalk::Data(const Path& path, Part part, const Around& around) {
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
  TemplateIsGiven(variables->value, TemplateAt(from, file, around), part, around);
}

}  // namespace execlint::terraform
