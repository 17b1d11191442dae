#include "tests/lint/verdict/judged.h"

#include <map>
#include <memory>

#include "tests/support/only_unit.h"
#include "tests/support/quoted.h"

namespace execlint::testing_support {
namespace {

std::string ByName(Certainty certainty) {
  return certainty == Certainty::kCertain     ? ""
         : certainty == Certainty::kDefaulted ? "by default"
                                              : "likely";
}

std::string TextAt(const Span& span, const SourceMap& sources) {
  return span.valid() ? Quoted(sources.Text(span)) : "nowhere";
}

std::string NameOf(Why why) {
  switch (why) {
    case Why::kBroken:
      return "broken";
    case Why::kUnsupported:
      return "unsupported";
    case Why::kLimit:
      return "limit";
    case Why::kRequest:
      return "request";
    case Why::kOther:
      return "other";
    case Why::kNotInScan:
      return "not in scan";
    case Why::kNotKnown:
      return "not known";
    default:
      return "from outside";
  }
}

}  // namespace

void WithWorkload(const std::map<std::string, std::string>& files,
                  const std::function<void(const Workload&, const SourceMap&)>& look) {
  SourceMap sources;
  const std::unique_ptr<Model> model = LoadOnlyUnit(files, sources);
  if (model == nullptr) return;
  const Launches launches(*model);
  if (launches.size() == 0) return;
  const Scenario scenario = {};
  Reads reads;
  look(Workload(launches[0], scenario, reads), sources);
}

void WithWorkload(const std::string& file, const std::string& text,
                  const std::function<void(const Workload&, const SourceMap&)>& look) {
  WithWorkload(std::map<std::string, std::string>{{file, text}}, look);
}

std::string InWords(const Grounds& grounds, const SourceMap& sources) {
  std::string words = ByName(grounds.worst);
  if (grounds.absence_on_open)
    words += words.empty() ? "added elsewhere perhaps" : " or added elsewhere perhaps";
  for (const Place& place : grounds.places) {
    words += (words.empty()          ? ""
              : words.ends_with("'") ? ", "
                                     : ": ") +
             TextAt(place.span, sources);
  }
  return words;
}

std::string Judged(const std::string& file, const std::string& text, Hop hop) {
  std::string words = "no workload";
  WithWorkload(file, text, [&](const Workload& workload, const SourceMap& sources) {
    const Verdict& verdict = workload.verdict(hop);
    words = std::string(StateName(verdict.state));
    if (!verdict.unknown()) {
      words += ": " + verdict.summary + "\nrests on " + InWords(verdict.grounds, sources);
    }
    for (const Doubt& doubt : verdict.doubts) {
      const Symbol& symbol = *doubt.why.symbol;
      words += "\ncannot tell " + doubt.what + ": " + symbol.name + " (" + NameOf(symbol.why) +
               (symbol.naming == Symbol::Naming::kWords ? ", in words" : "") + ") at " +
               TextAt(doubt.why.at.span, sources);
    }
  });
  return words;
}

}  // namespace execlint::testing_support
