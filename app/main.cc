// The composition root: the one file that sees the rules, the parsers and the engine.
#include <cstdio>
#include <cstring>

int main(int argc, char** argv) {
  if (argc == 2 && std::strcmp(argv[1], "--version") == 0) {
    std::puts("execlint " EXECLINT_VERSION);
    return 0;
  }
  std::fputs("usage: execlint --version\n", stderr);
  return 2;
}
