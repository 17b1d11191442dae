#include "lint/cli/completions.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "lint/source/format.h"

namespace execlint {
namespace {

using Kind = Argument::Kind;

std::string Spaced(std::span<const std::string_view> names, std::string_view between = " ") {
  std::string words;
  for (const std::string_view name : names) {
    if (!words.empty()) words += between;
    words += name;
  }
  return words;
}

std::string Replaced(std::string_view text, char what, std::string_view with) {
  std::string replaced;
  for (const char c : text) {
    if (c == what) {
      replaced += with;
    } else {
      replaced += c;
    }
  }
  return replaced;
}

// Inside '...' of bash and zsh.
std::string Quoted(std::string_view text) { return Replaced(text, '\'', "'\\''"); }

std::vector<std::string_view> NamesOf(std::span<const CommandUsage> commands) {
  std::vector<std::string_view> names;
  for (const CommandUsage& command : commands) names.push_back(command.name);
  return names;
}

// Long and short names of the options of a command.
std::vector<std::string_view> NamesOf(const CommandUsage& command) {
  std::vector<std::string_view> names;
  for (const OptionUsage& option : command.options) {
    if (!option.short_name().empty()) names.push_back(option.short_name());
    names.push_back(option.long_name());
  }
  return names;
}

// The options behind which a word is their value, in any command.
std::vector<std::string_view> WithValue(std::span<const CommandUsage> commands) {
  std::vector<std::string_view> names;
  for (const CommandUsage& command : commands) {
    for (const OptionUsage& option : command.options) {
      const std::string_view name = option.long_name();
      const bool known = std::find(names.begin(), names.end(), name) != names.end();
      if (!option.argument.name.empty() && !known) names.push_back(name);
    }
  }
  return names;
}

// ---- bash

// What sets COMPREPLY to the values of an argument.
std::string BashValues(const Argument& argument) {
  if (!argument.choices.empty()) {
    return Format("COMPREPLY=($(compgen -W '{}' -- \"$cur\"))", Spaced(argument.choices));
  }
  switch (argument.kind) {
    case Kind::kText:
      return "COMPREPLY=()";
    case Kind::kFile:
    case Kind::kFileOrFolder:
      return "_execlint_files";
    case Kind::kRule:
      return argument.list ? "_execlint_rules" : "COMPREPLY=($(compgen -W \"$rules\" -- \"$cur\"))";
    case Kind::kOutput:
      return "_execlint_output";
  }
  return "";
}

std::string Bash(const Completed& completed) {
  std::string out = Format(
      R"sh(# Completions of execlint for bash: eval "$(execlint completions bash)"
_execlint_files() {{
  compopt -o filenames
  COMPREPLY=($(compgen -f -- "$cur"))
}}

# Names separated by commas: the last one is completed.
_execlint_rules() {{
  local before=''
  [[ $cur == *,* ]] && before=${{cur%,*}},
  compopt -o nospace
  COMPREPLY=($(compgen -P "$before" -W "$rules" -- "${{cur##*,}}"))
}}

# FORMAT=FILE, of which bash may give only the part behind the `=`.
_execlint_output() {{
  if [[ $option_at -lt $((COMP_CWORD - 1)) || $cur == *=* ]]; then
    cur=${{cur#*=}}
    _execlint_files
  else
    compopt -o nospace
    COMPREPLY=($(compgen -S = -W '{}' -- "$cur") $(compgen -f -- "$cur"))
  fi
}}

_execlint() {{
  local IFS=$' \t\n' cur=${{COMP_WORDS[COMP_CWORD]}} word command='' option='' option_at=0 i
  local is_value='' rules='{}'
  # The first word that is neither an option nor its value may be a command.
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    if [[ $word == = ]]; then
      is_value=1
      continue
    elif [[ -n $is_value ]]; then
      is_value=''
      continue
    fi
    case $word in
      {}) is_value=1 ;;
      {}) command=$word && break ;;
      --) command=lint && break ;;
      -?*) ;;
      *) command=lint && break ;;
    esac
  done
  # Bash splits words at `=`: the option stands before that, or right before the word.
  i=$((COMP_CWORD - 1))
  if [[ $cur == = ]]; then
    cur=''
  elif [[ ${{COMP_WORDS[i]}} == = ]]; then
    ((i--))
  fi
  if [[ ${{COMP_WORDS[i]}} != -* && ${{COMP_WORDS[i - 1]}} == -* && $i -lt $((COMP_CWORD - 1)) ]]; then
    ((i--))  # --output FORMAT = FILE
  elif [[ ${{COMP_WORDS[i]}} != -* && ${{COMP_WORDS[i - 1]}} == = && $i -lt $((COMP_CWORD - 1)) ]]; then
    ((i -= 2))  # --output = FORMAT = FILE
  elif [[ ${{COMP_WORDS[i]}} == -* && $i -lt $((COMP_CWORD - 1)) && ${{COMP_WORDS[COMP_CWORD - 1]}} == = ]]; then
    option_at=$((COMP_CWORD - 1))  # --output = FORMAT
  fi
  option=${{COMP_WORDS[i]}}
  [[ $option_at -gt 0 ]] || option_at=$i
  case $command/$option in
)sh",
      Spaced(completed.formats), Spaced(completed.rules),
      Spaced(WithValue(completed.commands), " | "), Spaced(NamesOf(completed.commands), " | "));
  const auto value = [&](std::string_view command, const OptionUsage& option) {
    if (option.argument.name.empty()) return;
    out += Format("    {}/{})\n      {}\n      return ;;\n", command, option.long_name(),
                  BashValues(option.argument));
  };
  for (const CommandUsage& command : completed.commands) {
    for (const OptionUsage& option : command.options) {
      if (&command == &completed.commands.front()) value("", option);
      value(command.name, option);
    }
  }
  out += "  esac\n  case $command in\n";
  for (const CommandUsage& command : completed.commands) {
    const bool first = &command == &completed.commands.front();
    out += Format(
        "    {}{})\n      if [[ $cur == -* ]]; then\n"
        "        COMPREPLY=($(compgen -W '{}' -- \"$cur\"))\n",
        first ? "'' | " : "", command.name, Spaced(NamesOf(command)));
    if (!command.positionals.empty()) {
      out += Format("      else\n        {}\n", BashValues(command.positionals[0].argument));
    }
    if (first) {
      out += Format("        [[ -n $command ]] || COMPREPLY+=($(compgen -W '{}' -- \"$cur\"))\n",
                    Spaced(NamesOf(completed.commands)));
    }
    out += "      fi ;;\n";
  }
  return out + "  esac\n}\n\ncomplete -F _execlint execlint\n";
}

