#include "lint/verdict/verdict.h"

#include <algorithm>

#include "lint/source/path_in_words.h"
#include "lint/value/predeclared.h"

namespace execlint {

std::string_view HopName(Hop hop) {
  switch (hop) {
    case Hop::kLaunch:
      return "launch";
    case Hop::kPlatform:
      return "platform";
    case Hop::kContainer:
      return "container";
    case Hop::kTaskRole:
      return "task-role";
    case Hop::kNetwork:
      return "network";
    case Hop::kLogging:
      return "logging";
    case Hop::kAccess:
      return "access";
    case Hop::kInput:
      return "input";
  }
  return "";
}

std::string_view StateName(Verdict::State state) {
  switch (state) {
    case Verdict::State::kOpen:
      return "open";
    case Verdict::State::kBlocked:
      return "blocked";
    case Verdict::State::kUnknown:
      return "unknown";
  }
  return "";
}

void Verdict::Doubtful(const Unknown& why, std::string what, std::vector<Missing> missing) {
  state = State::kUnknown;
  summary.clear();
  const bool there = std::any_of(doubts.begin(), doubts.end(), [&](const Doubt& doubt) {
    return doubt.why.symbol == why.symbol && doubt.what == what;
  });
  if (!there) doubts.push_back({why, std::move(what), std::move(missing)});
}

void Verdict::AddStep(const Place& place, std::string phrase) {
  const bool there = std::any_of(steps.begin(), steps.end(), [&](const PathStep& step) {
    return step.place.span == place.span && step.phrase == phrase;
  });
  if (!there && place.span.valid()) steps.push_back({hop, place, std::move(phrase)});
}

namespace {

std::string NotExported(const Symbol& symbol) {
  const std::string importer =
      symbol.unit.empty() ? "" : ", which `" + PathInWords(symbol.unit) + "` imports";
  return "no template in the project has the export `" + symbol.name + "`" + importer;
}

}  // namespace

std::string Reason(const Symbol& symbol) {
  if (symbol.because_of != nullptr && symbol.because_of != &symbol) {
    return Reason(*symbol.because_of);
  }
  const bool in_words = symbol.naming == Symbol::Naming::kWords;
  std::string name = in_words ? symbol.name : "`" + symbol.name + "`";
  if (!symbol.unit.empty() && !in_words) name += " of `" + PathInWords(symbol.unit) + "`";
  switch (symbol.why) {
    case Why::kInputWithoutDefault:
      return name + " has no value here";
    case Why::kComputedByAws:
      return name + " is known only after deployment";
    case Why::kDataSource:
      return PredeclaredByName(symbol.name) ? "it depends on where the code is deployed"
                                            : name + " is read from the account";
    case Why::kModuleNotFound:
      return in_words ? name + " does not set this, and the source of its module is not in the scan"
                      : name + " comes from a module whose source is not in the scan";
    case Why::kImport:
      return name + " is imported from elsewhere";
    case Why::kNotExported:
      return NotExported(symbol);
    case Why::kTimeOrRandom:
      return name + " differs on every run";
    case Why::kUnsupported:
      return name + " is not evaluated by execlint";
    case Why::kLimit:
      return in_words ? name : name + " reached a limit of the analysis";
    case Why::kAmbiguous:
      return name + " names more than one resource here";
    case Why::kNotInScan:
      return name + " is not in this code";
    case Why::kNotKnown:
      return "execlint does not know " + name;
    case Why::kBroken:
      return in_words ? "cannot be evaluated: " + symbol.name : name + " cannot be read";
    case Why::kRequest:
      return name + " is known only when the request is made";
    case Why::kNotChecked:
      return "execlint does not check this yet";
    case Why::kHandOver:
    case Why::kNotHandedOver:
      break;
    case Why::kPlaceholder:
      return name + " is filled in by another program";
    case Why::kOther:
      return "the code does not say what value " + name + " has";
  }
  return name;
}

}  // namespace execlint
