#include "parsers/terraform/project/installed_modules.h"

#include <algorithm>
#include <array>
#include <utility>

#include "lint/source/file_reader.h"
#include "lint/value/value_store.h"
#include "parsers/json/json.h"
#include "parsers/terraform/project/version_constraint.h"

namespace execlint::terraform {
namespace {

constexpr std::size_t kMaxManifest = std::size_t{4} << 20;  // bytes; a module takes about 200

std::string TextOf(Traced entry, std::string_view key) {
  const Traced value = Child(entry, key);
  return value ? KnownText(*value).value_or("") : "";
}

bool IsLocal(std::string_view source) {
  return source.starts_with("./") || source.starts_with("../");
}

// A source as Terraform writes it into the manifest: without the host of the public registry, and
// with the forms that have a short spelling spelled out.
// https://developer.hashicorp.com/terraform/language/modules/sources
std::string Normalised(std::string_view source) {
  while (source.ends_with('/')) source.remove_suffix(1);
  constexpr std::array<std::string_view, 2> kPublicRegistries = {"registry.terraform.io/",
                                                                 "registry.opentofu.org/"};
  for (const std::string_view host : kPublicRegistries) {
    if (source.starts_with(host)) return std::string(source.substr(host.size()));
  }
  for (const std::string_view scp : {"git@", "git::git@"}) {
    if (!source.starts_with(scp)) continue;
    std::string url(source.substr(source.find("git@")));
    if (const std::size_t colon = url.find(':'); colon != url.npos) url[colon] = '/';
    return "git::ssh://" + url;
  }
  constexpr std::array<std::string_view, 2> kHosts = {"github.com/", "bitbucket.org/"};
  for (const std::string_view host : kHosts) {
    if (!source.starts_with(host)) continue;
    // `github.com/owner/name`, and what may follow it: a folder (`//`), a query.
    std::size_t end = source.find('/', host.size());
    if (end == source.npos) break;
    end = std::min(source.find_first_of("/?", end + 1), source.size());
    std::string url = "git::https://" + std::string(source.substr(0, end));
    if (!url.ends_with(".git")) url += ".git";
    return url + std::string(source.substr(end));
  }
  return std::string(source);
}

}  // namespace

InstalledModules::InstalledModules(const SourceMap& sources, FileId manifest,
                                   const std::string& root) {
  const std::size_t size = sources.Text(manifest).size();
  if (size > kMaxManifest) {
    problems_.push_back({Problem::kLimit, Span::At(manifest, 0),
                         "this list of modules is larger than 4 MiB, so no module in it is read"});
    return;
  }
  ValueStore values;
  Parsed parsed = json::Parse(sources, manifest, values);
  problems_ = std::move(parsed.problems);
  const Traced list = parsed.root ? Child(parsed.root, "Modules") : Traced{};
  if (!list || !list->is_list()) {
    if (problems_.empty()) {
      problems_.push_back({Problem::kSyntax, parsed.root->span,
                           "a list of modules has a list called `Modules`, so no module is read"});
    }
    return;
  }
  const std::string prefix = root.empty() ? "" : root + "/";
  for (const Traced& one : list->items()) {
    std::string source = TextOf(one, "Source");
    if (source.empty() || IsLocal(source)) continue;
    std::string folder = TextOf(one, "Dir");
    std::replace(folder.begin(), folder.end(), '\\', '/');
    auto path = NormalPath(prefix + folder);
    if (!path || !path->starts_with(prefix + ".terraform/")) continue;
    by_key_.insert_or_assign(TextOf(one, "Key"),
                             Module{std::move(source), TextOf(one, "Version"), std::move(*path)});
  }
}

const std::string* InstalledModules::FolderOf(const std::string& key, std::string_view source,
                                              std::optional<std::string_view> version) const {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  const Module& module = found->second;
  if (module.source != source && Normalised(module.source) != Normalised(source)) return nullptr;
  if (version && !SatisfiesConstraint(module.version, *version)) return nullptr;
  return &module.folder;
}

std::vector<std::string> InstalledModules::Folders() const {
  std::vector<std::string> folders;
  for (const auto& [key, module] : by_key_) folders.push_back(module.folder);
  return folders;
}

}  // namespace execlint::terraform
