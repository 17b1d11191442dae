#include "parsers/terraform/evaluate/template_file.h"

#include <string>
#include <utility>

#include "lint/value/buffer.h"

namespace execlint::terraform {

Traced TemplateFiles::Render(FileId file, Traced variables, Span at) {
  auto place = parsed_.find(file);
  if (place == parsed_.end()) {
    const Configuration& all = c_.configuration;
    place = parsed_.emplace(file, all.parser().ParseTemplate(all.sources(), file)).first;
  }
  const hcl::ParsedExpression& parsed = place->second;
  if (variables->open()) {
    return c_.unknowns.Derived("templatefile(..., " + c_.unknowns.NameOf(variables) + ")",
                               std::span(&variables, 1), at);
  }
  if (!c_.budget.Spend(variables->entries().size())) return c_.unknowns.Limit("a template", at);
  Given given;
  for (const Entry& entry : variables->entries()) {
    const Traced value = c_.store.Inside(variables, entry.value);
    given.emplace(entry.key, c_.store.Via(value, RouteStep::How::kEncoded, at));
  }
  const Scope scope{.module = &c_.modules.root(), .only = &given};
  const Traced made = c_.Evaluate({&parsed.ast, parsed.expression}, scope);
  return c_.store.Via(made, RouteStep::How::kEncoded, at);
}

Traced TemplateFiles::RenderText(Traced text, Traced variables, std::string called, Span at) {
  if (!text->is_string() || FirstUnknown(*text) != nullptr || !variables->is_map()) {
    const Traced from[] = {text, variables};
    return c_.unknowns.Derived(std::move(called), from, at);
  }
  const auto [file, fresh] = texts_.try_emplace(text.value);
  if (fresh) file->second = Register(c_.configuration.sources(), text, Syntax::kPlain).file;
  const Traced made = Render(file->second, variables, at);
  return {made.value, c_.store.Chain(made.route, text.route)};
}

}  // namespace execlint::terraform
