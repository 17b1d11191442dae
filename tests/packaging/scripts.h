// Runs the shell scripts that action.yml and templates/execlint.yml hold, as their runners would.
#ifndef EXECLINT_TESTS_PACKAGING_SCRIPTS_H_
#define EXECLINT_TESTS_PACKAGING_SCRIPTS_H_

#include <map>
#include <string>
#include <vector>

#include "tests/support/scratch.h"

namespace execlint::testing {

// The scripts of a YAML file, in their order: what follows each line that is `head`, without its
// indentation.
//
//   ScriptsOf("action.yml", "      run: |")
std::vector<std::string> ScriptsOf(const std::string& file, const std::string& head);

// What was printed, and the exit status.
struct ScriptResult {
  int status = -1;
  std::string out;
};

// Runs a script in the folder `repository` of `scratch`. `shell` is the command that gets its name.
ScriptResult RunScript(const Scratch& scratch, const std::string& shell, const std::string& script,
                       const std::map<std::string, std::string>& environment);

// The arguments, one by one, that the program of WriteRecorder was last started with.
std::vector<std::string> Recorded(const Scratch& scratch);

// Writes a program that notes its arguments (those of its start before are in `arguments-before`),
// prints `::error::from a file name`, writes a text to each FILE of --output=FORMAT=FILE that is
// not
// `-`, and ends with `status`.
void WriteRecorder(const Scratch& scratch, const std::string& file, int status);

// Whether the text holds the part.
bool Has(const std::string& text, const std::string& part);

// The version of the program that was built beside the tests.
std::string Version();

// Puts a `python3` into `folder` of which `pip install --target FOLDER` leaves a recorder as
// FOLDER/bin/execlint. What it was asked for is in `pip-arguments`.
void WritePython(const Scratch& scratch, const std::string& folder);

}  // namespace execlint::testing

#endif  // EXECLINT_TESTS_PACKAGING_SCRIPTS_H_
