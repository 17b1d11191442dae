#include "parsers/terraform/project/made_types.h"

#include <algorithm>
#include <cstddef>

#include "lint/source/find.h"

namespace execlint::terraform {
namespace {

constexpr std::string_view kBlanks = " \t";

bool InType(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

std::string_view TypeAt(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && InType(text[end])) ++end;
  return text.substr(at, end - at);
}

std::vector<std::string_view> TypesInHcl(std::string_view text) {
  constexpr std::string_view kResource = "resource";
  std::vector<std::string_view> types;
  for (std::size_t at = execlint::Find(text, kResource); at != text.npos;
       at = execlint::Find(text, kResource, at + kResource.size())) {
    std::size_t label = text.find_first_not_of(kBlanks, at + kResource.size());
    if (label == text.npos) break;
    if (text[label] == '"') ++label;
    if (const std::string_view type = TypeAt(text, label); !type.empty()) types.push_back(type);
  }
  return types;
}

// Each key may be a type.
std::vector<std::string_view> TypesInJson(std::string_view text) {
  constexpr std::string_view kKey = "\"aws_";
  std::vector<std::string_view> types;
  for (std::size_t at = execlint::Find(text, kKey); at != text.npos;
       at = execlint::Find(text, kKey, at + 1)) {
    const std::string_view type = TypeAt(text, at + 1);
    const std::size_t end = at + 1 + type.size();
    const std::size_t next = text.find_first_not_of(" \t\r\n", end + 1);
    if (end < text.size() && text[end] == '"' && next != text.npos && text[next] == ':') {
      types.push_back(type);
    }
  }
  return types;
}

// Is there a block that may say where the state is kept: `backend "s3" {`, `cloud {`, in JSON
// `"backend": {`?
bool KeepsState(std::string_view text) {
  for (const std::string_view word : {"backend", "cloud"}) {
    for (std::size_t at = execlint::Find(text, word); at != text.npos;
         at = execlint::Find(text, word, at + 1)) {
      const std::size_t next = text.find_first_not_of(kBlanks, at + word.size());
      if (next != text.npos && (text[next] == '"' || text[next] == '{')) return true;
    }
  }
  return false;
}

}  // namespace

MadeTypes::MadeTypes(const SourceMap& sources, const std::set<FileId>& files) : sources_(sources) {
  for (const FileId file : files) files_.try_emplace(files_.end(), file);
}

const std::vector<std::string_view>& MadeTypes::In(FileId file) const {
  static const std::vector<std::string_view> kNone;
  const auto found = files_.find(file);
  if (found == files_.end()) return kNone;
  File& one = found->second;
  one.types_once.Call([&] {
    const std::string_view text = sources_.Text(file);
    one.types = sources_.path(file).ends_with(".json") ? TypesInJson(text) : TypesInHcl(text);
    std::sort(one.types.begin(), one.types.end());
  });
  return one.types;
}

bool MadeTypes::Has(FileId file, std::string_view type) const {
  return std::ranges::binary_search(In(file), type);
}

bool MadeTypes::HasBackend(FileId file) const {
  const auto found = files_.find(file);
  if (found == files_.end()) return false;
  File& one = found->second;
  one.backend_once.Call([&] { one.backend = KeepsState(sources_.Text(file)); });
  return one.backend;
}

}  // namespace execlint::terraform
