#include "lint/render/unknown_list.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "lint/render/escape.h"
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
  std::uint32_t line = 0;
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
    const std::uint32_t line = at.valid() ? result_.sources.Locate(at.file, at.begin).line : 0;
    auto cause = std::find_if(causes_.begin(), causes_.end(), [&](const Cause& one) {
      return one.module == module && one.at.file == at.file && one.line == line;
    });
    if (cause == causes_.end()) {
      cause = causes_.insert(cause, Cause{.at = at, .line = line, .module = module});
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

  std::string Path(std::string_view path) const {
    return SafeText(SpellPath(path, options_.shown_path));
  }

  void Write(const Cause& cause) {
    const UnknownEntry& first = *cause.all.front();
    const auto all = [&](auto member) {
      return std::all_of(cause.all.begin(), cause.all.end(),
                         [&](const UnknownEntry* one) { return member(*one) == member(first); });
    };
    if (cause.questions.size() == 1) {
      Line(At(cause) + WordsOf(cause.questions.front(), true, true), 0);
      return;
    }
    const bool one_reason = all([](const UnknownEntry& one) { return one.reason; });
    const bool one_workload =
        all([](const UnknownEntry& one) { return std::pair(one.workload, one.unit); });
    std::string head = At(cause);
    head += ink_.Paint(Tint::kNote, Format("{} unknown", cause.all.size()));
    if (one_workload) head += " for " + Named({&first});
    if (one_reason) {
      head += ": " + SafeText(first.reason);
    } else if (cause.module) {
      head += ": the source of this module is not in the scan";
    }
    Line(head, 0);
    for (const Question& question : cause.questions) {
      Line(WordsOf(question, !one_reason, !one_workload), 2);
    }
  }

  std::string At(const Cause& cause) const {
    if (!cause.at.valid()) return "";
    const LineColumn at = LocateForPeople(result_.sources, cause.at.file, cause.at.begin);
    const std::string path = Path(result_.sources.path(cause.at.file));
    return ink_.Paint(Tint::kStrong, Format("{}:{}:{}:", path, at.line, at.column)) + " ";
  }

  std::string WordsOf(const Question& question, bool with_reason, bool with_workloads) const {
    const UnknownEntry& one = *question.first;
    std::string words =
        Format("{}: {}", ink_.Paint(Tint::kNote, HopName(one.hop)), SafeText(one.what));
    if (with_reason) words += ": " + SafeText(one.reason);
    if (!one.when.empty()) words += ", when " + SafeText(Joined(one.when, ", or "));
    if (with_workloads) words += ink_.Paint(Tint::kFaint, " (" + Named(question.all) + ")");
    return words;
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
