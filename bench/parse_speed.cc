// parse_speed: reads paths, one a line, and prints how many megabytes of text a second each syntax
// is read with, on one thread. bench/run.py drives it.
//
//   $ find fixtures -type f | build/parse_speed
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "lint/source/source_map.h"
#include "lint/value/value_store.h"
#include "parsers/hcl/block_scanner.h"
#include "parsers/hcl/parser.h"
#include "parsers/json/json.h"
#include "parsers/yaml/yaml.h"

namespace execlint {
namespace {

struct Files {
  std::vector<FileId> all;
  double megabytes = 0;
};

template <class Work>
void Time(const char* what, const Files& files, Work work) {
  if (files.all.empty()) return;
  const auto begin = std::chrono::steady_clock::now();
  std::size_t found = 0;  // used, so that nothing is optimised away
  for (const FileId file : files.all) found += work(file);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  std::printf("%-10s %7.1f MB/s  (%zu files, %.1f MB, %zu found)\n", what,
              files.megabytes / took.count(), files.all.size(), files.megabytes, found);
}

void TimeAll() {
  SourceMap sources;
  Files hcl_files, json_files, yaml_files;
  for (std::string path; std::getline(std::cin, path);) {
    Files* files = nullptr;
    if (path.ends_with(".tf")) files = &hcl_files;
    if (path.ends_with(".json")) files = &json_files;
    if (path.ends_with(".yaml") || path.ends_with(".yml")) files = &yaml_files;
    if (files == nullptr) continue;
    std::ifstream in(path, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(in), {});
    files->megabytes += static_cast<double>(text.size()) / 1e6;
    files->all.push_back(sources.AddFile(path, std::move(text)));
  }
  Time("hcl scan", hcl_files, [&](FileId file) { return hcl::Scan(sources, file).items.size(); });
  const hcl::Parser parser;
  Time("hcl parse", hcl_files, [&](FileId file) {
    const hcl::ParsedBody parsed = parser.ParseFile(sources, file);
    return parsed.ast.blocks(parsed.body).size();
  });
  Time("json", json_files, [&](FileId file) {
    ValueStore values;
    return std::size_t{json::Parse(sources, file, values).root.value != nullptr};
  });
  Time("yaml", yaml_files, [&](FileId file) {
    ValueStore values;
    const auto dialect = yaml::Dialect::kCloudFormation;
    return std::size_t{yaml::Parse(sources, file, values, dialect).root.value != nullptr};
  });
}

}  // namespace
}  // namespace execlint

int main() { execlint::TimeAll(); }
