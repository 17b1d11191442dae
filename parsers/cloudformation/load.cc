#include "parsers/cloudformation/load.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <utility>

#include "lint/source/format.h"
#include "parsers/cloudformation/evaluator.h"
#include "parsers/cloudformation/intrinsic.h"
#include "parsers/cloudformation/lower/lowering.h"
#include "parsers/cloudformation/nested_template.h"
#include "parsers/cloudformation/secrets.h"
#include "parsers/cloudformation/stack.h"
#include "parsers/ecs/inline_template.h"
#include "parsers/ecs/keys.h"

namespace execlint::cloudformation {
namespace {

// One stack of the unit, ready to be lowered. Nested ones stand behind those around them.
struct LoadedStack {
  const Stack& stack;
  std::unique_ptr<Parameters> parameters;
  std::unique_ptr<Evaluator> evaluator;
  std::unique_ptr<Lowering> lowering;
};

void LowerResources(const Lowering& lowering) {
  for (const TemplateResource& resource : lowering.stack.tmpl.resources()) {
    for (const auto& types :
         {EcsTypes(), LauncherTypes(), IamTypes(), NetworkTypes(), Ec2Types()}) {
      for (const TypeRow& row : types) {
        if (row.type == resource.type) row.lower(resource, lowering);
      }
    }
  }
  FindOtherLaunchers(lowering);
}

// Resources of the unit that `raw` refers to leave it through that.
void AddEscapes(const Value& raw, const Stack& stack, Escape::How how, const std::string& through,
                Model& model, const Glyphs& name = {}) {
  std::set<ResourceId> seen;
  VisitResources(raw, stack, [&](const ResourceReference& reference) {
    if (!seen.insert(reference.resource.id).second) return;
    model.escapes[reference.resource.id].push_back(
        {.how = how, .place = {.span = reference.at}, .through = through, .name = name});
  });
}

// The name of an export, where it does not depend on a choice; one hole where it does.
Glyphs ExportName(Traced output, const Evaluator& evaluator) {
  const Traced written = Child(output, "Export");
  const Traced raw = written ? Child(written, "Name") : Traced();
  if (!raw) return {};
  Reads reads;
  const Traced name = evaluator.Evaluate(raw, Scenario::AllOpen(), reads);
  return name ? OutsideUnit(GlyphsOf(*name)) : Glyphs{};
}

void FindEscapes(const LoadedStack& loaded, Model& model) {
  const Stack& stack = loaded.stack;
  if (const Traced outputs = stack.tmpl.section("Outputs"); outputs && outputs->is_map()) {
    for (const Entry& output : outputs->entries()) {
      // An output of a nested stack that is not exported reaches the stack around it only.
      const bool leaves = stack.around == nullptr || Child(output.value, "Export");
      if (!leaves) continue;
      AddEscapes(*output.value, stack, Escape::How::kOutput,
                 "output `" + stack.prefix + std::string(output.key) + "`", model,
                 ExportName(output.value, *loaded.evaluator));
    }
  }
  for (const TemplateResource& resource : stack.tmpl.resources()) {
    const std::string name = "`" + stack.prefix + std::string(resource.name) + "`";
    const auto add = [&](std::string_view property, Escape::How how, const std::string& through) {
      const Traced value =
          property.empty() ? resource.properties : Child(resource.properties, property);
      if (value) AddEscapes(*value, stack, how, through, model);
    };
    if (resource.type == "AWS::CloudFormation::Stack" ||
        resource.type == "AWS::Serverless::Application") {
      if (stack.NestedAt(resource.id) != nullptr) continue;
      add("Parameters", Escape::How::kModuleWithoutSource,
          NestedInWords(resource, stack.prefix + std::string(resource.name)));
    } else if (resource.type.starts_with("Custom::") ||
               resource.type == "AWS::CloudFormation::CustomResource") {
      add("", Escape::How::kModuleWithoutSource, "custom resource " + name);
    } else if (resource.type == "AWS::SSM::Parameter") {
      add("Value", Escape::How::kParameter, "SSM parameter " + name);
    } else if (!resource.type.empty() && !resource.type.starts_with("AWS::")) {
      // Somebody else's type, or a module.
      add("", Escape::How::kModuleWithoutSource, "resource " + name);
    }
  }
}

// Has the template to do with ECS Exec?
bool ConcernsExec(std::string_view text, const Model& model) {
  return !model.services.empty() || !model.task_definitions.empty() || !model.clusters.empty() ||
         ecs::SpeaksOfExec(text);
}

// What macros make is not seen. Of loops the names of what they make are, and of what another file
// holds nothing is.
void TellMacros(const Template& tmpl, const SourceMap& sources, Model& model) {
  for (const Template::Macro& macro : tmpl.macros()) {
    const bool includes = macro.name.find("AWS::Include") != std::string::npos;
    if (!includes && !ConcernsExec(sources.Text(tmpl.root()->span), model)) continue;
    model.problems.push_back(
        {.kind = Problem::kLimit,
         .span = macro.at,
         .message = "execlint does not evaluate `" + macro.name +
                    "`: the resources that it creates are not seen; lint the processed template of "
                    "a deployed stack instead"});
  }
}

void TellInlineTemplates(const Template& tmpl, const SourceMap& sources, Model& model) {
  for (const TemplateResource& resource : tmpl.resources()) {
    if (resource.type != "AWS::CloudFormation::StackSet") continue;
    const Traced body = resource.properties ? Child(resource.properties, "TemplateBody") : Traced();
    if (auto problem = ecs::InlineTemplate(body, "TemplateBody", sources)) {
      model.problems.push_back(std::move(*problem));
    }
  }
}

// The names of all parameters that resources and outputs read, also by way of conditions.
std::set<std::string, std::less<>> NamesRead(const Template& tmpl) {
  std::set<std::string, std::less<>> names, conditions;
  std::vector<std::string> waiting;
  const auto condition = [&](std::string_view name) {
    if (conditions.emplace(name).second) waiting.emplace_back(name);
  };
  const ReferenceVisitor visitor{
      .reference = [&](const Reference& reference) { names.emplace(reference.logical); },
      .condition = condition,
      .intrinsic = {}};
  for (const TemplateResource& resource : tmpl.resources()) {
    VisitReferences(*resource.body, visitor);
    if (const Traced own = Child(resource.body, "Condition")) {
      condition(KnownText(*own).value_or(""));
    }
  }
  if (const Traced outputs = tmpl.section("Outputs")) VisitReferences(*outputs, visitor);
  // In conditions, `Condition: X` in a map of its own names another one.
  const std::function<void(const Value&, int)> inside = [&](const Value& raw, int depth) {
    if (depth > 64) return;
    if (const std::string name = ConditionName(raw); !name.empty()) condition(name);
    if (raw.is_list()) {
      for (const Traced& item : raw.items()) inside(*item, depth + 1);
    } else if (raw.is_map()) {
      for (const Entry& entry : raw.entries()) inside(*entry.value, depth + 1);
    }
  };
  while (!waiting.empty()) {
    const Traced raw = tmpl.condition(waiting.back());
    waiting.pop_back();
    if (!raw) continue;
    VisitReferences(*raw, visitor);
    inside(*raw, 0);
  }
  return names;
}

void FindFlagInputs(const Template& tmpl, Model& model) {
  std::vector<const TemplateParameter*> flags;
  for (const TemplateParameter& parameter : tmpl.parameters()) {
    if (ecs::NamesExecFlag(parameter.name)) flags.push_back(&parameter);
  }
  if (flags.empty()) return;
  const auto read = NamesRead(tmpl);
  for (const TemplateParameter* flag : flags) {
    model.flag_inputs.push_back({.name = std::string(flag->name),
                                 .place = {.span = flag->name_span},
                                 .read = read.contains(flag->name)});
  }
}

}  // namespace

namespace {

// What goes into the stack or comes out of it, where a name alone says that it is this one.
Traced ThroughName(const Stack& stack, Traced value, ValueStore& store) {
  if (!stack.by_name || !value) return value;
  return store.Via(value, RouteStep::How::kByName, TemplateUrl(*stack.call)->span);
}

void TellUndecided(const Stack& stack, Evaluator& evaluator) {
  for (const auto& [call, candidates] : stack.undecided) {
    std::string words = "which template `" + std::string(call->name) + "` is made of: ";
    for (const std::string& path : candidates) {
      words += (path == candidates.front() ? "`" : " or `") + path + "`";
    }
    evaluator.SetUndecided(call->id, evaluator.store().Intern({.why = Why::kNotKnown,
                                                               .name = std::move(words),
                                                               .naming = Symbol::Naming::kWords,
                                                               .at = call->name_span}));
  }
}

// Makes the evaluators of a nested stack and of those inside it.
void AddNested(const Stack& stack, std::size_t around, std::vector<LoadedStack>& to,
               SourceMap& sources, Model& model) {
  Parameters::Arguments arguments;
  const Evaluator& evaluator = *to[around].evaluator;
  if (const Traced given = Child(stack.call->properties, "Parameters"); given && given->is_map()) {
    for (const Entry& entry : given->entries()) {
      arguments[entry.key] = [&evaluator, &stack, raw = entry.value](const Scenario& scenario,
                                                                     Reads& reads) {
        return ThroughName(stack, evaluator.Evaluate(raw, scenario, reads), evaluator.store());
      };
    }
  }
  const RouteStep* calls = model.values
                               ->Via({nullptr, to[around].lowering->calls},
                                     RouteStep::How::kModuleInput, stack.call->name_span)
                               .route;
  LoadedStack loaded{stack,
                     std::make_unique<Parameters>(stack, std::move(arguments),
                                                  *to[around].parameters, *model.values),
                     nullptr, nullptr};
  loaded.evaluator =
      std::make_unique<Evaluator>(stack.tmpl, *loaded.parameters, stack.prefix, evaluator);
  TellUndecided(stack, *loaded.evaluator);
  loaded.lowering = std::make_unique<Lowering>(
      Lowering{stack, *loaded.evaluator, sources, model, to[around].lowering.get(), calls});
  const Evaluator& own_evaluator = *loaded.evaluator;
  to[around].evaluator->AddNested(stack.call->id, [&stack, &own_evaluator](std::string_view name,
                                                                           const Scenario& scenario,
                                                                           Reads& reads) {
    return ThroughName(stack, own_evaluator.Output(name, scenario, reads), own_evaluator.store());
  });
  to.push_back(std::move(loaded));
  const std::size_t own = to.size() - 1;
  for (const auto& nested : stack.nested) AddNested(*nested, own, to, sources, model);
}

// What the stacks of one unit hand over to each other, then what other units do.
class OwnFirst : public HandOvers {
 public:
  explicit OwnFirst(HandOvers* others) : others_(others) {}

