// Whether a unit without an exec path may answer what others ask, decided by its texts.
#ifndef EXECLINT_PARSERS_TERRAFORM_PROJECT_MAY_ANSWER_H_
#define EXECLINT_PARSERS_TERRAFORM_PROJECT_MAY_ANSWER_H_

#include <string_view>

#include "lint/engine/frontend.h"
#include "parsers/terraform/project/discover.h"

namespace execlint::terraform {

// Are resources of this type read, to answer the question?
bool Answers(std::string_view type, const Question& question);
// May anything in the unit answer it? Tells by the texts of its files.
bool MayAnswer(const FoundUnit& unit, const Question& question, const SourceMap& sources);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_PROJECT_MAY_ANSWER_H_
