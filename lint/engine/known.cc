#include "lint/engine/known.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "lint/engine/rule.h"
#include "lint/model/environment.h"

namespace execlint {
namespace {

// What a finding is recognised by in one step; empty: by nothing.
using PrintOf = std::function<std::string(const KnownFinding&, bool known)>;

void Pair(std::span<const KnownFinding> known, std::span<const KnownFinding> findings,
          const PrintOf& key, std::vector<bool>& taken, Recognized& recognized) {
  std::multimap<std::string, std::size_t> free;  // in the order of `known` under one key
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (taken[i]) continue;
    std::string text = key(known[i], true);
    if (!text.empty()) free.emplace(std::move(text), i);
  }
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (recognized.known_of[i]) continue;
    const auto found = free.find(key(findings[i], false));
    if (found == free.end()) continue;
    recognized.known_of[i] = found->second;
    taken[found->second] = true;
    free.erase(found);
  }
}

std::string EnvironmentOfFolder(std::string_view path) {
  return EnvironmentWord(path.substr(0, path.find('/') == path.npos ? 0 : path.rfind('/')));
}

}  // namespace

Extent ExtentOf(const Finding& finding) {
  return {std::max<std::size_t>(1, finding.workloads.size()), !finding.when.empty()};
}

KnownFinding ToKnown(const Finding& finding, const SourceMap& sources) {
  KnownFinding known{.rule = std::string(finding.rule->name),
                     .severity = finding.severity,
                     .extent = ExtentOf(finding),
                     .address = finding.fingerprints.address,
                     .plain_block = finding.fingerprints.plain_block,
                     .inside = finding.fingerprints.inside,
                     .message = finding.message};
  if (finding.primary.valid()) known.path = sources.path(finding.primary.file);
  return known;
}

Recognized Recognize(std::span<const KnownFinding> known, std::span<const KnownFinding> findings,
                     const std::map<std::string, std::string>& renames) {
  Recognized recognized{.known_of = std::vector<std::optional<std::size_t>>(findings.size())};
  std::vector<bool> taken(known.size());
  const auto pair = [&](const PrintOf& key) { Pair(known, findings, key, taken, recognized); };
  const auto with_rule = [](const KnownFinding& one, const std::string& print) {
    return one.rule + " " + print;
  };
  pair([&](const KnownFinding& one, bool) {
    return with_rule(one, one.address + " " + one.plain_block);
  });
  pair([&](const KnownFinding& one, bool) { return with_rule(one, one.address); });
  // What moves from one environment to another, as from `dev/` to `prod/`, is another thing there.
  pair([&](const KnownFinding& one, bool) {
    return with_rule(one, one.plain_block + " " + EnvironmentOfFolder(one.path));
  });
  if (!renames.empty()) {
    pair([&](const KnownFinding& one, bool is_known) -> std::string {
      if (one.inside.empty()) return "";
      const auto renamed = renames.find(one.path);
      if (is_known && renamed == renames.end()) return "";
      if (is_known && EnvironmentOfFolder(one.path) != EnvironmentOfFolder(renamed->second)) {
        return "";
      }
      return with_rule(one, one.inside + " " + (is_known ? renamed->second : one.path));
    });
  }
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (!taken[i]) recognized.gone.push_back(i);
  }
  return recognized;
}

std::vector<Affected::Key> Affected::KeysOf(const Finding& finding) {
  std::vector<Key> keys;
  for (const Reached& one : finding.workloads) {
    keys.emplace_back(finding.rule->name, one.unit, one.workload);
  }
  return keys;
}

void Affected::Add(const Finding& finding) {
  const std::span<const Finding> ways =
      finding.joined.empty() ? std::span(&finding, 1) : std::span(finding.joined);
  for (const Finding& way : ways) {
    for (Key& key : KeysOf(way)) ++counts_[std::move(key)];
  }
}

std::size_t Affected::CountOf(const Key& key) const {
  const auto found = counts_.find(key);
  return found == counts_.end() ? 0 : found->second;
}

bool Affected::AtLeastFor(const Finding& finding, const Affected& before) const {
  const std::vector<Key> keys = KeysOf(finding);
  return !keys.empty() && std::all_of(keys.begin(), keys.end(), [&](const Key& key) {
    return CountOf(key) >= before.CountOf(key);
  });
}

}  // namespace execlint
