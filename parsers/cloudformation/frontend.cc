#include "parsers/cloudformation/frontend.h"

#include <utility>

#include "lint/source/parallel.h"
#include "parsers/cloudformation/detect.h"
#include "parsers/cloudformation/load.h"
#include "parsers/json/json.h"
#include "parsers/yaml/yaml.h"

namespace execlint::cloudformation {
namespace {

bool MayBeTemplate(const std::string& path) {
  for (const char* other : {".tf", ".tf.json", ".tfvars", ".tfvars.json", ".hcl"}) {
    if (path.ends_with(other)) return false;
  }
  return true;
}

bool IsYaml(const std::string& path) { return path.ends_with(".yaml") || path.ends_with(".yml"); }

std::unique_ptr<Model> Load(const Project& project, const InputFile& file) {
  auto values = std::make_unique<ValueStore>();
  const std::string_view bytes = project.sources.Text(file.id);
  const Parsed parsed = StartsLikeJson(bytes) ? json::Parse(project.sources, file.id, *values)
                                              : yaml::Parse(project.sources, file.id, *values,
                                                            yaml::Dialect::kCloudFormation);
  const bool template_of_another_engine =
      !parsed.problems.empty() && MayBeWrittenByAnotherEngine(bytes);
  std::unique_ptr<Model> model;
  if (IsTemplate(parsed.root) && !template_of_another_engine) {
    Inputs inputs;
    for (const auto& [name, value] : project.variables) inputs.parameters[name] = value;
    model = LoadTemplate(parsed.root, std::move(values), file.path, inputs, project.sources);
  } else {
    model = std::make_unique<Model>();
    model->source = Model::Source::kTemplate;
    model->path = file.path;
    model->values = std::move(values);
  }
  const bool ours =
      IsTemplate(parsed.root) || MeantAsTemplate(bytes) || project.named.contains(file.path);
  if (template_of_another_engine || !ours) return model;
  for (const Diagnostic& problem : parsed.problems) {
    const auto kind =
        problem.kind == Diagnostic::kLimit ? Problem::Kind::kLimit : Problem::Kind::kSyntax;
    model->problems.push_back({.kind = kind, .at = problem.span, .message = problem.message});
  }
  return model;
}

}  // namespace

Discovery DiscoverTemplates(const Project& project) {
  std::vector<char> ours(project.files.size());
  ParallelFor(project.files.size(), project.jobs, [&](std::size_t i) {
    const InputFile& file = project.files[i];
    if (!MayBeTemplate(file.path)) return;
    // A YAML file that was named is read for its errors, whatever it is.
    const bool named = IsYaml(file.path) && project.named.contains(file.path);
    ours[i] = named || LooksLikeTemplate(project.sources.Text(file.id)) ? 1 : 0;
  });
  Discovery discovery;
  for (std::size_t i = 0; i < project.files.size(); ++i) {
    if (ours[i] == 0) continue;
    const InputFile& file = project.files[i];
    discovery.units.push_back({file.path, [&project, file] { return Load(project, file); }});
  }
  return discovery;
}

}  // namespace execlint::cloudformation
