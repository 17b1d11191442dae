#include "lint/engine/join.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "lint/engine/fix_line.h"
#include "lint/engine/rule.h"
#include "lint/engine/spelling.h"
#include "lint/source/path_in_words.h"

namespace execlint {
namespace {

constexpr std::size_t kMostMessages = 3;

// A message, taken apart: the names that it quotes, all and but for the workload's, and the text
// around them, in which each name is a bare pair of backticks.
struct Message {
  const Finding* finding = nullptr;
  std::vector<std::string_view> all_names = {}, names = {};
  std::string text = {};
};

Message TakenApart(const Finding& finding) {
  const std::string_view all = finding.message;
  Message message{.finding = &finding};
  std::size_t done = 0;
  for (std::size_t begin = all.find('`'); begin != all.npos; begin = all.find('`', done)) {
    const std::size_t end = all.find('`', begin + 1);
    if (end == all.npos) break;
    const std::string_view name = all.substr(begin + 1, end - begin - 1);
    message.text.append(all.substr(done, begin - done)).append("``");
    done = end + 1;
    message.all_names.push_back(name);
    if (finding.workloads.empty() || name != finding.workloads.front().workload) {
      message.names.push_back(name);
    }
  }
  message.text += all.substr(done);
  return message;
}

bool IsAddress(std::string_view name) { return name.find('.') != name.npos; }

// The names but for addresses of resources.
std::vector<std::string_view> OtherNames(const Message& message) {
  std::vector<std::string_view> names = message.names;
  std::erase_if(names, IsAddress);
  return names;
}

bool OfOneWorkload(const Finding& a, const Finding& b) {
  if (a.workloads.empty() || b.workloads.empty()) return a.workloads.empty() && b.workloads.empty();
  const Reached &x = a.workloads.front(), &y = b.workloads.front();
  return x.unit == y.unit && x.workload == y.workload;
}

// Does it say the same, of another instance of the block or of another part of the workload?
bool SaysTheSame(const Message& message, const Message& first) {
  return message.text == first.text && (OtherNames(message) == OtherNames(first) ||
                                        OfOneWorkload(*message.finding, *first.finding));
}

// The one name in which it differs from the first; empty where that is not all, or where it is said
// of other scenarios or less surely. What is said of the network names several places, and not all
// of them for the same.
std::string_view OtherName(const Message& message, const Message& first) {
  const Finding &a = *message.finding, &b = *first.finding;
  if (a.rule->hop == Hop::kNetwork || a.scenarios.InWords() != b.scenarios.InWords() ||
      a.confidence != b.confidence)
    return {};
  const bool beside = OfOneWorkload(a, b);
  const auto& names = beside ? message.all_names : message.names;
  const auto& first_names = beside ? first.all_names : first.names;
  if (names.size() != first_names.size()) return {};
  std::string_view other;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == first_names[i]) continue;
    if (!other.empty()) return {};
    other = names[i];
  }
  return other;
}

std::string Quoted(const std::vector<std::string_view>& names) {
  std::string quoted;
  for (std::size_t i = 0; i < names.size() && i < kMostMessages; ++i) {
    const bool last = i + 1 == names.size();
    quoted += (i == 0 ? "`" : last ? " and `" : ", `") + std::string(names[i]) + "`";
  }
  if (names.size() > kMostMessages) {
    quoted += " and " + std::to_string(names.size() - kMostMessages) + " more";
  }
  return quoted;
}

// The workload of another finding than the first.
std::string NamedBeside(const Finding& first, const Finding& other) {
  const Reached& reached = other.workloads.front();
  const bool same_unit = first.workloads.empty() || reached.unit == first.workloads.front().unit;
  return "`" + reached.workload + "`" + (same_unit ? "" : " of " + PathInWords(reached.unit));
}

