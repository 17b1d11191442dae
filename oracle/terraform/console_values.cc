// What execlint answers to expressions, for oracle/terraform/fuzz_console.py.
//
//   console_values MAIN_TF < EXPRESSIONS
//
// One expression a line, in a root of that one file; one answer a line: JSON, ERROR, or `unknown: `
// and why.
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "tests/parsers/terraform/evaluate/console.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: console_values MAIN_TF < EXPRESSIONS\n";
    return 2;
  }
  std::stringstream all;
  all << std::ifstream(argv[1], std::ios::binary).rdbuf();
  execlint::terraform::Console console(all.str());
  for (std::string line; std::getline(std::cin, line);) {
    std::cout << console.Answer(line) << '\n';
  }
}
