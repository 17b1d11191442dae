#include "parsers/terraform/frontend.h"

#include <algorithm>
#include <cctype>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "lint/engine/examples.h"
#include "lint/model/environment.h"
#include "parsers/ecs/keys.h"
#include "parsers/json/json.h"
#include "parsers/terraform/lower/lowering.h"
#include "parsers/terraform/project/configuration.h"
#include "parsers/terraform/project/discover.h"
#include "parsers/terraform/unit/escapes.h"
#include "parsers/terraform/unit/offers.h"
#include "parsers/terraform/unit/unit.h"

namespace execlint::terraform {
namespace {

// ---- problems

void AddProblem(const Problem& problem, Model& model) {
  const auto same = [&](const Problem& other) {
    return other.span == problem.span && other.message == problem.message;
  };
  if (std::any_of(model.problems.begin(), model.problems.end(), same)) return;
  model.problems.push_back(problem);
}

void AddProblems(Unit& unit, const Inputs& inputs, Model& model) {
  std::set<const Folder*> seen;
  for (const ModuleInstance* module : unit.modules()) {
    if (!seen.insert(module->folder).second) continue;
    for (const auto& problem : module->folder->Problems()) AddProblem(problem, model);
  }
  for (const auto* files : {&inputs.automatic, &inputs.named}) {
    for (const VarFile& file : *files) {
      for (const auto& problem : file.body.problems) AddProblem(problem, model);
      for (const Problem& problem : file.json_problems) AddProblem(problem, model);
    }
  }
  for (const Problem& problem : unit.evaluator().ProblemsOfGiven()) AddProblem(problem, model);
  const Span at = Span::At(unit.evaluator().modules().root().folder->files().front(), 0);
  for (const std::string& name : unit.left_out()) {
    model.problems.push_back({.kind = Problem::kLimit,
                              .span = at,
                              .message = "`" + name +
                                         "` decides between more values than execlint "
                                         "tells apart, so it counts as unknown"});
  }
  if (unit.evaluator().exhausted()) {
    model.problems.push_back({.kind = Problem::kLimit,
                              .span = at,
                              .message = "this configuration takes more steps to evaluate than "
                                         "execlint makes"});
  }
}

// ---- inputs that are meant to turn exec on

bool IsNamePart(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

// Does anything but its own declaration name the variable?
bool IsRead(const SourceMap& sources, const Folder& folder, std::string_view name) {
  const std::string reference = "var." + std::string(name);
  for (const Declaration& declaration : folder.all()) {
    if (declaration.type() == "variable") continue;
    const std::string_view text = sources.Text(declaration.span());
    for (std::size_t at = text.find(reference); at != text.npos;
         at = text.find(reference, at + 1)) {
      const std::size_t end = at + reference.size();
      if (end == text.size() || !IsNamePart(text[end])) return true;
    }
  }
  return false;
}

constexpr int kInputDepth = 6;

// The attribute of an object type that is named like the flag, on any level: its key.
struct FlagField {
  std::string_view name;
  Span at;
};
std::optional<FlagField> FlagFieldOf(ExprRef type, int depth = 0) {
  if (depth == kInputDepth) return std::nullopt;
  if (const auto* call = std::get_if<hcl::Call>(&type->form)) {
    for (const hcl::ExprId argument : type.ast->list(call->arguments)) {
      if (const auto found = FlagFieldOf(type.At(argument), depth + 1)) return found;
    }
  } else if (const auto* object = std::get_if<hcl::Object>(&type->form)) {
    for (const hcl::ObjectItem& item : type.ast->items(*object)) {
      if (ecs::NamesExecFlag(item.name)) return FlagField{item.name, type.At(item.key)->span};
      if (const auto found = FlagFieldOf(type.At(item.value), depth + 1)) return found;
    }
  }
  return std::nullopt;
}

// Does `text` name `object` as a whole, not just one of its attributes (`var.apps["web"].image`)?
bool HoldsWhole(std::string_view text, std::string_view object) {
  for (std::size_t at = text.find(object); at != text.npos; at = text.find(object, at + 1)) {
    std::size_t end = at + object.size();
    if (end < text.size() && IsNamePart(text[end])) continue;
    while (end < text.size() && text[end] == '[') {
      end = text.find(']', end);
      if (end == text.npos) return true;
      ++end;
    }
    const bool attribute = end + 1 < text.size() && text[end] == '.' && IsNamePart(text[end + 1]);
    if (!attribute) return true;
  }
  return false;
}

// May the call hand objects of the variable to its module?
bool MayHandOver(const OpaqueCall& call, const ModuleInstance& declaring,
                 std::string_view variable) {
  const auto arguments = call.instance->declared->Arguments();
  return std::any_of(arguments.begin(), arguments.end(), [&](const auto& argument) {
    if (argument.first == "for_each") return false;
    const std::string_view text = argument.second;
    if (HoldsWhole(text, "each.value") || text.find("local.") != text.npos) return true;
    if (call.instance->module != &declaring) return text.find("var.") != text.npos;
    return HoldsWhole(text, "var." + std::string(variable));
  });
}

// Does anything in the unit look at an attribute of that name, or hand whole objects to a module
// that is not in the project?
bool IsFieldRead(const SourceMap& sources, Unit& unit, const ModuleInstance& declaring,
                 std::string_view variable, std::string_view field) {
  const std::string selected = "." + std::string(field), quoted = '"' + std::string(field) + '"';
  for (const ModuleInstance* module : unit.modules()) {
    for (const Declaration& declaration : module->folder->all()) {
      if (declaration.type() == "variable") continue;
      const std::string_view text = sources.Text(declaration.span());
      if (text.find(selected) != text.npos || text.find(quoted) != text.npos) return true;
    }
  }
  return std::any_of(
      unit.opaque_calls().begin(), unit.opaque_calls().end(),
      [&](const OpaqueCall& call) { return MayHandOver(call, declaring, variable); });
}

// Does the call run a service, going by its source and what it is given?
bool RunsService(const OpaqueCall& call) {
  constexpr std::string_view kGiven[] = {"container", "desired_count", "task_definition",
                                         "services"};
  bool ecs = false, given = false;
  for (const auto& [name, text] : call.instance->declared->Arguments()) {
    if (name == "source") {
      ecs = text.find("ecs") != text.npos || text.find("fargate") != text.npos;
    } else {
      given |= std::any_of(std::begin(kGiven), std::end(kGiven), [&name = name](const auto& part) {
        return name.find(part) != name.npos;
      });
    }
  }
  return ecs && given;
}

// Notes for inputs that are not read which module that is not in the project runs the service.
void FindServiceCalls(Unit& unit, Model& model) {
  for (Model::FlagInput& input : model.flag_inputs) {
    if (input.read) continue;
    const std::string below = input.module.empty() ? "" : input.module + ".";
    const bool own = std::any_of(
        model.services.begin(), model.services.end(),
        [&](const Service& service) { return service.head.address.starts_with(below); });
    if (own) continue;
    for (const OpaqueCall& call : unit.opaque_calls()) {
      const Instance& instance = *call.instance;
      const bool turned_on = std::any_of(
          model.opaque_flag_inputs.begin(), model.opaque_flag_inputs.end(),
          [&](const Model::OpaqueFlagInput& flag) { return flag.call == instance.address; });
      if (turned_on || !instance.address.starts_with(below) || !RunsService(call)) continue;
      const std::string& around = instance.module->address;  // all instances of the call are meant
      input.service_call =
          (around.empty() ? "" : around + ".") + "module." + std::string(instance.name());
      input.service_call_at = {instance.declared->head(), instance.module->route};
      break;
    }
  }
}

// Does no call of the module give the input? Examples call it to show something else.
bool IsLeftOut(Unit& unit, const ModuleInstance& module, std::string_view input) {
  const std::string& root = unit.evaluator().modules().root().folder->path();
  return module.call != nullptr && !IsExampleOf(root, module.folder->path()) &&
         std::none_of(unit.modules().begin(), unit.modules().end(),
                      [&](const ModuleInstance* other) {
                        return other->folder == module.folder && other->call != nullptr &&
                               other->call->declared->Argument(input).has_value();
                      });
}

void FindFlagInputs(Unit& unit, const SourceMap& sources, Model& model) {
  for (const ModuleInstance* module : unit.modules()) {
    for (const auto& [name, declared] : module->folder->variables()) {
      if (!ecs::NamesExecFlag(name)) {
        const auto type = declared.Argument("type");
        const auto field = type ? FlagFieldOf(type->value) : std::nullopt;
        if (field) {
          model.flag_inputs.push_back(
              {.name = std::string(field->name),
               .module = module->address,
               .place = {.span = field->at},
               .read = IsFieldRead(sources, unit, *module, name, field->name)});
        }
        continue;
      }
      model.flag_inputs.push_back({.name = "var." + std::string(name),
                                   .module = module->address,
                                   .place = {.span = declared.head()},
                                   .read = IsRead(sources, *module->folder, name),
                                   .left_out = IsLeftOut(unit, *module, name)});
    }
  }
}

// The place of a key named like the flag inside an input, unless it is certainly off.
std::optional<Place> FlagWithin(std::string_view name, Traced value, Place at, int depth,
                                std::string& spelled) {
  if (ecs::NamesExecFlag(name) && !value->is_list() && !value->is_map()) {
    const bool off = value->is_null() || (value->kind == Kind::kBool && !value->boolean());
    // Whoever deploys may give another value than the default.
    if (off && !PassesDefault(value.route)) return std::nullopt;
    spelled = name;
    return at;
  }
  if (depth == kInputDepth) return std::nullopt;
  if (value->is_list()) {
    for (const Traced& item : value->items()) {
      if (const auto found = FlagWithin("", item, at, depth + 1, spelled)) return found;
    }
  } else if (value->is_map()) {
    for (const Entry& entry : value->entries()) {
      const Place place{entry.value->span, entry.value.route};
      if (const auto found = FlagWithin(entry.key, entry.value, place, depth + 1, spelled)) {
        return found;
      }
    }
  }
  return std::nullopt;
}

void FindOpaqueFlagInputs(Unit& unit, Model& model) {
  const auto wanted = [](std::string_view name, std::string_view text) {
    return ecs::NamesExecFlag(name) || text.find("xec") != std::string_view::npos ||
           HoldsWhole(text, "each.value");
  };
  ForArgumentsOfOpaqueCalls(
      unit, wanted, [&](const OpaqueCall& call, std::string_view argument, Traced value) {
        if (!value) return;
        std::string name;
        const auto place = FlagWithin(argument, value, {value->span, value.route}, 0, name);
        const auto same = [&](const Model::OpaqueFlagInput& other) {
          return other.call == call.instance->address && other.input == name;
        };
        if (!place ||
            std::any_of(model.opaque_flag_inputs.begin(), model.opaque_flag_inputs.end(), same))
          return;
        const Symbol* why =
            unit.evaluator().store().Intern({.why = Why::kModuleNotFound,
                                             .name = call.instance->address,
                                             .at = call.instance->declared->head()});
        model.opaque_flag_inputs.push_back({call.instance->address, name, *place, why});
      });
}

// ---- environments

// The text that a var file gives a variable of the root; nothing where it gives none, or no text.
std::optional<std::pair<std::string, Span>> TextIn(const VarFile& file, std::string_view name,
                                                   Unit& unit) {
  Traced value;
  if (const auto json = file.json.find(std::string(name)); json != file.json.end()) {
    value = json->second;
  } else if (const auto* written = file.body.ast.Find(file.body.body, name)) {
    const ExprRef expression{&file.body.ast, written->value};
    const Scope literal{.module = &unit.evaluator().modules().root(), .only_bindings = true};
    value = unit.Explored([&] { return unit.evaluator().Evaluate(expression, literal); })
                .all()
                .front()
                .value;
  }
  const auto text = value ? KnownText(*value) : std::nullopt;
  return text ? std::optional(std::pair(*text, value->span)) : std::nullopt;
}

// What the command line gives the variable.
const std::string* OnCommandLine(const Inputs& inputs, std::string_view name) {
  for (auto given = inputs.variables.rbegin(); given != inputs.variables.rend(); ++given) {
    if (given->first == name) return &given->second;
  }
  return nullptr;
}

// The text that the command line or a file that is always loaded gives a variable of the root, and
// where it stands; the command line has no place.
std::optional<std::pair<std::string, Span>> GivenText(const Declared& variable,
                                                      const Inputs& inputs, Unit& unit) {
  const std::string_view name = variable.label(0);
  if (const std::string* given = OnCommandLine(inputs, name)) {
    return std::pair(*given, variable.head());
  }
  for (const VarFile& file : inputs.named) {
    if (file.Gives(name)) return std::nullopt;
  }
  for (auto file = inputs.automatic.rbegin(); file != inputs.automatic.rend(); ++file) {
    if (file->Gives(name)) return TextIn(*file, name, unit);
  }
  return std::nullopt;
}

// What each var file that somebody chooses says of the environment.
void AddEnvironmentsOfFiles(const Folder& root, const Inputs& inputs, Unit& unit, Model& model) {
  for (Selector& selector : model.selectors) {
    if (selector.what != Selector::What::kVarFiles) continue;
    selector.given.resize(selector.candidates.size());
    for (std::size_t i = 0; i < selector.candidates.size(); ++i) {
      const std::size_t number = i + (inputs.needs_file ? 1 : 0);  // 0: no file
      if (number == 0 || number > inputs.named.size()) continue;
      for (const auto& [name, variable] : root.variables()) {
        if (OnCommandLine(inputs, name) != nullptr) continue;
        const auto text = TextIn(inputs.named[number - 1], name, unit);
        if (!text || ClassifyWord(text->first) == Environment::kUnclassified) continue;
        selector.given[i].push_back({"var." + std::string(name), text->first, text->second});
      }
    }
  }
}

// A value that is given and names an environment becomes a selector of one candidate: it decides
// nothing, but it tells which environment this is, also where it stands only in a condition.
void AddGivenEnvironments(const Folder& root, const Inputs& inputs, Unit& unit, Model& model) {
  for (const auto& [name, variable] : root.variables()) {
    const auto given = GivenText(variable, inputs, unit);
    if (!given || ClassifyWord(given->first) == Environment::kUnclassified) continue;
    if (model.selectors.size() == kMaxSelectors) return;
    Selector selector;
    selector.name = "var." + std::string(name);
    selector.candidates = {given->first};
    selector.at = given->second;
    model.selectors.push_back(std::move(selector));
  }
}

// ---- one unit

// Does anything belong to a network that a data source looks up?
bool NamesByLookup(const Model& model) {
  const auto any = [](const auto& resources, auto member) {
    return std::any_of(resources.begin(), resources.end(), [&](const auto& one) {
      return (one.*member).in.AnyValue([](const Fact<Ref>& ref) {
        return ref.unknown() != nullptr && ref.unknown()->symbol->why == Why::kDataSource;
      });
    });
  };
  return any(model.vpc_endpoints, &VpcEndpoint::vpc) ||
         any(model.routes, &RouteEntry::route_table) || any(model.route_tables, &RouteTable::vpc) ||
         any(model.route_table_associations, &RouteTableAssociation::subnet) ||
         any(model.route_table_associations, &RouteTableAssociation::main_of_vpc) ||
         any(model.security_group_rules, &SecurityGroupRule::group);
}

// Everything that is lowered row by row.
Model LowerResources(Unit& unit, const Project& project) {
  Model model;
  const Lowering lowering{unit, project.sources, model};
  ReadRegion(lowering);
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
  FindOtherLaunchers(lowering);
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

// `finish(unit, folder, inputs, model)` adds what is no resource.
// Without `choices` an input of several values is unknown.
template <class F>
Loaded LoadUnit(const Project& project, const std::shared_ptr<const Configuration>& configuration,
                const FoundUnit& found, Unit::Wanted wanted, bool choices, const Loading& loading,
                F&& finish) {
  Loaded loaded{.model = std::make_unique<Model>()};
  Model& model = *loaded.model;
  model.selectors = loading.selectors;
  if (const Folder* folder = configuration->FolderAt(found.folder)) {
    const auto whole = std::make_shared<WholeUnit>(
        configuration, ReadInputs(project, *configuration, found, *folder, *loading.values));
    Unit& unit =
        whole->unit.emplace(*configuration, *folder, whole->inputs, std::move(wanted), loading);
    if (!choices) unit.evaluator().selectors().Close();
    unit.Read([&] { model = LowerResources(unit, project); });
    model.selectors = unit.selectors();
    for (const auto& [name, declared] : folder->variables()) model.inputs.emplace_back(name);
    finish(unit, *folder, whole->inputs, model);
    loaded.offers = OffersOf(std::shared_ptr<Unit>(whole, &unit));
  }
  model.source = found.root ? Model::Source::kTerraformRoot : Model::Source::kTerraformModule;
  model.path = found.folder;
  model.values = loading.values;
  return loaded;
}

Loaded Load(const Project& project, const std::shared_ptr<const Configuration>& configuration,
            const FoundUnit& found, Interest interest, const Loading& loading) {
  const auto wanted = [interest](std::string_view type) { return IsWanted(type, interest); };
  return LoadUnit(
      project, configuration, found, wanted, true, loading,
      [&](Unit& unit, const Folder& folder, const Inputs& inputs, Model& model) {
        AddGivenEnvironments(folder, inputs, unit, model);
        AddEnvironmentsOfFiles(folder, inputs, unit, model);
        for (const OpaqueCall& call : unit.opaque_calls()) {
          model.opaque.push_back({call.instance->declared->head(), call.instance->module->route});
        }
        for (UnitEscape& one : FindEscapes(unit)) {
          model.escapes[one.resource].push_back(std::move(one.escape));
        }
        FindFlagInputs(unit, project.sources, model);
        FindOpaqueFlagInputs(unit, model);
        FindServiceCalls(unit, model);
        AddProblems(unit, inputs, model);
      });
}

// A unit without an exec path, as far as it answers the question.
std::unique_ptr<Model> LoadAnswers(const Project& project,
                                   const std::shared_ptr<const Configuration>& configuration,
                                   const FoundUnit& found, const Question& question) {
  const auto wanted = [&](std::string_view type) { return Answers(type, question); };
  NoHandOvers nobody;
  const Loading alone{.values = std::make_shared<ValueStore>(), .others = nobody};
  Loaded loaded = LoadUnit(project, configuration, found, wanted, false, alone,
                           [](Unit&, const Folder&, const Inputs&, Model&) {});
  return std::move(loaded.model);
}

// All errors of the files that were named on the command line, whatever they hold.
std::vector<Problem> ProblemsOfNamed(const Project& project, const hcl::Parser& parser) {
  Model found;
  const auto add = [&](const std::vector<Problem>& problems) {
    for (const Problem& problem : problems) AddProblem(problem, found);
  };
  for (const ProjectFile& file : project.files) {
    if (!project.named.contains(file.path)) continue;
    if (file.path.ends_with(".tf") || file.path.ends_with(".tfvars")) {
      add(parser.ParseFile(project.sources, file.id).problems);
    } else if (file.path.ends_with(".tf.json")) {
      ValueStore values;
      add(json::Parse(project.sources, file.id, values).problems);
    }
  }
  return std::move(found.problems);
}

}  // namespace

Discovery DiscoverTerraform(const Project& project) {
  std::map<std::string, FileId> files;
  for (const auto* list : {&project.files, &project.links}) {
    for (const ProjectFile& file : *list) files.emplace_hint(files.end(), file.path, file.id);
  }
  const auto configuration =
      std::make_shared<const Configuration>(project.sources, project.reader, files);
  Discovery discovery{.problems = ProblemsOfNamed(project, configuration->parser())};
  for (FoundUnit& unit : FindUnits(project, *configuration)) {
    const auto load = [&project, configuration, unit](Interest interest) {
      return [&project, configuration, unit, interest](const Loading& loading) {
        return Load(project, configuration, unit, interest, loading);
      };
    };
    if (unit.interest < Interest::kServices) {
      discovery.others.push_back({.whole = {unit.folder, load(Interest::kServices), unit.bytes},
                                  .answer =
                                      [&project, configuration, unit](const Question& question) {
                                        return MayAnswer(unit, question, project.sources)
                                                   ? LoadAnswers(project, configuration, unit,
                                                                 question)
                                                   : nullptr;
                                      },
                                  .may_offer =
                                      [&project, unit](const HandOver& wanted) {
                                        return MayOffer(unit, wanted, project.sources);
                                      }});
    }
    if (unit.interest == Interest::kNone) continue;
    discovery.units.push_back({unit.folder, load(unit.interest), unit.bytes});
  }
  return discovery;
}

}  // namespace execlint::terraform
