#include "tests/packaging/scripts.h"

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/support/program.h"

namespace execlint::testing {
namespace {

namespace fs = std::filesystem;

std::string Quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::size_t IndentOf(const std::string& line) { return line.find_first_not_of(' '); }

void WriteProgram(const Scratch& scratch, const std::string& file, const std::string& text) {
  scratch.Write(file, text);
  fs::permissions(scratch.path(file), fs::perms::owner_all);
}

std::string Recorder(const Scratch& scratch, int status) {
  std::ostringstream text;
  text << "#!/bin/sh\n"
       << "mv " << Quoted(scratch.path("arguments")) << " "
       << Quoted(scratch.path("arguments-before")) << " 2>/dev/null\n"
       << "printf '%s\\000' \"$@\" >" << Quoted(scratch.path("arguments")) << "\n"
       << "echo '::error::from a file name'\n"
       << "for word; do\n"
       << "  [ \"$word\" != -- ] || break\n"
       << "  case $word in\n"
       << "    --output=*=-) ;;\n"
       << "    --output=*) echo \"made by ${word%=*}\" >\"${word##*=}\" ;;\n"
       << "  esac\n"
       << "done\n"
       << "exit " << status << "\n";
  return text.str();
}

}  // namespace

std::vector<std::string> ScriptsOf(const std::string& file, const std::string& head) {
  std::ifstream in(file);
  std::vector<std::string> scripts;
  std::size_t indent = 0;  // of the script that is being read; 0 outside of scripts
  bool begins = false;
  for (std::string line; std::getline(in, line);) {
    if (begins) indent = IndentOf(line);
    begins = false;
    const bool inside = indent > 0 && (line.empty() || IndentOf(line) >= indent);
    if (inside) {
      scripts.back() += (line.empty() ? "" : line.substr(indent)) + "\n";
      continue;
    }
    indent = 0;
    begins = line == head;
    if (begins) scripts.emplace_back();
  }
  return scripts;
}

ScriptResult RunScript(const Scratch& scratch, const std::string& shell, const std::string& script,
                       const std::map<std::string, std::string>& environment) {
  scratch.MakeFolder("repository");
  scratch.Write("script.sh", script);
  std::string command = "cd " + Quoted(scratch.path("repository")) + " && env";
  for (const auto& [name, value] : environment) command += " " + name + "=" + Quoted(value);
  command += " " + shell + " " + Quoted(scratch.path("script.sh")) + " 2>&1 </dev/null";
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("no shell");
  ScriptResult result;
  std::array<char, 4096> block{};
  for (std::size_t n; (n = std::fread(block.data(), 1, block.size(), pipe)) > 0;) {
    result.out.append(block.data(), n);
  }
  const int status = pclose(pipe);
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

std::vector<std::string> Recorded(const Scratch& scratch) {
  std::istringstream in(scratch.Read("arguments"));
  std::vector<std::string> arguments;
  for (std::string word; std::getline(in, word, '\0');) arguments.push_back(word);
  return arguments;
}

void WriteRecorder(const Scratch& scratch, const std::string& file, int status) {
  WriteProgram(scratch, file, Recorder(scratch, status));
}

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string Version() {
  std::istringstream words(RunExeclint({"--version"}).out);  // execlint 0.1.0 ...
  std::string version;
  words >> version >> version;
  return version;
}

void WritePython(const Scratch& scratch, const std::string& folder) {
  WriteRecorder(scratch, "recorder", 1);
  WriteProgram(scratch, folder + "/python3",
               "#!/bin/sh\n"
               "printf '%s\\000' \"$@\" >" +
                   Quoted(scratch.path("pip-arguments")) +
                   "\n"
                   "while [ \"$1\" != --target ]; do shift; done\n"
                   "mkdir -p \"$2/bin\"\n"
                   "cp " +
                   Quoted(scratch.path("recorder")) + " \"$2/bin/execlint\"\n");
}

}  // namespace execlint::testing
