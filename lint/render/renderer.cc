#include "lint/render/renderer.h"

#include "lint/render/concise.h"
#include "lint/render/escape.h"
#include "lint/render/github.h"
#include "lint/render/gitlab.h"
#include "lint/render/json.h"
#include "lint/render/junit.h"
#include "lint/render/markdown.h"
#include "lint/render/sarif.h"

namespace execlint {
namespace {

template <std::string (*render)(const RunResult&)>
std::string ForPrograms(const RunResult& result, const TextOptions&) {
  return render(result);
}

template <std::string (*render)(const RunResult&, const TextOptions&)>
std::string ForPeople(const RunResult& result, const TextOptions& options) {
  return LogSafe(render(result, options));
}

constexpr Renderer kRenderers[] = {
    {"concise", ForPeople<RenderConcise>, true},
    {"github", ForPrograms<RenderGithub>},
    {"gitlab", ForPrograms<RenderGitlab>},
    {"json", ForPrograms<RenderJson>},
    {"junit", ForPrograms<RenderJunit>},
    {"markdown", ForPeople<RenderMarkdown>},
    {"sarif", [](const RunResult& result, const TextOptions&) { return RenderSarif(result); }},
    {"text", ForPeople<RenderText>, true},
};

}  // namespace

std::span<const Renderer> Renderers() { return kRenderers; }

std::vector<std::string_view> RendererNames() {
  std::vector<std::string_view> names;
  for (const Renderer& renderer : kRenderers) names.push_back(renderer.name);
  return names;
}

const Renderer* FindRenderer(std::string_view name) {
  for (const Renderer& renderer : kRenderers) {
    if (renderer.name == name) return &renderer;
  }
  return nullptr;
}

}  // namespace execlint
