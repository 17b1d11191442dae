#include "parsers/ecs/sharing.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>

#include "lint/model/environment.h"
#include "lint/source/find.h"
#include "lint/source/parallel.h"
#include "lint/source/path.h"
#include "lint/value/value_store.h"
#include "parsers/ecs/documents.h"
#include "parsers/json/placeholders.h"

namespace execlint::ecs {
namespace {

constexpr std::size_t kMostNamed = 5;  // of candidates
// Of more documents of one name none is chosen: that would take time for each launcher.
constexpr std::size_t kMostCompared = 500;

// A name, or an ARN that ends in one: `arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7`.
struct Name {
  std::string text = {};      // `web`
  std::string revision = {};  // `7`
  std::string site = {};      // `eu-west-1:111122223333`
};

Name NameIn(std::string_view text) {
  Name name;
  if (text.starts_with("arn:")) {
    std::size_t at = 0, colons = 0, site = 0;
    for (; at < text.size() && colons < 5; ++at) {
      if (text[at] != ':') continue;
      if (++colons == 3) site = at + 1;
    }
    if (colons == 5) name.site = text.substr(site, at - 1 - site);
    text.remove_prefix(std::min(text.find_last_of('/') + 1, text.size()));
  }
  if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    name.revision = text.substr(colon + 1);
    text = text.substr(0, colon);
  }
  name.text = text;
  return name;
}

// What one document is called, or calls others.
struct Outline {
  Document::Kind kind = {};
  DocumentId id = {};
  Name own = {};                            // of a task definition or cluster
  Name task_definition = {}, cluster = {};  // that a launcher names
};

std::string TextAt(const Value& map, std::string_view key) {
  const Entry* entry = Find(map, key);
  if (entry == nullptr) return "";
  if (entry->value->kind == Kind::kNumber) {
    return std::to_string(static_cast<long long>(entry->value->number()));
  }
  return KnownText(*entry->value).value_or("");
}

std::vector<Outline> OutlinesOf(const Project& project, std::size_t file) {
  ValueStore values;
  const auto parsed =
      json::ParseCompletedElsewhere(project.sources, project.files[file].id, values).parsed;
  std::vector<Outline> outlines;
  for (const Document& document : DocumentsIn(parsed.root, values)) {
    Outline outline{.kind = document.kind, .id = {file, document.path}};
    const Value& map = *document.value;
    switch (document.kind) {
      case Document::Kind::kTaskDefinition:
        outline.own.text = TextAt(map, "family");
        outline.own.revision = TextAt(map, "revision");
        outline.own.site = NameIn(TextAt(map, "taskDefinitionArn")).site;
        break;
      case Document::Kind::kCluster:
        outline.own.text = TextAt(map, "clusterName");
        outline.own.site = NameIn(TextAt(map, "clusterArn")).site;
        break;
      case Document::Kind::kService:
      case Document::Kind::kRunTask:
        outline.task_definition = NameIn(TextAt(map, "taskDefinition"));
        outline.cluster =
            NameIn(TextAt(map, Find(map, "clusterArn") != nullptr ? "clusterArn" : "cluster"));
        break;
      case Document::Kind::kContainers:
      case Document::Kind::kPolicy:
        continue;
    }
    outlines.push_back(std::move(outline));
  }
  return outlines;
}

// The words of a path that name an environment, each with what its part of the path says: the
// `prod` of `non-prod` is another word than that of `prod`.
std::set<std::string> EnvironmentWords(std::string_view path) {
  std::set<std::string> words;
  while (!path.empty()) {
    const std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(part.size() + 1, path.size()));
    const Environment environment = ClassifyWord(part);
    if (environment == Environment::kUnclassified) continue;
    std::string word;
    for (std::size_t i = 0; i <= part.size(); ++i) {
      if (i < part.size() && std::isalnum(static_cast<unsigned char>(part[i]))) {
        word += static_cast<char>(std::tolower(static_cast<unsigned char>(part[i])));
        continue;
      }
      if (ClassifyWord(word) != Environment::kUnclassified) {
        words.insert(std::string(EnvironmentName(environment)) + ' ' + word);
      }
      word.clear();
    }
  }
  return words;
}

// The folders that both paths begin with.
std::size_t SharedFolders(std::string_view a, std::string_view b) {
  std::size_t shared = 0;
  for (std::size_t i = 0; i < a.size() && i < b.size() && a[i] == b[i]; ++i) {
    shared += a[i] == '/' ? 1 : 0;
  }
  return shared;
}

class Sharer {
 public:
  Sharer(const Project& project, const std::vector<Outline>& outlines)
      : project_(project), outlines_(outlines) {
    for (const Outline& one : outlines) {
      if (one.own.text.empty()) continue;
      Named& named = named_[std::pair(one.kind, one.own.text)];
      named.all.push_back(&one);
      named.in_folders[std::string(FolderOf(PathOf(one)))].push_back(&one);
    }
  }

  Sharing Run() {
    for (const Outline& launcher : outlines_) {
      Join(launcher, launcher.task_definition, Document::Kind::kTaskDefinition,
           sharing_.task_definitions);
      Join(launcher, launcher.cluster, Document::Kind::kCluster, sharing_.clusters);
    }
    for (const DocumentId& own : used_at_home_) sharing_.taken.erase(own);
    return std::move(sharing_);
  }

