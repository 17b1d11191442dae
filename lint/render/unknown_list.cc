#include "lint/render/unknown_list.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "lint/render/shown_line.h"
#include "lint/render/terminal.h"
#include "lint/render/words.h"
#include "lint/render/wrap.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

constexpr std::size_t kNamedHere = 3;

// One question about one hop, of all the workloads that ask it.
struct Question {
  const UnknownEntry* first = nullptr;
  std::vector<const UnknownEntry*> all = {};
};

struct Cause {
  Span at = {};
  bool module = false;
  std::vector<Question> questions = {};
  std::vector<const UnknownEntry*> all = {};
};

class UnknownLister {
 public:
  UnknownLister(const RunResult& result, const TextOptions& options)
      : result_(result), options_(options), ink_(options.screen.colored) {}

  std::string Write() {
    const auto& unknowns = result_.analysis.unknowns;
    for (std::size_t i = 0; i < unknowns.size(); ++i) {
      const bool wanted = options_.show_unknown || unknowns[i].unexplored;
      if (wanted && result_.selected.unknown_shown[i]) Add(unknowns[i]);
    }
    std::stable_sort(causes_.begin(), causes_.end(),
                     [](const Cause& a, const Cause& b) { return a.all.size() > b.all.size(); });
    for (const Cause& cause : causes_) Write(cause);
    return std::move(out_);
  }

 private:
  void Add(const UnknownEntry& entry) {
    const bool module = entry.module.valid();
    const Span at = module ? entry.module : entry.at;
    auto cause = std::find_if(causes_.begin(), causes_.end(), [&](const Cause& one) {
      return one.module == module && SameLine(one.at, at);
    });
    if (cause == causes_.end()) {
      cause = causes_.insert(cause, Cause{.at = at, .module = module});
    }
    cause->all.push_back(&entry);
    auto question =
        std::find_if(cause->questions.begin(), cause->questions.end(), [&](const Question& one) {
          return std::tie(one.first->hop, one.first->what, one.first->reason, one.first->when) ==
                 std::tie(entry.hop, entry.what, entry.reason, entry.when);
        });
    if (question == cause->questions.end()) {
      question = cause->questions.insert(question, Question{.first = &entry});
    }
    question->all.push_back(&entry);
  }

  bool SameLine(Span a, Span b) const {
    if (!a.valid() || !b.valid()) return a.valid() == b.valid();
    return a.file == b.file && result_.sources.Locate(a.file, a.begin).line ==
                                   result_.sources.Locate(b.file, b.begin).line;
  }

  std::string Path(std::string_view path) const {
    return SafeText(SpellPath(path, options_.shown_path));
  }

  void Write(const Cause& cause) {
    const UnknownEntry& first = *cause.all.front();
    const auto all = [&](auto member) {
      return std::all_of(cause.all.begin(), cause.all.end(),
                         [&](const UnknownEntry* one) { return member(*one) == member(first); });
    };
    const bool one_reason = all([](const UnknownEntry& one) { return one.reason; });
    const bool one_workload =
        all([](const UnknownEntry& one) { return std::pair(one.workload, one.unit); });
    std::string head;
    if (cause.at.valid()) {
      const LineColumn at = LocateForPeople(result_.sources, cause.at.file, cause.at.begin);
      head =
          ink_.Paint(Tint::kStrong, Format("{}:{}:{}:", Path(result_.sources.path(cause.at.file)),
                                           at.line, at.column)) +
          " ";
    }
    head += ink_.Paint(Tint::kNote, Format("{} unknown", cause.all.size()));
    if (one_workload) head += " for " + Named({&first});
    if (one_reason) {
      head += ": " + SafeText(first.reason);
    } else if (cause.module) {
      head += ": the source of this module is not in the scan";
    }
    Line(head, 0);
    for (const Question& question : cause.questions) {
      const UnknownEntry& one = *question.first;
      std::string line =
          Format("{}: {}", ink_.Paint(Tint::kNote, HopName(one.hop)), SafeText(one.what));
      if (!one_reason) line += ": " + SafeText(one.reason);
      if (!one.when.empty()) line += ", when " + SafeText(Joined(one.when, ", or "));
      if (!one_workload) line += ink_.Paint(Tint::kFaint, " (" + Named(question.all) + ")");
      Line(line, 2);
    }
  }

  std::string Named(const std::vector<const UnknownEntry*>& entries) const {
    std::vector<std::string> names;
    std::set<std::pair<std::string_view, std::string_view>> seen;
    for (const UnknownEntry* entry : entries) {
      if (!seen.emplace(entry->workload, entry->unit).second) continue;
      if (seen.size() > kNamedHere) continue;
      names.push_back(SafeText(Format("`{}`", entry->workload)));
      const bool apart = !entry->unit.empty() && entry->unit != entry->workload;
      if (apart) names.back() += " in " + Path(entry->unit);
    }
    if (seen.size() > kNamedHere) names.push_back(Format("{} more", seen.size() - kNamedHere));
    return Joined(names, " and ");
  }

  void Line(const std::string& text, std::size_t indent) {
    const WrapAt at{.width = options_.screen.width, .indent = indent + 4, .used = indent};
    out_ += std::string(indent, ' ') + Wrap(text, at) + "\n";
  }

  const RunResult& result_;
  const TextOptions& options_;
  Ink ink_;
  std::vector<Cause> causes_;
  std::string out_;
};

}  // namespace

std::string UnknownList(const RunResult& result, const TextOptions& options) {
  return UnknownLister(result, options).Write();
}

}  // namespace execlint
