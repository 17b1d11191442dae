// What functions ask for from outside: files, templates, and the JSON and YAML in strings.
#include <algorithm>
#include <utility>

#include "lint/value/buffer.h"
#include "parsers/json/json.h"
#include "parsers/terraform/evaluate/evaluator.h"
#include "parsers/yaml/yaml.h"

namespace execlint::terraform {
namespace {

using How = RouteStep::How;

}  // namespace

// Paths are as Terraform sees them: from the root module's folder. Nothing outside the project is
// read, whatever the path says.
std::optional<FileId> Evaluator::OpenFile(std::string_view path) {
  if (path.starts_with('/')) return std::nullopt;
  const auto normal = NormalPath(root_->folder->path() + "/" + std::string(path));
  return normal ? configuration_.Open(*normal) : std::nullopt;
}

Traced Evaluator::ReadFile(std::string_view path, Span at) {
  const auto file = OpenFile(path);
  if (!file) return unknowns_.Derived("file(\"" + std::string(path) + "\")", {}, at);
  const std::string_view text = configuration_.sources().Text(*file);
  const Span whole{*file, 0, static_cast<std::uint32_t>(text.size())};
  const Part part{.text = text, .from = whole};
  return store_.Via({store_.String({part}, whole)}, How::kReference, at);
}

Traced Evaluator::FileExists(std::string_view path, Span at) {
  if (OpenFile(path)) return {store_.Bool(true, at)};
  // It may be made by something that runs before Terraform.
  return unknowns_.Derived("fileexists(\"" + std::string(path) + "\")", {}, at);
}

Traced Evaluator::AttributeOf(const Value& whole, std::string_view name, Span at) {
  const Instance* instance = whole.is_unknown() ? ObjectOf(whole.symbol()) : nullptr;
  if (instance == nullptr || instance->kind != Instance::kResource) return {};
  if (name != "arn" && name != "id" && !Written(*instance, name)) return {};
  return Attribute(*instance, name, at);
}

Traced Evaluator::RenderFile(std::string_view path, Traced variables, Span at) {
  const auto file = OpenFile(path);
  if (!file) {
    return unknowns_.Derived(
        "templatefile(\"" + std::string(path) + "\", " + Rendered(*variables) + ")",
        std::span(&variables, 1), at);
  }
  return RenderTemplate(*file, variables, at);
}

Traced Evaluator::RenderTemplate(FileId file, Traced variables, Span at) {
  auto [place, fresh] = templates_.try_emplace(file, nullptr);
  if (fresh) {
    place->second = &parsed_.emplace_back(hcl::ParseTemplate(configuration_.sources(), file));
  }
  const hcl::ParsedExpression& parsed = *place->second;
  if (variables->open()) {
    return unknowns_.Derived("templatefile(..., " + Rendered(*variables) + ")",
                             std::span(&variables, 1), at);
  }
  std::deque<Binding> bindings;
  for (const Entry& entry : variables->entries()) {
    bindings.push_back({entry.key, store_.Inside(variables, entry.value),
                        bindings.empty() ? nullptr : &bindings.back()});
  }
  const Scope scope{.module = root_,
                    .bindings = bindings.empty() ? nullptr : &bindings.back(),
                    .only_bindings = true};
  const Traced made = Evaluate({&parsed.ast, parsed.expression}, scope);
  return store_.Via(made, How::kEncoded, at);
}

Traced Evaluator::Decoded(const Parsed& parsed, const Buffer& buffer, Traced text,
                          std::string_view function, Span at) {
  if (!parsed.problems.empty() || !parsed.root) {
    if (buffer.Uncertain() != nullptr || FirstUnknown(*text) != nullptr) {
      return unknowns_.Derived(std::string(function) + "(" + Rendered(*text) + ")",
                               std::span(&text, 1), at);
    }
    return unknowns_.Fail(std::string(function) + "(): the text cannot be read", at);
  }
  return store_.Via(parsed.root, How::kEncoded, at);
}

Traced Evaluator::DecodeJson(Traced text, Span at) {
  if (!Spend(64)) return Limit("jsondecode()", at);
  const Buffer buffer = Register(configuration_.sources(), text, Syntax::kJson);
  return Decoded(json::Parse(configuration_.sources(), buffer, store_), buffer, text, "jsondecode",
                 at);
}

Traced Evaluator::DecodeYaml(Traced text, Span at) {
  if (!Spend(64)) return Limit("yamldecode()", at);
  const Buffer buffer = Register(configuration_.sources(), text, Syntax::kYaml);
  return Decoded(
      yaml::Parse(configuration_.sources(), buffer, store_, yaml::Dialect::kCloudFormation), buffer,
      text, "yamldecode", at);
}

}  // namespace execlint::terraform
