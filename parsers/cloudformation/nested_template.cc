#include "parsers/cloudformation/nested_template.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "lint/model/environment.h"
#include "lint/source/file_reader.h"
#include "lint/source/find.h"
#include "parsers/cloudformation/intrinsic.h"

namespace execlint::cloudformation {
namespace {

constexpr char kHole = '\0';  // in a URL: any text
constexpr int kMaxDepth = 8;

std::string Pattern(Traced raw, int depth);

// A string of Fn::Sub. `map`: what it names besides parameters and resources.
std::string SubPattern(Traced body, Traced map, int depth) {
  std::string storage, pattern;
  const std::string_view text = PlainText(*body, storage);
  for (const SubRun& run : SplitSub(text)) {
    const std::string_view inside = text.substr(run.begin, run.end - run.begin);
    if (!run.hole) {
      pattern += inside;
    } else {
      const Traced given = map ? Child(map, inside) : Traced{};
      pattern += given ? Pattern(given, depth + 1) : std::string(1, kHole);
    }
  }
  return pattern;
}

// What is known of a text without evaluating the template.
std::string Pattern(Traced raw, int depth) {
  const std::string unknown(1, kHole);
  if (depth > kMaxDepth) return unknown;
  const Intrinsic intrinsic = AsIntrinsic(*raw);
  const Traced argument = intrinsic.argument;
  if (intrinsic.function == Function::kNone) return KnownText(*raw).value_or(unknown);
  if (intrinsic.function == Function::kSub) {
    if (argument->is_string()) return SubPattern(argument, {}, depth);
    if (!argument->is_list() || argument->count != 2) return unknown;
    return SubPattern(argument->items()[0], argument->items()[1], depth);
  }
  if (intrinsic.function == Function::kJoin && argument->is_list() && argument->count == 2) {
    const Traced between = argument->items()[0], list = argument->items()[1];
    if (!list->is_list() || AsIntrinsic(*list).function != Function::kNone) return unknown;
    std::string pattern;
    for (const Traced& item : list->items()) {
      if (!pattern.empty()) pattern += KnownText(*between).value_or(unknown);
      pattern += Pattern(item, depth + 1);
    }
    return pattern;
  }
  return unknown;
}

std::vector<std::string_view> Segments(std::string_view path) {
  std::vector<std::string_view> segments;
  while (true) {
    const std::size_t slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

// Behind the last hole. A prefix that a hole stands for ends in `/` as a rule.
std::string_view Literal(std::string_view segment) {
  return segment.substr(segment.rfind(kHole) + 1);
}

bool NamesTemplate(std::string_view name) {
  constexpr std::string_view kEndings[] = {".yaml", ".yml", ".json", ".template", ".cfn"};
  return std::any_of(std::begin(kEndings), std::end(kEndings), [name](std::string_view ending) {
    return name.size() > ending.size() && name.ends_with(ending);
  });
}

// How many segments at the end of both are the same.
std::size_t CommonTail(const std::vector<std::string_view>& url,
                       const std::vector<std::string_view>& path) {
  std::size_t common = 0;
  while (common < url.size() && common < path.size()) {
    const std::string_view segment = url[url.size() - 1 - common];
    if (Literal(segment) != path[path.size() - 1 - common]) break;
    ++common;
    if (segment.find(kHole) != std::string_view::npos) break;
  }
  return common;
}

std::size_t CommonFolders(std::string_view a, std::string_view b) {
  std::size_t common = 0;
  for (std::size_t i = 0; i < a.size() && i < b.size() && a[i] == b[i]; ++i) {
    common += a[i] == '/' ? 1 : 0;
  }
  return common;
}

Environment EnvironmentIn(const std::vector<std::string_view>& segments) {
  for (const std::string_view segment : segments) {
    const Environment one = ClassifyWord(segment);
    if (one != Environment::kUnclassified) return one;
  }
  return Environment::kUnclassified;
}

bool SpeakOfTwoEnvironments(const std::vector<std::string_view>& a,
                            const std::vector<std::string_view>& b) {
  const Environment one = EnvironmentIn(a), other = EnvironmentIn(b);
  return one != other && one != Environment::kUnclassified && other != Environment::kUnclassified;
}

// The segments of the path in a URL, without the host.
std::vector<std::string_view> UrlSegments(std::string_view url) {
  url = url.substr(0, url.find('?'));
  if (const std::size_t host = url.find("://"); host != std::string_view::npos) {
    const std::size_t slash = url.find('/', host + 3);
    url.remove_prefix(slash == std::string_view::npos ? url.size() : slash + 1);
  }
  return Segments(url);
}

}  // namespace

std::string NestedInWords(const TemplateResource& resource, const std::string& name) {
  // `Location` is a path or URL, or names an application and its version.
  const Traced location = Child(resource.properties, "Location");
  const bool published =
      resource.type == "AWS::Serverless::Application" && location && location->is_map();
  return published ? "application `" + name + "` of the Serverless Application Repository"
                   : "nested stack `" + name + "`";
}

Traced TemplateUrl(const TemplateResource& resource) {
  if (resource.type == "AWS::CloudFormation::Stack") {
    return Child(resource.properties, "TemplateURL");
  }
  if (resource.type == "AWS::Serverless::Application") {
    return Child(resource.properties, "Location");
  }
  return {};
}

const TemplateNames::Files& TemplateNames::files() const {
  once_.Call([this] {
    for (const ProjectFile& file : project_.files) {
      const std::string_view path = file.path;
      const std::string_view name = path.substr(path.rfind('/') + 1);
      if (NamesTemplate(name)) files_.emplace(name, &file);
    }
  });
  return files_;
}

NestedTemplate TemplateNames::Find(const TemplateResource& resource,
                                   const std::string& file) const {
  const Traced url = TemplateUrl(resource);
  return url ? FindByUrl(url, file, 0) : NestedTemplate{};
}

NestedTemplate TemplateNames::FindByUrl(Traced url, const std::string& file, int depth) const {
  const Intrinsic intrinsic = AsIntrinsic(*url);
  if (intrinsic.function == Function::kIf && depth < kMaxDepth) {
    if (!intrinsic.argument->is_list() || intrinsic.argument->count != 3) return {};
    const auto arguments = intrinsic.argument->items();
    NestedTemplate one = FindByUrl(arguments[1], file, depth + 1);
    NestedTemplate other = FindByUrl(arguments[2], file, depth + 1);
    if (one.path == other.path && !one.path.empty()) {
      one.by_name |= other.by_name;
      return one;
    }
    NestedTemplate either;
    for (NestedTemplate* some : {&one, &other}) {
      if (!some->path.empty()) some->candidates.push_back(some->path);
      either.candidates.insert(either.candidates.end(), some->candidates.begin(),
                               some->candidates.end());
    }
    return either;
  }
  const std::string pattern = Pattern(url, 0);
  if (pattern.find("://") == std::string::npos && pattern.find(kHole) == std::string::npos) {
    if (pattern.empty()) return {};
    const std::size_t slash = file.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : file.substr(0, slash + 1);
    const bool sure = pattern.starts_with("./") || pattern.starts_with("../");
    return {.path = NormalPath(folder + pattern).value_or(""), .sure = sure};
  }
  return FindByName(pattern, file);
}

NestedTemplate TemplateNames::FindByName(const std::string& url, const std::string& file) const {
  const std::vector<std::string_view> segments = UrlSegments(url);
  const std::string_view name = Literal(segments.back());
  NestedTemplate found{.by_name = true};
  if (!NamesTemplate(name)) return found;
  std::pair<std::size_t, std::size_t> best;
  const auto [first, last] = files().equal_range(name);
  for (auto it = first; it != last; ++it) {
    const std::string& path = it->second->path;
    const std::string_view text = project_.sources.Text(it->second->id);
    const std::vector<std::string_view> here = Segments(path);
    if (path == file || !Holds(text, "Resources") || !Holds(text, "AWS::") ||
        SpeakOfTwoEnvironments(segments, here)) {
      continue;
    }
    const std::pair fit{CommonTail(segments, here), CommonFolders(path, file)};
    if (fit > best) found.candidates.clear();
    best = std::max(best, fit);
    if (fit == best) found.candidates.push_back(path);
  }
  if (found.candidates.size() == 1) {
    found.path = std::move(found.candidates.front());
    found.candidates.clear();
  }
  return found;
}

}  // namespace execlint::cloudformation
