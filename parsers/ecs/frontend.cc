#include "parsers/ecs/frontend.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lint/project/walk.h"
#include "lint/source/find.h"
#include "lint/source/format.h"
#include "lint/source/parallel.h"
#include "lint/source/utf8.h"
#include "parsers/ecs/api_lowering.h"
#include "parsers/ecs/documents.h"
#include "parsers/ecs/sharing.h"
#include "parsers/json/placeholders.h"

namespace execlint::ecs {
namespace {

// In any letter case, but for the files of Terraform.
bool IsJson(const std::string& path) {
  constexpr std::string_view kEnding = ".json";
  if (path.size() < kEnding.size() || IsTerraform(path)) return false;
  return std::equal(kEnding.rbegin(), kEnding.rend(), path.rbegin(), [](char wanted, char is) {
    return std::tolower(static_cast<unsigned char>(is)) == wanted;
  });
}

// Whether a configuration of Terraform reads the file (`templatefile("web.json", ...)`): what it
// says is told of there.
bool IsReadByTerraform(const Project& project, const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  const auto reads = [&](const ProjectFile& file) {
    if (!file.path.ends_with(".tf") && !file.path.ends_with(".tofu")) return false;
    const std::string_view text = project.sources.Text(file.id);
    for (std::size_t at = Find(text, name); at != text.npos; at = Find(text, name, at + 1)) {
      const bool whole = at > 0 && (text[at - 1] == '"' || text[at - 1] == '/');
      if (whole && text.substr(at + name.size()).starts_with('"')) return true;
    }
    return false;
  };
  // Most are read from the folder they are in, or from one around it: that one is looked at first.
  const auto around = [&](const ProjectFile& file) {
    return path.starts_with(file.path.substr(0, file.path.rfind('/') + 1));
  };
  const auto reads_around = [&](const ProjectFile& file) { return around(file) && reads(file); };
  const auto reads_away = [&](const ProjectFile& file) { return !around(file) && reads(file); };
  return std::ranges::any_of(project.files, reads_around) ||
         std::ranges::any_of(project.files, reads_away);
}

// Of a text that only another program makes JSON of, in a way that is not known.
Document UnknownTaskDefinition(Traced root, ValueStore& values) {
  const Value* map = values.Map({}, root->span, &root->symbol());
  return {Document::Kind::kTaskDefinition, {map, root.route}, ""};
}

// Loads the unit of one folder.
class FolderLoader {
 public:
  FolderLoader(const Project& project, const std::string& folder, const Sharing& sharing)
      : project_(project), folder_(folder), sharing_(sharing) {}

  Loaded Run(const std::vector<std::size_t>& files, const Loading& loading) {
    model_->source = Model::Source::kApiJson;
    model_->path = folder_;
    model_->values = loading.values;
    model_->selectors = loading.selectors;
    for (const std::size_t file : files) Add(file);
    if (const auto guests = sharing_.guests.find(folder_); guests != sharing_.guests.end()) {
      for (const DocumentId& guest : guests->second) AddGuest(guest);
    }
    return {.model = std::move(model_)};
  }

 private:
  // Where the files before took all the memory that the unit has, nothing of this one is read.
  json::Completed Parse(std::size_t file) {
    const FileId id = project_.files[file].id;
    if (!model_->values->budget().Fits(0)) {
      return {.parsed = {{},
                         {{Problem::kLimit,
                           {id, 0, 0},
                           "this is not read: the files of its folder take more memory than "
                           "execlint gives a deployment unit"}}}};
    }
    return json::ParseCompletedElsewhere(project_.sources, id, *model_->values);
  }

  void Add(std::size_t index) {
    const ProjectFile& file = project_.files[index];
    ValueStore& values = *model_->values;
    const auto [parsed, placeholders] = Parse(index);
    std::vector<Document> documents = DocumentsIn(parsed.root, values);
    const std::string_view text = project_.sources.Text(file.id);
    const bool speaks_of_containers = Holds(text, "\"containerDefinitions\"") || IsWide(text);
    if (documents.empty() && speaks_of_containers && parsed.root && parsed.root->is_unknown()) {
      documents.push_back(UnknownTaskDefinition(parsed.root, values));
    }
    const bool named = project_.named.contains(file.path);
    const bool part =
        placeholders || (documents.size() == 1 && documents[0].kind == Document::Kind::kContainers);
    if (part && !named && IsReadByTerraform(project_, file.path)) return;
    for (const Document& document : documents) {
      const DocumentId id{index, document.path};
      if (!sharing_.taken.contains(id)) Lower(document, id);
    }
    // A broken task definition is ours even where it breaks off before its containers; and behind a
    // bound may stand what makes a text ours.
    const bool cut = std::ranges::any_of(
        parsed.problems, [](const Problem& one) { return one.kind == Problem::kLimit; });
    if (documents.empty() && !speaks_of_containers && !cut && !named) return;
    model_->problems.insert(model_->problems.end(), parsed.problems.begin(), parsed.problems.end());
  }

