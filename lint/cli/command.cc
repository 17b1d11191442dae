// The only file that includes CLI11.
#include "lint/cli/command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

#include "lint/source/format.h"
#include "lint/source/nearest.h"

namespace execlint {

struct Command::Parser {
  CLI::App app;
};

std::string Listed(const std::vector<std::string_view>& names, std::string_view last) {
  std::string list;
  for (const std::string_view name : names) {
    if (!list.empty()) list += name == names.back() ? last : ", ";
    list += name;
  }
  return list;
}

// `there is no format `jsn`; did you mean `json`?`, or which there are.
std::string NoSuchChoice(std::string_view kind, std::string_view word,
                         const std::vector<std::string_view>& choices) {
  std::string message = NoSuch(kind, word, choices);
  if (Nearest(word, choices).empty()) message += Format("; there are {}", Listed(choices));
  return message;
}

Command::Command(std::string_view name, std::string_view summary)
    : parser_(std::make_unique<Parser>()) {
  usage_.name = name;
  usage_.summary = summary;
  parser_->app.set_help_flag();
  parser_->app.allow_extras();
}

Command::~Command() = default;

void Command::Positional(Argument argument, std::string help, Words& target) {
  operands_ = &target;
  usage_.positionals.push_back({std::move(argument), std::move(help)});
}

void Command::Flag(std::string_view names, bool& target, std::string help) {
  parser_->app.add_flag(std::string(names), target);
  Describe(names, {}, std::move(help));
}

void Command::Each(std::string_view names, Argument argument, Words& target, std::string help) {
  Words* const words = &target;
  Take(names, std::move(argument), std::move(help),
       [words](const Words& given) { *words = given; });
}

void Command::Text(std::string_view names, Argument argument, std::string& target,
                   std::string help) {
  std::string* const text = &target;
  Once(names, std::move(argument), std::move(help), [text](const std::string& given) {
    *text = given;
    return std::string();
  });
}

void Command::Number(std::string_view names, unsigned& target, unsigned most, std::string help) {
  unsigned* const number = &target;
  Once(names, {.name = "N"}, std::move(help), [number, most](const std::string& given) {
    const char* const end = given.data() + given.size();
    const auto [stop, error] = std::from_chars(given.data(), end, *number);
    const bool right = error == std::errc() && stop == end && *number >= 1 && *number <= most;
    return right ? std::string() : Format("wants a number from 1 to {}, not `{}`", most, given);
  });
}

std::optional<std::string> Command::Parse(Words words, const UnknownOption& unknown) {
  std::reverse(words.begin(), words.end());  // as CLI11 wants it
  try {
    parser_->app.parse(words);
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string_view what = error.what();
    return TakesWhat(what.substr(0, what.find(':')));
  } catch (const CLI::ConversionError& error) {  // only of a flag: `--show-unknown = maybe`
    std::string_view what = error.what();
    what.remove_prefix(std::min(what.find("--"), what.size()));
    return TakesWhat(what.substr(0, what.find(' ')));
  } catch (const CLI::Error& error) {
    return error.what();
  }
  if (auto wrong = TakeOperands(unknown)) return wrong;
  return problem_;
}

Words Command::Given() const {
  Words given;
  for (const CLI::Option* option : parser_->app.parse_order())
    given.push_back(option->get_lnames()[0]);
  return given;
}

void Command::Describe(std::string_view names, Argument argument, std::string help) {
  usage_.options.push_back({names, std::move(argument), std::move(help), group_});
}

void Command::Take(std::string_view names, Argument argument, std::string help, TakeAll take) {
  const std::string_view name = OptionUsage{.names = names}.long_name();
  CLI::Option* const option = parser_->app.add_option_function<Words>(
      std::string(names), [this, name, take = std::move(take)](const Words& given) {
        for (const std::string& value : given) {
          // What was meant to follow is missing.
          if (value.starts_with("--") && FindOption(value)) return Problem(TakesWhat(name));
        }
        take(given);
      });
  option->allow_extra_args(false)->type_name(std::string(argument.name));
  if (argument.list) option->delimiter(',');
  Describe(names, std::move(argument), std::move(help));
}

void Command::Once(std::string_view names, Argument argument, std::string help, TakeOne take) {
  const std::string_view name = OptionUsage{.names = names}.long_name();
  Take(names, std::move(argument), std::move(help),
       [this, name, take = std::move(take)](const Words& given) {
         if (given.size() > 1) return Problem(Format("{} is given more than once", name));
         const std::string wrong = take(given.front());
         if (!wrong.empty()) Problem(Format("{}: {}", name, wrong));
       });
}

std::optional<std::string> Command::TakeOperands(const UnknownOption& unknown) {
  bool options_end = false;
  for (std::string& word : parser_->app.remaining()) {
    if (!options_end && word == "--") {
      options_end = true;
    } else if (!options_end && word.starts_with('-') && word != "-") {
      return unknown(word);
    } else if (operands_ == nullptr ||
               (!operands_->empty() && !usage_.positionals[0].argument.repeated)) {
      return Format("`execlint {}` takes {}; unexpected `{}`", usage_.name,
                    operands_ == nullptr ? "no argument"
                                         : Format("one {}", usage_.positionals[0].argument.name),
                    word);
    } else {
      operands_->push_back(std::move(word));
    }
  }
  return {};
}

const OptionUsage* Command::FindOption(std::string_view name) const {
  for (const OptionUsage& option : usage_.options) {
    if (option.long_name() == name || option.short_name() == name) return &option;
  }
  return nullptr;
}

std::string Command::TakesWhat(std::string_view name) const {
  const OptionUsage* option = FindOption(name);
  if (option == nullptr) return Format("{} has the wrong number of values", name);
  if (option->argument.name.empty()) return Format("{} takes no value", name);
  return Format("{} wants a value: `{} {}`", name, name, option->argument.name);
}

void Command::Problem(std::string message) {
  if (!problem_) problem_ = std::move(message);
}

}  // namespace execlint
