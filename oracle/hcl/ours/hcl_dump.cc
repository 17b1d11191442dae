// hcl_dump: reads paths, one a line, and prints what parsers/hcl makes of each file, in the
// canonical form of tests/parsers/hcl/canonical_dump.h. Each answer starts with its length in bytes
// on a line of its own. oracle/hcl/main.go drives it.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "lint/source/source_map.h"
#include "tests/parsers/hcl/canonical_dump.h"

namespace execlint::hcl {
namespace {

std::string Read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
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

}  // namespace
}  // namespace execlint::hcl

int main() { execlint::hcl::Dump(); }
