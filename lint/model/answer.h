// An answer to a yes-or-no question about the model: yes, no, or maybe with the reason.
//
//   Answer allowed = Or(Answer::No(rules.grounds()), Answer::Maybe(why));
//   if (allowed.maybe()) ...   // say allowed.why
//
// A yes and a no carry the grounds they rest on; a maybe carries the unknown thing that prevents a
// decision. This is the only three-valued answer in execlint: policies, conditions, reachability
// and templates' conditions all give it.
#ifndef EXECLINT_LINT_MODEL_ANSWER_H_
#define EXECLINT_LINT_MODEL_ANSWER_H_

#include <string>
#include <utility>

#include "lint/model/fact.h"
#include "lint/value/tri.h"

namespace execlint {

struct [[nodiscard]] Answer {
  Tri is = Tri::kNo;
  // Of a yes or a no; of a maybe, no more than what another unit may add to settle it.
  Grounds grounds = {};
  // Of a maybe. The symbol is null where only a bound of the analysis was met.
  Unknown why = {};
  // Of a maybe: the question that has no answer, as the end of the sentence "cannot tell ..."
  // (`whether aws_vpc_endpoint.logs exists`). Empty: the caller words the question itself.
  std::string what = {};

  static Answer No(Grounds grounds = {}) { return {.grounds = std::move(grounds)}; }
  static Answer No(Certainty certainty) { return No(Grounds{.worst = certainty}); }
  static Answer Yes(Grounds grounds = {}) {
    return {.is = Tri::kYes, .grounds = std::move(grounds)};
  }
  static Answer Yes(Certainty certainty) { return Yes(Grounds{.worst = certainty}); }
  static Answer Of(bool yes, Certainty certainty = Certainty::kCertain) {
    return yes ? Yes(certainty) : No(certainty);
  }
  static Answer Maybe(Unknown why, std::string what = {}) {
    return {.is = Tri::kMaybe, .why = why, .what = std::move(what)};
  }
  static Answer Maybe(const Symbol* symbol, Place at) { return Maybe(Unknown{symbol, at}); }

  bool yes() const { return is == Tri::kYes; }
  bool no() const { return is == Tri::kNo; }
  bool maybe() const { return is == Tri::kMaybe; }
  Certainty certainty() const { return grounds.worst; }
};

// Three-valued logic. If either operand alone decides (one of two noes of an And, one of two yeses
// of an Or), the result has the grounds of the more certain one. If both are needed, it has the
// grounds of both. Of two maybes, the first gives the reason.
Answer And(Answer a, const Answer& b);
Answer Or(Answer a, const Answer& b);
Answer Not(Answer a);

}  // namespace execlint

#endif  // EXECLINT_LINT_MODEL_ANSWER_H_
