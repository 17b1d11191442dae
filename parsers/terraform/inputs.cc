#include "parsers/terraform/inputs.h"

#include "parsers/json/json.h"

namespace execlint::terraform {

bool VarFile::Gives(std::string_view variable) const {
  return json.contains(std::string(variable)) || body.ast.Find(body.body, variable) != nullptr;
}

VarFile ReadVarFile(SourceMap& sources, ValueStore& store, std::string name, FileId file) {
  VarFile made{.name = std::move(name), .file = file};
  if (!made.name.ends_with(".json")) {
    made.body = hcl::ParseFile(sources, file);
    return made;
  }
  const Parsed parsed = json::Parse(sources, file, store);
  made.json_problems = parsed.problems;
  if (parsed.root && parsed.root->is_map()) {
    for (const Entry& entry : parsed.root->entries()) {
      made.json.insert_or_assign(std::string(entry.key), entry.value);
    }
  }
  return made;
}

}  // namespace execlint::terraform
