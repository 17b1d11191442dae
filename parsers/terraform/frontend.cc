#include "parsers/terraform/frontend.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "lint/source/format.h"
#include "lint/source/parallel.h"
#include "lint/source/path_in_words.h"
#include "parsers/hcl/block_scanner.h"
#include "parsers/hcl/parser.h"
#include "parsers/json/json.h"
#include "parsers/terraform/environments.h"
#include "parsers/terraform/flag_inputs.h"
#include "parsers/terraform/lower/lowering.h"
#include "parsers/terraform/opaque_calls.h"
#include "parsers/terraform/project/configuration.h"
#include "parsers/terraform/project/discover.h"
#include "parsers/terraform/project/may_answer.h"
#include "parsers/terraform/project/may_offer.h"
#include "parsers/terraform/unit/escapes.h"
#include "parsers/terraform/unit/offers.h"
#include "parsers/terraform/unit/unit.h"
#include "parsers/terraform/written_secrets.h"

namespace execlint::terraform {
namespace {

// ---- problems

// Adds each problem once, however often it is met.
class Problems {
 public:
  explicit Problems(std::vector<Problem>& to) : to_(to) {
    for (const Problem& problem : to) known_.insert(KeyOf(problem));
  }

  void Add(const Problem& problem) {
    if (known_.insert(KeyOf(problem)).second) to_.push_back(problem);
  }

 private:
  using Key = std::tuple<FileId, std::uint32_t, std::uint32_t, std::string>;
  static Key KeyOf(const Problem& problem) {
    return {problem.span.file, problem.span.begin, problem.span.end, problem.message};
  }

  std::vector<Problem>& to_;
  std::set<Key> known_;
};

// The same as said at the call that leads into fetched code, which nobody mends.
Problem AtOwnCall(const Problem& problem, const ModuleInstance& module, const SourceMap& sources) {
  const Instance* call = module.call;
  while (call->module->fetched) call = call->module->call;
  const Span at = sources.Spell(problem.span);
  return {.kind = problem.kind,
          .span = call->declared->head(),
          .message = Format("the module called here has an error in {}:{}: {}",
                            PathInWords(sources.path(at.file)),
                            sources.Locate(at.file, at.begin).line, problem.message)};
}

void AddProblems(Unit& unit, const Inputs& inputs, Model& model) {
  const SourceMap& sources = unit.evaluator().configuration().sources();
  Problems all(model.problems);
  std::set<const Folder*> seen;
  for (const ModuleInstance* module : unit.modules()) {
    if (!seen.insert(module->folder).second) continue;
    for (const auto& problem : module->folder->Problems()) {
      all.Add(module->fetched ? AtOwnCall(problem, *module, sources) : problem);
    }
  }
  for (const auto* files : {&inputs.given, &inputs.automatic, &inputs.named}) {
    for (const VarFile& file : *files) {
      for (const auto& problem : file.body.problems) all.Add(problem);
      for (const Problem& problem : file.json_problems) all.Add(problem);
    }
  }
  for (const Problem& problem : unit.evaluator().ProblemsOfGiven()) all.Add(problem);
  const Span at = Span::At(unit.evaluator().modules().root().folder->files().front(), 0);
  for (const std::string& name : unit.left_out()) {
    model.problems.push_back(
        {.kind = Problem::kLimit,
         .span = at,
         .message =
             "`" + name +
             "` selects among more values than execlint distinguishes, so it counts as unknown"});
  }
  if (const std::size_t read = unit.evaluator().selectors().var_files_read();
      read < inputs.named.size()) {
    model.problems.push_back(
        {.kind = Problem::kLimit,
         .span = Span::At(inputs.named[read].file, 0),
         .message = Format("this var file and those behind it are not looked at: the configuration "
                           "`{}` has more than the {} that execlint distinguishes",
                           PathInWords(model.path), kMaxCandidates)});
  }
  if (unit.evaluator().exhausted()) {
    model.problems.push_back(
        {.kind = Problem::kLimit,
         .span = at,
         .message = "this configuration takes more steps, memory or nesting to evaluate than "
                    "execlint allows: a part of it is unknown"});
  }
}

// ---- one unit

// Does anything belong to a network that a data source looks up?
bool NamesByLookup(const Model& model) {
  const auto looked_up = [](const auto& ref) {
    return ref.unknown() != nullptr && ref.unknown()->symbol->why == Why::kDataSource;
  };
  const auto one = [&](const auto& resources, auto member) {
    return std::ranges::any_of(
        resources, [&](const auto& resource) { return (resource.*member).in.AnyValue(looked_up); });
  };
  const auto each = [&](const auto& resources, auto member) {
    return std::ranges::any_of(resources, [&](const auto& resource) {
      return (resource.*member).in.AnyValue([&](const Fact<List<Ref>>& refs) {
        return looked_up(refs) || (refs.known() && std::ranges::any_of(refs->items, looked_up));
      });
    });
  };
  return one(model.vpc_endpoints, &VpcEndpoint::vpc) ||
         one(model.routes, &RouteEntry::route_table) || one(model.route_tables, &RouteTable::vpc) ||
         one(model.route_table_associations, &RouteTableAssociation::subnet) ||
         one(model.route_table_associations, &RouteTableAssociation::main_of_vpc) ||
         one(model.security_group_rules, &SecurityGroupRule::group) ||
         one(model.network_acls, &NetworkAcl::vpc) ||
         each(model.network_acls, &NetworkAcl::subnets) ||
         one(model.network_acl_associations, &NetworkAclAssociation::subnet) ||
         one(model.name_associations, &NameAssociation::vpc) ||
         each(model.private_zones, &PrivateZone::vpcs) ||
         one(model.unread_settings, &UnreadSetting::of);
}

// Everything that is lowered row by row.
Model LowerResources(Unit& unit, const Project& project) {
  Model model;
  const Lowering lowering{unit, project.sources, model};
  ReadDeployment(lowering);
  for (const UnitResource& resource : unit.resources()) {
    // Every argument of an ECS resource is evaluated once, also those that lowering does not read:
    // what they compare an input with are values that the input has
    // (`desired_count = terraform.workspace == "prod" ? 2 : 1`).
    const std::string_view type = resource.instance->type();
    if (!unit.evaluator().selectors().closed() && type.starts_with("aws_ecs_")) {
      ArgumentReader(resource, lowering).Whole();
    }
    if (const TypeRow* row = RowOf(type)) row->lower(resource, lowering);
  }
  if (!unit.wanted().alone) {
    FindTaskExecutions(lowering);
    LowerCalls(lowering);
    FindOtherLaunchers(lowering);
  }
  if (NamesByLookup(model)) FindLookedUp(lowering);
  return model;
}

// A unit with what it refers to.
struct WholeUnit {
  WholeUnit(std::shared_ptr<const Configuration> files, Inputs given)
      : configuration(std::move(files)), inputs(std::move(given)) {}

