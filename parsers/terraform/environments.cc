#include "parsers/terraform/environments.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "lint/model/environment.h"

namespace execlint::terraform {
namespace {

// The text that a var file gives a variable of the root; nothing where it gives none, or no text.
std::optional<std::pair<std::string, Span>> TextIn(const VarFile& file, std::string_view name,
                                                   Unit& unit) {
  Traced value;
  if (const auto json = file.json.find(std::string(name)); json != file.json.end()) {
    value = json->second;
  } else if (const auto* written = file.body.ast.Find(file.body.body, name)) {
    const ExprRef expression{&file.body.ast, written->value};
    const Scope literal{.module = &unit.evaluator().modules().root(), .only = &kNothingGiven};
    value = unit.Explored([&] { return unit.evaluator().Evaluate(expression, literal); })
                .all()
                .front()
                .value;
  }
  const auto text = value ? KnownText(*value) : std::nullopt;
  return text ? std::optional(std::pair(*text, value->span)) : std::nullopt;
}

// The text that the command line or a file that is always loaded gives a variable of the root, and
// where it stands; the command line has no place.
std::optional<std::pair<std::string, Span>> GivenText(const Declared& variable,
                                                      const Inputs& inputs, Unit& unit) {
  const std::string_view name = variable.label(0);
  const OnCommandLine given = inputs.Given(name);
  if (given.text != nullptr) return std::pair(*given.text, variable.head());
  if (given.file != nullptr) return TextIn(*given.file, name, unit);
  for (const VarFile& file : inputs.named) {
    if (file.Gives(name)) return std::nullopt;
  }
  for (auto file = inputs.automatic.rbegin(); file != inputs.automatic.rend(); ++file) {
    if (file->Gives(name)) return TextIn(*file, name, unit);
  }
  return std::nullopt;
}

}  // namespace

void AddEnvironmentsOfFiles(const Folder& root, const Inputs& inputs, Unit& unit, Model& model) {
  for (Selector& selector : model.selectors) {
    if (selector.what != Selector::What::kVarFiles) continue;
    selector.given.resize(selector.candidates.size());
    for (std::size_t i = 0; i < selector.candidates.size(); ++i) {
      const std::size_t number = i + (inputs.needs_file ? 1 : 0);  // 0: no file
      if (number == 0 || number > inputs.named.size()) continue;
      for (const auto& [name, variable] : root.variables()) {
        if (inputs.Given(name).text != nullptr) continue;
        const auto text = TextIn(inputs.named[number - 1], name, unit);
        if (!text || ClassifyWord(text->first) == Environment::kUnclassified) continue;
        selector.given[i].push_back({.input = "var." + std::string(name),
                                     .value = text->first,
                                     .at = text->second,
                                     .secret = variable.SaysSecret().has_value()});
      }
    }
  }
}

void AddGivenEnvironments(const Folder& root, const Inputs& inputs, Unit& unit, Model& model) {
  for (const auto& [name, variable] : root.variables()) {
    const auto given = GivenText(variable, inputs, unit);
    if (!given || ClassifyWord(given->first) == Environment::kUnclassified) continue;
    if (model.selectors.size() == kMaxSelectors) return;
    Selector selector;
    selector.name = "var." + std::string(name);
    selector.candidates = {given->first};
    if (variable.SaysSecret() || inputs.Given(name).text != nullptr) selector.HideCandidate(0);
    selector.at = given->second;
    model.selectors.push_back(std::move(selector));
  }
  // So does the name of a var file.
  for (const VarFile& file : inputs.given) {
    if (!file.GivesOneOf(root) || ClassifyWord(file.name) == Environment::kUnclassified) continue;
    if (model.selectors.size() == kMaxSelectors) return;
    Selector selector{.what = Selector::What::kVarFiles,
                      .name = "the var file",
                      .candidates = {file.name},
                      .at = Span::At(file.file, 0),
                      .files = {Span::At(file.file, 0)}};
    model.selectors.push_back(std::move(selector));
  }
}

}  // namespace execlint::terraform
