#include "lint/network/endpoint.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "lint/network/unseen.h"
#include "lint/network/vpc.h"
#include "lint/value/glyphs.h"

namespace execlint {
namespace {

// That may be in one VPC. AWS has 50 as its default quota.
constexpr std::size_t kMostEndpoints = 256;

// The endpoints that may be in the VPC; null: one that is not created in this unit.
std::vector<const VpcEndpoint*> EndpointsIn(const Vpc* vpc, const ModelView& view) {
  const Resources<VpcEndpoint>& all = view.model.vpc_endpoints;
  if (vpc != nullptr) return all.Naming(&VpcEndpoint::vpc, {vpc->head.id});
  std::vector<const VpcEndpoint*> any;
  for (const VpcEndpoint& one : all) any.push_back(&one);
  return any;
}

// Whether a property that must be on is on. What was never lowered is unknown.
Answer IsOn(const Fact<bool>& fact, bool by_default, const ModelView& view, std::string what) {
  if (const Unknown* why = fact.unknown()) return Answer::Maybe(*why, std::move(what));
  Grounds grounds{.worst = fact.certainty()};
  const bool on = fact.known() ? *fact : by_default;
  if (fact.not_lowered()) {
    return Answer::Maybe({view.Words(Why::kNotKnown, what), fact.place()}, what);
  }
  return on ? Answer::Yes(std::move(grounds)) : Answer::No(std::move(grounds));
}

Answer IsInterface(const VpcEndpoint& endpoint, const ModelView& view) {
  const Fact<Text>& type = view.Get(endpoint.type);
  const std::string what = "whether `" + endpoint.head.address + "` is an interface endpoint";
  if (const Unknown* why = type.unknown()) return Answer::Maybe(*why, what);
  if (type.known() && !type->known()) {
    return Answer::Maybe(view.WhyPartlyKnown(*type, type.place()), what);
  }
  constexpr std::string_view kTypes[] = {"Interface", "Gateway", "GatewayLoadBalancer", "Resource",
                                         "ServiceNetwork"};
  const auto is = [&](std::string_view one) { return type->Is(one); };
  if (type.known() && std::none_of(std::begin(kTypes), std::end(kTypes), is)) {
    return Answer::Maybe(
        {view.Words(Why::kBroken, "a type that endpoints do not have"), type.place()}, what);
  }
  Grounds grounds{.worst = type.certainty()};
  return type.known() && type->Is("Interface") ? Answer::Yes(std::move(grounds))
                                               : Answer::No(std::move(grounds));
}

// And, but a no of `a` is returned as it is even if `b` is a more certain no, and so is a maybe.
Answer Both(Answer a, const Answer& b) {
  if (a.no()) return a;
  if (b.no()) return b;
  if (a.maybe()) return a;
  if (b.maybe()) return b;
  a.grounds.And(b.grounds);
  return a;
}

Answer NameAnswers(const NameSource& names) {
  return Answer::Maybe(names.why, std::string(kWhoAnswers));
}

// How certain the last label of a service name is: that the region in front of it is the default of
// an input takes nothing away.
Certainty CertaintyOfService(const Fact<Text>& name) {
  if (!name.known() || !name->value->is_string()) return name.certainty();
  if (PassesDefault(name->value.route)) return Certainty::kDefaulted;
  const auto parts = name->value->parts();
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    if (PassesDefault(part->route)) return Certainty::kDefaulted;
    if (part->text.find('.') != std::string_view::npos) break;
  }
  return Certainty::kCertain;
}

// The unknown part that the last label of a service name depends on; the region in front of it does
// not count.
Unknown WhyUnknownService(const ModelView& view, const Text& name, const Place& place) {
  if (name.value->is_string()) {
    const auto parts = name.value->parts();
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
      if (part->hole != nullptr) return {part->hole, place};
    }
  }
  return view.WhyPartlyKnown(name, place);
}

using Flaw = UselessEndpoint::Flaw;

// Whether private DNS is on: what a resource of its own says comes last. `unsure`: it is not known
// whether there is one.
const Fact<bool>& PrivateDnsOf(const VpcEndpoint& endpoint, const ModelView& view,
                               std::optional<Unknown>& unsure) {
  const Fact<bool>* found = &view.Get(endpoint.private_dns);
  for (const EndpointDns* one :
       view.model.endpoint_dns.Naming(&EndpointDns::endpoint, {endpoint.head.id})) {
    const Answer here = And(Names(view.Get(one->endpoint), endpoint.head.id),
                            Exists(one->head, view, &endpoint.head));
    if (here.maybe()) unsure = here.why;
    if (here.yes()) found = &view.Get(one->private_dns);
  }
  return *found;
}

