// What one deployment unit hands over to another: the export of a stack, a parameter of the
// Parameter Store, the outputs of a Terraform state. Both sides spell the same name, and that is
// how the engine finds out who reads from whom (lint/engine/joint.h).
//
//   HandOver wanted = NewHandOver(HandOver::By::kExport, GlyphsOf(*name));
//   Traced role = others.Get(wanted, "", at, scenario, reads);   // no value: nobody hands it over
#ifndef EXECLINT_LINT_MODEL_HAND_OVER_H_
#define EXECLINT_LINT_MODEL_HAND_OVER_H_

#include <compare>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lint/source/span.h"
#include "lint/value/glyphs.h"
#include "lint/value/scenario.h"
#include "lint/value/value.h"

namespace execlint {

struct HandOver {
  enum class By : std::uint8_t {
    kExport,     // the name of an export of a stack
    kParameter,  // the name of a parameter of the Parameter Store
    kState,      // where a Terraform state is kept: `s3`, bucket and key, one a line
    kName,       // what a resource of that kind is called; nothing says that it is this one
  } by = By::kExport;
  std::string kind = {};  // of a name: `cluster`, `role`, `VPC`
  // Each unknown part is kUnknownPart: what is unknown means nothing outside of its unit.
  std::string name = {};
  // Of a state: the Terraform workspace that it is read of; with an unknown part: one that is
  // chosen for both.
  std::string workspace = {};
  // Of a name in an ARN: where that says the thing is. Empty: where the unit is.
  std::string region = {}, account = {};
  // As the code writes the name, secrets as `***`: `${NetworkStack}-VpcId`. No part of what it is.
  std::string shown = {};
  bool secret = false;  // a part of `name` is a secret: only `shown` may be shown

  static constexpr char kUnknownPart = '\x01';
  // In a name of a resource: the environment that is deployed, which is the same in all units
  // (`app-${terraform.workspace}`, `${var.environment}-vpc`).
  static constexpr char kEnvironmentPart = '\x02';
  friend bool operator==(const HandOver& a, const HandOver& b) { return (a <=> b) == 0; }
  friend std::strong_ordering operator<=>(const HandOver& a, const HandOver& b) {
    return std::tie(a.by, a.kind, a.name, a.workspace, a.region, a.account) <=>
           std::tie(b.by, b.kind, b.name, b.workspace, b.region, b.account);
  }
};

HandOver NewHandOver(HandOver::By by, std::span<const Glyph> name, std::string_view kind = {});

// Is it the same? kYes: both names are known, and equal. kNo where one of them says nothing.
Tri Same(const HandOver& a, const HandOver& b);

bool HasUnknownPart(const HandOver& name);

// May a resource be known by it? Not where a part is unknown, or where it says nothing.
bool IsTold(const HandOver& name);

// Does the code say no more of the state than the kind of its backend, which is that of `wanted`?
// The command line gives the rest.
bool LeftOpen(const HandOver& state, const HandOver& wanted);

// `network` of a state whose key is `prod/network/terraform.tfstate` or `prod/network.tfstate`:
// what the folder of its root is called, where that leaves the key to the command line.
std::string_view FolderInKey(const HandOver& state);
// May it be the state of the root in that folder, by its key? Of `prod-network.tfstate` it may.
bool IsOfFolder(const HandOver& state, std::string_view path);

// Something that a unit publishes. `value` may be called as long as the unit that was loaded lives;
// `part` is the name of an output of a state, or that of an attribute of a resource, else empty. No
// value: there is none.
struct Offer {
  HandOver what = {};
  Span at = {};               // where it is published
  bool by_default = false;    // it is called so because an input has its default
  bool of_workspace = false;  // of a state: the name of the workspace is a part of its name
  Guard when = {};            // it is called so in these scenarios
  std::function<Traced(std::string_view part, const Scenario&, Reads&)> value = {};
  // Of a state: where that part of it is published; not valid: it is not.
  std::function<Span(std::string_view part)> part_at = {};
};

// What a unit that is being loaded gets from others.
class HandOvers {
 public:
  virtual ~HandOvers() = default;
  // The value, with the way that it took; no value where no unit of the project hands it over. `at`
  // is where it is read.
  virtual Traced Get(const HandOver& wanted, std::string_view part, Span at,
                     const Scenario& scenario, Reads& reads) = 0;
  // An attribute of a whole resource that another unit handed over, which `resource` stands for; no
  // value: it is none.
  virtual Traced Member(const Symbol& resource, std::string_view name, Span at,
                        const Scenario& scenario, Reads& reads) = 0;
  // The ids of the subnets of another unit's VPC that are called so (`*` and `?` are wildcards;
  // empty: all of them); no value: it is no VPC of another unit.
  virtual Traced Subnets(ResourceId vpc, std::string_view name, Span at, const Scenario& scenario,
                         Reads& reads) = 0;
};

// Of a unit that stands alone: nobody hands it anything.
class NoHandOvers : public HandOvers {
 public:
  Traced Get(const HandOver&, std::string_view, Span, const Scenario&, Reads&) override {
    return {};
  }
  Traced Member(const Symbol&, std::string_view, Span, const Scenario&, Reads&) override {
    return {};
  }
  Traced Subnets(ResourceId, std::string_view, Span, const Scenario&, Reads&) override {
    return {};
  }
};

}  // namespace execlint

#endif  // EXECLINT_LINT_MODEL_HAND_OVER_H_
