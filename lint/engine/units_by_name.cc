#include "lint/engine/units_by_name.h"

#include <algorithm>
#include <set>
#include <utility>

#include "lint/engine/examples.h"
#include "lint/model/environment.h"
#include "lint/model/resolve.h"
#include "lint/source/format.h"
#include "lint/source/path.h"
#include "lint/source/path_in_words.h"

namespace execlint {
namespace {

constexpr std::size_t kMaxNamed = 3;  // of candidates, in a sentence

// Without what else is known of it.
HandOver Plain(const HandOver& name) {
  return {.by = name.by, .kind = name.kind, .name = name.name};
}

// Of the public parameters of AWS; nobody else may call a parameter so.
// https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html
bool IsOfAws(const HandOver& wanted) {
  return wanted.by == HandOver::By::kParameter && wanted.name.starts_with("/aws/");
}

// Notes what is asked for.
class Asked : public HandOvers {
 public:
  Traced Get(const HandOver& wanted, std::string_view, Span, const Scenario&, Reads&) override {
    if (!IsOfAws(wanted)) Add(wanted);
    return {};
  }
  Traced Member(const Symbol&, std::string_view, Span, const Scenario&, Reads&) override {
    return {};
  }
  Traced Subnets(ResourceId, std::string_view, Span, const Scenario&, Reads&) override {
    return {};
  }
  void Add(const HandOver& wanted) {
    const auto [there, fresh] = wanted_.insert(wanted);
    if (fresh || there->shown == wanted.shown || there->secret) return;
    auto written_otherwise = wanted_.extract(there);
    if (wanted.secret) {
      written_otherwise.value() = wanted;
    } else {
      written_otherwise.value().shown.clear();
    }
    wanted_.insert(std::move(written_otherwise));
  }
  std::vector<HandOver> Take() { return {wanted_.begin(), wanted_.end()}; }

