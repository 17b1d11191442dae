#include "parsers/cloudformation/frontend.h"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/engine/examples.h"
#include "lint/engine/rings.h"
#include "lint/source/find.h"
#include "lint/source/once.h"
#include "lint/source/parallel.h"
#include "lint/source/path.h"
#include "lint/source/utf8.h"
#include "parsers/cloudformation/detect.h"
#include "parsers/cloudformation/intrinsic.h"
#include "parsers/cloudformation/load.h"
#include "parsers/cloudformation/nested_template.h"
#include "parsers/cloudformation/stack.h"
#include "parsers/ecs/inline_template.h"
#include "parsers/json/json.h"
#include "parsers/yaml/yaml.h"

namespace execlint::cloudformation {
namespace {

bool MayBeTemplate(const std::string& path) {
  for (const char* other :
       {".tf", ".tf.json", ".tofu", ".tofu.json", ".tfvars", ".tfvars.json", ".hcl"}) {
    if (path.ends_with(other)) return false;
  }
  return true;
}

bool IsYaml(const std::string& path) { return path.ends_with(".yaml") || path.ends_with(".yml"); }

// What begins with a brace may be YAML in flow style all the same.
Parsed ParseAny(SourceMap& sources, FileId file, ValueStore& values) {
  if (!StartsLikeJson(sources.Text(file))) {
    return yaml::Parse(sources, file, values, yaml::Dialect::kCloudFormation);
  }
  Parsed json = json::Parse(sources, file, values);
  if (json.problems.empty() || !IsYaml(std::string(sources.path(file)))) return json;
  Parsed yaml = yaml::Parse(sources, file, values, yaml::Dialect::kCloudFormation);
  const bool wrong = std::ranges::any_of(
      yaml.problems, [](const Problem& one) { return one.kind == Problem::kSyntax; });
  return wrong ? json : yaml;
}

constexpr int kMaxConditionDepth = 20;

// Of a template with more than that (AWS takes 500), nothing is looked at: what a part of it does
// not say, the rest may.
constexpr std::size_t kMaxResources = 10'000;

Parsed Parse(SourceMap& sources, FileId file, ValueStore& values) {
  Parsed parsed = ParseAny(sources, file, values);
  if (!parsed.root || !parsed.root->is_map()) return parsed;
  const Entry* resources = Find(*parsed.root, "Resources");
  if (resources == nullptr || !resources->value->is_map() ||
      resources->value->count <= kMaxResources) {
    return parsed;
  }
  parsed.problems.push_back(
      {Problem::kLimit, resources->key_span,
       "more than 10,000 resources in one template: none of them is looked at"});
  return {{}, std::move(parsed.problems)};
}

const ProjectFile* FileAt(const Project& project, const std::string& path) {
  const auto found =
      std::lower_bound(project.files.begin(), project.files.end(), path,
                       [](const ProjectFile& file, const std::string& p) { return file.path < p; });
  return found != project.files.end() && found->path == path ? &*found : nullptr;
}

// Templates that stand where no file is looked for by itself (`web.tmpl`, in `node_modules`), and
// are read because a stack names them.
class NamedTemplates {
 public:
  explicit NamedTemplates(const Project& project) : project_(project) {}

  std::optional<FileId> Find(const std::string& path) const {
    if (const ProjectFile* walked = FileAt(project_, path)) return walked->id;
    const std::scoped_lock lock(mutex_);
    const auto [place, fresh] = opened_.try_emplace(path);
    if (fresh) {
      if (auto bytes = project_.reader.Read(path)) {
        place->second = project_.sources.AddFile(path, std::move(*bytes));
      }
    }
    return place->second;
  }

