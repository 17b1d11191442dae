#include "parsers/cloudformation/intrinsic.h"

#include <array>
#include <set>
#include <utility>

namespace execlint::cloudformation {
namespace {

constexpr std::array<std::pair<std::string_view, Function>, 19> kFunctions = {{
    {"GetAtt", Function::kGetAtt},
    {"Sub", Function::kSub},
    {"Join", Function::kJoin},
    {"Select", Function::kSelect},
    {"Split", Function::kSplit},
    {"If", Function::kIf},
    {"Equals", Function::kEquals},
    {"And", Function::kAnd},
    {"Or", Function::kOr},
    {"Not", Function::kNot},
    {"FindInMap", Function::kFindInMap},
    {"Base64", Function::kBase64},
    {"ImportValue", Function::kImportValue},
    {"GetAZs", Function::kGetAZs},
    {"Cidr", Function::kCidr},
    {"Length", Function::kLength},
    {"ToJsonString", Function::kToJsonString},
    {"Transform", Function::kTransform},
    {"Condition", Function::kCondition},
}};

constexpr int kMaxVisitDepth = 600;

Function FunctionNamed(std::string_view name) {
  for (const auto& [known, function] : kFunctions) {
    if (known == name) return function;
  }
  return Function::kOther;
}

class Visit {
 public:
  explicit Visit(const ReferenceVisitor& visitor) : visitor_(visitor) {}

  void Run(const Value& raw, int depth) {
    if (depth > kMaxVisitDepth) return;
    if (const Intrinsic intrinsic = AsIntrinsic(raw); intrinsic.function != Function::kNone) {
      if (visitor_.intrinsic) visitor_.intrinsic(intrinsic);
      Names(intrinsic, raw.span);
    }
    if (raw.is_list()) {
      for (const Traced& item : raw.items()) Run(*item, depth + 1);
    } else if (raw.is_map()) {
      for (const Entry& entry : raw.entries()) Run(*entry.value, depth + 1);
    }
  }

 private:
  void Names(const Intrinsic& intrinsic, Span at) {
    const Value& argument = *intrinsic.argument;
    std::string storage;
    const std::string_view text = PlainText(argument, storage);
    switch (intrinsic.function) {
      case Function::kRef:
        Emit(text, {}, at);
        break;
      case Function::kGetAtt:
        GetAtt(argument, text, at);
        break;
      case Function::kSub:
        if (argument.is_list() && argument.count > 0) {
          std::string body;
          Sub(PlainText(*argument.items()[0], body), argument, at);
        } else {
          Sub(text, argument, at);
        }
        break;
      case Function::kIf:
        if (visitor_.condition && argument.is_list() && argument.count > 0) {
          std::string name;
          visitor_.condition(PlainText(*argument.items()[0], name));
        }
        break;
      case Function::kCondition:
        if (visitor_.condition) visitor_.condition(text);
        break;
      default:
        break;
    }
  }

  void GetAtt(const Value& argument, std::string_view text, Span at) {
    if (argument.is_list() && argument.count == 2) {
      std::string first, second;
      const std::string_view logical = PlainText(*argument.items()[0], first);
      return Emit(logical, PlainText(*argument.items()[1], second), at);
    }
    Dotted(text, at);
  }

  void Sub(std::string_view body, const Value& argument, Span at) {
    std::set<std::string_view> own;
    if (argument.is_list() && argument.count > 1 && argument.items()[1]->is_map()) {
      for (const Entry& entry : argument.items()[1]->entries()) own.insert(entry.key);
    }
    for (const SubRun& run : SplitSub(body)) {
      if (!run.hole) continue;
      const std::string_view name = body.substr(run.begin, run.end - run.begin);
      if (!own.contains(name)) Dotted(name, at);
    }
  }

  void Dotted(std::string_view name, Span at) {
    const std::size_t dot = name.find('.');
    if (dot == std::string_view::npos) return Emit(name, {}, at);
    Emit(name.substr(0, dot), name.substr(dot + 1), at);
  }

  void Emit(std::string_view logical, std::string_view attribute, Span at) {
    if (visitor_.reference && !logical.empty()) visitor_.reference({logical, attribute, at});
  }

  const ReferenceVisitor& visitor_;
};

}  // namespace

Intrinsic AsIntrinsic(const Value& raw) {
  if (!raw.is_map() || raw.count != 1) return {};
  const Entry& only = raw.entries()[0];
  std::string_view name = only.key;
  if (name == "Ref" || name == "!Ref") return {Function::kRef, "Ref", only.value, only.key};
  if (name.starts_with("Fn::")) {
    name.remove_prefix(4);
    if (name == "Condition") return {Function::kOther, name, only.value, only.key};
  } else if (name.starts_with("!") && name.size() > 1) {
    name.remove_prefix(1);
  } else {
    return {};
  }
  if (name.starts_with("ForEach::")) return {};  // stands for entries, not for a value
  return {FunctionNamed(name), name, only.value, only.key};
}

std::string ConditionName(const Value& raw) {
  if (!raw.is_map() || raw.count != 1) return {};
  const Entry& only = raw.entries()[0];
  if (only.key != "Condition" && only.key != "!Condition") return {};
  return only.value->is_string() ? KnownText(*only.value).value_or("") : "";
}

bool IsMacroKey(std::string_view key) {
  return key == "Fn::Transform" || key.starts_with("Fn::ForEach::");
}

std::string_view PlainText(const Value& value, std::string& storage) {
  if (!value.is_string() || value.count == 0) return {};
  if (value.count == 1) return value.parts()[0].text;
  storage.clear();
  for (const Part& part : value.parts()) {
    if (part.hole != nullptr) return {};
    storage += part.text;
  }
  return storage;
}

std::vector<SubRun> SplitSub(std::string_view body) {
  std::vector<SubRun> runs;
  std::size_t literal = 0;
  const auto text_up_to = [&](std::size_t end) {
    if (literal < end) runs.push_back({false, literal, end, literal, end});
  };
  for (std::size_t at = 0; (at = body.find("${", at)) != std::string_view::npos;) {
    const std::size_t close = body.find('}', at);
    if (close == std::string_view::npos) break;
    if (at + 2 < body.size() && body[at + 2] == '!') {
      text_up_to(at + 2);
      literal = at + 3;
      at = close + 1;
      continue;
    }
    text_up_to(at);
    std::size_t begin = at + 2, end = close;
    while (begin < end && body[begin] == ' ') ++begin;
    while (begin < end && body[end - 1] == ' ') --end;
    runs.push_back({true, begin, end, at, close + 1});
    literal = at = close + 1;
  }
  text_up_to(body.size());
  return runs;
}

void VisitReferences(const Value& raw, const ReferenceVisitor& visitor) {
  Visit(visitor).Run(raw, 0);
}

}  // namespace execlint::cloudformation
