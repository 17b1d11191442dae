// hcl_dump: reads paths, one a line, and prints what parsers/hcl makes of each file, in the
// canonical form of tests/parsers/hcl/canonical_dump.h. Each answer starts with its length in bytes
// on a line of its own. oracle/hcl/main.go drives it.
//
//   hcl_dump --time    instead: how fast all of them together are scanned and parsed
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "lint/source/source_map.h"
#include "parsers/hcl/block_scanner.h"
#include "parsers/hcl/parser.h"
#include "tests/parsers/hcl/canonical_dump.h"

namespace execlint::hcl {
namespace {

std::string Read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::string> PathsOnStandardInput() {
  std::vector<std::string> paths;
  std::string line;
  for (int c = std::getchar(); c != EOF; c = std::getchar()) {
    if (c != '\n') {
      line += static_cast<char>(c);
      continue;
    }
    paths.push_back(std::move(line));
    line.clear();
  }
  return paths;
}

void Dump() {
  std::string line;
  for (int c = std::getchar(); c != EOF; c = std::getchar()) {
    if (c != '\n') {
      line += static_cast<char>(c);
      continue;
    }
    SourceMap sources;
    const FileId file = sources.AddFile(line, Read(line));
    const std::string dump = CanonicalDump(sources, file);
    std::printf("%zu\n%s", dump.size(), dump.c_str());
    std::fflush(stdout);
    line.clear();
  }
}

// Processor time, which other programs on the machine do not lengthen.
template <class Work>
void Time(const char* what, double megabytes, Work work) {
  const std::clock_t begin = std::clock();
  const std::size_t found = work();
  const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::printf("%-10s %8.1f MB/s  %7.3f s  %zu found\n", what, megabytes / took, took, found);
}

void TimeAll() {
  SourceMap sources;
  std::vector<FileId> files;
  double bytes = 0;
  for (const std::string& path : PathsOnStandardInput()) {
    std::string text = Read(path);
    bytes += static_cast<double>(text.size());
    files.push_back(sources.AddFile(path, std::move(text)));
  }
  const double megabytes = bytes / 1e6;
  std::printf("%zu files, %.1f MB\n", files.size(), megabytes);
  Time("scan", megabytes, [&] {
    std::size_t items = 0;
    for (const FileId file : files) items += Scan(sources, file).items.size();
    return items;
  });
  Time("comments", megabytes, [&] {
    std::size_t comments = 0;
    for (const FileId file : files) comments += Comments(sources, file).size();
    return comments;
  });
  Time("parse", megabytes, [&] {
    std::size_t diagnostics = 0;
    for (const FileId file : files) diagnostics += ParseFile(sources, file).diagnostics.size();
    return diagnostics;
  });
}

}  // namespace
}  // namespace execlint::hcl

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "--time") {
    execlint::hcl::TimeAll();
  } else {
    execlint::hcl::Dump();
  }
}