 private:
  const Project& project_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::optional<FileId>> opened_;
};

void AddProblems(const Parsed& parsed, Model& model) {
  model.problems.insert(model.problems.end(), parsed.problems.begin(), parsed.problems.end());
}

Loaded Load(const Project& project, const TemplateNames& names, const NamedTemplates& files,
            const ProjectFile& file, const Loading& loading) {
  ValueStore& store = *loading.values;
  const std::string_view bytes = project.sources.Text(file.id);
  const Parsed parsed = Parse(project.sources, file.id, store);
  const bool template_of_another_engine =
      !parsed.problems.empty() && MayBeWrittenByAnotherEngine(bytes);
  std::vector<Parsed> nested;
  Loaded loaded;
  if (IsTemplate(parsed.root) && !template_of_another_engine) {
    Inputs inputs{.selectors = loading.selectors, .others = &loading.others};
    for (auto& [name, value] : project.GivenTo(file.path).variables) {
      inputs.parameters[name] = std::move(value);
    }
    NestedTemplates templates;
    templates.find = [&](const TemplateResource& resource, const std::string& around) {
      return names.Find(resource, around);
    };
    templates.read = [&](const std::string& path) {
      const auto found = files.Find(path);
      if (!found) return Traced{};
      nested.push_back(Parse(project.sources, *found, store));
      return IsTemplate(nested.back().root) ? nested.back().root : Traced{};
    };
    templates.exists = [&](const std::string& path) { return files.Find(path).has_value(); };
    loaded =
        LoadTemplate(parsed.root, loading.values, file.path, inputs, project.sources, templates);
  } else {
    loaded.model = std::make_unique<Model>();
    loaded.model->source = Model::Source::kTemplate;
    loaded.model->path = file.path;
    loaded.model->values = loading.values;
    loaded.model->selectors = loading.selectors;
  }
  // Behind a bound may stand what makes it a template.
  const bool cut = std::ranges::any_of(
      parsed.problems, [](const Problem& one) { return one.kind == Problem::kLimit; });
  const bool ours = IsTemplate(parsed.root) || MeantAsTemplate(bytes) || IsWide(bytes) || cut ||
                    project.named.contains(file.path);
  if (template_of_another_engine) {
    if (MeantAsTemplate(bytes) && ecs::SpeaksOfExec(bytes)) {
      loaded.model->problems.push_back(
          {.kind = Problem::kLimit,
           .span = parsed.problems.front().span,
           .message = "another program fills in this template, so it is not read: lint what that "
                      "program makes of it"});
    }
    return loaded;
  }
  if (!ours) return loaded;
  AddProblems(parsed, *loaded.model);
  for (const Parsed& one : nested) AddProblems(one, *loaded.model);
  return loaded;
}

// What a template may publish, by its text; looked at when first asked for.
class MayPublish {
 public:
  explicit MayPublish(std::string_view text) : text_(text) {}

  bool operator()(const HandOver& wanted) {
    once_.Call([&] {
      exports_ = Holds(text_, "Export") && Holds(text_, "AWS::");
      parameters_ = Holds(text_, "AWS::SSM::Parameter");
      network_ = Holds(text_, "AWS::EC2::");
    });
    switch (wanted.by) {
      case HandOver::By::kExport:
        return exports_;
      case HandOver::By::kParameter:
        return parameters_;
      case HandOver::By::kName:
        return network_;  // without ECS and IAM it has a network at most
      case HandOver::By::kState:
        break;
    }
    return false;
  }

