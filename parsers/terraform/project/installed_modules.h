// What `terraform init` noted of the modules that it fetched for a root:
// `.terraform/modules/modules.json`.
//
//   {"Modules": [{"Key": "web.app", "Source": "registry.terraform.io/example/app/aws",
//                 "Version": "5.1.2", "Dir": ".terraform/modules/web.app"}]}
//
//   modules.FolderOf("web.app", "example/app/aws", "~> 5.0")   // `ROOT/.terraform/modules/web.app`
//
// The folder lies in the root's `.terraform`, wherever the manifest points to.
#ifndef EXECLINT_PARSERS_TERRAFORM_PROJECT_INSTALLED_MODULES_H_
#define EXECLINT_PARSERS_TERRAFORM_PROJECT_INSTALLED_MODULES_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/source/problem.h"
#include "lint/source/source_map.h"

namespace execlint::terraform {

inline constexpr std::string_view kInstalledModulesFile = ".terraform/modules/modules.json";

class InstalledModules {
 public:
  InstalledModules() = default;
  // Reads the manifest of the root in `root`, a folder of the project. What is wrong in it goes to
  // problems(); the entries that can be read are there all the same.
  InstalledModules(const SourceMap& sources, FileId manifest, const std::string& root);

  // Where a call's module is: of the call with the key (names of module calls, from the root, with
  // dots between them), if what was fetched for it is what it asks for now. `version`: its
  // constraint, if it has one. Null where it is not, or where the call has changed since.
  const std::string* FolderOf(const std::string& key, std::string_view source,
                              std::optional<std::string_view> version) const;
  // All folders of fetched modules.
  std::vector<std::string> Folders() const;
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  struct Module {
    std::string source = {}, version = {};
    std::string folder = {};
  };
  std::map<std::string, Module> by_key_;
  std::vector<Problem> problems_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_PROJECT_INSTALLED_MODULES_H_
