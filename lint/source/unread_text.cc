#include "lint/source/unread_text.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <iterator>

namespace execlint {
namespace {

constexpr std::size_t kLongestLine = 16'384;  // a longer one is masked whole
constexpr std::size_t kLongestDirective = 256;
constexpr std::uint32_t kMostLines = 64;  // of one place, at its beginning and at its end

constexpr std::string_view kBlockTypes[] = {"resource", "data",      "module",   "variable",
                                            "output",   "locals",    "provider", "terraform",
                                            "check",    "ephemeral", "moved",    "import"};
constexpr std::string_view kRoots[] = {
    "var.",  "local.", "module.",     "data.",     "aws_",
    "each.", "count.", "path.module", "path.root", "terraform.workspace"};
constexpr std::string_view kFunctions[] = {"jsonencode", "yamlencode", "jsondecode", "yamldecode",
                                           "file",       "merge",      "concat",     "templatefile",
                                           "sensitive",  "toset",      "format",     "join"};
// Keys of templates, task definitions, policies and Terraform, in small letters without `_`.
constexpr std::string_view kKeys =
    " action allowedvalues assignpublicip assumerolepolicydocument awsvpcconfiguration "
    "capacityproviderstrategy cluster clustername command condition conditions configuration "
    "container containerdefinitions containeroverrides containerpath containerport "
    "containerproperties containers count cpu data default definition definitionstring "
    "dependson deploymentconfiguration deploymentcontroller description desiredcount "
    "ecsproperties effect enabled enableexecutecommand end entrypoint environment "
    "environmentfiles essential executecommandconfiguration executionrolearn family foreach "
    "getatt healthcheck hostport if image initprocessenabled interactive interval join key "
    "kmskeyid launchtype lifecycle linuxparameters locals logconfiguration logdriver logging "
    "mappings memory memoryreservation metadata module mountpoints name networkconfiguration "
    "networkmode next noecho options output outputs overrides parameters pidmode "
    "placementconstraints platformversion policies policydocument policyname portmappings "
    "principal privileged properties protocol provider providers pseudoterminal readonly "
    "readonlyrootfilesystem ref requirescompatibilities resource resources restartpolicy "
    "retries runtimeplatform secretoptions secrets securitygroups sensitive service "
    "servicename settings sid source sourcevolume startat startperiod statement states sub "
    "subnetids subnets tags taskdefinition taskproperties taskrolearn templatebody terraform "
    "timeout "
    "transform type ulimits user value valuefrom variable variables version volumes "
    "volumesfrom ";
// With what programs write where JSON has `true`, `false` and `null`, and the types of variables.
constexpr std::string_view kWords[] = {
    "true",    "false",   "null",    "True",         "False",   "None",       "NaN",
    "!Ref",    "!Sub",    "!If",     "!And",         "!Or",     "!Not",       "undefined",
    "!Join",   "!Split",  "!Select", "!GetAtt",      "!Equals", "!Condition", "!FindInMap",
    "!Base64", "!GetAZs", "!Cidr",   "!ImportValue", "string",  "number",     "bool",
    "any",     "list",    "map",     "set",          "object"};
// Of HCL.
constexpr std::string_view kOperators[] = {"for", "in", "if", "else", "endif", "endfor"};
// What the names of resources, parameters, conditions and mappings follow.
constexpr std::string_view kNaming[] = {"!Ref",       "!GetAtt",      "!ImportValue",
                                        "!Condition", "!FindInMap [", "!If ["};

template <std::size_t N>
bool IsOneOf(std::string_view word, const std::string_view (&words)[N]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// `s3:*`, `dynamodb:CreateTable`
bool IsAction(std::string_view text) {
  constexpr std::string_view kServices =
      " apigateway autoscaling cloudformation cloudwatch dynamodb ec2 ecr ecs eks "
      "elasticfilesystem "
      "events execute-api iam kms lambda logs rds s3 secretsmanager sns sqs ssm ssmmessages states "
      "sts ";
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return false;
  const std::string service = " " + std::string(text.substr(0, colon)) + " ";
  const std::string_view action = text.substr(colon + 1);
  return kServices.find(service) != kServices.npos && !action.empty() &&
         action.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz*") ==
             action.npos;
}

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

bool IsOfName(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
}

// A key that says nothing about the project that it is found in.
bool IsKnownKey(std::string_view word) {
  std::string folded = " ";
  for (const char c : word) {
    if (c != '_') folded += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return word.find(' ') == word.npos && kKeys.find(folded + " ") != kKeys.npos;
}

bool IsName(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, IsOfName) &&
         (std::isalpha(static_cast<unsigned char>(word[0])) != 0 || word[0] == '_');
}

// `${name}`, `${var.name}`: a reference and nothing else.
bool IsReference(std::string_view text) {
  return text.starts_with("${") && text.ends_with("}") && IsName(text.substr(2, text.size() - 3));
}

// `network_configuration`: small letters and `_`, of which there is one.
bool IsTypeOfBlock(std::string_view word) {
  return word.find('_') != word.npos &&
         std::ranges::all_of(word, [](char c) { return c == '_' || (c >= 'a' && c <= 'z'); });
}

class Line {
 public:
  explicit Line(std::string_view line, const IsPlain* plain = nullptr)
      : line_(line), plain_(plain) {}

  std::vector<MaskedPart> Run() {
    at_ = EndOfBlockHead();
    while (at_ < line_.size() && !IsComment()) {
      const char c = line_[at_];
      directive_ = std::max(directive_, EndOfDirective());
      if (BeginsPlaceholder()) key_ = {};
      if (c == '"' || (c == '\'' && (at_ == 0 || !IsOfName(line_[at_ - 1])))) {
        if (!Quoted()) break;
      } else if (IsBlank(c) || IsPunctuation(c)) {
        ++at_;
      } else {
        Word();
      }
    }
    return std::move(masked_);
  }

 private:
  // Does a comment begin here, of a text that could be read?
  bool IsComment() const {
    const std::string_view rest = line_.substr(at_);
    return plain_ != nullptr && (at_ == 0 || IsBlank(line_[at_ - 1])) &&
           (rest.starts_with('#') || rest.starts_with("//"));
  }

  // What another program writes here is not what the key names, but any value.
  bool BeginsPlaceholder() const {
    const std::string_view mark = line_.substr(at_, 2);
    return mark == "{{" || mark == "{%" || mark == "<%" || mark == "${";
  }

  // Where the directive of a template ends that begins here, if it is one without literals: all
  // words in `{{- if .Values.on }}` are names. Not `{{a: b}}`, which is a map of YAML.
  std::size_t EndOfDirective() const {
    const std::string_view rest = line_.substr(at_, kLongestDirective);
    if (!rest.starts_with("{{") && !rest.starts_with("{%")) return 0;
    const std::size_t end = rest.find(rest[1] == '%' ? "%}" : "}}");
    if (end == rest.npos) return 0;
    const std::string_view inside = rest.substr(2, end - 2);
    if (inside.find_first_of("\"'`{") != inside.npos) return 0;
    for (std::size_t at = inside.find(':'); at != inside.npos; at = inside.find(':', at + 1)) {
      if (inside.substr(at, 2) != ":=") return 0;
    }
    return at_ + end;
  }

  // `$name`, `.Values.name`
  static bool IsNameInDirective(std::string_view word) {
    if (word.starts_with('$')) word.remove_prefix(1);
    if (word.starts_with('.')) word.remove_prefix(1);
    return word.empty() || IsName(word);
  }

  // Where `resource "aws_ecs_service" "web" {` ends, if the line begins so; `dynamic "setting" {`
  // or `deployment_circuit_breaker {`, if it is nothing else.
  std::size_t EndOfBlockHead() const {
    std::size_t at = SkipBlanks(0);
    std::size_t end = at;
    while (end < line_.size() && IsOfName(line_[end])) ++end;
    const std::string_view type = line_.substr(at, end - at);
    const std::size_t next = SkipBlanks(end);
    if (IsTypeOfBlock(type) && line_.substr(next, 1) == "{" &&
        SkipBlanks(next + 1) == line_.size()) {
      return line_.size();
    }
    if (type != "dynamic" && !IsOneOf(type, kBlockTypes)) return 0;
    while (end < line_.size() && (IsBlank(line_[end]) || line_[end] == '"')) {
      if (line_[end] == '"') {
        end = line_.find('"', end + 1);
        if (end == line_.npos) return 0;
      }
      ++end;
    }
    return end < line_.size() && line_[end] == '{' ? end : 0;
  }

  std::size_t SkipBlanks(std::size_t at) const {
    while (at < line_.size() && IsBlank(line_[at])) ++at;
    return at;
  }

  static bool IsPunctuation(char c) {
    return std::string_view("{}[](),=<>?;:").find(c) != std::string_view::npos;
  }

  // The character before `at` that is no blank; a line feed at the start of the line.
  char Before(std::size_t at) const {
    while (at > 0 && IsBlank(line_[at - 1])) --at;
    return at == 0 ? '\n' : line_[at - 1];
  }

  // Does `=` or `:` follow, as behind a key?
  bool IsKeyBefore(std::size_t end) const {
    end = SkipBlanks(end);
    if (end == line_.size()) return false;
    if (line_[end] == ':') return true;
    return line_[end] == '=' && (end + 1 == line_.size() || line_[end + 1] != '=');
  }

  // May a key stand behind what is there? In quotes, also where a comma is missing.
  bool KeyMayFollow(std::size_t at) const {
    const char before = Before(at);
    if (line_[at] == '"' && at > 0 && (IsBlank(line_[at - 1]) || before == '}' || before == ']') &&
        std::string_view("=:?[").find(before) == std::string_view::npos && before != '-') {
      return true;
    }
    if (before == '-') return Before(line_.find('-')) == '\n';  // of a list in YAML
    return std::string_view("\n{,;(").find(before) != std::string_view::npos;
  }

  void Mask(std::size_t begin, std::size_t end) {
    if (begin < end) masked_.push_back({begin, end});
  }

  // A text in quotes. False: it does not end in this line, and so any quote may be the wrong one.
  bool Quoted() {
    const std::size_t begin = at_ + 1;
    std::size_t end = begin;
    while (end < line_.size() && line_[end] != line_[at_]) end += line_[end] == '\\' ? 2 : 1;
    if (end >= line_.size()) {
      if (plain_ != nullptr) {
        Mask(begin, line_.size());
        return false;
      }
      const std::size_t first = line_.find_first_of("\"'");
      std::erase_if(masked_, [&](const MaskedPart& one) { return one.end > first; });
      Mask(first + 1, line_.size());
      return false;
    }
    const std::string_view text = line_.substr(begin, end - begin);
    if (IsKey(text, at_, end + 1)) {
      key_ = text;
    } else if (!IsPlainValue(text) && !IsAction(text) && !IsReference(text)) {
      Mask(begin, end);
    }
    at_ = end + 1;
    return true;
  }

  bool IsKey(std::string_view text, std::size_t begin, std::size_t end) const {
    return (plain_ != nullptr || IsKnownKey(text)) && KeyMayFollow(begin) && IsKeyBefore(end);
  }

  bool IsPlainValue(std::string_view text) const {
    return plain_ != nullptr && (*plain_)(key_, text);
  }

  void Word() {
    const std::size_t begin = at_;
    while (at_ < line_.size() && IsOfWord(at_)) ++at_;
    const std::string_view word = line_.substr(begin, at_ - begin);
    if (word == "==" || word == "!=") key_ = {};
    if (line_.substr(SkipBlanks(at_)).starts_with("in ") ||
        line_.substr(0, begin).ends_with("for ")) {
      names_.push_back(FirstOf(word));
    }
    if (plain_ != nullptr && IsName(word) && IsKey(word, begin, at_)) {
      key_ = word;
    } else if (!IsShown(word, begin) && !IsPlainValue(word) && !IsNamed(word, begin)) {
      Mask(begin, at_);
    }
  }

  // `service` of `service.name`.
  static std::string_view FirstOf(std::string_view word) {
    return word.substr(0, word.find_first_of(".["));
  }

  // Of a text that could be read: what is a name by the place that it stands in.
  bool IsNamed(std::string_view word, std::size_t begin) const {
    if (plain_ == nullptr || !IsName(word)) return false;
    if (IsOneOf(word, kOperators)) return true;
    const std::string_view before = line_.substr(0, begin);
    const std::size_t next = SkipBlanks(at_);
    if (line_.substr(next, 1) == "(") return true;                            // a call
    if (line_.substr(next, 1) == "{" && Before(begin) == '\n') return true;   // a block
    if (before.ends_with("${") && line_.substr(next, 1) == "}") return true;  // a reference
    return std::ranges::find(names_, FirstOf(word)) != names_.end() ||
           std::ranges::any_of(kNaming, [&](std::string_view naming) {
             const std::size_t at = before.rfind(naming);
             return at != before.npos &&
                    before.find_first_of("]}\"'", at + naming.size()) == before.npos &&
                    (naming.ends_with("FindInMap [") ||
                     before.find_first_not_of(" [", at + naming.size()) == before.npos);
           });
  }

  // A colon belongs to a word if it goes on behind: `AWS::ECS::Service`, `db:secret`.
  bool IsOfWord(std::size_t at) const {
    const char c = line_[at];
    if (c == ':') {
      return at + 1 < line_.size() && line_[at + 1] != '"' && line_[at + 1] != '\'' &&
             !IsBlank(line_[at + 1]) &&
             std::string_view("{[(,").find(line_[at + 1]) == std::string_view::npos;
    }
    return !IsBlank(c) && c != '"' && !IsPunctuation(c);
  }

  bool IsShown(std::string_view word, std::size_t begin) const {
    if (IsOneOf(word, kWords)) return true;
    if (begin < directive_ && IsNameInDirective(word)) return true;
    if (word.starts_with("AWS::") || word.starts_with("Fn::")) return true;
    const auto is_sign = [](char c) {
      return std::string_view("-+*/%!&|.~$").find(c) != std::string_view::npos;
    };
    if (word.size() <= 2 && std::ranges::all_of(word, is_sign)) return true;
    if (!IsName(word)) return false;
    const std::size_t next = SkipBlanks(at_);
    const char behind = next < line_.size() ? line_[next] : '\n';
    const bool starts =
        std::ranges::any_of(kRoots, [&](std::string_view root) { return word.starts_with(root); });
    if (starts && word.find('.') != word.npos) return true;
    if (behind == '(') return IsOneOf(word, kFunctions);
    if (!IsKnownKey(word)) return false;
    if (!IsKeyBefore(at_)) return behind == '{' && Before(begin) == '\n';
    if (behind == ':') return KeyMayFollow(begin);
    return std::string_view("=:?").find(Before(begin)) == std::string_view::npos;
  }

  const std::string_view line_;
  const IsPlain* const plain_;
  std::string_view key_;                 // the last one in this line
  std::vector<std::string_view> names_;  // that a `for` gives
  std::size_t at_ = 0;
  std::size_t directive_ = 0;  // where the one ends that is being read
  std::vector<MaskedPart> masked_;
};

}  // namespace

std::vector<MaskedPart> MaskedOfUnread(std::string_view line) {
  if (line.size() > kLongestLine) return {{0, line.size()}};
  return Line(line).Run();
}

std::vector<MaskedPart> MaskedBut(std::string_view line, const IsPlain& plain) {
  if (line.size() > kLongestLine) return {{0, line.size()}};
  return Line(line, &plain).Run();
}

std::string ShownOfUnread(std::string_view text, std::size_t begin, std::size_t end) {
  const std::size_t line = begin == 0 ? 0 : text.rfind('\n', begin - 1) + 1;
  const std::string_view whole = text.substr(line, text.find_first_of("\r\n", begin) - line);
  std::size_t at = begin - line;
  end = std::min(end - line, whole.size());
  std::string shown;
  for (const MaskedPart& one : MaskedOfUnread(whole)) {
    if (one.end <= at) continue;
    if (one.begin >= end) break;
    shown.append(whole.substr(at, std::max(at, one.begin) - at)).append("***");
    at = one.end;
  }
  if (at < end) shown += whole.substr(at, end - at);
  return shown;
}

void MarkUnread(Span place, SourceMap& sources) {
  const Span span = sources.Spell(place);
  if (!span.valid()) return;
  const std::uint32_t first = sources.Locate(span.file, span.begin).line;
  const std::uint32_t last = sources.Locate(span.file, span.end).line;
  std::uint32_t number = first;
  while (number <= last) {
    const Span line = sources.Line(span.file, number);
    for (const MaskedPart& one : MaskedOfUnread(sources.Text(line))) {
      sources.MarkSecret({span.file, line.begin + static_cast<std::uint32_t>(one.begin),
                          line.begin + static_cast<std::uint32_t>(one.end)});
    }
    ++number;
    if (number == first + kMostLines && number + kMostLines < last) {
      const Span next = sources.Line(span.file, last - kMostLines);
      sources.MarkSecret({span.file, line.end, next.begin});
      number = last - kMostLines;
    }
  }
}

}  // namespace execlint