// Does an endpoint of type Interface answer for the public name? Notes the flaw if not.
Answer AnswersByName(const VpcEndpoint& endpoint, const ModelView& view, SessionEndpoint& found) {
  const auto useless = [&](Answer answer, Flaw flaw, const Place& place) {
    if (!answer.no()) return answer;
    if (found.names.kind != NameSource::Kind::kNone) return NameAnswers(found.names);
    found.useless.push_back({&endpoint, flaw, place});
    return answer;
  };
  std::optional<Unknown> unsure;
  const Fact<bool>& private_dns = PrivateDnsOf(endpoint, view, unsure);
  const std::string is_on = "whether private DNS is on for `" + endpoint.head.address + "`";
  Answer answer = unsure ? Answer::Maybe(*unsure, is_on) : IsOn(private_dns, false, view, is_on);
  if (!answer.yes() || found.vpc == nullptr) {
    return useless(std::move(answer), Flaw::kPrivateDns, private_dns.place());
  }
  const std::string in_vpc = " is on in `" + found.vpc->head.address + "`";
  const Fact<bool>& support = view.Get(found.vpc->dns_support);
  const Answer supported = IsOn(support, true, view, "whether DNS support" + in_vpc);
  if (!supported.yes()) return useless(supported, Flaw::kDnsSupport, support.place());
  const Fact<bool>& names = view.Get(found.vpc->dns_hostnames);
  const Answer named = IsOn(names, false, view, "whether assigning DNS hostnames" + in_vpc);
  if (!named.yes()) return useless(named, Flaw::kDnsHostnames, names.place());
  return Both(Both(std::move(answer), supported), named);
}

// Tasks ask for the name of the service in their own region.
bool OfAnotherRegion(const Text& service, const std::string& region) {
  const std::string name(service.known().value_or(""));
  const std::size_t last = name.rfind('.');
  if (region.empty() || last == std::string::npos || last == 0) return false;
  const std::size_t before = name.rfind('.', last - 1);
  return before != std::string::npos && name.substr(before + 1, last - before - 1) != region;
}

// Is one endpoint usable for the task? `here`: whether the endpoint is in the VPC.
Answer JudgeEndpoint(const VpcEndpoint& endpoint, const Answer& here, const ModelView& view,
                     SessionEndpoint& found) {
  const std::string what = "whether `" + endpoint.head.address + "` carries Session Manager";
  const Fact<Text>& name = view.Get(endpoint.service_name);
  Answer is_session = Answer::No({.worst = CertaintyOfService(name)});
  if (const Unknown* why = name.unknown()) {
    is_session = Answer::Maybe(*why, what);
  } else if (name.known()) {
    const Tri tri = OfAnotherRegion(*name, view.model.region) ? Tri::kNo : IsSessionService(*name);
    if (tri == Tri::kYes) is_session.is = Tri::kYes;
    if (tri == Tri::kMaybe) {
      is_session = Answer::Maybe(WhyUnknownService(view, *name, name.place()), what);
    }
  }
  const Answer interface = IsInterface(endpoint, view);
  if (is_session.no()) {
    const bool of_no_use = name.known() && IsSessionService(*name) == Tri::kYes;
    if (of_no_use) {
      is_session.grounds.And({.worst = std::max(name.certainty(), view.model.region_certainty)});
    }
    if (of_no_use && here.yes() && interface.yes()) {
      found.useless.push_back({&endpoint, Flaw::kRegion, name.place()});
    }
    if (here.yes() && interface.yes() && !of_no_use) found.others.push_back(&endpoint);
    return is_session;
  }
  if (interface.no()) {
    if (is_session.yes() && here.yes()) {
      const Place& written = view.Get(endpoint.type).place();
      found.useless.push_back({&endpoint, Flaw::kType, written});
    }
    return interface;
  }
  Answer all = Both(Both(is_session, here), interface);
  if (all.maybe() && all.what.empty()) all.what = what;
  if (!is_session.yes() || !here.yes()) {
    // It is not certain that this is the session endpoint of this VPC, so its flaws are not
    // reported.
    SessionEndpoint aside{.vpc = found.vpc, .names = found.names};
    return Both(std::move(all), AnswersByName(endpoint, view, aside));
  }
  return Both(std::move(all), AnswersByName(endpoint, view, found));
}

