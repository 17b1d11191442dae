#include "parsers/terraform/project/module_calls.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>

#include "lint/source/find.h"
#include "lint/value/value_store.h"
#include "parsers/hcl/block_scanner.h"
#include "parsers/hcl/parser.h"
#include "parsers/json/json.h"
#include "parsers/terraform/project/configuration.h"

namespace execlint::terraform {
namespace {

using Makes = ModuleCall::Makes;

bool IsPath(std::string_view source) {
  return source.starts_with("./") || source.starts_with("../");
}

// A string that starts with `./` or `../`.
bool HasLocalPath(std::string_view text) {
  for (std::size_t at = Find(text, "./"); at != text.npos; at = Find(text, "./", at + 1)) {
    const std::string_view before = text.substr(0, at);
    if (before.ends_with('"') || before.ends_with("\".")) return true;
  }
  return false;
}

// Is the value certainly `0`, or a collection without elements?
bool IsNothing(const hcl::Ast& ast, hcl::ExprId id) {
  return std::visit(hcl::Overloaded{
                        [](const hcl::Number& number) { return number.value == 0; },
                        [](const hcl::Tuple& tuple) { return tuple.elements.count == 0; },
                        [](const hcl::Object& object) { return object.items.count == 0; },
                        [&](const hcl::Parens& parens) { return IsNothing(ast, parens.inner); },
                        [&](const hcl::Call& call) {  // toset([]), length([])
                          const auto arguments = ast.list(call.arguments);
                          constexpr std::string_view kKeep[] = {"toset",  "tomap",    "tolist",
                                                                "length", "distinct", "compact"};
                          return arguments.size() == 1 && !call.expand_last &&
                                 std::ranges::find(kKeep, call.function.text) != std::end(kKeep) &&
                                 IsNothing(ast, arguments.front());
                        },
                        [&](const hcl::Conditional& choice) {
                          const auto* known = std::get_if<hcl::Bool>(&ast[choice.condition].form);
                          const bool first = known == nullptr || known->value;
                          const bool second = known == nullptr || !known->value;
                          return (!first || IsNothing(ast, choice.if_true)) &&
                                 (!second || IsNothing(ast, choice.if_false));
                        },
                        [&](const hcl::Template&) { return ast.ConstantString(id) == "0"; },
                        [](const auto&) { return false; },
                    },
                    ast[id].form);
}

// The text of a string without escapes; nothing where it is anything else.
std::optional<std::string> PlainString(std::string_view attribute) {
  attribute.remove_prefix(attribute.find('=') + 1);
  attribute.remove_prefix(std::min(attribute.size(), attribute.find_first_not_of(" \t")));
  const bool plain = attribute.size() >= 2 && attribute.front() == '"' &&
                     attribute.find_first_of("\"\\$%", 1) == attribute.size() - 1;
  if (!plain) return std::nullopt;
  return std::string(attribute.substr(1, attribute.size() - 2));
}

ModuleCall CallIn(const Configuration& configuration, FileId file, const hcl::Item& module) {
  const SourceMap& sources = configuration.sources();
  ModuleCall call;
  for (const hcl::Item& item : hcl::Scan(sources, module.body).items) {
    if (item.kind == hcl::Item::kBlock && item.type.text == "lifecycle") {
      call.makes = Makes::kSome;  // `enabled` may say otherwise
    }
    if (item.kind != hcl::Item::kAttribute) continue;
    const bool counts = item.type.text == "count" || item.type.text == "for_each";
    if (!counts && item.type.text != "source") continue;
    if (!counts) {
      if (auto plain = PlainString(sources.Text(item.span))) {
        call.source = std::move(*plain);
        continue;
      }
    }
    const hcl::ParsedBody parsed = configuration.parser().Parse(sources, file, item);
    const hcl::Attribute* found = parsed.ast.Find(parsed.body, item.type.text);
    if (found == nullptr) continue;
    if (counts) {
      call.makes = IsNothing(parsed.ast, found->value) ? Makes::kNothing : Makes::kSome;
    } else {
      call.source = parsed.ast.ConstantString(found->value).value_or("");
    }
  }
  return call;
}

bool IsNothing(const Value& value) {
  if (value.is_map()) return value.entries().empty();
  if (value.is_list()) return value.items().empty();
  return KnownText(value).value_or("") == "0";
}

// All calls in a file of JSON.
std::vector<ModuleCall> CallsInJson(const SourceMap& sources, FileId file) {
  std::vector<ModuleCall> found;
  ValueStore values;
  // What may stand once or in a list.
  const auto each = [](const Value& value, const auto& use) {
    if (value.is_map()) use(value);
    if (!value.is_list()) return;
    for (const Traced& item : value.items()) {
      if (item->is_map()) use(*item);
    }
  };
  const auto add = [&](const Entry& named, const Value& body) {
    ModuleCall call{.name = std::string(named.key), .at = named.key_span};
    if (const Entry* source = Find(body, "source")) {
      call.source = KnownText(*source->value).value_or("");
    }
    for (const std::string_view count : {"count", "for_each"}) {
      const Entry* written = Find(body, count);
      if (written != nullptr) {
        call.makes = IsNothing(*written->value) ? Makes::kNothing : Makes::kSome;
      }
    }
    found.push_back(std::move(call));
  };
  const Parsed parsed = json::Parse(sources, file, values);
  if (!parsed.root || !parsed.root->is_map()) return found;
  for (const Entry& entry : parsed.root->entries()) {
    if (entry.key != "module") continue;
    each(*entry.value, [&](const Value& calls) {
      for (const Entry& call : calls.entries()) {
        each(*call.value, [&](const Value& body) { add(call, body); });
      }
    });
  }
  return found;
}

}  // namespace

void ModuleCalls::Add(const Configuration& configuration, FileId file, bool all) {
  const SourceMap& sources = configuration.sources();
  const std::string_view text = sources.Text(file);
  if (!all && !(Holds(text, "module") && HasLocalPath(text))) return;
  const std::string path(sources.path(file));
  std::vector<ModuleCall> found;
  if (path.ends_with(".json")) {
    found = CallsInJson(sources, file);
  } else {
    const hcl::ScannedFile& scanned = configuration.TopLevel(file);
    for (const hcl::Item& item : scanned.items) {
      if (item.kind != hcl::Item::kBlock || item.type.text != "module") continue;
      if (!all && !HasLocalPath(sources.Text(item.body))) continue;
      const auto labels = scanned.labels(item);
      ModuleCall call = CallIn(configuration, file, item);
      if (!labels.empty()) call.name = labels.front().text;
      call.at = item.span;
      found.push_back(std::move(call));
    }
  }
  const bool overrides = IsOverride(path.substr(path.rfind('/') + 1));
  for (ModuleCall& call : found) {
    if (overrides) {
      overrides_.push_back({path, std::move(call)});
    } else {
      calls_.push_back(std::move(call));
    }
  }
}

void ModuleCalls::Add(ModuleCalls&& more) {
  std::ranges::move(more.calls_, std::back_inserter(calls_));
  std::ranges::move(more.overrides_, std::back_inserter(overrides_));
}

std::vector<ModuleCall> ModuleCalls::Merged() const {
  std::vector<ModuleCall> merged = calls_;
  std::vector<const Override*> overrides;
  for (const Override& one : overrides_) overrides.push_back(&one);
  std::ranges::stable_sort(overrides, {}, [](const Override* one) { return one->file; });
  std::unordered_multimap<std::string_view, std::size_t> by_name;
  for (std::size_t i = 0; i < calls_.size() && !overrides.empty(); ++i) {
    by_name.emplace(calls_[i].name, i);
  }
  for (const Override* over : overrides) {
    const auto [from, to] = by_name.equal_range(over->call.name);
    for (auto one = from; one != to; ++one) {
      ModuleCall& call = merged[one->second];
      if (!over->call.source.empty()) call.source = over->call.source;
      if (over->call.makes) call.makes = over->call.makes;
    }
  }
  std::erase_if(merged, [](const ModuleCall& call) { return !IsPath(call.source); });
  return merged;
}

}  // namespace execlint::terraform
