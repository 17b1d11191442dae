// list_files FOLDER: the files that execlint reads of a folder, one a line. To be compared with
// `rg --files` (oracle/walk/compare.sh does).
#include <unistd.h>

#include <cstdio>
#include <string>
#include <vector>

#include "lint/project/project.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: list_files FOLDER\n", stderr);
    return 2;
  }
  const auto project = execlint::LoadProject(std::vector<std::string>{argv[1]}, 2);
  if (!project) {
    std::fprintf(stderr, "%s\n", project.error().message.c_str());
    return 2;
  }
  for (const execlint::ProjectFile& file : project->files) std::puts(file.path.c_str());
  return 0;
}