// ---- zsh

// Text in a specification of _arguments: brackets and colons mean something there.
std::string ZshText(std::string_view text) {
  return Quoted(Replaced(Replaced(Replaced(text, '[', "\\["), ']', "\\]"), ':', "\\:"));
}

std::string ZshAction(const Argument& argument, const Completed& completed) {
  if (!argument.choices.empty()) return Format("({})", Spaced(argument.choices));
  switch (argument.kind) {
    case Kind::kText:
      return " ";
    case Kind::kFile:
    case Kind::kFileOrFolder:
      return "_files";
    case Kind::kRule:
      return argument.list ? "_execlint_rules" : Format("({})", Spaced(completed.rules));
    case Kind::kOutput:
      return "_execlint_output";
  }
  return "";
}

std::string ZshOption(const OptionUsage& option, const Completed& completed) {
  const std::string help = ZshText(option.help);
  if (option.argument.name.empty()) {
    const std::string with_long = Format("'*{}[{}]'", option.long_name(), help);
    return option.short_name().empty()
               ? with_long
               : Format("'*{}[{}]' ", option.short_name(), help) + with_long;
  }
  return Format("'*{}=[{}]:{}:{}'", option.long_name(), help, ZshText(option.argument.name),
                ZshAction(option.argument, completed));
}

