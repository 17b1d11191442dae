#include "parsers/cloudformation/template.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <unordered_map>
#include <vector>

#include "lint/model/common_word.h"
#include "parsers/cloudformation/intrinsic.h"

namespace execlint::cloudformation {
namespace {

// Transforms of AWS's own that leave the properties of plain resources as they are written.
constexpr std::array<std::string_view, 5> kTransparent = {
    "AWS::Serverless-2016-10-31", "AWS::LanguageExtensions", "AWS::CodeDeployBlueGreen",
    "AWS::SecretsManager-2020-07-23", "AWS::SecretsManager-2024-09-16"};

constexpr std::string_view kTransform = "Fn::Transform";

// The names of the transforms that are called, one or a list of them.
std::string TransformNames(const Value& value) {
  if (value.is_list()) {
    std::string names;
    for (const Traced& one : value.items()) {
      names += (names.empty() ? "" : ", ") + TransformNames(*one);
    }
    return names;
  }
  const Entry* name = value.is_map() ? Find(value, "Name") : nullptr;
  return name == nullptr ? std::string(kTransform)
                         : KnownText(*name->value).value_or(std::string(kTransform));
}

Span Block(Span key, Span value) {
  return key.file == value.file && key.begin <= value.end ? Span{key.file, key.begin, value.end}
                                                          : value;
}

// The entries that count, in the order written: of two equal names the last one does.
std::vector<const Entry*> EntriesThatCount(const Value& map) {
  std::unordered_map<std::string_view, const Entry*> last;
  for (const Entry& entry : map.entries()) last[entry.key] = &entry;
  std::vector<const Entry*> entries;
  for (const Entry& entry : map.entries()) {
    if (last[entry.key] == &entry) entries.push_back(&entry);
  }
  return entries;
}

}  // namespace

Span NoEcho(const TemplateParameter& parameter) {
  Traced written;  // CloudFormation refuses other cases, but it is clear what they mean
  if (parameter.declared && parameter.declared->is_map()) {
    for (const Entry& entry : parameter.declared->entries()) {
      if (FoldedKey(entry.key) == "noecho") written = entry.value;
    }
  }
  if (!written || written->is_null()) return {};
  std::string text = KnownText(*written).value_or("true");
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text == "false" || text == "no" || text == "off" ? Span() : written->span;
}

Template::Template(Traced root, ValueStore& store) : root_(root) {
  ReadTransforms(store);
  ReadResources(store);
  if (const Traced parameters = section("Parameters"); parameters && parameters->is_map()) {
    for (const Entry* entry : EntriesThatCount(*parameters)) {
      if (!entry->value->is_map()) continue;
      parameters_by_name_.emplace(entry->key, parameters_.size());
      parameters_.push_back({entry->key, entry->key_span, entry->value});
    }
  }
}

void Template::ReadResources(ValueStore& store) {
  const Traced section_value = section("Resources");
  if (!section_value || !section_value->is_map()) return;
  for (const Entry* counted : EntriesThatCount(*section_value)) {
    const Entry& entry = *counted;
    if (IsMacroKey(entry.key)) {
      opaque_.push_back(entry.key_span);
      const bool transform = entry.key == kTransform;
      macros_.push_back({entry.key_span, transform ? TransformNames(*entry.value) : "Fn::ForEach"});
      continue;
    }
    if (!entry.value->is_map()) continue;
    TemplateResource resource;
    resource.id = store.NewResources(1);
    resource.name = entry.key;
    resource.name_span = entry.key_span;
    resource.block = Block(entry.key_span, entry.value->span);
    resource.body = entry.value;
    if (const Traced type = Child(entry.value, "Type"); type && type->is_string()) {
      resource.type = store.Keep(KnownText(*type).value_or(""));
    }
    resource.properties = Child(entry.value, "Properties");
    if (resource.type.ends_with("::MODULE")) {
      opaque_.push_back(resource.name_span);
      macros_.push_back({resource.name_span, std::string(resource.type)});
    }
    if (const Traced transform = Child(entry.value, kTransform)) {
      resource.rewritten_because = store.Intern({.why = Why::kUnsupported,
                                                 .name = "Transform " + TransformNames(*transform),
                                                 .at = transform->span});
    }
    by_name_.emplace(resource.name, resources_.size());
    resources_.push_back(resource);
  }
}

void Template::ReadTransforms(ValueStore& store) {
  const auto read = [&](const Traced& one) {
    const Traced named = one->is_map() ? Child(one, "Name") : one;
    const std::string name = named ? KnownText(*named).value_or("") : "";
    if (std::find(kTransparent.begin(), kTransparent.end(), name) != kTransparent.end()) return;
    opaque_.push_back(one->span);
    if (name == "AWS::Include") macros_.push_back({one->span, name});
    if (rewritten_because_ != nullptr) return;
    rewritten_because_ =
        store.Intern({.why = Why::kUnsupported, .name = "Transform " + name, .at = one->span});
  };
  if (const Traced modules = section("Modules")) opaque_.push_back(modules->span);
  for (const std::string_view key : {std::string_view("Transform"), kTransform}) {
    const Traced transform = section(key);
    if (!transform) continue;
    if (!transform->is_list()) {
      read(transform);
      continue;
    }
    for (const Traced& one : transform->items()) read(one);
  }
}

const TemplateParameter* Template::parameter(std::string_view name) const {
  const auto found = parameters_by_name_.find(name);
  return found == parameters_by_name_.end() ? nullptr : &parameters_[found->second];
}

const TemplateResource* Template::resource(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : &resources_[found->second];
}

Traced Template::condition(std::string_view name) const {
  return Child(section("Conditions"), name);
}

Traced Template::mapping(std::string_view name) const { return Child(section("Mappings"), name); }

Traced Template::section(std::string_view name) const { return Child(root_, name); }

}  // namespace execlint::cloudformation