 private:
  std::set<HandOver> wanted_;
};

// `the export `${NetworkStack}-VpcId``
std::string InWords(const HandOver& wanted) {
  std::string name = wanted.shown.empty() ? wanted.name : wanted.shown;
  for (const char part : {HandOver::kUnknownPart, HandOver::kEnvironmentPart}) {
    for (std::size_t at; (at = name.find(part)) != name.npos;) name.replace(at, 1, "${...}");
  }
  std::replace(name.begin(), name.end(), '\n', ' ');
  switch (wanted.by) {
    case HandOver::By::kExport:
      return "the export `" + name + "`";
    case HandOver::By::kParameter:
      return "the SSM parameter `" + name + "`";
    case HandOver::By::kName:
      return "the " + wanted.kind + " `" + name + "`";
    case HandOver::By::kState:
      break;
  }
  return "the state `" + name + "`";
}

// How many folders both are in.
std::size_t CommonFolders(std::string_view a, std::string_view b) {
  std::size_t folders = 0;
  for (std::size_t i = 0; i < a.size() && i < b.size() && a[i] == b[i]; ++i) {
    folders += a[i] == '/' ? 1 : 0;
  }
  return folders;
}

}  // namespace

bool PublishesOneOf(const StandsAlone& unit, std::string_view path,
                    const std::set<HandOver>& wanted) {
  const auto is_one = [&](const StandsAlone::Published& one) {
    return std::any_of(wanted.begin(), wanted.end(), [&](const HandOver& asked) {
      return Same(asked, one.what) != Tri::kNo ||
             (LeftOpen(one.what, asked) && IsOfFolder(asked, path));
    });
  };
  return std::any_of(unit.published.begin(), unit.published.end(), is_one);
}

// Kinds as lint/model/resolve.h and the front ends call them.
std::vector<Named> NamesOf(const Model& model) {
  std::vector<Named> names;
  const auto each = [&](const auto& resources, auto name, std::string_view kind) {
    for (const auto& resource : resources) {
      for (const Case<Fact<Text>>& one : (resource.*name).in.all()) {
        if (!one.value.known()) continue;
        HandOver called = NewHandOver(HandOver::By::kName, GlyphsOf(one.value->value), kind);
        if (IsTold(called)) names.push_back({std::move(called), &resource.head, one.when});
      }
    }
  };
  each(model.clusters, &Cluster::name, "cluster");
  each(model.task_definitions, &TaskDefinition::family, "task definition");
  each(model.roles, &Role::name, "role");
  each(model.policies, &Policy::name, "policy");
  each(model.log_groups, &LogGroup::name, "log group");
  each(model.vpcs, &Vpc::name, "VPC");
  each(model.subnets, &Subnet::name, "subnet");
  each(model.route_tables, &RouteTable::name, "route table");
  each(model.security_groups, &SecurityGroup::name, "security group");
  return names;
}

std::unique_ptr<Model> LoadAlone(const UnitPlan& plan, Budget::Limits limits) {
  NoHandOvers nobody;
  return plan.load({.values = std::make_shared<ValueStore>(limits), .others = nobody}).model;
}

StandsAlone LoadByItself(const UnitPlan& plan, Budget::Limits limits) {
  Asked asked;
  Loaded loaded = plan.load({.values = std::make_shared<ValueStore>(limits), .others = asked});
  StandsAlone alone;
  for (const Offer& offer : loaded.offers) {
    alone.published.push_back({offer.what, offer.at, offer.by_default, offer.of_workspace});
  }
  if (loaded.model != nullptr) {
    const Model& model = *loaded.model;
    if (model.region_certainty == Certainty::kCertain) alone.region = model.region;
    alone.account = model.account;
    alone.profile = model.profile;
    alone.is_module = model.source == Model::Source::kTerraformModule &&
                      ("/" + model.path).find("/modules/") != std::string::npos;
    std::set<HandOver> own;
    for (const Named& one : NamesOf(*loaded.model)) {
      alone.published.push_back({.what = one.name, .at = one.head->span});
      own.insert(one.name);
    }
    for (const HandOver& name : NamesSaid(*loaded.model)) {
      if (!own.contains(Plain(name))) asked.Add(name);
    }
    for (HandOver& name : NamesGivenPolicies(*loaded.model)) {
      if (!own.contains(Plain(name))) alone.adds_to.push_back(std::move(name));
    }
  }
  alone.wanted = asked.Take();
  alone.model = std::move(loaded.model);
  return alone;
}

void UnitsByName::Add(const UnitPlan& plan, const StandsAlone& alone) {
  const auto [unit, fresh] = units_.try_emplace({plan.path, plan.frontend});
  if (!fresh) return;
  One& one = unit->second;
  one.plan = one.whole = &plan;
  one.environment = EnvironmentWord(plan.path);
  one.alone.wanted = alone.wanted;
  one.alone.adds_to = alone.adds_to;
  one.alone.published = alone.published;
  one.alone.region = alone.region;
  one.alone.account = alone.account;
  one.alone.profile = alone.profile;
  one.alone.is_module = alone.is_module;
  for (const StandsAlone::Published& published : one.alone.published) {
    const Candidate candidate{&one, &published};
    if (HasUnknownPart(published.what)) {
      partly_known_.push_back(candidate);
    } else {
      known_[published.what].push_back(candidate);
    }
  }
  found_.clear();
}

void UnitsByName::AddWhole(const UnitPlan& plan) {
  const auto unit = units_.find({plan.path, plan.frontend});
  if (unit != units_.end()) unit->second.whole = &plan;
}

const UnitsByName::One* UnitsByName::Find(const UnitPlan& plan) const {
  const auto unit = units_.find({plan.path, plan.frontend});
  return unit == units_.end() ? nullptr : &unit->second;
}

std::vector<const UnitsByName::One*> UnitsByName::FindAll(std::string_view path) const {
  std::vector<const One*> all;
  for (auto unit = units_.lower_bound({std::string(path), {}});
       unit != units_.end() && unit->first.first == path; ++unit) {
    all.push_back(&unit->second);
  }
  return all;
}

bool UnitsByName::MayMeet(const One& reader, const One& other) const {
  std::set<const One*> met = {&other};
  for (const auto& [wanted, source] : SourcesOf(other)) met.insert(source.unit);
  const Sources sources = SourcesOf(reader);
  return std::any_of(sources.begin(), sources.end(), [&](const auto& one) {
    return one.second.unit != nullptr && met.contains(one.second.unit);
  });
}

std::string UnitsByName::PlacesOf(const std::vector<Candidate>& all) const {
  std::string places;
  for (std::size_t i = 0; i < all.size() && i < kMaxNamed; ++i) {
    const Span at = sources_.Spell(all[i].published->at);
    if (!places.empty()) places += i + 1 == all.size() ? " and " : ", ";
    places += Format("{}:{}", PathInWords(sources_.path(at.file)),
                     sources_.Locate(at.file, at.begin).line);
  }
  if (all.size() > kMaxNamed) places += Format(" and {} more places", all.size() - kMaxNamed);
  return places;
}

const UnitsByName::Candidates& UnitsByName::CandidatesFor(const HandOver& wanted) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto [found, fresh] = found_.try_emplace(wanted);
  if (fresh) found->second = FindCandidates(wanted);
  return found->second;
}