bool SpeaksOfEndpoints(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text.find("endpoint") != std::string::npos;
}

// The answer to "has the VPC an endpoint for Session Manager?" if none is in the model: no, or
// maybe if one may be added that the model does not hold.
Answer AbsenceIn(const Vpc* vpc, const Fact<Ref>& vpc_ref, const NameSource& names, Grounds grounds,
                 const ModelView& view) {
  const std::string what = "whether the VPC has an endpoint for Session Manager";
  if (vpc == nullptr) {
    if (const Unknown* why = vpc_ref.unknown()) return Answer::Maybe(*why, what);
    if (!vpc_ref.known()) {
      return Answer::Maybe({view.Words(Why::kNotInScan, "the VPC"), vpc_ref.place()}, what);
    }
    const Symbol* hole = FirstUnknown(*vpc_ref->text.value);
    return Answer::Maybe(
        {hole != nullptr ? hole : view.Intern(Why::kNotInScan, vpc_ref->text.Shown()),
         vpc_ref.place()},
        what);
  }
  for (const Escape* escape : view.model.EscapesOf(vpc->head.id)) {
    grounds.absence_on_open = true;
    // A module that is called after endpoints and is given the VPC makes some.
    if (escape->how == Escape::How::kModuleWithoutSource &&
        SpeaksOfEndpoints(escape->through + " " + escape->source)) {
      return Answer::Maybe({UnseenBehind(view, *escape), escape->place}, what);
    }
  }
  // The name may lead to an endpoint of another VPC; a zone of unknown name hardly does.
  if (names.kind > NameSource::Kind::kUnnamedZone) return NameAnswers(names);
  grounds.absence_on_open |= names.kind != NameSource::Kind::kNone || view.HasUnseenParts();
  return Answer::No(std::move(grounds));
}

}  // namespace

Tri IsSessionService(const Text& service_name) {
  if (!service_name.value) return Tri::kMaybe;
  // The service is the last label. A hole before the last literal dot is a region (or a prefix);
  // a region holds no dot.
  const Glyphs glyphs = GlyphsOf(*service_name.value);
  const auto dot = FindLast(glyphs, ".");
  const std::span<const Glyph> label =
      dot ? std::span(glyphs).subspan(*dot + 1) : std::span<const Glyph>(glyphs);
  if (!dot && !HasHole(glyphs)) return Tri::kNo;
  const Glyphs wanted = GlyphsOf("ssmmessages");
  if (dot) return Match(wanted, label);
  // Without a literal dot the holes hold the dots, so the service is the end of the text.
  const Glyphs anywhere = WithWildcards(GlyphsOf("*ssmmessages"));
  return Match(anywhere, label);
}

SessionEndpoint SessionEndpointOf(const Subnet& subnet, const ModelView& view) {
  SessionEndpoint found;
  const Fact<Ref>& vpc_ref = view.Get(subnet.vpc);
  found.vpc = ResolveById(view.model.vpcs, vpc_ref, view).resource;
  found.names = NameSourceOf(vpc_ref, found.vpc, view);
  Answer any;
  std::size_t looked_at = 0;
  for (const VpcEndpoint* endpoint : EndpointsIn(found.vpc, view)) {
    if (++looked_at > kMostEndpoints) {
      const Span at = endpoint->head.span;
      const Symbol* limit = view.model.values->Limit("so many endpoints", at);
      any = Or(std::move(any), Answer::Maybe({limit, {.span = at}}));
      break;
    }
    Answer here = InVpcOf(vpc_ref, found.vpc, view.Get(endpoint->vpc), view);
    const Answer exists = here.no() ? here : Exists(endpoint->head, view);
    if (exists.no()) {
      any = Or(std::move(any), exists);
      continue;
    }
    here = Both(std::move(here), exists);
    const Answer answer = JudgeEndpoint(*endpoint, here, view, found);
    if (!any.yes() && !answer.no() && (found.endpoint == nullptr || answer.yes())) {
      found.endpoint = endpoint;
    }
    any = Or(std::move(any), answer);
    any = Or(std::move(any), Answer::No(CompletenessOfInstances(endpoint->head)));
  }
  found.usable = any;
  if (found.usable.no()) {
    found.usable =
        AbsenceIn(found.vpc, vpc_ref, found.names, std::move(found.usable.grounds), view);
  }
  return found;
}

}  // namespace execlint
