#include "parsers/terraform/evaluate/template_file.h"

#include <deque>
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
  std::deque<Binding> bindings;
  for (const Entry& entry : variables->entries()) {
    const Traced given = c_.store.Inside(variables, entry.value);
    bindings.push_back({entry.key, c_.store.Via(given, RouteStep::How::kEncoded, at),
                        bindings.empty() ? nullptr : &bindings.back()});
  }
  const Scope scope{.module = &c_.modules.root(),
                    .bindings = bindings.empty() ? nullptr : &bindings.back(),
                    .only_bindings = true};
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
