#include "parsers/ecs/frontend.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "lint/source/parallel.h"
#include "parsers/ecs/api_lowering.h"
#include "parsers/ecs/documents.h"
#include "parsers/json/json.h"

namespace execlint::ecs {
namespace {

bool IsJson(const std::string& path) {
  return path.ends_with(".json") && !path.ends_with(".tf.json");
}

// Text that is no JSON yet, because something else will write it: `{{ port }}`, `{% if %}`, or a
// placeholder where a value is due, such as `${port}`, `<PORT>`, `@port@`.
bool IsTemplateOfAnotherEngine(std::string_view bytes, const Problem& first) {
  if (bytes.find("{{") != std::string_view::npos || bytes.find("{%") != std::string_view::npos) {
    return true;
  }
  const std::size_t at = first.span.begin;
  return at < bytes.size() && std::string_view("$<@%#").find(bytes[at]) != std::string_view::npos;
}

// A list of containers without a task definition, which a configuration of Terraform reads
// (`container_definitions = file("web.json")`): what it says is told of there.
bool IsReadByTerraform(const Project& project, const std::string& path,
                       const std::vector<Document>& documents) {
  if (documents.size() != 1 || documents.front().kind != Document::Kind::kContainers) return false;
  const std::string name = path.substr(path.rfind('/') + 1);
  return std::any_of(project.files.begin(), project.files.end(), [&](const ProjectFile& file) {
    if (!file.path.ends_with(".tf")) return false;
    const std::string_view text = project.sources.Text(file.id);
    for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
      const bool whole = at > 0 && (text[at - 1] == '"' || text[at - 1] == '/');
      if (whole && text.substr(at + name.size()).starts_with('"')) return true;
    }
    return false;
  });
}

Loaded Load(const Project& project, const std::string& folder,
            const std::vector<ProjectFile>& files, const Loading& loading) {
  auto model = std::make_unique<Model>();
  model->source = Model::Source::kApiJson;
  model->path = folder;
  model->values = loading.values;
  model->selectors = loading.selectors;
  for (const ProjectFile& file : files) {
    const Parsed parsed = json::Parse(project.sources, file.id, *model->values);
    const std::string_view bytes = project.sources.Text(file.id);
    // Not JSON yet: another engine will write it.
    if (!parsed.problems.empty() && IsTemplateOfAnotherEngine(bytes, parsed.problems.front())) {
      continue;
    }
    const std::vector<Document> documents = DocumentsIn(parsed.root, *model->values);
    if (!project.named.contains(file.path) && IsReadByTerraform(project, file.path, documents)) {
      continue;
    }
    for (const Document& document : documents) {
      LowerDocument(document, file.path, project.sources, *model);
    }
    // A broken task definition is ours even where it breaks off before its containers.
    const bool ours =
        !documents.empty() || project.named.contains(file.path) ||
        project.sources.Text(file.id).find("\"containerDefinitions\"") != std::string_view::npos;
    if (!ours) continue;
    model->problems.insert(model->problems.end(), parsed.problems.begin(), parsed.problems.end());
  }
  return {.model = std::move(model)};
}

}  // namespace

Discovery DiscoverApiJson(const Project& project) {
  std::vector<char> ours(project.files.size());
  ParallelFor(project.files.size(), project.jobs, [&](std::size_t i) {
    const ProjectFile& file = project.files[i];
    if (!IsJson(file.path)) return;
    const std::string_view bytes = project.sources.Text(file.id);
    // A file that was named is read for its errors, whatever it is, unless the front end of
    // templates reads it.
    const bool named =
        project.named.contains(file.path) && bytes.find("\"AWS::") == std::string_view::npos;
    ours[i] = named || LooksLikeApiJson(bytes) ? 1 : 0;
  });
  std::map<std::string, std::vector<ProjectFile>> folders;
  for (std::size_t i = 0; i < project.files.size(); ++i) {
    if (ours[i] == 0) continue;
    const std::string& path = project.files[i].path;
    const std::size_t slash = path.rfind('/');
    folders[slash == std::string::npos ? "" : path.substr(0, slash)].push_back(project.files[i]);
  }
  Discovery discovery;
  for (auto& [folder, files] : folders) {
    UnitPlan plan{.path = folder};
    for (const ProjectFile& file : files) plan.bytes += project.sources.Text(file.id).size();
    plan.load = [&project, folder = folder, files = std::move(files)](const Loading& loading) {
      return Load(project, folder, files, loading);
    };
    discovery.units.push_back(std::move(plan));
  }
  return discovery;
}

}  // namespace execlint::ecs
