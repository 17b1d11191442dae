#include "lint/cli/help.h"

#include <cstddef>
#include <string>
#include <string_view>

#include "lint/render/wrap.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

constexpr std::size_t kWidth = 80;
constexpr std::size_t kHelpColumn = 31;

// `  --format FORMAT              what it does`
void AppendRow(std::string& out, std::string_view left, std::string_view help,
               std::size_t help_column) {
  out += Format("  {}", left);
  std::size_t column = 2 + left.size();
  if (column + 2 > help_column) {
    out += '\n';
    column = 0;
  }
  out += std::string(help_column - column, ' ');
  out += Wrap(help, {.width = kWidth, .indent = help_column, .used = help_column}) + "\n";
}

std::string Left(const OptionUsage& option) {
  std::string left = option.short_name().empty()
                         ? std::string(option.long_name())
                         : Format("{}, {}", option.short_name(), option.long_name());
  if (!option.argument.name.empty()) {
    left += Format(" {}{}", option.argument.name, option.argument.list ? ",..." : "");
  }
  return left;
}

std::string Left(const Argument& positional) {
  return Format("{}{}", positional.name, positional.repeated ? "..." : "");
}

// ` RULE`, ` [PATH...]`
std::string Operands(const CommandUsage& command) {
  std::string operands;
  for (const PositionalUsage& positional : command.positionals) {
    const Argument& argument = positional.argument;
    operands += argument.repeated || argument.optional ? Format(" [{}]", Left(argument))
                                                       : " " + Left(argument);
  }
  return operands;
}

void AppendArgumentsAndOptions(std::string& out, const CommandUsage& command) {
  if (!command.positionals.empty()) out += "\nArguments:\n";
  for (const PositionalUsage& positional : command.positionals) {
    AppendRow(out, Left(positional.argument), positional.help, kHelpColumn);
  }
  std::string_view group;
  for (const OptionUsage& option : command.options) {
    if (option.group != group) out += Format("\n{}:\n", option.group);
    group = option.group;
    AppendRow(out, Left(option), option.help, kHelpColumn);
  }
}

void AppendExitStatus(std::string& out) {
  out += "\nExit status:\n";
  for (const auto& [status, meaning] : kExitStatuses) AppendRow(out, status, meaning, 5);
}

void AppendParagraph(std::string& out, std::string_view text) {
  out += Wrap(text, {.width = kWidth}) + "\n";
}

}  // namespace

std::string HelpText(const CommandUsage& command) {
  std::string out = Format("Usage: execlint {} [OPTIONS]{}\n\n", command.name, Operands(command));
  AppendParagraph(out, Format("execlint {}: {}", command.name, command.summary));
  AppendArgumentsAndOptions(out, command);
  if (command.name == "lint") AppendExitStatus(out);
  return out;
}

std::string ProgramHelp(std::span<const CommandUsage> commands) {
  std::string out = "Usage: execlint [lint] [OPTIONS] [PATH...]\n       execlint COMMAND ...\n\n";
  AppendParagraph(out, kAbout);
  out += "\nCommands:\n";
  for (const CommandUsage& command : commands) {
    AppendRow(out, Format("{}{}", command.name, Operands(command)), command.summary, 20);
  }
  AppendParagraph(out, "  A folder named like a command is written ./rules.");
  AppendArgumentsAndOptions(out, commands.front());
  AppendExitStatus(out);
  return out;
}

}  // namespace execlint