// What is said with other names (of another instance, of another container) is said too.
std::string MessageOf(const std::vector<Finding>& findings) {
  const Message first = TakenApart(findings.front());
  std::vector<std::vector<std::string_view>> said = {first.names};
  std::vector<std::string_view> alike;
  std::vector<const Finding*> others;
  for (const Finding& finding : findings) {
    const Message other = TakenApart(finding);
    if (other.names.empty() || std::find(said.begin(), said.end(), other.names) != said.end()) {
      continue;
    }
    said.push_back(other.names);
    if (!SaysTheSame(other, first)) {
      if (!finding.workloads.empty()) others.push_back(&finding);
      continue;
    }
    const std::string_view name = OtherName(other, first);
    if (!name.empty() && std::ranges::find(alike, name) == alike.end()) alike.push_back(name);
  }
  std::string message = findings.front().message;
  if (!alike.empty()) message += "; the same holds for " + Quoted(alike);
  for (std::size_t i = 0; i < others.size() && i + 1 < kMostMessages; ++i) {
    message += "; in " + NamedBeside(findings.front(), *others[i]) + ": " + others[i]->message;
  }
  if (others.size() + 1 > kMostMessages) {
    message += "; likewise in " + std::to_string(others.size() + 1 - kMostMessages) + " more";
  }
  return message;
}

// Changes at one place are one: the value there has the same fault for all.
void AddChangesOf(const Finding& finding, std::vector<Change>& to) {
  for (const Change& change : finding.changes) {
    const bool there =
        std::ranges::any_of(to, [&](const Change& other) { return other.at == change.at; });
    if (!there) to.push_back(change);
  }
}

// Who reaches the place, by unit and address: each with what the findings about it say.
std::vector<Reached> ReachedBy(const std::vector<Finding>& findings) {
  struct One {
    Reached reached;
    When scenarios;
  };
  std::map<std::pair<std::string_view, std::string_view>, One> all;
  for (const Finding& finding : findings) {
    for (const Reached& reached : finding.workloads) {
      const auto [entry, fresh] =
          all.try_emplace({reached.unit, reached.workload}, One{reached, finding.scenarios});
      One& one = entry->second;
      if (fresh) {
        one.reached.confidence = finding.confidence;
        continue;
      }
      one.reached.confidence = std::max(one.reached.confidence, finding.confidence);
      one.reached.if_launched &= reached.if_launched;
      one.scenarios.Or(finding.scenarios);
    }
  }
  std::vector<Reached> workloads;
  for (auto& [key, one] : all) {
    one.reached.when = one.scenarios.InWords();
    workloads.push_back(std::move(one.reached));
  }
  return workloads;
}

}  // namespace

Finding Join(std::vector<Finding> findings) {
  Finding joined = findings.front();
  joined.joined.clear();
  joined.message = MessageOf(findings);
  if (std::string fix = FixLine(findings); fix != FixLine(joined)) joined.fix = std::move(fix);
  for (std::size_t i = 1; i < findings.size(); ++i) {
    const Finding& other = findings[i];
    for (const Related& related : other.related) AddRelated(joined.related, related);
    if (other.severity == joined.severity) AddChangesOf(other, joined.changes);
    joined.scenarios.Or(other.scenarios);
    joined.required |= other.required;
    joined.environments.insert(joined.environments.end(), other.environments.begin(),
                               other.environments.end());
  }
  joined.workloads = ReachedBy(findings);
  joined.when = joined.scenarios.InWords();
  std::sort(joined.environments.begin(), joined.environments.end());
  joined.environments.erase(std::unique(joined.environments.begin(), joined.environments.end()),
                            joined.environments.end());
  for (Finding& finding : findings) {
    std::vector<Finding> ways = WaysOf(std::move(finding));
    std::move(ways.begin(), ways.end(), std::back_inserter(joined.joined));
  }
  if (joined.joined.size() == 1) joined.joined.clear();
  return joined;
}

std::vector<Finding> WaysOf(Finding finding) {
  if (!finding.joined.empty()) return std::move(finding.joined);
  std::vector<Finding> itself;
  itself.push_back(std::move(finding));
  return itself;
}

}  // namespace execlint
