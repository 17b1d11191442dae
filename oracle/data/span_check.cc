// Proves on real files that spans are exact: reads every JSON and YAML file of a folder, takes the
// source text at the span of every scalar and key, has the JSON or YAML library read that text
// alone, and compares.
//
//   span_check FOLDER...          counts, and each mismatch
//   span_check --dump FOLDER...   one JSON line per file with its value, for oracle/data/compare.py
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "lint/source/format.h"
#include "parsers/json/json.h"
#include "parsers/yaml/yaml.h"

namespace execlint {
namespace {

namespace fs = std::filesystem;

struct Counts {
  std::size_t files = 0, bytes = 0, scalars = 0, unchecked = 0, wrong = 0, bad_parts = 0,
              with_problems = 0, without_value = 0;
};

std::string Place(const SourceMap& sources, Span span) {
  const LineColumn at = sources.Locate(span.file, span.begin);
  return Format("{}:{}:{}", sources.path(span.file), at.line, at.column);
}

// What a library makes of the text of one scalar; nothing if it cannot be read alone.
std::optional<std::string> ReadAlone(std::string_view text, bool is_json) {
  if (is_json) {
    const auto value = nlohmann::json::parse(text, nullptr, false);
    if (value.is_discarded()) return std::nullopt;
    return value.is_string() ? value.get<std::string>() : std::string(text);
  }
  try {
    // yaml-cpp loses blank lines before a closing quote, so no quote closes right behind them.
    std::string shown(text);
    const bool quoted = text.size() > 1 && (text[0] == '"' || text[0] == '\'');
    if (quoted) shown.insert(shown.size() - 1, "x");
    YAML::Node node = YAML::Load(shown);
    if (!node.IsScalar() && !node.IsNull()) node = YAML::Load(shown + ": 1").begin()->first;
    if (node.IsNull()) return std::string(text);
    if (!node.IsScalar()) return std::nullopt;
    std::string value = node.Scalar();
    if (quoted) value.pop_back();
    return value;
  } catch (const YAML::Exception&) {
    return std::nullopt;
  }
}

class Checker {
 public:
  Checker(const SourceMap& sources, bool is_json, Counts& counts)
      : sources_(sources), is_json_(is_json), counts_(counts) {}

  void Visit(const Value& value) {
    if (value.is_list()) {
      for (const Traced& item : value.items()) Inside(value, item);
    } else if (value.is_map()) {
      for (const Entry& entry : value.entries()) {
        Compare(entry.key_span, std::string(entry.key), entry.key.starts_with('!'));
        Inside(value, entry.value);
      }
    } else if (value.is_null()) {
      Compare(value.span, std::string(sources_.Text(value.span)), false);
    } else if (value.is_string()) {
      Compare(value.span, *KnownText(value), false);
      CheckParts(value);
    } else if (value.kind == Kind::kNumber) {
      Compare(value.span, std::string(sources_.Text(value.span)), false);
      const std::string text(sources_.Text(value.span));
      if (std::strtod(text.c_str(), nullptr) != value.number()) Wrong(value.span, "number", text);
    } else if (value.kind == Kind::kBool) {
      const std::string_view text = sources_.Text(value.span);
      const bool fits = value.boolean() ? std::string_view("tTyYoO").find(text[0]) != text.npos
                                        : std::string_view("fFnNoO").find(text[0]) != text.npos;
      Compare(value.span, std::string(text), false);
      if (!fits) Wrong(value.span, "bool", std::string(text));
    }
  }

 private:
  void Inside(const Value& outer, Traced inner) {
    if (inner.route != nullptr) return;  // an alias: its node is looked at where it stands
    if (!outer.span.Contains(inner->span)) Wrong(inner->span, "within its container", "");
    Visit(*inner);
  }

  void Compare(Span span, const std::string& meant, bool is_tag) {
    const std::string_view text = sources_.Text(span);
    if (!is_json_ && text.starts_with('*')) return;  // a key that is an alias
    ++counts_.scalars;
    if (is_tag) {
      if (text != meant) Wrong(span, meant, std::string(text));
      return;
    }
    const bool block = !is_json_ && (text.starts_with('|') || text.starts_with('>'));
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    if (!text.empty() && !block && (blank(text.front()) || blank(text.back()))) {
      Wrong(span, "no blank at its edges", std::string(text));
    }
    // The digit of `|2` counts from where the scalar stands, so it means another thing alone.
    const std::string_view header = text.substr(0, text.find('\n'));
    if (block && header.find_first_of("123456789") != std::string_view::npos) {
      ++counts_.unchecked;
      return;
    }
    const auto alone = ReadAlone(text, is_json_);
    if (!alone) {
      Wrong(span, meant, "(cannot be read alone)");
    } else if (*alone != meant) {
      Wrong(span, meant, *alone);
    }
  }