UnitsByName::Candidates UnitsByName::FindCandidates(const HandOver& wanted) const {
  Candidates found;
  std::set<std::pair<const std::vector<Candidate>*, const One*>> added;
  const auto add = [&](std::vector<Candidate>& to, const Candidate& one) {
    if (!added.emplace(&to, one.unit).second) return;  // each unit once
    to.push_back(one);
    if (&to != &found.by_folder) found.units.insert(one.unit);
  };
  const bool known = !HasUnknownPart(wanted);
  if (known) {
    if (const auto same = known_.find(Plain(wanted)); same != known_.end()) {
      for (const Candidate& one : same->second) add(found.same, one);
    }
  }
  // Two names with an unknown part are no reason to take one thing for another.
  if (wanted.by == HandOver::By::kName) return found;
  const auto compare = [&](const Candidate& one) {
    if (Same(wanted, one.published->what) != Tri::kNo) add(found.alike, one);
  };
  if (!known) {
    for (const auto& [name, published] : known_) {
      for (const Candidate& one : published) compare(one);
    }
  }
  for (const Candidate& one : partly_known_) {
    compare(one);
    if (LeftOpen(one.published->what, wanted) && IsOfFolder(wanted, one.unit->plan->path)) {
      add(found.by_folder, one);
    }
  }
  return found;
}

// Of several, the one beside the reader, or of the reader's environment. Where they are in copies
// of one project, those of the reader's own copy. It is guessed unless they are twins, which have
// the same name in folders of their own: the copies of one environment.
std::vector<UnitsByName::Candidate> UnitsByName::Nearest(std::vector<Candidate> found,
                                                         const One& reader, bool& guessed) {
  std::erase_if(found, [&](const Candidate& one) { return one.unit == &reader; });  // alike
  if (found.size() < 2) return found;
  const auto keep = [](std::vector<Candidate> all, const auto& counts) {
    std::erase_if(all, [&](const Candidate& one) { return !counts(*one.unit); });
    return all;
  };
  const auto name_of = [](const Candidate& one) { return NameOf(one.unit->plan->path); };
  const std::string& path = reader.plan->path;
  const std::string_view folder = FolderOf(path);
  const auto is_beside = [&](const One& one) { return FolderOf(one.plan->path) == folder; };
  const auto of_environment = [&](const One& one) { return one.environment == reader.environment; };
  std::size_t most = 0;
  for (const Candidate& one : found) {
    most = std::max(most, CommonFolders(one.unit->plan->path, path));
  }
  const std::vector<Candidate> own_copy =
      keep(found, [&](const One& one) { return CommonFolders(one.plan->path, path) == most; });
  const bool twins = std::ranges::all_of(
      found, [&](const Candidate& one) { return name_of(one) == name_of(found.front()); });
  bool copies = own_copy.size() == found.size();
  if (!copies) {
    std::set<std::string_view> own_names;
    for (const Candidate& one : own_copy) own_names.insert(name_of(one));
    copies = std::ranges::all_of(
        found, [&](const Candidate& one) { return own_names.contains(name_of(one)); });
  }
  if (copies && own_copy.size() == 1) return own_copy;
  const std::vector<Candidate> beside = keep(found, is_beside);
  guessed |= beside.size() != 1 || !twins;
  if (beside.size() == 1) return beside;
  if (copies) {
    std::vector<Candidate> own = keep(own_copy, of_environment);
    if (own.size() == 1) return own;
  }
  std::vector<Candidate> own = keep(found, of_environment);
  return own.size() == 1 ? own : found;
}

// Of several stacks, the one that exports all that the reader imports from any of them: exports of
// one stack have one prefix.
std::vector<UnitsByName::Candidate> UnitsByName::Completest(const std::vector<Candidate>& found,
                                                            const One& reader,
                                                            CompleteStacks& known) const {
  constexpr std::size_t kMostCompared = 64;
  if (found.size() > kMostCompared) return found;
  std::vector<const One*> stacks;
  for (const Candidate& one : found) stacks.push_back(one.unit);
  const auto [all, fresh] = known.try_emplace(stacks);
  if (fresh) all->second = CompleteAmong(stacks, reader);
  std::vector<Candidate> complete = found;
  std::erase_if(complete, [&](const Candidate& one) { return !all->second.contains(one.unit); });
  return complete.size() == 1 ? complete : found;
}

std::set<const UnitsByName::One*> UnitsByName::CompleteAmong(const std::vector<const One*>& stacks,
                                                             const One& reader) const {
  std::map<const One*, std::size_t> exported;
  std::size_t all = 0;
  for (const HandOver& wanted : reader.alone.wanted) {
    if (wanted.by != HandOver::By::kExport) continue;
    const std::set<const One*>& units = CandidatesFor(wanted).units;
    bool any = false;
    for (const One* stack : stacks) {
      if (!units.contains(stack)) continue;
      ++exported[stack];
      any = true;
    }
    all += any ? 1 : 0;
  }
  std::set<const One*> complete;
  for (const One* stack : stacks) {
    if (exported[stack] == all) complete.insert(stack);
  }
  return complete;
}

