// Suppression by comments, by data and by the configuration:
//
//   # execlint: ignore[exec-disabled] started by hand only
//   resource "aws_ecs_service" "batch" {
//
// A comment covers its own line; the next line, if it stands alone; and, at the head of a block or
// module call, all of the block. Data (see Exemption) covers the resource that it stands in. Either
// suppresses a finding if it covers its primary place. At a service, a module call, the line of a
// var file or another place on a workload's way there it takes out that way alone; a finding
// without a way left is suppressed. An entry of the configuration suppresses by file and resource;
// if its resource is a workload, it takes out that workload's way.
#ifndef EXECLINT_LINT_ENGINE_SUPPRESS_H_
#define EXECLINT_LINT_ENGINE_SUPPRESS_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/config.h"
#include "lint/engine/finding.h"
#include "lint/engine/select.h"
#include "lint/engine/suppression_comment.h"
#include "lint/source/deadline.h"
#include "lint/source/source_map.h"

namespace execlint {

// A finding that was suppressed, by what, and the reason that is given for it.
struct Suppressed {
  Finding finding;
  Span comment;  // on disk: the comment, data or entry
  std::string reason;
  bool in_source = true;     // not in the configuration
  Fate fate = Fate::kShown;  // what would have become of it
  bool omitted = false;      // from SARIF, because an option says so
};

// What took out a finding of the rule, or a workload of one.
struct Use {
  Span comment;
  std::string_view rule;
};

struct SuppressOptions {
  std::string today = {};  // `2026-11-30`: what ended before does not count; empty: all counts
  const Configs* configs = nullptr;
  const Deadline* deadline = nullptr;  // for comparing with globs; null: none
};

// Takes the suppressed findings out of `findings` and returns them, in the same order.
std::vector<Suppressed> Suppress(std::vector<Finding>& findings, const SourceMap& sources,
                                 std::vector<Use>* uses = nullptr,
                                 const SuppressOptions& options = {});

// A comment that reads as if it suppressed something, and why it does not.
struct IdleComment {
  Span comment;
  std::string message;  // `suppresses nothing: there is no finding of `exec-disabled` here`
};

// The idle comments and data of a file. `asked` are the rules that ran, `names` all that a rule,
// hop or tag is called. A comment for a rule that did not run is never idle, since it is not known
// what the rule would have found.
std::vector<IdleComment> IdleComments(FileId file, const SourceMap& sources,
                                      const std::vector<Use>& uses,
                                      std::span<const Rule* const> asked,
                                      std::span<const std::string_view> names,
                                      const std::string& today = {});

// The same of the entries of a configuration.
std::vector<IdleComment> IdleEntries(const Config& config, const std::vector<Use>& uses,
                                     std::span<const Rule* const> asked, const std::string& today);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_SUPPRESS_H_
