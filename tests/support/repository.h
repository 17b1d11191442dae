// A git repository of a test's own. Its commands see no configuration but its own.
//
//   const Repository repository;
//   repository.Write("main.tf", "...");
//   const std::string first = repository.Commit();
#ifndef EXECLINT_TESTS_SUPPORT_REPOSITORY_H_
#define EXECLINT_TESTS_SUPPORT_REPOSITORY_H_

#include <string>

#include "tests/support/scratch.h"

namespace execlint::testing {

// Runs a line of shell in a folder; gives its output. Throws where it fails.
std::string Shell(const std::string& folder, const std::string& line);

class Repository : public Scratch {
 public:
  Repository();
  // `line` is what follows `git`, as a shell reads it.
  std::string Git(const std::string& line) const;
  // Commits everything; gives the name of the commit.
  std::string Commit() const;
};

}  // namespace execlint::testing

#endif  // EXECLINT_TESTS_SUPPORT_REPOSITORY_H_
