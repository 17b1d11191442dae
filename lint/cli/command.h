// One command of the program: each call defines an option for the parser and describes it for the
// help, the completions and the man page, so that these cannot differ.
//
//   Command command("explain", "explain one rule");
//   command.Positional({.name = "RULE"}, "the name of a rule", words);
//   command.Group("Other");
//   command.Flag("-h,--help", help, "print this text");
//   if (const auto wrong = command.Parse({"exec-disabled"}, unknown)) ...
#ifndef EXECLINT_LINT_CLI_COMMAND_H_
#define EXECLINT_LINT_CLI_COMMAND_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/cli/usage.h"

namespace execlint {

using Words = std::vector<std::string>;

// The names that a value may have, and what each means.
template <class T>
using Choices = std::vector<std::pair<std::string_view, T>>;

// `a, b and c`.
std::string Listed(const std::vector<std::string_view>& names, std::string_view last = " and ");

// What to say of a word that is none of a few names: the nearest one, or all of them.
std::string NoSuchChoice(std::string_view kind, std::string_view word,
                         const std::vector<std::string_view>& choices);

// What the options write to must outlive the command. Names are as CLI11 writes them: `-h,--help`.
class Command {
 public:
  Command(std::string_view name, std::string_view summary);
  ~Command();
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;

  const CommandUsage& usage() const { return usage_; }

  // The heading of the options that follow.
  void Group(std::string_view title) { group_ = title; }
  // What stands without an option.
  void Positional(Argument argument, std::string help, Words& target);
  void Flag(std::string_view names, bool& target, std::string help);
  // An option that may be given several times.
  void Each(std::string_view names, Argument argument, Words& target, std::string help);
  void Text(std::string_view names, Argument argument, std::string& target, std::string help);
  // From 1 to `most`.
  void Number(std::string_view names, unsigned& target, unsigned most, std::string help);
  // One of several names. `kind` is what such a name is called in the message about a wrong one.
  template <class T>
  void Choice(std::string_view names, std::string_view value, std::string_view kind,
              const Choices<T>& choices, T& target, std::string help) {
    Argument argument{.name = value};
    for (const auto& [name, meaning] : choices) argument.choices.push_back(name);
    Once(names, argument, std::move(help),
         [&target, choices, kind, known = argument.choices](const std::string& given) {
           for (const auto& [name, meaning] : choices) {
             if (name != given) continue;
             target = meaning;
             return std::string();
           }
           return NoSuchChoice(kind, given, known);
         });
  }

  // Nothing, or what is wrong with the words. `unknown` gives what to say of an option that this
  // command does not have.
  using UnknownOption = std::function<std::string(std::string_view word)>;
  std::optional<std::string> Parse(Words words, const UnknownOption& unknown);
  // The long names of the options, without dashes, in the order in which they were given.
  Words Given() const;

 private:
  using TakeAll = std::function<void(const Words&)>;
  // Gives what is wrong with the value, or nothing.
  using TakeOne = std::function<std::string(const std::string&)>;

  void Describe(std::string_view names, Argument argument, std::string help);
  void Take(std::string_view names, Argument argument, std::string help, TakeAll take);
  void Once(std::string_view names, Argument argument, std::string help, TakeOne take);
  std::optional<std::string> TakeOperands(const UnknownOption& unknown);
  const OptionUsage* FindOption(std::string_view name) const;
  std::string TakesWhat(std::string_view name) const;
  void Problem(std::string message);

  struct Parser;
  std::unique_ptr<Parser> parser_;
  CommandUsage usage_;
  Words* operands_ = nullptr;
  std::string_view group_;
  std::optional<std::string> problem_;  // the first one
};

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_COMMAND_H_
