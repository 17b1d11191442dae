// The formats of the output, as a table: a new one is a file beside this one and a row here.
//
//   if (const Renderer* renderer = FindRenderer("sarif")) out = renderer->render(result, options);
#ifndef EXECLINT_LINT_RENDER_RENDERER_H_
#define EXECLINT_LINT_RENDER_RENDERER_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/render/run_result.h"
#include "lint/render/text.h"

namespace execlint {

struct Renderer {
  std::string_view name;  // what --format calls it
  // `options` are for people: formats for programs do not depend on them.
  std::string (*render)(const RunResult& result, const TextOptions& options);
  // Paths are shown as they are from the current folder, not as they are in the project.
  bool from_here = false;
};

// Sorted by name.
std::span<const Renderer> Renderers();
std::vector<std::string_view> RendererNames();

// Null if there is no format of that name.
const Renderer* FindRenderer(std::string_view name);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_RENDERER_H_