std::string Zsh(const Completed& completed) {
  std::string out = Format(R"(#compdef execlint
# Completions of execlint for zsh: a file _execlint in a folder of $fpath, or, after compinit,
# source <(execlint completions zsh)
_execlint_rules() {{
  local -a rules=({})
  _values -s , rule $rules
}}

_execlint_output() {{
  if compset -P '*='; then
    _files
  else
    compadd -S = -- {}
    _files
  fi
}}

_execlint_commands() {{
  local -a commands=(
)",
                           Spaced(completed.rules), Spaced(completed.formats));
  for (const CommandUsage& command : completed.commands) {
    out += Format("    '{}:{}'\n", command.name, ZshText(command.summary));
  }
  out += R"(  )
  _describe command commands
  _files
}

_execlint() {
  local word command='' is_value=''
  # The first word that is neither an option nor its value may be a command.
  for word in "${(@)words[2,CURRENT-1]}"; do
    if [[ -n $is_value ]]; then
      is_value=''
      continue
    fi
    case $word in
)";
  out += Format("      {}) is_value=1 ;;\n", Spaced(WithValue(completed.commands), "|"));
  out += Format("      {}) command=$word; break ;;\n", Spaced(NamesOf(completed.commands), "|"));
  out += R"(      --) break ;;
      -?*) ;;
      *) break ;;
    esac
  done
  case $command in
)";
  for (const CommandUsage& command : completed.commands) {
    std::string options;
    for (const OptionUsage& option : command.options) {
      options += Format(" \\\n        {}", ZshOption(option, completed));
    }
    const bool first = &command == &completed.commands.front();
    if (first) {
      out += Format(
          "    '')\n      _arguments -s -S{} \\\n        '1: :_execlint_commands' "
          "'*:path:_files' ;;\n",
          options);
    }
    // The first word without an option is the command itself.
    std::string operands = "'1: : '";
    for (const PositionalUsage& positional : command.positionals) {
      operands +=
          Format(" '{}:{}:{}'", positional.argument.repeated ? "*" : "2",
                 ZshText(positional.argument.name), ZshAction(positional.argument, completed));
    }
    out += Format("    {})\n      _arguments -s -S{} \\\n        {} ;;\n", command.name, options,
                  operands);
  }
  // Called by compinit as the completion itself, or sourced.
  return out + R"(  esac
}

if [[ $funcstack[1] == _execlint ]]; then
  _execlint "$@"
else
  compdef _execlint execlint
fi
)";
}

// ---- fish

// Inside '...' of fish: only the quote and the backslash mean something.
std::string FishText(std::string_view text) {
  return Replaced(Replaced(text, '\\', "\\\\"), '\'', "\\'");
}

std::string FishValues(const Argument& argument, const Completed& completed) {
  if (!argument.choices.empty()) return Format(" -x -a '{}'", Spaced(argument.choices));
  switch (argument.kind) {
    case Kind::kText:
      return " -x";
    case Kind::kFile:
    case Kind::kFileOrFolder:
      return " -r -F";
    case Kind::kRule:
      return argument.list ? " -x -a '(__execlint_rules)'"
                           : Format(" -x -a '{}'", Spaced(completed.rules));
    case Kind::kOutput:
      return Format(" -r -F -a '{}='", Spaced(completed.formats, "= "));
  }
  return "";
}

std::string Fish(const Completed& completed) {
  const std::string commands = Spaced(NamesOf(completed.commands));
  std::string out =
      Format(R"(# Completions of execlint for fish: execlint completions fish | source
# Is the command one of these? It is the first word that is neither an option nor its value; `none` is
# one that is not written yet.
function __execlint_command_is
  set -l command none
  set -l is_value no
  for word in (commandline -opc)[2..-1]
    if test $is_value = yes
      set is_value no
      continue
    end
    switch $word
      case {}
        set is_value yes
      case {}
        set command $word
        break
      case '-?*'
        test "$word" = -- || continue
        set command lint
        break
      case '*'
        set command lint
        break
    end
  end
  contains -- $command $argv
end

# Names separated by commas: the last one is completed.
function __execlint_rules
  set -l before (string match -r '.*,' -- (string replace -r '^--[a-z-]*=' '' -- (commandline -ct)))
  printf '%s\n' "$before"{{{}}}
end

complete -c execlint -f
)",
             Spaced(WithValue(completed.commands)), commands, Spaced(completed.rules, ","));
  for (const CommandUsage& command : completed.commands) {
    const bool first = &command == &completed.commands.front();
    const std::string here =
        Format("__execlint_command_is {}{}", first ? "none " : "", command.name);
    out += Format("complete -c execlint -n '__execlint_command_is none' -a '{}' -d '{}'\n",
                  command.name, FishText(command.summary));
    for (const OptionUsage& option : command.options) {
      out += Format("complete -c execlint -n '{}' -l '{}'", here, option.long_name().substr(2));
      if (!option.short_name().empty()) out += Format(" -s '{}'", option.short_name().substr(1));
      if (!option.argument.name.empty()) out += FishValues(option.argument, completed);
      out += Format(" -d '{}'\n", FishText(option.help));
    }
    for (const PositionalUsage& positional : command.positionals) {
      const bool files = positional.argument.kind == Kind::kFileOrFolder;
      out += Format("complete -c execlint -n '{}'{}\n", here,
                    files ? " -F" : FishValues(positional.argument, completed));
    }
  }
  return out;
}

}  // namespace

std::string Completions(std::string_view shell, const Completed& completed) {
  if (shell == "bash") return Bash(completed);
  return shell == "zsh" ? Zsh(completed) : Fish(completed);
}

}  // namespace execlint