 private:
  const std::string& PathOf(const Outline& one) const { return project_.files[one.id.file].path; }

  void Join(const Outline& launcher, const Name& name, Document::Kind kind,
            std::map<DocumentId, Meant>& meant) {
    if (name.text.empty()) return;
    const auto found = named_.find(std::pair(kind, name.text));
    if (found == named_.end()) return;
    Named& named = found->second;
    const std::string folder(FolderOf(PathOf(launcher)));
    if (const auto home = named.in_folders.find(folder); home != named.in_folders.end()) {
      for (const Outline* one : std::exchange(home->second, {})) used_at_home_.insert(one->id);
      return;
    }
    if (named.all.size() > kMostCompared) {
      meant.emplace(launcher.id, OneOf(named.all, true));
      return;
    }
    std::vector<const Outline*> others;
    for (const Outline* one : named.all) {
      if (MayBe(name, one->own)) others.push_back(one);
    }
    if (others.empty()) return;
    Meant chosen = Choose(launcher, others);
    if (chosen.document) {
      sharing_.guests[folder].insert(*chosen.document);
      sharing_.taken.insert(*chosen.document);
    }
    meant.emplace(launcher.id, std::move(chosen));
  }

  // A number names a revision that was there before, unless the document tells its own.
  static bool MayBe(const Name& name, const Name& own) {
    const bool same_site = name.site.empty() || own.site.empty() || name.site == own.site;
    const bool pinned =
        !name.revision.empty() && std::all_of(name.revision.begin(), name.revision.end(),
                                              [](unsigned char c) { return std::isdigit(c) != 0; });
    return same_site && (!pinned || name.revision == own.revision);
  }

  Meant Choose(const Outline& launcher, const std::vector<const Outline*>& others) {
    const std::set<std::string>& here = WordsOf(launcher);
    std::vector<const Outline*> same, fitting;
    for (const Outline* one : others) {
      const std::set<std::string>& there = WordsOf(*one);
      if (here == there) same.push_back(one);
      if (here == there || here.empty() || there.empty()) fitting.push_back(one);
    }
    const std::vector<const Outline*> best = Nearest(launcher, same.empty() ? fitting : same);
    if (best.size() == 1) return {.document = best.front()->id};
    return OneOf(best.empty() ? others : best, !best.empty());
  }

  Meant OneOf(const std::vector<const Outline*>& all, bool fits) const {
    Meant meant{.fits = fits};
    for (std::size_t i = 0; i < std::min(all.size(), kMostNamed); ++i) {
      meant.candidates.push_back(PathOf(*all[i]));
    }
    meant.more = all.size() - meant.candidates.size();
    return meant;
  }

  std::vector<const Outline*> Nearest(const Outline& launcher,
                                      const std::vector<const Outline*>& among) const {
    std::vector<const Outline*> nearest;
    std::size_t most = 0;
    for (const Outline* one : among) {
      const std::size_t shared = SharedFolders(PathOf(launcher), PathOf(*one));
      if (shared > most) nearest.clear();
      most = std::max(most, shared);
      if (shared == most) nearest.push_back(one);
    }
    return nearest;
  }

  const std::set<std::string>& WordsOf(const Outline& one) {
    const auto [known, fresh] = words_.try_emplace(one.id.file);
    if (fresh) known->second = EnvironmentWords(PathOf(one));
    return known->second;
  }

  // The documents of one name.
  struct Named {
    std::vector<const Outline*> all = {};
    // The same by folder; those that a launcher beside them uses are taken out.
    std::map<std::string, std::vector<const Outline*>> in_folders = {};
  };

  const Project& project_;
  const std::vector<Outline>& outlines_;
  std::map<std::pair<Document::Kind, std::string>, Named> named_;
  std::map<std::size_t, std::set<std::string>> words_;  // of paths, by the number of the file
  std::set<DocumentId> used_at_home_;
  Sharing sharing_;
};

}  // namespace

Sharing ShareByName(const Project& project, const FilesByFolder& folders) {
  if (folders.size() < 2) return {};
  std::vector<std::size_t> files;
  bool launches = false;
  for (const auto& [folder, in_it] : folders) {
    for (const std::size_t file : in_it) {
      const std::string_view text = project.sources.Text(project.files[file].id);
      const bool launcher = Holds(text, "\"taskDefinition\"");
      launches |= launcher;
      if (launcher || Holds(text, "\"containerDefinitions\"") || Holds(text, "\"clusterName\"")) {
        files.push_back(file);
      }
    }
  }
  if (!launches) return {};
  std::vector<std::vector<Outline>> of_file(files.size());
  ParallelFor(files.size(), project.jobs,
              [&](std::size_t i) { of_file[i] = OutlinesOf(project, files[i]); });
  std::vector<Outline> outlines;
  for (std::vector<Outline>& some : of_file) {
    std::move(some.begin(), some.end(), std::back_inserter(outlines));
  }
  return Sharer(project, outlines).Run();
}

}  // namespace execlint::ecs