  void CheckParts(const Value& value) {
    std::uint32_t at = value.span.begin;
    for (const Part& part : value.parts()) {
      const bool in_place = value.span.Contains(part.from) && part.from.begin >= at;
      if (!in_place || (part.verbatim && sources_.Text(part.from) != part.text)) {
        ++counts_.bad_parts;
        std::cout << Format("{}: a part is not where it says\n", Place(sources_, part.from));
      }
      at = part.from.end;
    }
  }

  void Wrong(Span span, const std::string& meant, const std::string& got) {
    ++counts_.wrong;
    if (counts_.wrong > 60) return;
    std::cout << Format("{}: text {:?} should be {:?}, is {:?}\n", Place(sources_, span),
                        sources_.Text(span).substr(0, 80), meant.substr(0, 80), got.substr(0, 80));
  }

  const SourceMap& sources_;
  bool is_json_;
  Counts& counts_;
};

nlohmann::ordered_json Dump(const Value& value) {
  switch (value.kind) {
    case Kind::kNull:
      return nullptr;
    case Kind::kBool:
      return value.boolean();
    case Kind::kNumber:
      return value.number();
    case Kind::kString:
      return *KnownText(value);
    case Kind::kUnknown:
      return {{"$unknown", value.symbol().name}};
    case Kind::kList: {
      auto list = nlohmann::ordered_json::array();
      for (const Traced& item : value.items()) list.push_back(Dump(*item));
      return list;
    }
    case Kind::kMap: {
      auto map = nlohmann::ordered_json::object();
      for (const Entry& entry : value.entries()) map[std::string(entry.key)] = Dump(*entry.value);
      if (value.open()) map["$open"] = value.open_because->name;
      return map;
    }
  }
  return nullptr;
}

std::string ReadFile(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  return bytes.str();
}

void CheckFile(const fs::path& path, bool dump, Counts& counts) {
  SourceMap sources;
  ValueStore store;
  const FileId file = sources.AddFile(path.string(), ReadFile(path));
  const std::string_view text = sources.Text(file);
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  const bool is_json = path.extension() == ".json" || (path.extension() == ".template" &&
                                                       first != text.npos && text[first] == '{');
  const Parsed parsed =
      is_json ? json::Parse(sources, file, store) : yaml::Parse(sources, file, store);
  ++counts.files;
  counts.bytes += text.size();
  counts.with_problems += parsed.problems.empty() ? 0 : 1;
  counts.without_value += parsed.root ? 0 : 1;
  if (!dump) {
    if (parsed.root) Checker(sources, is_json, counts).Visit(*parsed.root);
    for (const Problem& problem : parsed.problems) {
      std::cout << Format("problem: {}: {}\n", Place(sources, problem.span), problem.message);
    }
    return;
  }
  nlohmann::ordered_json line = {{"path", path.string()}, {"json", is_json}};
  line["value"] = parsed.root ? Dump(*parsed.root) : nlohmann::ordered_json();
  line["problems"] = nlohmann::ordered_json::array();
  for (const Problem& problem : parsed.problems) {
    line["problems"].push_back(Place(sources, problem.span) + ": " + problem.message);
  }
  std::cout << Format("{}\n", line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

int Run(int argc, char** argv) {
  Counts counts;
  bool dump = false;
  std::vector<fs::path> paths;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--dump") {
      dump = true;
      continue;
    }
    if (fs::is_regular_file(argv[i])) paths.emplace_back(argv[i]);
    if (!fs::is_directory(argv[i])) continue;
    for (const auto& entry :
         fs::recursive_directory_iterator(argv[i], fs::directory_options::skip_permission_denied)) {
      const fs::path extension = entry.path().extension();
      if (entry.is_regular_file() && (extension == ".json" || extension == ".yaml" ||
                                      extension == ".yml" || extension == ".template")) {
        paths.push_back(entry.path());
      }
    }
  }
  std::sort(paths.begin(), paths.end());
  const auto start = std::chrono::steady_clock::now();
  for (const fs::path& path : paths) CheckFile(path, dump, counts);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  if (!dump) {
    std::cout << Format(
        "{} files, {} bytes, {} scalars and keys: {} wrong, {} with a bad part, {} not checked; {} "
        "files with problems, {} without value; {:.1f} s\n",
        counts.files, counts.bytes, counts.scalars, counts.wrong, counts.bad_parts,
        counts.unchecked, counts.with_problems, counts.without_value, took.count());
  }
  return counts.wrong + counts.bad_parts == 0 ? 0 : 1;
}

}  // namespace
}  // namespace execlint

int main(int argc, char** argv) { return execlint::Run(argc, argv); }