  std::shared_ptr<const Configuration> configuration;
  Inputs inputs;
  std::optional<Unit> unit;
};

// The folders of the modules that are called. See Model::makes.
std::set<std::string> FoldersMade(Unit& unit) {
  std::set<std::string> made;
  for (const ModuleInstance* module : unit.modules()) {
    if (module->call == nullptr || made.contains(module->folder->path())) continue;
    const bool exists = HoldsAsWritten(
        unit.ExistsCases(*module->call), unit.selectors(),
        [](Traced value) { return !value || value->is_unknown() || value->boolean(); });
    if (exists) made.insert(module->folder->path());
  }
  return made;
}

// Asks for what the outputs are made of, so that it is known what a root that passes on what others
// hand over wants of those.
void AskForOutputs(Unit& unit, const Folder& folder) {
  constexpr std::string_view kHandedOver[] = {"terraform_remote_state", "tfe_outputs",
                                              "aws_ssm_parameter", "aws_cloudformation_export"};
  const bool reads = std::any_of(folder.data().begin(), folder.data().end(), [&](const auto& one) {
    return std::find(std::begin(kHandedOver), std::end(kHandedOver), one.first.first) !=
           std::end(kHandedOver);
  });
  if (!reads) return;
  Evaluator& evaluator = unit.evaluator();
  for (const auto& [name, declared] : folder.outputs()) {
    unit.Explored([&, name = name, at = declared.head()] {
      return evaluator.Output(evaluator.modules().root(), name, at);
    });
  }
}

// `finish(unit, folder, inputs, model)` adds what is no resource.
// Where nothing but some types is wanted, an input of several values is unknown.
template <class F>
Loaded LoadUnit(const Project& project, const std::shared_ptr<const Configuration>& configuration,
                const FoundUnit& found, Unit::Wanted wanted, const Loading& loading, F&& finish) {
  Loaded loaded{.model = std::make_unique<Model>()};
  Model& model = *loaded.model;
  model.selectors = loading.selectors;
  if (const Folder* folder = configuration->FolderAt(found.folder)) {
    const auto whole = std::make_shared<WholeUnit>(
        configuration, ReadInputs(project, *configuration, found, *folder, *loading.values));
    Unit& unit =
        whole->unit.emplace(*configuration, *folder, whole->inputs, std::move(wanted), loading);
    if (unit.wanted().alone) unit.evaluator().selectors().Close();
    unit.Read([&] { model = LowerResources(unit, project); });
    model.selectors = unit.selectors();
    for (const auto& [name, declared] : folder->variables()) model.inputs.emplace_back(name);
    for (const VarFile& file : whole->inputs.given) {
      if (file.GivesOneOf(*folder)) model.var_files.push_back(file.file);
    }
    finish(unit, *folder, whole->inputs, model);
    AskForOutputs(unit, *folder);
    loaded.offers = OffersOf(std::shared_ptr<Unit>(whole, &unit));
    loaded.member = [whole](const Symbol& resource, std::string_view name, Span at,
                            const Scenario& scenario, Reads& reads) {
      Evaluator& evaluator = whole->unit->evaluator();
      return evaluator.Under(scenario, reads,
                             [&] { return evaluator.AttributeOf(resource, name, at); });
    };
  }
  model.source = found.root ? Model::Source::kTerraformRoot : Model::Source::kTerraformModule;
  model.path = found.folder;
  model.values = loading.values;
  return loaded;
}

Loaded Load(const Project& project, const std::shared_ptr<const Configuration>& configuration,
            const FoundUnit& found, Interest interest, const Loading& loading) {
  return LoadUnit(
      project, configuration, found,
      {.types = [interest](std::string_view type) { return IsWanted(type, interest); }}, loading,
      [&](Unit& unit, const Folder& folder, const Inputs& inputs, Model& model) {
        AddGivenEnvironments(folder, inputs, unit, model);
        AddEnvironmentsOfFiles(folder, inputs, unit, model);
        for (const OpaqueCall& call : unit.opaque_calls()) {
          model.opaque.push_back({call.instance->declared->head(), call.instance->module->route});
          model.unread_calls.push_back({call.instance->address, call.instance->declared->head()});
        }
        LowerGivenPolicies({unit, project.sources, model});
        for (UnitEscape& one : FindEscapes(unit)) {
          model.escapes[one.resource].push_back(std::move(one.escape));
        }
        FindFlagInputs(unit, project.sources, model);
        FindOpaqueFlagInputs(unit, model);
        FindServiceCalls(unit, model);
        model.fetched_modules = unit.evaluator().modules().fetched();
        model.makes = FoldersMade(unit);
        MarkWrittenSecrets(unit, inputs, model.selectors, project.sources);
        AddProblems(unit, inputs, model);
      });
}

// A unit without an exec path, as far as it answers the question.
std::unique_ptr<Model> LoadAnswers(const Project& project,
                                   const std::shared_ptr<const Configuration>& configuration,
                                   const FoundUnit& found, const Question& question) {
  NoHandOvers nobody;
  const Loading alone{
      .values = std::make_shared<ValueStore>(Budget::Limits{.deadline = project.deadline}),
      .others = nobody};
  Loaded loaded = LoadUnit(
      project, configuration, found,
      {.types = [&](std::string_view type) { return Answers(type, question); }, .alone = true},
      alone, [](Unit&, const Folder&, const Inputs&, Model&) {});
  return std::move(loaded.model);
}

// A unit without an exec path, as far as it may publish something of what is wanted.
UnitPlan PlanToPublish(const Project& project,
                       const std::shared_ptr<const Configuration>& configuration,
                       const FoundUnit& unit, const std::set<HandOver>& wanted) {
  const auto load = [&project, configuration, unit,
                     types = TypesThatOffer(wanted)](const Loading& loading) {
    return LoadUnit(
        project, configuration, unit,
        {.types = [&](std::string_view type) { return types.contains(type); }, .alone = true},
        loading, [](Unit&, const Folder&, const Inputs&, Model&) {});
  };
  return {unit.folder, load, unit.bytes};
}

// What keeps a file from being read, whatever it holds: of those that were named on the command
// line, or of all. Blocks that nobody asks for are not parsed: only that they begin and end is
// looked at, which is fast, so that all files of a repository can be named.
std::vector<Problem> ProblemsOfNamed(const Project& project, const hcl::Parser& parser, bool all) {
  std::vector<std::vector<Problem>> of_file(project.files.size());
  ParallelFor(project.files.size(), project.jobs, [&](std::size_t i) {
    project.CheckTime();
    const ProjectFile& file = project.files[i];
    if (!all && !project.named.contains(file.path)) return;
    const bool json = file.path.ends_with(".json");
    if (file.path.ends_with(".tfvars") || (IsConfiguration(file.path) && !json)) {
      if (hcl::Scan(project.sources, file.id).problems.empty()) return;
      of_file[i] = parser.ParseFile(project.sources, file.id).problems;
    } else if (IsConfiguration(file.path)) {
      ValueStore values;
      of_file[i] = json::Parse(project.sources, file.id, values).problems;
    }
  });
  std::vector<Problem> found;
  Problems distinct(found);
  for (const std::vector<Problem>& problems : of_file) {
    for (const Problem& problem : problems) distinct.Add(problem);
  }
  return found;
}

std::function<Loaded(Loading)> LoaderOf(const Project& project,
                                        std::shared_ptr<const Configuration> configuration,
                                        const FoundUnit& unit, Interest interest,
                                        std::string reading) {
  return [&project, configuration = std::move(configuration), unit, interest,
          reading = std::move(reading)](const Loading& loading) {
    Loaded loaded = Load(project, configuration, unit, interest, loading);
    loaded.model->reading = reading;
    return loaded;
  };
}

// Is anything of the unit in one of these folders?
bool StandsIn(const FoundUnit& unit, const std::set<std::string>& folders,
              const SourceMap& sources) {
  return !folders.empty() && std::ranges::any_of(unit.files, [&](FileId file) {
    const std::string_view path = sources.path(file);
    const std::size_t slash = path.rfind('/');
    return folders.contains(std::string(path.substr(0, slash == path.npos ? 0 : slash)));
  });
}

// Units in which OpenTofu and Terraform read different things: nobody knows which of them deploys,
// so both are judged. `configuration` is as OpenTofu reads it.
void AddForTerraform(const Project& project, const std::map<std::string, FileId>& files,
                     const Configuration& configuration, Discovery& discovery) {
  const std::set<std::string> two_ways = configuration.ReadInTwoWays();
  if (two_ways.empty()) return;
  const auto as_terraform = std::make_shared<const Configuration>(project.sources, project.reader,
                                                                  files, ReadBy::kTerraform);
  std::vector<Problem> told;  // what cannot be read, they tell both
  for (const FoundUnit& unit : FindUnits(project, *as_terraform, told)) {
    if (!StandsIn(unit, two_ways, project.sources) || unit.interest == Interest::kNone) continue;
    discovery.units.push_back(
        {.path = unit.folder,
         .load = LoaderOf(project, as_terraform, unit, unit.interest, "as Terraform reads it"),
         .bytes = unit.bytes,
         .frontend = "Terraform, not OpenTofu",
         .round = unit.round});
  }
}

}  // namespace

Discovery DiscoverTerraform(const Project& project) {
  std::map<std::string, FileId> files;
  for (const auto* list : {&project.files, &project.links}) {
    for (const ProjectFile& file : *list) files.emplace_hint(files.end(), file.path, file.id);
  }
  const auto configuration =
      std::make_shared<const Configuration>(project.sources, project.reader, files);
  std::vector<Problem> unread;
  std::vector<FoundUnit> units = FindUnits(project, *configuration, unread);
  // Where nothing here is of interest, that is so only if what is here could be read.
  const bool none = std::ranges::all_of(
      units, [](const FoundUnit& unit) { return unit.interest == Interest::kNone; });
  Discovery discovery{.problems = ProblemsOfNamed(project, configuration->parser(), none),
                      .unread = std::move(unread)};
  const std::set<std::string> two_ways = configuration->ReadInTwoWays();
  for (FoundUnit& unit : units) {
    const std::string reading =
        StandsIn(unit, two_ways, project.sources) ? "as OpenTofu reads it" : "";
    const auto load = [&](Interest interest) {
      return LoaderOf(project, configuration, unit, interest, reading);
    };
    for (const Problem& problem : configuration->InstalledIn(unit.folder).problems()) {
      discovery.problems.push_back(problem);
    }
    if (unit.interest < Interest::kServices && unit.round == 0) {
      OtherPlan other{.whole = {unit.folder, load(Interest::kServices), unit.bytes}};
      other.publishing = [&project, configuration, unit](const std::set<HandOver>& wanted) {
        return PlanToPublish(project, configuration, unit, wanted);
      };
      other.answer = [&project, configuration, unit](const Question& question) {
        return MayAnswer(unit, question, project.sources)
                   ? LoadAnswers(project, configuration, unit, question)
                   : nullptr;
      };
      other.may_offer = [&project, unit](const HandOver& wanted) {
        return MayOffer(unit, wanted, project.sources);
      };
      discovery.others.push_back(std::move(other));
    }
    if (unit.interest == Interest::kNone) continue;
    discovery.units.push_back({.path = unit.folder,
                               .load = load(unit.interest),
                               .bytes = unit.bytes,
                               .round = unit.round});
  }
  AddForTerraform(project, files, *configuration, discovery);
  return discovery;
}

}  // namespace execlint::terraform
