// Evaluates attributes of small configurations held in memory.
#ifndef EXECLINT_TESTS_PARSERS_TERRAFORM_EVALUATED_H_
#define EXECLINT_TESTS_PARSERS_TERRAFORM_EVALUATED_H_

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lint/source/file_reader.h"
#include "lint/source/source_map.h"
#include "lint/value/value_store.h"
#include "parsers/terraform/project/configuration.h"
#include "parsers/terraform/project/inputs.h"
#include "parsers/terraform/unit/unit.h"
#include "tests/parsers/terraform/dump.h"

namespace execlint::terraform {

using Files = std::map<std::string, std::string>;  // text by path

class Evaluated {
 public:
  // The unit is `folder`.
  explicit Evaluated(Files files, const std::string& folder = "",
                     std::vector<std::pair<std::string, std::string>> variables = {},
                     const std::vector<std::string>& var_files = {})
      : reader_(files) {
    std::map<std::string, FileId> ids;
    for (const auto& [path, text] : files) ids.emplace(path, sources_.AddFile(path, text));
    configuration_ = std::make_unique<Configuration>(sources_, reader_, ids);
    inputs_.variables = std::move(variables);
    for (const std::string& path : var_files) {
      VarFile file = ReadVarFile(*configuration_, store_, path, ids.at(path));
      const bool automatic = path.ends_with("terraform.tfvars") || path.ends_with(".auto.tfvars");
      (automatic ? inputs_.automatic : inputs_.named).push_back(std::move(file));
    }
    unit_ = std::make_unique<Unit>(*configuration_, *configuration_->FolderAt(folder), inputs_,
                                   Unit::Wanted{.types = [](auto) { return true; }}, loading_);
    ReadWhole(*unit_);
  }

  // What `path` of the resource at `address` is, for each case: `dev: 1 | other: 2`.
  std::string Get(const std::string& address, const std::string& path) {
    for (const UnitResource& resource : unit_->resources()) {
      if (resource.instance->address == address) {
        return Shown(unit_->Get(*resource.instance, path));
      }
    }
    return "no such resource";
  }

  Cases<Traced> CasesOf(const std::string& address, const std::string& path) {
    for (const UnitResource& resource : unit_->resources()) {
      if (resource.instance->address == address) return unit_->Get(*resource.instance, path);
    }
    return {};
  }

  // Addresses of all resources, each with whether it exists where that is not certain.
  std::string Resources() {
    std::string all;
    for (const UnitResource& resource : unit_->resources()) {
      const std::string exists = Shown(resource.exists);
      all += (all.empty() ? "" : ", ") + resource.instance->address;
      if (exists != "absent" && exists != "true") all += " (" + exists + ")";
    }
    return all;
  }

  std::string Shown(const Cases<Traced>& cases) {
    std::string all;
    for (const Case<Traced>& one : cases.all()) {
      if (!all.empty()) all += " | ";
      for (const Choice& choice : one.when) {
        all += unit_->selectors()[choice.selector].candidates[choice.candidate] + ": ";
      }
      all += one.value ? Dump(one.value) : "absent";
    }
    return all;
  }

  SourceMap& sources() { return sources_; }
  Unit& unit() { return *unit_; }

 private:
  SourceMap sources_;
  MemoryFileReader reader_;
  std::unique_ptr<Configuration> configuration_;
  NoHandOvers nobody_;
  const Loading loading_{.values = std::make_shared<ValueStore>(), .others = nobody_};
  ValueStore& store_ = *loading_.values;
  Inputs inputs_;
  std::unique_ptr<Unit> unit_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_TESTS_PARSERS_TERRAFORM_EVALUATED_H_