  // The problems of its text are told of in its own folder.
  void AddGuest(const DocumentId& id) {
    const json::Completed completed = Parse(id.file);
    for (const Document& document : DocumentsIn(completed.parsed.root, *model_->values)) {
      if (document.path == id.path) Lower(document, id);
    }
  }

  void Lower(const Document& document, const DocumentId& id) {
    const std::size_t before = model_->services.size();
    LowerDocument(document, project_.files[id.file].path, project_.sources, *model_);
    if (model_->services.size() == before) return;
    Service& service = model_->services.back();
    Join(sharing_.task_definitions, id, service.task_definition);
    Join(sharing_.clusters, id, service.cluster);
  }

  // That the thing of this name in another folder is the one that is meant, rests on the name.
  void Join(const std::map<DocumentId, Meant>& all, const DocumentId& id, Attr<Ref>& ref) {
    const auto found = all.find(id);
    if (found == all.end()) return;
    const Meant& meant = found->second;
    ref.in = ref.in.Map([&](const Fact<Ref>& fact) {
      if (meant.document) return fact.NoMoreCertainThan(Certainty::kDefaulted);
      std::string candidates;
      for (const std::string& path : meant.candidates) {
        candidates += (candidates.empty() ? "`" : ", `") + path + "`";
      }
      if (meant.more > 0) candidates += Format(" and {} more", meant.more);
      const std::string name = fact.known() ? "`" + fact->text.Shown() + "`" : "it";
      const Symbol* symbol =
          model_->values->Intern({.why = meant.fits ? Why::kAmbiguous : Why::kNotInScan,
                                  .name = meant.fits ? name + " (" + candidates + ")"
                                                     : name + " of this environment (" +
                                                           candidates + " speaks of another)",
                                  .naming = Symbol::Naming::kWords,
                                  .at = fact.place().span});
      return Fact<Ref>::Unknowable(symbol, fact.place());
    });
  }

  const Project& project_;
  const std::string& folder_;
  const Sharing& sharing_;
  std::unique_ptr<Model> model_ = std::make_unique<Model>();
};

}  // namespace

Discovery DiscoverApiJson(const Project& project) {
  std::vector<char> ours(project.files.size());
  ParallelFor(project.files.size(), project.jobs, [&](std::size_t i) {
    project.CheckTime();
    const ProjectFile& file = project.files[i];
    if (!IsJson(file.path)) return;
    std::string_view bytes = project.sources.Text(file.id);
    std::string narrow;
    if (IsWide(bytes)) bytes = narrow = Narrowed(bytes);  // which is its error
    // A file that was named is read for its errors, whatever it is, unless the front end of
    // templates reads it.
    const bool named =
        project.named.contains(file.path) && bytes.find("\"AWS::") == std::string_view::npos;
    ours[i] = named || LooksLikeApiJson(bytes) ? 1 : 0;
  });
  FilesByFolder folders;
  for (std::size_t i = 0; i < project.files.size(); ++i) {
    if (ours[i] == 0) continue;
    const std::string& path = project.files[i].path;
    const std::size_t slash = path.rfind('/');
    folders[slash == std::string::npos ? "" : path.substr(0, slash)].push_back(i);
  }
  const auto sharing = std::make_shared<const Sharing>(ShareByName(project, folders));
  Discovery discovery;
  for (auto& [folder, files] : folders) {
    UnitPlan plan{.path = folder};
    for (const std::size_t file : files) {
      plan.bytes += project.sources.Text(project.files[file].id).size();
    }
    plan.load = [&project, sharing, folder = folder,
                 files = std::move(files)](const Loading& loading) {
      return FolderLoader(project, folder, *sharing).Run(files, loading);
    };
    discovery.units.push_back(std::move(plan));
  }
  return discovery;
}

}  // namespace execlint::ecs