  void SetOwn(std::vector<Offer> own) { own_ = std::move(own); }

  Traced Get(const HandOver& wanted, std::string_view part, Span at, const Scenario& scenario,
             Reads& reads) override {
    // Texts that are unknown in part are the same where just one is spelled like that.
    const bool unique = std::count_if(own_.begin(), own_.end(), [&](const Offer& offer) {
                          return offer.what == wanted;
                        }) == 1;
    for (const Offer& offer : own_) {
      const bool same = unique ? offer.what == wanted : Same(wanted, offer.what) == Tri::kYes;
      if (!same || underway_ > kMaxChain) continue;
      for (const Choice& choice : offer.when) reads.Look(scenario, choice.selector);
      if (!Holds(offer.when, scenario)) continue;
      ++underway_;
      const Traced value = offer.value(part, scenario, reads);
      --underway_;
      if (value) return value;
    }
    return others_ != nullptr ? others_->Get(wanted, part, at, scenario, reads) : Traced();
  }
  Traced Member(const Symbol& resource, std::string_view name, Span at, const Scenario& scenario,
                Reads& reads) override {
    return others_ != nullptr ? others_->Member(resource, name, at, scenario, reads) : Traced();
  }
  Traced Subnets(ResourceId vpc, std::string_view name, Span at, const Scenario& scenario,
                 Reads& reads) override {
    return others_ != nullptr ? others_->Subnets(vpc, name, at, scenario, reads) : Traced();
  }

