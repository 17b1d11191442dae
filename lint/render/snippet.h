// Code to paste that grants what a role lacks, in the language of the file that it belongs into.
//
//   const Snippet snippet = SnippetFor(finding.grant, sources);
//   // resource "aws_iam_role_policy" "ecs_exec" {
//   //   role   = aws_iam_role.task.name
//   //   policy = jsonencode({ ...
#ifndef EXECLINT_LINT_RENDER_SNIPPET_H_
#define EXECLINT_LINT_RENDER_SNIPPET_H_

#include <string>

#include "lint/engine/finding.h"
#include "lint/source/source_map.h"

namespace execlint {

struct Snippet {
  std::string kind = {};  // snippets of one kind differ in names alone
  std::string text = {};  // lines, each with its end; empty where nothing is to be granted
};

// What it adds has a name that is free in the module or template. Terraform gets a policy document
// where the file has such (`data "aws_iam_policy_document"`), else `jsonencode`.
Snippet SnippetFor(const Grant& grant, const SourceMap& sources);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_SNIPPET_H_
