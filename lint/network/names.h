// What answers in a VPC for `ssmmessages.<region>.amazonaws.com`, the name that the agent asks for,
// beside the VPC's own resolver and its endpoints: a private hosted zone, a rule of the resolver, a
// Route 53 profile. It may lead to an endpoint of another VPC, or nowhere.
//
//   const NameSource names = NameSourceOf(subnet_vpc, vpc, view);
//   if (names.kind == NameSource::Kind::kForwarded) ...   // say names.why
#ifndef EXECLINT_LINT_NETWORK_NAMES_H_
#define EXECLINT_LINT_NETWORK_NAMES_H_

#include <cstdint>

#include "lint/model/answer.h"
#include "lint/model/model.h"
#include "lint/model/view.h"

namespace execlint {

struct NameSource {
  // In the order of what they take away from what is said about the VPC's own endpoints.
  enum class Kind : std::uint8_t {
    kNone,
    // A zone of this unit of which only the name is unknown. It hardly is the one.
    kUnnamedZone,
    // A zone whose name covers Session Manager, or one made elsewhere that may. An endpoint's
    // private DNS is a zone of the full name, so it comes first.
    kZone,
    // A rule or a profile: it comes before everything that the VPC has itself.
    kForwarded,
  };
  Kind kind = Kind::kNone;
  Unknown why = {};
  Certainty absence = Certainty::kCertain;  // that there is no more
};

// See InVpcOf for `subnet_vpc` and `vpc`. A zone or rule for another known domain is none.
NameSource NameSourceOf(const Fact<Ref>& subnet_vpc, const Vpc* vpc, const ModelView& view);

// Is the name of Session Manager `domain`, or below it? `region` is empty where the code fixes
// none.
Tri CoversSessionManager(const Text& domain, std::string_view region);

}  // namespace execlint

#endif  // EXECLINT_LINT_NETWORK_NAMES_H_
