// Answers expressions as `terraform console` would, in a root of one file.
//
//   Console console("locals { a = 1 }");
//   console.Answer("local.a + 1")   // "2"
#ifndef EXECLINT_TESTS_PARSERS_TERRAFORM_EVALUATE_CONSOLE_H_
#define EXECLINT_TESTS_PARSERS_TERRAFORM_EVALUATE_CONSOLE_H_

#include <memory>
#include <string>

namespace execlint::terraform {

class Console {
 public:
  explicit Console(const std::string& main_tf);
  ~Console();

  // What jsonencode() makes of the value, `ERROR`, or `unknown: ` and why it is not known.
  std::string Answer(const std::string& expression);
  // The value as it stands in a name of something unknown: with `***` for what is a secret.
  std::string Shown(const std::string& expression);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_TESTS_PARSERS_TERRAFORM_EVALUATE_CONSOLE_H_
