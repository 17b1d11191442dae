// Which types of resources a file declares, and whether a backend, going by its text: nothing is
// parsed for it.
//
//   const MadeTypes made(sources, {main});
//   made.Has(main, "aws_vpc")   // true for `resource "aws_vpc" "main" {`, false for a data source
#ifndef EXECLINT_PARSERS_TERRAFORM_PROJECT_MADE_TYPES_H_
#define EXECLINT_PARSERS_TERRAFORM_PROJECT_MADE_TYPES_H_

#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "lint/source/once.h"
#include "lint/source/source_map.h"

namespace execlint::terraform {

// Looks at a file when it is first asked for. Safe from several threads.
class MadeTypes {
 public:
  // `sources` must outlive this.
  MadeTypes(const SourceMap& sources, const std::set<FileId>& files);

  // Sorted; none for a file that was not given. In JSON a data source counts too.
  const std::vector<std::string_view>& In(FileId file) const;
  bool Has(FileId file, std::string_view type) const;
  // May it say where the state of its root is kept?
  bool HasBackend(FileId file) const;

 private:
  struct File {
    Once types_once, backend_once;
    std::vector<std::string_view> types;
    bool backend = false;
  };

  const SourceMap& sources_;
  mutable std::map<FileId, File> files_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_PROJECT_MADE_TYPES_H_
