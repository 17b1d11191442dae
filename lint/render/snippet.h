// Code to paste that grants what a role lacks, in the language of the file that it belongs into.
//
//   Snippets snippets(sources);
//   out += snippets.For(finding.grant);
//   // resource "aws_iam_role_policy" "ecs_exec" {
//   //   role   = aws_iam_role.task.name
//   //   policy = jsonencode({ ...
#ifndef EXECLINT_LINT_RENDER_SNIPPET_H_
#define EXECLINT_LINT_RENDER_SNIPPET_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "lint/engine/finding.h"
#include "lint/source/source_map.h"

namespace execlint {

// Of HCL: with the policy as `jsonencode`, or as a document of its own.
enum class SnippetLanguage : std::uint8_t { kHcl, kHclDocument, kYaml, kJson };

class Snippets {
 public:
  // `sources` must outlive this.
  explicit Snippets(const SourceMap& sources) : sources_(sources) {}

  // Lines, each with its end; empty where nothing is to be granted, and where a snippet of the same
  // kind was given before: those differ in names alone. What it adds has a name that is free in the
  // module or template. Terraform gets a policy document where the file has such
  // (`data "aws_iam_policy_document"`), else `jsonencode`.
  std::string For(const Grant& grant);

 private:
  SnippetLanguage LanguageOf(FileId file);

  const SourceMap& sources_;
  std::map<FileId, SnippetLanguage> languages_;
  std::set<std::string> given_;  // kinds
};

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_SNIPPET_H_
