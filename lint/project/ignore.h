// What a .gitignore (or .ignore) file says about paths below its folder.
//
//   const IgnoreRules rules = IgnoreRules::Parse("*.log\n!keep.log\n/build/\n");
//   rules.Test("a/b.log", /*is_directory=*/false);   // kIgnore
//
// Git's patterns: `*`, `?` and `[...]` stay inside one step of a path, `**` spans steps, a slash
// before the end anchors, a slash at the end means folders only, `!` takes back, the last match
// counts. Names, `*.ending` and paths without wildcards are looked up, however many there are. Any
// other pattern takes time proportional to pattern times path, whatever the pattern.
#ifndef EXECLINT_LINT_PROJECT_IGNORE_H_
#define EXECLINT_LINT_PROJECT_IGNORE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace execlint {

// Does all of `text` match, where `*`, `?` and `[...]` mean what they mean in one step of a path? A
// '/' in the text is a character like any other.
bool MatchesGlob(std::string_view pattern, std::string_view text);

class IgnoreRules {
 public:
  enum class Match : std::uint8_t { kNone, kIgnore, kKeep };

  static IgnoreRules Parse(std::string_view text);

  // `path` is relative to the folder that holds the file, with '/' and without one at either end.
  // Its parents are not asked: a walk that skips an ignored folder never comes to what it holds.
  Match Test(std::string_view path, bool is_directory) const;

  // What they say of `path` and, where they say nothing of it, of the folders above it, the nearest
  // first: the patterns of a list that no walk follows.
  Match TestWithParents(std::string_view path, bool is_directory) const;

  bool empty() const { return patterns_.empty(); }
  // How many patterns are compared one by one.
  std::size_t compared() const { return others_.size(); }

 private:
  struct Pattern {
    bool keep = false;               // began with `!`
    bool folders_only = false;       // ended with `/`
    std::vector<std::string> steps;  // `**` alone spans steps; empty if it is looked up
    bool name_alone = false;         // one step, for the last one of a path
    bool spans = false;              // one of the steps is `**`
  };
  // `steps` are those of `path`.
  Match Test(std::string_view path, std::span<const std::string_view> steps,
             bool is_directory) const;

  // Patterns by a text of theirs: the number of the last one, of all and of those for folders only.
  struct Last {
    std::size_t any = 0, folders = 0;  // counted from 1; 0: none
  };
  using ByText = std::unordered_map<std::string, Last>;

  std::vector<Pattern> patterns_;
  ByText names_;                      // one step without wildcards: `build`
  ByText endings_;                    // one step that starts with its only wildcard: `*.log`
  ByText paths_;                      // several steps without wildcards: `/build`, `a/b`
  std::vector<std::size_t> lengths_;  // of the endings, each once
  std::vector<std::size_t> others_;   // indexes of those that are not looked up
};

}  // namespace execlint

#endif  // EXECLINT_LINT_PROJECT_IGNORE_H_
