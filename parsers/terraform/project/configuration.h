// What a folder of Terraform files declares. Files are scanned for their top-level blocks; a block
// is parsed when its body is first asked for.
//
//   Configuration all(sources, reader, files);
//   const Folder* web = all.FolderAt("modules/web");
//   const Declared* service = web->Resource("aws_ecs_service", "this");
//   if (const auto flag = service->body().Find("enable_execute_command")) Evaluate(flag->value);
//
// Safe from several threads: units that share a module share its syntax trees.
#ifndef EXECLINT_PARSERS_TERRAFORM_PROJECT_CONFIGURATION_H_
#define EXECLINT_PARSERS_TERRAFORM_PROJECT_CONFIGURATION_H_

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/source/file_reader.h"
#include "lint/source/once.h"
#include "lint/source/source_map.h"
#include "lint/source/span.h"
#include "parsers/hcl/ast.h"
#include "parsers/hcl/block_scanner.h"
#include "parsers/hcl/parser.h"
#include "parsers/terraform/project/installed_modules.h"

namespace execlint::terraform {

// Gives `sources` the comments of a .tf or .tfvars file, and the blocks that they can stand in
// front of, if the file holds a suppression; most hold none. Configuration does so for what it
// opens itself, the engine for the files of the project.
void AddComments(SourceMap& sources, const std::string& path, FileId file);

// An expression together with the tree it stands in.
struct ExprRef {
  const hcl::Ast* ast = nullptr;
  hcl::ExprId id{};

  explicit operator bool() const { return ast != nullptr; }
  const hcl::Expr& operator*() const { return (*ast)[id]; }
  const hcl::Expr* operator->() const { return &(*ast)[id]; }
  ExprRef At(hcl::ExprId other) const { return {ast, other}; }
  friend bool operator==(const ExprRef&, const ExprRef&) = default;
  friend auto operator<=>(const ExprRef&, const ExprRef&) = default;
};

struct AttributeRef {
  hcl::Name name;
  ExprRef value;
  Span span;
};

class BodyRef;

struct BlockRef {
  const hcl::Ast* ast = nullptr;
  const hcl::Block* block = nullptr;

  BodyRef body() const;
  std::string_view label(std::size_t i) const {
    const auto labels = ast->labels(*block);
    return i < labels.size() ? labels[i].text : std::string_view();
  }
};

// The nested blocks of one type, `dynamic` ones included; never none.
struct BlocksOfType {
  std::string_view type;
  std::vector<BlockRef> blocks;
};

// A body, with what override files put over it. An attribute of a later layer replaces that of an
// earlier one. Nested blocks of a type replace all blocks of that type in the earlier one.
class BodyRef {
 public:
  struct Layer {
    const hcl::Ast* ast = nullptr;
    hcl::BodyId body{};
  };
  BodyRef() = default;
  explicit BodyRef(std::vector<Layer> layers) : layers_(std::move(layers)) {}

  std::optional<AttributeRef> Find(std::string_view name) const;
  // Each name once, in the order of the files.
  std::vector<AttributeRef> Attributes() const;
  // Nested blocks of one type; `dynamic` blocks are blocks of type `dynamic`.
  std::vector<BlockRef> Blocks(std::string_view type) const;
  // All nested blocks by type, as Blocks() gives them, `dynamic "x"` as `x`, in the order in which
  // the types appear.
  std::vector<BlocksOfType> BlocksByType() const;
  // There is a syntax error in the body, so it may contain more than is seen.
  bool broken() const;

  const std::vector<Layer>& layers() const { return layers_; }

 private:
  std::vector<Layer> layers_;
};

// One top-level block of one file, or one attribute of a `locals` block.
class Declaration {
 public:
  Declaration(const SourceMap& sources, const hcl::Parser& parser, FileId file,
              const hcl::ScannedFile& scanned, const hcl::Item& item)
      : sources_(sources), parser_(parser), file_(file), scanned_(scanned), item_(item) {}

