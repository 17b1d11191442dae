// Terraform's JSON syntax (.tf.json), rewritten as the native one in a buffer: from there on it is
// a file like any other, and the SourceMap leads every place back to the JSON.
//
//   {"resource": {"aws_ecs_service": {"web": {"name": "${var.n}-web"}}}}
//   resource "aws_ecs_service" "web" { "name" = "${var.n}-web" }       (without quotes on `name`)
//
// Nested blocks become attributes that hold objects or lists of objects, which is how they are read
// in any case. Dynamic blocks of a resource, and of their contents, become blocks.
#ifndef EXECLINT_PARSERS_TERRAFORM_PROJECT_JSON_SYNTAX_H_
#define EXECLINT_PARSERS_TERRAFORM_PROJECT_JSON_SYNTAX_H_

#include <vector>

#include "lint/source/problem.h"
#include "lint/source/source_map.h"

namespace execlint::terraform {

struct Rewritten {
  FileId buffer = FileId::kNone;
  std::vector<Problem> problems;  // of the JSON
};

Rewritten RewriteJson(SourceMap& sources, FileId file);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_PROJECT_JSON_SYNTAX_H_
