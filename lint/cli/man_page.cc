#include "lint/cli/man_page.h"

#include "lint/source/format.h"

namespace execlint {
namespace {

constexpr std::string_view kDescription =
    R"(execlint reads Terraform, CloudFormation, ECS task definitions and services as JSON, and IAM
policies. It joins them into one model and follows the path that a session of Amazon ECS Exec takes:
service flag, platform, containers, task role, network, session logging. It reports where the path
is broken and where it is too open, and points at the characters to edit. What it cannot know it
calls unknown, with the reason.
.PP
It opens no network connection and executes nothing that it reads.
)";

struct Entry {
  std::string_view name;
  std::string_view text;
};

constexpr Entry kEnvironment[] = {
    {"NO_COLOR", "if it is set and not empty, no colors, unless --color says otherwise"},
    {"FORCE_COLOR", "if it is set, not empty and not 0, colors wherever the output goes"},
    {"COLUMNS", "the width that the text is made for"},
    {"LC_ALL, LC_CTYPE, LANG",
     "the first that is set decides whether marks may be more than ASCII"},
};

constexpr Entry kExamples[] = {
    {"execlint", "Check the current folder."},
    {"execlint --output sarif=execlint.sarif --output text=-", "Write SARIF, and print the text."},
    {"execlint --format github", "Annotate a pull request in GitHub Actions."},
    {"execlint explain task-role-missing", "Print the manual of a rule."},
};

// Nothing in it is a macro or an escape.
std::string Roff(std::string_view text) {
  std::string escaped;
  if (text.starts_with('.') || text.starts_with('\'')) escaped = "\\&";
  for (const char c : text) {
    if (c == '\\') {
      escaped += "\\e";
    } else if (c == '-') {
      escaped += "\\-";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string Bold(std::string_view text) { return "\\fB" + Roff(text) + "\\fR"; }
std::string Italic(std::string_view text) { return "\\fI" + Roff(text) + "\\fR"; }

// A sentence, where the help has a fragment.
std::string AsSentence(std::string_view text) {
  std::string sentence = Roff(text);
  if (!sentence.empty() && sentence[0] >= 'a' && sentence[0] <= 'z') {
    sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
  }
  return sentence + ".";
}

std::string Operand(const Argument& argument) {
  const std::string name = Italic(argument.name) + (argument.repeated ? "..." : "");
  return argument.repeated || argument.optional ? Format("[{}]", name) : name;
}

void AppendTerm(std::string& out, const std::string& term, const std::string& text) {
  out += Format(".TP\n{}\n{}\n", term, text);
}

std::string Term(const OptionUsage& option) {
  std::string term = option.short_name().empty() ? "" : Bold(option.short_name()) + ", ";
  term += Bold(option.long_name());
  if (!option.argument.name.empty()) {
    term += " " + Italic(option.argument.name) + (option.argument.list ? ",..." : "");
  }
  return term;
}

void AppendOptions(std::string& out, const CommandUsage& command) {
  std::string_view group;
  for (const OptionUsage& option : command.options) {
    if (option.group != group) out += Format(".SS {}\n", option.group);
    group = option.group;
    AppendTerm(out, Term(option), AsSentence(option.help));
  }
}

}  // namespace

std::string ManPage(std::span<const CommandUsage> commands, std::string_view version) {
  std::string out = Format(".TH EXECLINT 1 \"\" \"execlint {}\" \"User Commands\"\n", version);
  out += ".SH NAME\nexeclint \\- tells whether Amazon ECS Exec will work, and who could use it\n";
  out += ".SH SYNOPSIS\n.B execlint\n[\\fBlint\\fR] [\\fIOPTIONS\\fR] [\\fIPATH\\fR...]\n";
  for (const CommandUsage& command : commands.subspan(1)) {
    out += Format(".br\n.B execlint {}\n[\\fIOPTIONS\\fR]", Roff(command.name));
    for (const PositionalUsage& positional : command.positionals) {
      out += " " + Operand(positional.argument);
    }
    out += '\n';
  }
  out += Format(".SH DESCRIPTION\n{}.SH COMMANDS\n", kDescription);
  for (const CommandUsage& command : commands) {
    std::string term = Bold(command.name);
    for (const PositionalUsage& positional : command.positionals) {
      term += " " + Operand(positional.argument);
    }
    AppendTerm(out, term, AsSentence(command.summary));
  }
  out += ".SH OPTIONS\n";
  for (const PositionalUsage& positional : commands.front().positionals) {
    AppendTerm(out, Operand(positional.argument), AsSentence(positional.help));
  }
  AppendOptions(out, commands.front());
  out += ".SH EXIT STATUS\n";
  for (const auto& [status, meaning] : kExitStatuses) {
    AppendTerm(out, Bold(status), AsSentence(meaning));
  }
  out += ".SH ENVIRONMENT\n";
  for (const auto& [name, text] : kEnvironment) AppendTerm(out, Bold(name), AsSentence(text));
  out += ".SH EXAMPLES\n";
  for (const auto& [name, text] : kExamples) AppendTerm(out, Bold(name), Roff(text));
  return out;
}

}  // namespace execlint