  std::string_view type() const { return item_.type.text; }
  std::string_view label(std::size_t i) const {
    const auto labels = scanned_.labels(item_);
    return i < labels.size() ? labels[i].text : std::string_view();
  }
  Span span() const { return item_.span; }
  Span head() const;  // from the type past the last label
  Span body_span() const { return item_.body; }
  FileId file() const { return file_; }
  BodyRef::Layer layer() const;
  const hcl::ParsedBody& parsed() const;
  // One argument of a block. Only the argument is parsed, unless the whole block has been parsed
  // already. Nested blocks are no arguments.
  std::optional<AttributeRef> Argument(std::string_view name) const;
  // Neither an argument nor a nested block of that name.
  bool Lacks(std::string_view name) const;
  // The names of all arguments, with their text.
  std::vector<std::pair<std::string_view, std::string_view>> Arguments() const;
  // The problems in what has been parsed of it.
  void AddProblems(std::vector<Problem>& to) const;

 private:
  // What the block consists of, for one part at a time to be parsed.
  struct Parts {
    hcl::ScannedFile scanned;
    std::deque<Declaration> all;
  };
  // Null where the block is taken whole: it was parsed already, or a syntax error makes it
  // uncertain where its parts begin and end.
  const Parts* parts() const;
  std::optional<AttributeRef> Only() const;  // of an attribute: itself

  const SourceMap& sources_;
  const hcl::Parser& parser_;
  FileId file_;
  const hcl::ScannedFile& scanned_;
  const hcl::Item& item_;
  mutable Once parsed_once_;
  mutable std::optional<hcl::ParsedBody> parsed_;
  mutable Once parts_once_;
  mutable std::unique_ptr<Parts> parts_;
};

// Something a folder declares: one block, and what override files put over it.
struct Declared {
  std::vector<const Declaration*> declarations;

  const Declaration& first() const { return *declarations.front(); }
  std::string_view label(std::size_t i) const { return first().label(i); }
  Span head() const { return first().head(); }
  Span span() const { return first().span(); }
  BodyRef body() const;
  // See Declaration; the last layer that has the argument counts.
  std::optional<AttributeRef> Argument(std::string_view name) const;
  bool Lacks(std::string_view name) const;
  // What says of a variable or an output that its value is a secret: `sensitive = true`. Nothing
  // where it is none.
  std::optional<AttributeRef> SaysSecret() const;
  // OpenTofu's `lifecycle { enabled = ... }`: is there one, or none?
  std::optional<AttributeRef> Enabled() const;
  // Does `lifecycle { ignore_changes }` name the argument, or all?
  bool LeavesToOthers(std::string_view argument) const;
  // Every argument's name and text, those of a later layer behind.
  std::vector<std::pair<std::string_view, std::string_view>> Arguments() const;
};

class Folder {
 public:
  using Named = std::map<std::string_view, Declared>;
  using TypeAndName = std::pair<std::string_view, std::string_view>;

  // A file of the folder, and what its top level consists of.
  struct File {
    FileId id = FileId::kNone;
    const hcl::ScannedFile* scanned = nullptr;
  };
  // `problems`: what was wrong with files on the way here.
  Folder(const SourceMap& sources, const hcl::Parser& parser, std::string path,
         const std::vector<File>& files, std::vector<Problem> problems = {});

  const std::string& path() const { return path_; }
  const std::vector<FileId>& files() const { return files_; }

  const Named& variables() const { return variables_; }
  const Named& outputs() const { return outputs_; }
  const Named& calls() const { return calls_; }  // module blocks
  const std::map<TypeAndName, Declared>& resources() const { return resources_; }
  const std::map<TypeAndName, Declared>& data() const { return data_; }
  const std::deque<Declaration>& all() const { return all_; }
  // The `provider "aws"` block with that alias, the empty one for none; null where there is none.
  const Declaration* AwsProvider(std::string_view alias) const;
  // Problems in the blocks and locals that have been parsed, and in the top level of the files.
  std::vector<Problem> Problems() const;
  // A local value by its name. Only its own expression is parsed.
  std::optional<AttributeRef> Local(std::string_view name) const;
  // The names of those that have a word in their text.
  std::vector<std::string_view> LocalsThatSay(std::string_view word) const;
  // Where it is written; null where it is not.
  const Declaration* LocalDeclaration(std::string_view name) const;

 private:
  void Add(const Declaration& declaration);

