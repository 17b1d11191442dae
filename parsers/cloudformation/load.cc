#include "parsers/cloudformation/load.h"

#include <functional>
#include <set>
#include <utility>

#include "parsers/cloudformation/evaluator.h"
#include "parsers/cloudformation/intrinsic.h"
#include "parsers/cloudformation/lower/lowering.h"

namespace execlint::cloudformation {
namespace {

void LowerResources(const Lowering& lowering) {
  for (const TemplateResource& resource : lowering.evaluator.tmpl().resources()) {
    for (const auto& types : {EcsTypes(), IamTypes(), NetworkTypes()}) {
      for (const TypeRow& row : types) {
        if (row.type == resource.type) row.lower(resource, lowering);
      }
    }
  }
  JoinCapacityProviders(lowering);
  FindOtherLaunchers(lowering);
}

// Resources of the template that `raw` refers to leave the unit through it.
void AddEscapes(const Value& raw, Escape::How how, const std::string& through, const Template& tmpl,
                Model& model) {
  std::set<ResourceId> seen;
  const auto add = [&](const Reference& reference) {
    const TemplateResource* resource = tmpl.resource(reference.logical);
    if (resource == nullptr || !seen.insert(resource->id).second) return;
    model.escapes[resource->id].push_back({how, {.span = reference.at}, through});
  };
  VisitReferences(raw, {.reference = add, .condition = {}, .intrinsic = {}});
}

Traced Child(Traced map, std::string_view key) {
  const Entry* entry = map ? Find(*map, key) : nullptr;
  return entry != nullptr ? entry->value : Traced{};
}

void FindEscapes(const Template& tmpl, Model& model) {
  if (const Traced outputs = tmpl.section("Outputs"); outputs && outputs->is_map()) {
    for (const Entry& output : outputs->entries()) {
      AddEscapes(*output.value, Escape::How::kOutput, "output `" + std::string(output.key) + "`",
                 tmpl, model);
    }
  }
  for (const TemplateResource& resource : tmpl.resources()) {
    const std::string name = "`" + std::string(resource.name) + "`";
    const auto add = [&](std::string_view property, Escape::How how, const std::string& through) {
      const Traced value =
          property.empty() ? resource.properties : Child(resource.properties, property);
      if (value) AddEscapes(*value, how, through, tmpl, model);
    };
    if (resource.type == "AWS::CloudFormation::Stack" ||
        resource.type == "AWS::Serverless::Application") {
      add("Parameters", Escape::How::kModuleWithoutSource, "nested stack " + name);
    } else if (resource.type.starts_with("Custom::") ||
               resource.type == "AWS::CloudFormation::CustomResource") {
      add("", Escape::How::kModuleWithoutSource, "custom resource " + name);
    } else if (resource.type == "AWS::SSM::Parameter") {
      add("Value", Escape::How::kParameter, "SSM parameter " + name);
    }
  }
}

// What CloudFormation does not echo is not echoed here either.
void MarkSecrets(const Template& tmpl, SourceMap& sources) {
  for (const TemplateParameter& parameter : tmpl.parameters()) {
    const Traced hidden = Child(parameter.declared, "NoEcho");
    const Traced fallback = Child(parameter.declared, "Default");
    if (!hidden || !fallback) continue;
    const std::string text = KnownText(*hidden).value_or("");
    if (text == "true" || text == "True") sources.MarkSecret(fallback->span);
  }
}

// `EnableExecuteCommand`, `EnableECSExec`, `ecs-exec`.
bool NamedLikeTheFlag(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c != '_' && c != '-') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  for (const std::string_view word : {"executecommand", "ecsexec", "enableexec"}) {
    if (plain.find(word) != std::string::npos) return true;
  }
  return false;
}

// The names of all parameters that resources and outputs read, also by way of conditions.
std::set<std::string, std::less<>> NamesRead(const Template& tmpl) {
  std::set<std::string, std::less<>> names, conditions;
  std::vector<std::string> waiting;
  const auto condition = [&](std::string_view name) {
    if (conditions.emplace(name).second) waiting.emplace_back(name);
  };
  const ReferenceVisitor visitor{
      .reference = [&](const Reference& reference) { names.emplace(reference.logical); },
      .condition = condition,
      .intrinsic = {}};
  for (const TemplateResource& resource : tmpl.resources()) {
    VisitReferences(*resource.body, visitor);
    if (const Traced own = Child(resource.body, "Condition")) {
      condition(KnownText(*own).value_or(""));
    }
  }
  if (const Traced outputs = tmpl.section("Outputs")) VisitReferences(*outputs, visitor);
  // In conditions, `Condition: X` in a map of its own names another one.
  const std::function<void(const Value&, int)> inside = [&](const Value& raw, int depth) {
    if (depth > 64) return;
    if (const std::string_view name = ConditionName(raw); !name.empty()) condition(name);
    if (raw.is_list()) {
      for (const Traced& item : raw.items()) inside(*item, depth + 1);
    } else if (raw.is_map()) {
      for (const Entry& entry : raw.entries()) inside(*entry.value, depth + 1);
    }
  };
  while (!waiting.empty()) {
    const Traced raw = tmpl.condition(waiting.back());
    waiting.pop_back();
    if (!raw) continue;
    VisitReferences(*raw, visitor);
    inside(*raw, 0);
  }
  return names;
}

void FindFlagInputs(const Template& tmpl, Model& model) {
  std::vector<const TemplateParameter*> flags;
  for (const TemplateParameter& parameter : tmpl.parameters()) {
    if (NamedLikeTheFlag(parameter.name)) flags.push_back(&parameter);
  }
  if (flags.empty()) return;
  const auto read = NamesRead(tmpl);
  for (const TemplateParameter* flag : flags) {
    model.flag_inputs.push_back({.name = std::string(flag->name),
                                 .place = {.span = flag->name_span},
                                 .read = read.contains(flag->name)});
  }
}

}  // namespace

std::unique_ptr<Model> LoadTemplate(Traced root, std::unique_ptr<ValueStore> values,
                                    const std::string& file, const Inputs& inputs,
                                    SourceMap& sources) {
  auto model = std::make_unique<Model>();
  model->source = Model::Source::kTemplate;
  model->path = file;
  model->values = std::move(values);
  const Template tmpl(root, *model->values);
  const Parameters parameters(tmpl, inputs, *model->values);
  const Evaluator evaluator(tmpl, parameters, *model->values);
  model->selectors = parameters.selectors();
  for (const Span& span : tmpl.opaque()) model->opaque.push_back({.span = span});
  LowerResources({evaluator, sources, *model, file});
  if (evaluator.exhausted()) {
    model->problems.push_back({.kind = Problem::Kind::kLimit,
                               .at = root->span,
                               .message = "the template takes too many steps to evaluate: what is "
                                          "beyond them is unknown"});
  }
  FindEscapes(tmpl, *model);
  FindFlagInputs(tmpl, *model);
  MarkSecrets(tmpl, sources);
  return model;
}

}  // namespace execlint::cloudformation
