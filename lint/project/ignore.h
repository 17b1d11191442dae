// What a .gitignore (or .ignore) file says about paths below its folder.
//
//   const IgnoreRules rules = IgnoreRules::Parse("*.log\n!keep.log\n/build/\n");
//   rules.Test("a/b.log", /*is_directory=*/false);   // kIgnore
//
// Git's patterns: `*`, `?` and `[...]` stay inside one step of a path, `**` spans steps, a slash
// before the end anchors, a slash at the end means folders only, `!` takes back, the last match
// counts. Matching takes time proportional to pattern times path, whatever the pattern.
#ifndef EXECLINT_LINT_PROJECT_IGNORE_H_
#define EXECLINT_LINT_PROJECT_IGNORE_H_

#include <cstdint>
#include <string>
#include <string_view>
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

 private:
  struct Pattern {
    enum class Kind : std::uint8_t {
      kName,    // one step without wildcards: `build`
      kSuffix,  // one step that starts with its only wildcard: `*.log`
      kPath,    // anything else, step by step
    } kind = Kind::kPath;
    bool keep = false;               // began with `!`
    bool folders_only = false;       // ended with `/`
    std::string text;                // of kName and kSuffix
    std::vector<std::string> steps;  // of kPath; `**` alone spans steps
  };
  std::vector<Pattern> patterns_;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_PROJECT_IGNORE_H_