std::string UnitsByName::WhyPerhapsNotDeployed(const One& unit, const One& reader) {
  if (IsOnlyShown(unit.plan->path, reader.plan->path)) {
    return "is in a folder of examples, tests or documentation, which may be deployed nowhere";
  }
  if (unit.alone.is_module && !reader.alone.is_module) {
    return "is in a module that nothing in the project calls";
  }
  return "";
}

// What speaks against taking something from there; empty: nothing.
std::string UnitsByName::AgainstTaking(const HandOver& wanted, const One& reader,
                                       const One& source) {
  const auto differ = [](const std::string& a, const std::string& b) {
    return !a.empty() && !b.empty() && a != b;
  };
  const auto told = [](std::string_view what, const std::string& there, const std::string& here) {
    return Format("is for the {} `{}`, while this is for `{}`", what, there, here);
  };
  const std::string& account = wanted.account.empty() ? reader.alone.account : wanted.account;
  if (differ(account, source.alone.account)) {
    return told("account", source.alone.account, account);
  }
  if (differ(reader.alone.profile, source.alone.profile)) {
    return told("profile", source.alone.profile, reader.alone.profile);
  }
  const Environment here = ClassifyWord(reader.plan->path);
  const Environment there = ClassifyWord(source.plan->path);
  const bool known = here != Environment::kUnclassified && there != Environment::kUnclassified;
  if (!known || here == there) return WhyPerhapsNotDeployed(source, reader);
  return Format("is {}, while this is {}", EnvironmentName(there), EnvironmentName(here));
}

UnitsByName::Source UnitsByName::SourceOf(const HandOver& wanted, const One& reader,
                                          CompleteStacks& known) const {
  if (limits_.deadline != nullptr) limits_.deadline->Check();
  const Candidates& all = CandidatesFor(wanted);
  Source source;
  // What the unit has itself is meant.
  const bool own = std::any_of(all.same.begin(), all.same.end(),
                               [&](const Candidate& one) { return one.unit == &reader; });
  if (own) return source;
  std::vector<Candidate> found = Nearest(all.same, reader, source.by_name);
  const bool same = !found.empty();
  source.by_name |= found.empty() || wanted.by == HandOver::By::kName;
  if (found.empty()) found = Nearest(all.alike, reader, source.by_name);
  if (found.empty()) {
    found = Nearest(all.by_folder, reader, source.by_name);
    source.by_folder = true;
  }
  if (found.empty()) return source;
  if (found.size() > 1 && wanted.by == HandOver::By::kExport) {
    found = Completest(found, reader, known);
  }
  const std::string places = PlacesOf(found);
  if (found.size() > 1) {
    source.why = Format("{} may be any of those at {}", InWords(wanted), places);
    return source;
  }
  const One& unit = *found.front().unit;
  source.by_name |= found.front().published->by_default;
  // Its environment is another one, though neither is production.
  const std::string& here_word = reader.environment;
  const std::string& there_word = unit.environment;
  const bool known_state = wanted.by == HandOver::By::kState && same;
  source.by_name |=
      !known_state && !here_word.empty() && !there_word.empty() && here_word != there_word;
  if (const std::string against = AgainstTaking(wanted, reader, unit); !against.empty()) {
    source.why =
        same ? Format("{} at {} {}", InWords(wanted), places, against)
             : Format("{} may be the one at {}, which {}", InWords(wanted), places, against);
    return source;
  }
  const std::string& here = wanted.region.empty() ? reader.alone.region : wanted.region;
  const std::string& there = unit.alone.region;
  if (!here.empty() && !there.empty() && here != there) {
    source.other_region = Format("{} at {} is for the region `{}`, while this is for `{}`",
                                 InWords(wanted), places, there, here);
  }
  const bool told = wanted.workspace.find(HandOver::kUnknownPart) == std::string::npos;
  if (told && !found.front().published->of_workspace) source.workspace = wanted.workspace;
  source.unit = &unit;
  return source;
}

UnitsByName::Sources UnitsByName::SourcesOf(const One& reader) const {
  Sources sources;
  CompleteStacks known;
  for (const auto* asked : {&reader.alone.wanted, &reader.alone.adds_to}) {
    for (const HandOver& wanted : *asked) {
      Source source = SourceOf(wanted, reader, known);
      if (source.unit != nullptr || !source.why.empty()) sources.emplace(wanted, std::move(source));
    }
  }
  return sources;
}

}  // namespace execlint