  const SourceMap& sources_;
  const hcl::Parser& parser_;
  std::string path_;
  std::vector<FileId> files_;
  std::deque<Declaration> all_;
  Named variables_, outputs_, calls_;
  std::map<TypeAndName, Declared> resources_, data_;
  std::vector<const Declaration*> aws_providers_, locals_blocks_;
  std::vector<Problem> scan_problems_;
  mutable Once locals_once_;
  mutable std::deque<hcl::ScannedFile> scanned_locals_;
  mutable std::deque<Declaration> local_declarations_;
  mutable std::map<std::string_view, const Declaration*> locals_;
  mutable Once aliases_once_;
  mutable std::map<std::string, const Declaration*, std::less<>> aliases_;
};

// Who reads the configuration. OpenTofu loads what ends in `.tofu` too, `main.tofu` instead of
// `main.tf` (https://opentofu.org/docs/language/files/); Terraform loads nothing of it.
enum class ReadBy : std::uint8_t { kOpenTofu, kTerraform };

// All folders of a project, each scanned when it is first asked for.
class Configuration {
 public:
  // `files`: what was read already, by path relative to the project.
  Configuration(SourceMap& sources, const FileReader& reader,
                const std::map<std::string, FileId>& files, ReadBy by = ReadBy::kOpenTofu);
  ~Configuration();

  // The top level of a file. Each file is scanned once, whoever asks.
  const hcl::ScannedFile& TopLevel(FileId file) const;

  // Null where the folder holds no Terraform files.
  const Folder* FolderAt(const std::string& path) const;

  // Is a file of the project loaded as a part of its folder's configuration?
  bool Loads(const std::string& path) const;
  // The names of the files of a folder that are, also outside of what was walked.
  std::vector<std::string> LoadedIn(const std::string& folder) const;
  // The folders, of those known so far, in which a file for OpenTofu takes the place of one for
  // Terraform, or of what one says.
  std::set<std::string> ReadInTwoWays() const;

  // What was fetched for the root in a folder.
  const InstalledModules& InstalledIn(const std::string& root) const;

  // Any file inside the project; nothing if it cannot be read.
  std::optional<FileId> Open(const std::string& path) const;

  SourceMap& sources() const { return sources_; }
  const FileReader& reader() const { return reader_; }
  const hcl::Parser& parser() const { return parser_; }

 private:
  struct Scanned {
    Once once;
    std::unique_ptr<Folder> folder;
  };
  struct InstalledOnce {
    Once once;
    InstalledModules modules;
  };
  struct ScannedOnce {
    Once once;
    hcl::ScannedFile file;
  };
  std::unique_ptr<Folder> Scan(const std::string& path) const;
  // The names of the files of a folder that are loaded, of all that it has.
  std::vector<std::string> Loaded(const std::string& folder, std::vector<std::string> names) const;

  SourceMap& sources_;
  const FileReader& reader_;
  hcl::Parser parser_;
  std::map<std::string, std::vector<std::pair<std::string, FileId>>> by_folder_;  // .tf files
  const ReadBy by_;
  std::set<std::string> loaded_;  // paths
  mutable std::mutex mutex_;
  mutable std::set<std::string> read_in_two_ways_;
  mutable std::map<std::string, std::optional<FileId>> opened_;
  mutable std::mutex files_mutex_;  // of the map, not of what is in it
  mutable std::map<FileId, ScannedOnce> files_;
  mutable std::mutex folders_mutex_;  // of the map, not of what is in it
  mutable std::map<std::string, Scanned> folders_;
  mutable std::mutex installed_mutex_;  // of the map, not of what is in it
  mutable std::map<std::string, InstalledOnce> installed_;
};

// Is a file of that name a part of its folder's configuration?
bool IsConfiguration(std::string_view path);

// `override.tf`, `web_override.tf.json`: what it says is put over what the other files of its
// folder say. `name` is that of a file of configuration.
bool IsOverride(std::string_view name);

// The path from one folder to another as Terraform writes it: `.`, `modules/web`, `../shared`.
std::string PathFrom(std::string_view from, std::string_view to);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_PROJECT_CONFIGURATION_H_
