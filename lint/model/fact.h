// A Fact is what is known about one property: it is absent, known or unknown, with the place to
// point at and how certain that is. A property that the format's lowering does not read is *not
// lowered*: neither absent nor unknown, since nothing was looked up in the input.
//
//   Fact<bool> flag = workload.exec_enabled();
//   if (flag.Is(true)) ...           // certainly on
//   if (flag.absent()) ...           // certainly not written
//   if (flag.unknown()) ...          // say why: flag.unknown()->symbol->name
//
// Grounds collect the facts that a verdict or finding rests on; confidence is computed from them
// and from nothing else.
#ifndef EXECLINT_LINT_MODEL_FACT_H_
#define EXECLINT_LINT_MODEL_FACT_H_

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "lint/value/value.h"

namespace execlint {

// Where something is written, and how it came to where it is used.
struct Place {
  Span span = {};
  const RouteStep* route = nullptr;
};

// Where the value is used: the newest step of its route, or where it is written if it has no route.
inline Span UsedAt(const Place& place) {
  return place.route != nullptr && place.route->at.valid() ? place.route->at : place.span;
}

enum class Certainty : std::uint8_t {
  kCertain,    // written, or absent from something complete
  kDefaulted,  // rests on the default of an input that whoever deploys may override
  kLikely,     // rests on a guess that mostly holds
};

// Something that a resource lacks here, and that another unit may add to it.
struct Missing {
  enum class What : std::uint8_t {
    kPolicy,       // of a role, that allows
    kDenial,       // of a role: a policy that denies, or a list that leaves out its policies
    kEndpoint,     // of a VPC, for Session Manager
    kRoute,        // of a route table, or of a VPC's main one: the default route
    kAssociation,  // of a subnet, with a route table
    kEgressRule,   // of a security group
    kIngressRule,
    kNetworkAcl,      // of a subnet, or the one of a VPC
    kZone,            // of a VPC: a private zone of Session Manager's name
    kForwarder,       // of a VPC: a resolver rule for that name, or a Route 53 profile
    kEndpointPolicy,  // of an endpoint
    kExclusiveRules,  // of a security group: a list that leaves out its rules
    kPublicAccess,    // of a VPC: VPC Block Public Access of its region, in both directions
    kPublicIngress,   // the same for what comes from the internet
  } what = What::kPolicy;
  ResourceId on = ResourceId::kNone;
  // By which others may know the resource: the name of a role or security group, the `Name` tag of
  // what has no other; no value: it has none.
  Traced name = {};
};

// The facts that a verdict or finding rests on.
struct Grounds {
  Certainty worst = Certainty::kCertain;
  // Rests on the absence of something that may be added elsewhere (a policy attached to a role
  // whose ARN is an output, a route in a module without source).
  bool absence_on_open = false;
  // What would refute it, if another unit added it. Each thing once.
  std::vector<Missing> missing = {};
  std::vector<Place> places = {};

  // Each verdict and finding has its own, so they may not grow with the input. Places beyond the
  // first ones are left out; what rests on more absences rests on absences as such.
  static constexpr std::size_t kMost = 64;

  Grounds& And(const Grounds& other) {
    worst = std::max(worst, other.worst);
    absence_on_open |= other.absence_on_open;
    for (const Missing& one : other.missing) Lacks(one);
    const std::size_t room = kMost - std::min(kMost, places.size());
    const std::size_t taken = std::min(room, other.places.size());
    places.insert(places.end(), other.places.begin(),
                  other.places.begin() + static_cast<std::ptrdiff_t>(taken));
    return *this;
  }

  void Lacks(const Missing& thing) {
    const bool there = std::any_of(missing.begin(), missing.end(), [&](const Missing& one) {
      return one.what == thing.what && one.on == thing.on;
    });
    if (there) return;
    if (missing.size() < kMost) {
      missing.push_back(thing);
    } else {
      absence_on_open = true;
    }
  }
};

// Why something cannot be told.
struct Unknown {
  const Symbol* symbol = nullptr;
  Place at = {};
};

template <class T>
class [[nodiscard]] Fact {
 public:
  Fact() = default;  // not lowered

  static Fact Known(T value, Place place, Certainty certainty = Certainty::kCertain) {
    Fact fact(place, certainty);
    fact.state_.template emplace<1>(std::move(value));
    return fact;
  }
  // `place` is where it would stand: the owner's head, or the `null` that was written.
  static Fact Absent(Place place, Certainty certainty = Certainty::kCertain) {
    Fact fact(place, certainty);
    fact.state_.template emplace<3>();
    return fact;
  }
  static Fact Unknowable(const Symbol* symbol, Place place) {
    Fact fact(place, Certainty::kCertain);
    fact.state_.template emplace<2>(Unknown{symbol, place});
    return fact;
  }

  bool not_lowered() const { return state_.index() == 0; }
  bool absent() const { return state_.index() == 3; }
  bool known() const { return state_.index() == 1; }
  bool present() const { return known() || unknown() != nullptr; }  // written, or perhaps written
  const Unknown* unknown() const { return std::get_if<2>(&state_); }

  const T& operator*() const { return assert(known()), *std::get_if<1>(&state_); }
  const T* operator->() const { return &**this; }

  bool Is(const T& value) const { return known() && **this == value; }  // certainly

  const Place& place() const { return place_; }
  Certainty certainty() const { return certainty_; }
  Grounds grounds() const { return {.worst = certainty_, .places = {place_}}; }

  // The same fact, at most this certain.
  Fact NoMoreCertainThan(Certainty certainty) const {
    Fact fact = *this;
    fact.certainty_ = std::max(certainty_, certainty);
    return fact;
  }

  // The same fact about something computed from the value.
  template <class F>
  auto Map(F&& f) const -> Fact<std::decay_t<decltype(f(std::declval<const T&>()))>> {
    using U = std::decay_t<decltype(f(std::declval<const T&>()))>;
    if (known()) return Fact<U>::Known(f(**this), place_, certainty_);
    if (const Unknown* why = unknown()) return Fact<U>::Unknowable(why->symbol, place_);
    return absent() ? Fact<U>::Absent(place_, certainty_) : Fact<U>();
  }

 private:
  Fact(Place place, Certainty certainty) : place_(place), certainty_(certainty) {}

  struct AbsentState {};

  std::variant<std::monostate, T, Unknown, AbsentState> state_;
  Place place_;
  Certainty certainty_ = Certainty::kCertain;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_MODEL_FACT_H_