 private:
  const std::string_view text_;
  Once once_;
  bool exports_ = false, parameters_ = false, network_ = false;
};

// The truth of a condition that is made of literals alone; nothing for any other.
std::optional<bool> ConstantCondition(const Value& raw, const Template& tmpl, int depth) {
  if (depth > kMaxConditionDepth) return std::nullopt;
  const auto named = [&](const std::string& name) -> std::optional<bool> {
    const Traced declared = tmpl.condition(name);
    return declared ? ConstantCondition(*declared, tmpl, depth + 1) : std::nullopt;
  };
  if (const std::string name = ConditionName(raw); !name.empty()) return named(name);
  const Intrinsic intrinsic = AsIntrinsic(raw);
  if (!intrinsic.argument || !intrinsic.argument->is_list()) return std::nullopt;
  const auto items = intrinsic.argument->items();
  const auto inside = [&](const Traced& item) { return ConstantCondition(*item, tmpl, depth + 1); };
  switch (intrinsic.function) {
    case Function::kEquals: {
      if (items.size() != 2) return std::nullopt;
      const auto one = KnownText(*items[0]), other = KnownText(*items[1]);
      return one && other ? std::optional(*one == *other) : std::nullopt;
    }
    case Function::kNot: {
      const auto negated = items.size() == 1 ? inside(items[0]) : std::nullopt;
      return negated ? std::optional(!*negated) : std::nullopt;
    }
    case Function::kAnd:
    case Function::kOr: {
      const bool decides = intrinsic.function == Function::kOr;
      bool all_known = true;
      for (const Traced& item : items) {
        const auto value = inside(item);
        if (value == decides) return decides;
        all_known &= value.has_value();
      }
      return all_known ? std::optional(!decides) : std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

// Whether its condition holds, whatever the parameters are; nothing where they may decide.
std::optional<bool> IsMade(const TemplateResource& resource, const Template& tmpl) {
  const Traced name = Child(resource.body, "Condition");
  if (!name) return true;
  const Traced declared = tmpl.condition(KnownText(*name).value_or(""));
  return declared ? ConstantCondition(*declared, tmpl, 0) : std::nullopt;
}

// Which templates nest which, by index.
struct Nesting {
  Calls<std::size_t> calls = {};
  std::map<std::size_t, std::set<std::size_t>> sure = {};  // those that are surely made
};

// What the templates at `ours` nest, but for what an example or a test nests of the code that it
// stands beside: nobody deploys it, so it takes nothing away. Only texts that speak of nested
// stacks are parsed for it.
Nesting FindNested(const Project& project, const TemplateNames& names,
                   const std::vector<char>& ours) {
  Nesting nested;
  for (std::size_t i = 0; i < project.files.size(); ++i) {
    const ProjectFile& file = project.files[i];
    if (ours[i] == 0 || !SpeaksOfNestedStacks(project.sources.Text(file.id))) continue;
    ValueStore values;
    const Parsed parsed = Parse(project.sources, file.id, values);
    if (!IsTemplate(parsed.root)) continue;
    const Template tmpl(parsed.root, values);
    for (const TemplateResource& resource : tmpl.resources()) {
      const std::optional<bool> made = IsMade(resource, tmpl);
      if (made == false) continue;
      const std::string path = names.Find(resource, file.path).path;
      const ProjectFile* found = path.empty() ? nullptr : FileAt(project, path);
      if (found == nullptr || IsExampleOf(FolderOf(file.path), FolderOf(path))) continue;
      const auto callee = static_cast<std::size_t>(found - project.files.data());
      nested.calls[i].push_back(callee);
      if (made) nested.sure[i].insert(callee);
    }
  }
  return nested;
}

// In which round a template is a unit of its own (UnitPlan::round); nothing where one that is nests
// it for sure. A stack in a ring of templates that nest each other nests nothing.
std::vector<std::optional<unsigned>> FindRoots(const std::vector<char>& ours,
                                               const Nesting& nested) {
  std::map<std::size_t, bool> called;  // whether for sure
  const std::set<std::size_t> in_rings = InRings(nested.calls);
  Calls<std::size_t> calls;
  for (const auto& [caller, callees] : nested.calls) {
    const auto sure = nested.sure.find(caller);
    for (const std::size_t callee : callees) {
      if (in_rings.contains(caller) && in_rings.contains(callee)) continue;
      called[callee] |= sure != nested.sure.end() && sure->second.contains(callee);
      calls[caller].push_back(callee);
    }
  }
  std::set<std::size_t> perhaps;
  for (const auto& [callee, surely] : called) {
    if (!surely) perhaps.insert(callee);
  }
  const std::map<std::size_t, unsigned> rounds = RoundsOf(calls, perhaps);
  std::vector<std::optional<unsigned>> roots(ours.size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    if (ours[i] == 0) continue;
    if (!called.contains(i)) {
      roots[i] = 0;
    } else if (perhaps.contains(i)) {
      roots[i] = rounds.at(i);
    }
  }
  return roots;
}

}  // namespace

Discovery DiscoverTemplates(const Project& project) {
  std::vector<char> ours(project.files.size());
  ParallelFor(project.files.size(), project.jobs, [&](std::size_t i) {
    project.CheckTime();
    const ProjectFile& file = project.files[i];
    if (!MayBeTemplate(file.path)) return;
    std::string_view text = project.sources.Text(file.id);
    std::string narrow;
    if (IsWide(text)) text = narrow = Narrowed(text);  // which is its error
    // A file that was named is read for its errors if it is meant as a template.
    const bool named = project.named.contains(file.path) &&
                       (MeantAsTemplate(text) || (IsYaml(file.path) && Holds(text, "AWS::")));
    ours[i] = named || LooksLikeTemplate(text) ? 1 : 0;
  });
  const auto names = std::make_shared<const TemplateNames>(project);
  const auto named = std::make_shared<const NamedTemplates>(project);
  const Nesting nested = FindNested(project, *names, ours);
  const std::vector<std::optional<unsigned>> roots = FindRoots(ours, nested);
  std::set<std::size_t> parts;  // of another template
  for (const auto& [caller, callees] : nested.calls) parts.insert(callees.begin(), callees.end());
  Discovery discovery;
  for (std::size_t i = 0; i < project.files.size(); ++i) {
    const ProjectFile& file = project.files[i];
    if (roots[i]) {
      discovery.units.push_back({.path = file.path,
                                 .load =
                                     [&project, names, named, file](const Loading& loading) {
                                       return Load(project, *names, *named, file, loading);
                                     },
                                 .bytes = project.sources.Text(file.id).size(),
                                 .round = *roots[i]});
    } else if (ours[i] == 0 && !parts.contains(i) && MayBeTemplate(file.path)) {
      // A template with IAM is a unit, so this one has a network or policies of the organization.
      OtherPlan other;
      other.whole.path = file.path;
      other.whole.load = [&project, names, named, file](const Loading& loading) {
        return Load(project, *names, *named, file, loading);
      };
      other.publishing = [load = other.whole](const std::set<HandOver>&) { return load; };
      other.answer = [&project, file, load = other.whole](const Question& question) {
        const std::string_view text = project.sources.Text(file.id);
        const bool network = question.ways || question.filters || question.rules;
        const bool answers = (network && MayAddToNetwork(text)) ||
                             (question.organization && LimitsTheOrganization(text));
        return answers ? LoadAlone(load, {.deadline = project.deadline}) : nullptr;
      };
      other.may_offer = [may = std::make_shared<MayPublish>(project.sources.Text(file.id))](
                            const HandOver& wanted) { return (*may)(wanted); };
      discovery.others.push_back(std::move(other));
    }
  }
  return discovery;
}

}  // namespace execlint::cloudformation
