// Values of a configuration, read with their types checked. Each function gives what it could read;
// what is wrong is added to the problems.
#ifndef EXECLINT_PARSERS_CONFIG_CHECKED_H_
#define EXECLINT_PARSERS_CONFIG_CHECKED_H_

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/engine/config.h"
#include "lint/source/source_map.h"
#include "lint/value/value.h"

namespace execlint::config {

class Checked {
 public:
  Checked(const SourceMap& sources, std::vector<Problem>& problems)
      : sources_(sources), problems_(problems) {}

  using Key = std::pair<std::string_view, std::function<void(const Traced& value)>>;
  // Calls what reads each key. `what` names the map in messages: `an entry of `suppress``.
  void Map(const Traced& value, const std::string& what, const std::vector<Key>& keys);
  // Calls `read` for each entry of a map with free keys.
  void FreeMap(const Traced& value, const std::string& what,
               const std::function<void(const Entry& entry)>& read);
  // Calls `read` for each item.
  void List(const Traced& value, const std::string& what,
            const std::function<void(const Traced& item)>& read);
  std::optional<Word> Text(const Traced& value, const std::string& what);
  std::vector<Word> Texts(const Traced& value, const std::string& what);
  // A glob for paths, relative to the folder of the configuration; several.
  std::optional<Word> Glob(const Traced& value, const std::string& what);
  std::vector<Word> Globs(const Traced& value, const std::string& what);
  // One of a few words. `kind` is a noun in the singular.
  template <class T>
  std::optional<T> OneOf(const Traced& value, const std::string& what, std::string_view kind,
                         std::initializer_list<std::pair<std::string_view, T>> choices) {
    const auto word = Text(value, what);
    if (!word) return std::nullopt;
    std::vector<std::string_view> names;
    for (const auto& [name, meaning] : choices) {
      if (name == word->text) return meaning;
      names.push_back(name);
    }
    AddNoSuch(*word, kind, names);
    return std::nullopt;
  }
  // A calendar day: `2027-03-01`.
  std::optional<Word> Day(const Traced& value, const std::string& what);

  void Add(Span at, std::string message);
  std::size_t count() const { return problems_.size(); }

 private:
  void AddNoSuch(const Word& word, std::string_view kind,
                 const std::vector<std::string_view>& names);
  // False, with a problem, for a value of another kind.
  bool Is(Kind kind, const Traced& value, const std::string& what, std::string_view wanted);

  const SourceMap& sources_;
  std::vector<Problem>& problems_;
  std::size_t compared_ = 0;  // globs that are compared one by one
};

// The patterns of a list, as those of an ignore file.
IgnoreRules Compile(const std::vector<Word>& globs);

}  // namespace execlint::config

#endif  // EXECLINT_PARSERS_CONFIG_CHECKED_H_