 private:
  static constexpr int kMaxChain = 16;

  HandOvers* others_;
  std::vector<Offer> own_;
  int underway_ = 0;
};

// A stack with those nested in it, as long as somebody asks what it publishes.
struct WholeStack {
  explicit WholeStack(HandOvers* others) : hand_overs(others) {}

  std::unique_ptr<Stack> stack = {};
  OwnFirst hand_overs;
  std::vector<LoadedStack> all = {};
};

// More names than this of one thing: they are left open.
constexpr std::size_t kMaxNames = 16;

std::vector<Case<Traced>> NamesOf(Traced raw, const Evaluator& evaluator) {
  if (!raw) return {};
  const auto read = [&](const Scenario& scenario, Reads& reads) {
    return evaluator.Evaluate(raw, scenario, reads);
  };
  auto explored = Explore(evaluator.parameters().selectors(), kMaxNames, read);
  if (explored.complete) return std::move(explored.cases);
  Reads reads;
  return {{{}, read(Scenario::AllOpen(), reads)}};
}

// Exports, and what is written into the Parameter Store.
// `keep` is what the offers keep alive.
std::vector<Offer> OffersOf(const WholeStack& whole, const std::shared_ptr<WholeStack>& keep) {
  std::vector<Offer> offers;
  const auto add = [&](HandOver::By by, Traced called, Traced value, const Evaluator& evaluator) {
    if (!value) return;
    for (const Case<Traced>& name : NamesOf(called, evaluator)) {
      if (!name.value) continue;
      offers.push_back(
          {.what = NewHandOver(by, GlyphsOf(name.value)),
           .at = value->span,
           .by_default = DefaultBehind(name.value) != nullptr,
           .when = name.when,
           .value = [keep, value, &evaluator](
                        std::string_view, const Scenario& scenario,
                        Reads& reads) { return evaluator.Evaluate(value, scenario, reads); },
           .part_at = {}});
    }
  };
  for (const LoadedStack& one : whole.all) {
    const Evaluator& evaluator = *one.evaluator;
    const Traced outputs = one.stack.tmpl.section("Outputs");
    if (outputs && outputs->is_map()) {
      for (const Entry& output : outputs->entries()) {
        const Traced name = Child(Child(output.value, "Export"), "Name");
        add(HandOver::By::kExport, name, Child(output.value, "Value"), evaluator);
      }
    }
    for (const TemplateResource& resource : one.stack.tmpl.resources()) {
      if (resource.type != "AWS::SSM::Parameter" || !resource.properties) continue;
      add(HandOver::By::kParameter, Child(resource.properties, "Name"),
          Child(resource.properties, "Value"), evaluator);
    }
  }
  return offers;
}

}  // namespace

Loaded LoadTemplate(Traced root, std::shared_ptr<ValueStore> values, const std::string& file,
                    const Inputs& inputs, SourceMap& sources, const NestedTemplates& templates) {
  auto model = std::make_unique<Model>();
  model->source = Model::Source::kTemplate;
  model->path = file;
  model->values = std::move(values);
  const auto whole = std::make_shared<WholeStack>(inputs.others);
  whole->stack = LoadStack(root, file, *model->values, templates);
  const auto& stack = whole->stack;

  std::vector<LoadedStack>& all = whole->all;
  Inputs given = inputs;
  given.others = &whole->hand_overs;
  all.push_back(
      {*stack, std::make_unique<Parameters>(*stack, given, *model->values), nullptr, nullptr});
  all[0].evaluator =
      std::make_unique<Evaluator>(stack->tmpl, *all[0].parameters, *model->values, given.others);
  all[0].lowering =
      std::make_unique<Lowering>(Lowering{*stack, *all[0].evaluator, sources, *model});
  TellUndecided(*stack, *all[0].evaluator);
  for (const auto& nested : stack->nested) AddNested(*nested, 0, all, sources, *model);
  std::vector<Offer> own = OffersOf(*whole, nullptr);
  // What they are made of may be asked of others in turn.
  for (const Offer& offer : own) {
    Reads reads;
    offer.value("", Scenario::AllOpen(), reads);
  }
  whole->hand_overs.SetOwn(std::move(own));

  model->selectors = all[0].parameters->selectors();
  for (const TemplateParameter& parameter : stack->tmpl.parameters()) {
    model->inputs.emplace_back(parameter.name);
  }
  for (const LoadedStack& one : all) {
    for (const Span& span : one.stack.cut) {
      model->problems.push_back({.kind = Problem::kLimit,
                                 .span = span,
                                 .message = "stacks are nested too deeply here, or there are too "
                                            "many of them: what this one creates is not seen"});
    }
    for (const Span& span : one.stack.tmpl.opaque()) {
      model->opaque.push_back({.span = span});
    }
    for (const TemplateResource* resource : one.stack.missing) {
      model->problems.push_back(
          {.kind = Problem::kLimit,
           .span = resource->name_span,
           .message = Format("the template of `{}` is not at the path that it names: what the "
                             "stack creates is not seen",
                             resource->name)});
    }
    LowerResources(*one.lowering);
    FindEscapes(one, *model);
  }
  for (const LoadedStack& one : all) {
    if (one.stack.around == nullptr || model->makes.contains(one.stack.file)) continue;
    const Head head = MakeHead(*one.stack.call, *one.lowering->around);
    const bool exists =
        HoldsAsWritten(head.exists.in, model->selectors,
                       [](const Fact<bool>& exists_then) { return !exists_then.Is(false); });
    if (exists) model->makes.insert(one.stack.file);
  }
  MarkSecrets(*stack, model->selectors, sources);
  for (const auto& one : all) {
    TellMacros(one.stack.tmpl, sources, *model);
    TellInlineTemplates(one.stack.tmpl, sources, *model);
  }
  FindFlagInputs(stack->tmpl, *model);
  if (all[0].evaluator->exhausted()) {
    model->problems.push_back(
        {.kind = Problem::kLimit,
         .span = root->span,
         .message = "the template takes too many steps to evaluate: the rest is unknown"});
  }
  return {.model = std::move(model), .offers = OffersOf(*whole, whole)};
}

}  // namespace execlint::cloudformation
