#include "parsers/terraform/project/inputs.h"

#include <algorithm>
#include <utility>

#include "lint/engine/frontend.h"
#include "lint/value/mark_written.h"
#include "parsers/json/json.h"
#include "parsers/terraform/project/backend.h"
#include "parsers/terraform/project/discover.h"

namespace execlint::terraform {
namespace {

// The path of a var file relative to the root's folder.
std::string Relative(const std::string& folder, const std::string& path) {
  return folder.empty() ? path : path.substr(folder.size() + 1);
}

}  // namespace

bool VarFile::Gives(std::string_view variable) const {
  return json.contains(std::string(variable)) || body.ast.Find(body.body, variable) != nullptr;
}

bool VarFile::GivesOneOf(const Folder& root) const {
  return std::any_of(root.variables().begin(), root.variables().end(),
                     [&](const auto& variable) { return Gives(variable.first); });
}

std::vector<std::string_view> VarFile::Names() const {
  std::vector<std::string_view> names;
  for (const auto& [name, value] : json) names.push_back(name);
  for (const AttributeRef& one : BodyRef({BodyRef::Layer{&body.ast, body.body}}).Attributes()) {
    names.push_back(one.name.text);
  }
  return names;
}

bool VarFile::ConfiguresBackendOf(const Folder& root) const {
  const std::vector<std::string_view> names = Names();
  const bool all_variables = std::all_of(names.begin(), names.end(), [&](std::string_view name) {
    return root.variables().contains(name);
  });
  if (all_variables) return false;
  const BackendBlock backend = FindBackend(root);
  return std::all_of(names.begin(), names.end(),
                     [&](std::string_view name) { return TakesArgument(backend, name); });
}

OnCommandLine Inputs::Given(std::string_view variable) const {
  OnCommandLine found;
  std::size_t before = 0;  // the number of the text, from one
  for (std::size_t i = 0; i < variables.size(); ++i) {
    if (variables[i].first == variable) found.text = &variables[i].second, before = i + 1;
  }
  for (const VarFile& file : given) {
    if (file.after >= before && file.Gives(variable)) found = {.file = &file};
  }
  return found;
}

VarFile ReadVarFile(const Configuration& configuration, ValueStore& store, std::string name,
                    FileId file) {
  SourceMap& sources = configuration.sources();
  VarFile made{.name = std::move(name), .file = file};
  if (!made.name.ends_with(".json")) {
    made.body = configuration.parser().ParseFile(sources, file);
    return made;
  }
  const Parsed parsed = json::Parse(sources, file, store);
  made.json_problems = parsed.problems;
  if (parsed.root && parsed.root->is_map()) {
    for (const Entry& entry : parsed.root->entries()) {
      const auto [place, fresh] = made.json.try_emplace(std::string(entry.key), entry.value);
      if (fresh) continue;
      MarkWritten(*place->second, sources);  // nothing reads it, so nobody else masks it
      place->second = entry.value;
    }
  }
  return made;
}

Inputs ReadInputs(const Project& project, const Configuration& configuration,
                  const FoundUnit& found, const Folder& folder, ValueStore& store) {
  Project::Givens givens = project.GivenTo(found.folder);
  Inputs inputs{.variables = std::move(givens.variables)};
  for (const ProjectFile& file : found.automatic) {
    inputs.automatic.push_back(
        ReadVarFile(configuration, store, Relative(found.folder, file.path), file.id));
  }
  const auto fits = [&](const VarFile& file) { return file.GivesOneOf(folder); };
  for (const GivenVarFile& one : givens.var_files) {
    VarFile read = ReadVarFile(configuration, store, one.file.path, one.file.id);
    read.after = one.after;
    inputs.given.push_back(std::move(read));
  }
  const bool chosen = std::any_of(inputs.given.begin(), inputs.given.end(), fits);
  for (const ProjectFile& file : chosen ? std::vector<ProjectFile>() : found.named) {
    VarFile read = ReadVarFile(configuration, store, Relative(found.folder, file.path), file.id);
    if (fits(read) && !read.ConfiguresBackendOf(folder)) inputs.named.push_back(std::move(read));
  }
  const auto needs = [&](const auto& variable) {
    const auto& [name, declared] = variable;
    const auto gives = [&](const VarFile& file) { return file.Gives(name); };
    const auto given = [&](const auto& one) { return one.first == name; };
    return !declared.Argument("default") &&
           std::none_of(inputs.variables.begin(), inputs.variables.end(), given) &&
           std::none_of(inputs.automatic.begin(), inputs.automatic.end(), gives) &&
           std::all_of(inputs.named.begin(), inputs.named.end(), gives);
  };
  inputs.needs_file = !inputs.named.empty() &&
                      std::any_of(folder.variables().begin(), folder.variables().end(), needs);
  return inputs;
}

}  // namespace execlint::terraform
