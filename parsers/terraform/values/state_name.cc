#include "parsers/terraform/values/state_name.h"

#include <algorithm>
#include <array>
#include <string>

#include "lint/source/file_reader.h"

namespace execlint::terraform {
namespace {

// The arguments that tell one state of a backend from another.
// https://developer.hashicorp.com/terraform/language/backend
struct Backend {
  std::string_view type;
  std::array<std::string_view, 3> arguments;
};
constexpr Backend kBackends[] = {
    {"s3", {"bucket", "key"}},
    {"gcs", {"bucket", "prefix"}},
    {"azurerm", {"storage_account_name", "container_name", "key"}},
    {"remote", {"organization", "workspaces.name"}},
    {"cloud", {"organization", "workspaces.name"}},
    {"http", {"address"}},
    {"consul", {"path"}},
};

// A path from the folder of the code, as one from the project.
Glyphs LocalPath(std::string_view folder, Traced path) {
  const auto written = path ? KnownText(*path) : std::optional<std::string>("terraform.tfstate");
  if (!written) return GlyphsOf(path);
  const std::string base = folder.empty() || written->starts_with('/') ? "" : std::string(folder);
  const auto normal = NormalPath(base.empty() ? *written : base + "/" + *written);
  return GlyphsOf(std::string_view(normal ? *normal : *written));
}

}  // namespace

Glyphs StateName(std::string_view backend, std::string_view folder,
                 const std::function<Traced(std::string_view path)>& argument) {
  if (backend == "local") {
    Glyphs name = GlyphsOf(std::string_view("local\n"));
    const Glyphs path = LocalPath(folder, argument("path"));
    name.insert(name.end(), path.begin(), path.end());
    return name;
  }
  const auto known = std::find_if(std::begin(kBackends), std::end(kBackends),
                                  [&](const Backend& one) { return one.type == backend; });
  if (known == std::end(kBackends)) return {};
  // `cloud` is how the backend `remote` is called today.
  Glyphs name = GlyphsOf(backend == "cloud" ? std::string_view("remote") : backend);
  for (const std::string_view path : known->arguments) {
    if (path.empty()) continue;
    name.push_back({.byte = '\n'});
    const Traced written = argument(path);
    const Glyphs text =
        written && !written->is_null() ? GlyphsOf(written) : Glyphs{{.kind = Glyph::Kind::kHole}};
    name.insert(name.end(), text.begin(), text.end());
  }
  return name;
}

}  // namespace execlint::terraform
