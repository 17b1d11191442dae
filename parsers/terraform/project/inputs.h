// The inputs of a root: values from the command line and from var files.
#ifndef EXECLINT_PARSERS_TERRAFORM_PROJECT_INPUTS_H_
#define EXECLINT_PARSERS_TERRAFORM_PROJECT_INPUTS_H_

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/source/problem.h"
#include "lint/source/source_map.h"
#include "lint/value/value.h"
#include "lint/value/value_store.h"
#include "parsers/hcl/parser.h"
#include "parsers/terraform/project/configuration.h"

namespace execlint {
struct Project;
}

namespace execlint::terraform {

struct FoundUnit;

// One terraform.tfvars, *.auto.tfvars or named var file.
struct VarFile {
  std::string name;  // relative to the root's folder
  FileId file = FileId::kNone;
  hcl::ParsedBody body = {};                // .tfvars, with its problems
  std::map<std::string, Traced> json = {};  // .tfvars.json
  std::vector<Problem> json_problems = {};
  std::size_t after = 0;  // see GivenVarFile

  bool Gives(std::string_view variable) const;
  bool GivesOneOf(const Folder& root) const;  // its variables
  // Is it for `terraform init -backend-config`? Then all that it gives are arguments of the root's
  // backend, some of which are no variables of the root.
  bool ConfiguresBackendOf(const Folder& root) const;

 private:
  std::vector<std::string_view> Names() const;  // of what it gives
};

VarFile ReadVarFile(const Configuration& configuration, ValueStore& store, std::string name,
                    FileId file);

// What the command line gives one variable: a text or a file, or neither.
struct OnCommandLine {
  const std::string* text = nullptr;
  const VarFile* file = nullptr;
};

struct Inputs {
  std::vector<std::pair<std::string, std::string>> variables = {};  // --var name=value
  std::deque<VarFile> given = {};                                   // --var-file
  std::deque<VarFile> automatic = {};  // loaded always, later ones over earlier ones
  // Loaded only if given with -var-file: a selector, where the command line gives none that fits.
  std::deque<VarFile> named = {};
  // Some variable has a value in every named file and nowhere else, so one of these files is
  // always given.
  bool needs_file = false;

  OnCommandLine Given(std::string_view variable) const;
};

// The inputs of the root in `folder`: its var files, as far as they give one of its variables and
// are not meant for its backend.
Inputs ReadInputs(const Project& project, const Configuration& configuration,
                  const FoundUnit& found, const Folder& folder, ValueStore& store);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_PROJECT_INPUTS_H_
