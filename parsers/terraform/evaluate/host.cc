#include "parsers/terraform/evaluate/host.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "lint/source/file_reader.h"
#include "lint/value/characters.h"
#include "lint/value/mark_written.h"
#include "parsers/json/json.h"
#include "parsers/yaml/yaml.h"

namespace execlint::terraform {
namespace {

using How = RouteStep::How;

}  // namespace

// Paths are as Terraform sees them: from the root module's folder. Nothing outside the project is
// read, whatever the path says.
std::optional<FileId> Host::OpenFile(std::string_view path) {
  if (path.starts_with('/')) return std::nullopt;
  const auto normal = NormalPath(c_.modules.root().folder->path() + "/" + std::string(path));
  return normal ? c_.configuration.Open(*normal) : std::nullopt;
}

// What stands for a file that is not there, or not inside the project.
Traced Host::NoFile(Traced path, Span at) {
  std::string name = "the file `" + Shown(path) + "`";
  const auto normal = NormalPath(c_.modules.root().folder->path() + "/" + *KnownText(*path));
  const auto target = normal ? c_.configuration.reader().Resolve(*normal) : normal;
  if (!target && target.error().message == kLeadsOutOfProject) {
    name += ", which leads out of the project,";
  }
  return {c_.store.Unknown(c_.store.Intern({.why = Why::kNotInScan,
                                            .name = std::move(name),
                                            .naming = Symbol::Naming::kWords,
                                            .at = at}),
                           at)};
}

Traced Host::ReadFile(Traced path, Span at) {
  const auto file = OpenFile(*KnownText(*path));
  if (!file) return NoFile(path, at);
  const std::string_view text = c_.configuration.sources().Text(*file);
  const Span whole{*file, 0, static_cast<std::uint32_t>(text.size())};
  const Part part{.text = text, .from = whole};
  return c_.store.Via({c_.store.String({part}, whole)}, How::kReference, at);
}

Traced Host::FileExists(Traced path, Span at) {
  if (OpenFile(*KnownText(*path))) return {c_.store.Bool(true, at)};
  // It may be made by something that runs before Terraform.
  return c_.unknowns.Derived("fileexists(" + c_.unknowns.Rendered(path) + ")", {}, at);
}

void Host::MarkWritten(Traced secret) {
  execlint::MarkWritten(*secret, c_.configuration.sources());
}

Traced Host::AttributeOf(const Value& whole, std::string_view name, Span at) {
  if (!whole.is_unknown()) return {};
  const Instance* instance = c_.modules.InstanceOf(whole.symbol());
  if (instance == nullptr) return attributes_.OutputOf(whole.symbol(), name, at);
  if (instance->kind != Instance::kResource) return {};
  if (name != "arn" && name != "id" && !blocks_.Written(*instance, name)) return {};
  return attributes_.Attribute(*instance, name, at);
}

Traced Host::SizeOf(const Value& collection, Span at) {
  const bool list = IsOneForAll(collection) && collection.open();
  if (!list && !collection.is_unknown()) return {};
  const Expansion* all =
      c_.modules.CollectionOf(list ? *collection.open_because : collection.symbol());
  if (all == nullptr || all->may_be_none) return {};
  if (all->kind == Expansion::kCount) return all->source;
  return CallFunction(c_.MakeCall("length", at, {all->source}));
}

Traced Host::RenderFile(Traced path, Traced variables, Span at) {
  const auto file = OpenFile(*KnownText(*path));
  if (!file) {
    const Traced missing = NoFile(path, at);
    return c_.unknowns.Derived(
        "templatefile(" + c_.unknowns.Rendered(path) + ", " + c_.unknowns.NameOf(variables) + ")",
        std::span(&missing, 1), at);
  }
  return templates_.Render(*file, variables, at);
}

Traced Host::RenderText(Traced text, Traced variables, Span at) {
  return templates_.RenderText(
      text, variables,
      "templatestring(" + c_.unknowns.NameOf(text) + ", " + c_.unknowns.NameOf(variables) + ")",
      at);
}

Traced Host::Decoded(const Parsed& parsed, const Buffer& buffer, Traced text,
                     std::string_view function, Span at) {
  const auto is_limit = [](const Problem& problem) { return problem.kind == Problem::kLimit; };
  if (std::ranges::any_of(parsed.problems, is_limit)) {
    return c_.unknowns.Limit(std::string(function) + "()", at);
  }
  if (!parsed.problems.empty() || !parsed.root) {
    if (std::ranges::any_of(parsed.problems, [](const Problem& problem) {
          return problem.kind == Problem::kLimit;
        })) {
      return c_.unknowns.Limit(std::string(function) + "()", at);
    }
    if (buffer.Uncertain() != nullptr || FirstUnknown(*text) != nullptr) {
      return c_.unknowns.Derived(std::string(function) + "(" + c_.unknowns.NameOf(text) + ")",
                                 std::span(&text, 1), at);
    }
    return c_.unknowns.Fail(std::string(function) + "(): the text cannot be read", at);
  }
  const std::string_view read = c_.configuration.sources().Text(buffer.file);
  const bool composed = IsAscii(read) && read.find("\\u") == read.npos;
  return c_.store.Via(composed ? parsed.root : WithComposedTexts(c_.store, parsed.root),
                      How::kEncoded, at);
}

FileId Host::WholeFile(const Value& text) const {
  if (!text.is_string() || text.parts().size() != 1) return FileId::kNone;
  const Part& part = text.parts().front();
  if (part.hole != nullptr || part.route != nullptr || !part.from.valid()) return FileId::kNone;
  const std::string_view file = c_.configuration.sources().Text(part.from.file);
  const bool all = part.text.data() == file.data() && part.text.size() == file.size();
  return all ? part.from.file : FileId::kNone;
}

Traced Host::Decode(Traced text, Syntax syntax, std::string_view function, Span at) {
  if (!c_.budget.Spend(64)) return c_.unknowns.Limit(std::string(function) + "()", at);
  const FileId file = text.secret() ? FileId::kNone : WholeFile(*text);
  if (const auto known = decoded_.find({file, syntax}); known != decoded_.end()) {
    return c_.store.Via({known->second, text.route}, How::kEncoded, at);
  }
  SourceMap& sources = c_.configuration.sources();
  const Buffer buffer = Register(sources, text, syntax);
  const Parsed parsed = syntax == Syntax::kJson
                            ? json::Parse(sources, buffer, c_.store)
                            : yaml::Parse(sources, buffer, c_.store, yaml::Dialect::kTerraform);
  const Traced decoded = Decoded(parsed, buffer, text, function, at);
  if (file != FileId::kNone && parsed.root && parsed.problems.empty()) {
    decoded_.emplace(std::pair(file, syntax), decoded.value);
  }
  return decoded;
}

Traced Host::DecodeJson(Traced text, Span at) {
  return Decode(text, Syntax::kJson, "jsondecode", at);
}

Traced Host::DecodeYaml(Traced text, Span at) {
  return Decode(text, Syntax::kYaml, "yamldecode", at);
}

}  // namespace execlint::terraform
