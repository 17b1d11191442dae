// Proves that places in Terraform's JSON syntax are exact: reads .tf.json files, and compares what
// the syntax tree says with the JSON text at the place on disk that each piece of it spells to.
//
//   tf_json_check FILE_OR_FOLDER...
//
// Names, labels, keys and texts are decoded from their place as JSON and must be what the tree has;
// numbers, bools and nulls must stand there; what stands inside `${...}` must be the decoded text,
// byte for byte.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/source/format.h"
#include "parsers/hcl/ast.h"
#include "parsers/hcl/parser.h"
#include "parsers/terraform/project/json_syntax.h"

namespace execlint::terraform {
namespace {

namespace fs = std::filesystem;

struct Counts {
  std::size_t files = 0, problems = 0, pieces = 0, wrong = 0;
};

std::optional<std::string> Decoded(std::string_view json) {
  const auto value = nlohmann::json::parse(json, nullptr, false);
  if (!value.is_string()) return std::nullopt;
  return value.get<std::string>();
}

class Checker {
 public:
  Checker(const SourceMap& sources, const hcl::Ast& ast, Counts& counts)
      : sources_(sources), ast_(ast), counts_(counts) {}

  void Body(hcl::BodyId id) {
    for (const hcl::Attribute& attribute : ast_.attributes(id)) {
      Word(attribute.name);
      Visit(attribute.value, false);
    }
    for (const hcl::Block& block : ast_.blocks(id)) {
      Word(block.type, block.labels.count == 0);
      for (const hcl::Name& label : ast_.labels(block)) Word(label);
      Body(block.body);
    }
  }

 private:
  std::string_view Disk(Span span) const { return sources_.Text(sources_.Spell(span)); }

  // A JSON string that holds just the name. The type of a block stands in front of all its
  // siblings, so it is looked for only where no label says which one is meant.
  void Word(const hcl::Name& name, bool stands_there = true) {
    if (!stands_there) return;
    Check(name.span, Decoded(Disk(name.span)) == std::string(name.text), name.text);
  }

  void Visit(hcl::ExprId id, bool inside) {
    const hcl::Expr& expr = ast_[id];
    const std::string_view text = sources_.Text(expr.span);
    if (inside) {
      // Parts of an expression are written in the JSON string, with its escapes.
      Check(expr.span, Decoded('"' + std::string(Disk(expr.span)) + '"') == std::string(text),
            text);
    }
    std::visit(hcl::Overloaded{
                   [&](const hcl::Template& form) { Template(expr, form, inside); },
                   [&](const hcl::Tuple& form) {
                     for (const hcl::ExprId one : ast_.list(form.elements)) Visit(one, inside);
                   },
                   [&](const hcl::Object& form) {
                     for (const hcl::ObjectItem& item : ast_.items(form)) {
                       Key(item, inside);
                       Visit(item.value, inside);
                     }
                   },
                   [&](const hcl::Call& form) {
                     for (const hcl::ExprId one : ast_.list(form.arguments)) Visit(one, inside);
                   },
                   [&](const hcl::GetAttr& form) { Visit(form.base, inside); },
                   [&](const hcl::Conditional& form) {
                     for (const hcl::ExprId one : {form.condition, form.if_true, form.if_false}) {
                       Visit(one, inside);
                     }
                   },
                   [&](const hcl::Binary& form) {
                     Visit(form.left, inside);
                     Visit(form.right, inside);
                   },
                   [&](const hcl::Number& form) {
                     if (inside) return;
                     const std::string disk(Disk(expr.span));
                     Check(expr.span, std::strtod(disk.c_str(), nullptr) == form.value, text);
                   },
                   [&](const auto&) {
                     if (!inside) Check(expr.span, Disk(expr.span) == text, text);
                   },
               },
               expr.form);
  }

  // A key stands where it is as a whole.
  void Key(const hcl::ObjectItem& item, bool inside) {
    const auto text = ast_.ConstantString(item.key);
    if (inside || !text) return Visit(item.key, inside);
    Check(ast_[item.key].span, Decoded(Disk(ast_[item.key].span)) == text, *text);
  }

  void Template(const hcl::Expr& expr, const hcl::Template& form, bool inside) {
    if (!inside) {
      const std::string_view disk = Disk(expr.span);
      Check(expr.span, disk.size() > 1 && disk.front() == '"' && disk.back() == '"', disk);
    }
    for (const hcl::TemplatePart& part : ast_.parts(form.parts)) {
      if (const auto* text = std::get_if<hcl::Text>(&part.form)) {
        auto written = Decoded('"' + std::string(Disk(part.span)) + '"');
        if (inside && written && !text->verbatim) continue;  // escaped twice
        if (written && (*written == "$${" || *written == "%%{")) written->erase(0, 1);
        Check(part.span, written == std::string(text->text), text->text);
      } else if (const auto* interpolation = std::get_if<hcl::Interpolation>(&part.form)) {
        Visit(interpolation->expression, true);
      }
    }
  }

  void Check(Span span, bool right, std::string_view meant) {
    ++counts_.pieces;
    if (right) return;
    if (++counts_.wrong > 40) return;
    const Span disk = sources_.Spell(span);
    const LineColumn at = sources_.Locate(disk.file, disk.begin);
    std::cout << Format("{}:{}:{}: {:?} should be {:?}\n", sources_.path(disk.file), at.line,
                        at.column, sources_.Text(disk).substr(0, 80), meant.substr(0, 80));
  }

  const SourceMap& sources_;
  const hcl::Ast& ast_;
  Counts& counts_;
};

void CheckFile(const fs::path& path, Counts& counts) {
  std::ifstream stream(path, std::ios::binary);
  SourceMap sources;
  const FileId file = sources.AddFile(
      path.string(), {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()});
  const Rewritten rewritten = RewriteJson(sources, file);
  const hcl::ParsedBody parsed = hcl::Parser().ParseFile(sources, rewritten.buffer);
  ++counts.files;
  counts.problems += rewritten.problems.empty() && parsed.problems.empty() ? 0 : 1;
  for (const Problem& problem : parsed.problems) {
    std::cout << Format("{}: {}\n", path.string(), problem.message);
  }
  Checker(sources, parsed.ast, counts).Body(parsed.body);
}

int Run(int argc, char** argv) {
  Counts counts;
  std::vector<fs::path> paths;
  for (int i = 1; i < argc; ++i) {
    if (fs::is_regular_file(argv[i])) paths.emplace_back(argv[i]);
    if (!fs::is_directory(argv[i])) continue;
    for (const auto& entry : fs::recursive_directory_iterator(argv[i])) {
      if (entry.is_regular_file() && entry.path().string().ends_with(".tf.json")) {
        paths.push_back(entry.path());
      }
    }
  }
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) CheckFile(path, counts);
  std::cout << Format("{} files, {} with problems, {} pieces, {} at a wrong place\n", counts.files,
                      counts.problems, counts.pieces, counts.wrong);
  return counts.wrong > 0 || counts.problems > 0 ? 1 : 0;
}

}  // namespace
}  // namespace execlint::terraform

int main(int argc, char** argv) { return execlint::terraform::Run(argc, argv); }
