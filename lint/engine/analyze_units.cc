// From the units of a project to one analysis: each unit alone, then those that read from others
// together with these, then what units add to each other.
#include <algorithm>
#include <atomic>
#include <cctype>
#include <cstddef>
#include <exception>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lint/engine/config.h"
#include "lint/engine/elsewhere.h"
#include "lint/engine/engine.h"
#include "lint/engine/examples.h"
#include "lint/engine/joint.h"
#include "lint/engine/spell_paths.h"
#include "lint/engine/unseen.h"
#include "lint/source/deadline.h"
#include "lint/source/format.h"
#include "lint/source/parallel.h"
#include "lint/verdict/workload.h"

namespace execlint {
namespace {

// A project of many units gets not much more time than one of ten, but each of them gets more
// than the largest one that is known in the field takes (700,000 steps, 80 MB).
Budget::Limits LimitsOfAUnit(std::size_t units, const Deadline* deadline) {
  constexpr std::size_t kStepsOfAll = 200'000'000, kFewest = 2'000'000;
  Budget::Limits limits{.deadline = deadline};
  limits.steps = std::clamp(kStepsOfAll / std::max<std::size_t>(units, 1), kFewest, limits.steps);
  return limits;
}

// What is reported of a workload takes some 20 kB.
std::size_t MostWorkloadsOfAUnit(std::size_t units) {
  constexpr std::size_t kMostOfAll = 20'000, kFewest = 200;
  return std::clamp(kMostOfAll / std::max<std::size_t>(units, 1), kFewest, Launches::kMost);
}

// How many workloads, findings and unknown things there are, a finding of several ways once for
// each.
std::size_t EntriesOf(const Analysis& part) {
  std::size_t entries = part.workloads.size() + part.findings.size() + part.unknowns.size();
  for (const Finding& finding : part.findings) entries += finding.joined.size();
  return entries;
}

// What is kept of all units. They take their room in the order in which they are begun: so it does
// not matter which ones are done first.
class Room {
 public:
  static constexpr std::size_t kMost = 50'000;  // entries, of some 10 kB each

  explicit Room(std::size_t units) : entries_(units) {}

  // Is there none for a unit that is not done yet?
  bool Full() const {
    const std::scoped_lock lock(mutex_);
    return taken_ > kMost;
  }
  void Done(std::size_t unit, std::size_t entries) {
    const std::scoped_lock lock(mutex_);
    entries_[unit] = entries;
    for (; done_ < entries_.size() && entries_[done_]; ++done_) taken_ += *entries_[done_];
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::optional<std::size_t>> entries_;
  std::size_t done_ = 0;   // units before which all are done
  std::size_t taken_ = 0;  // by these
};

// The name of a `--var` that no code has. Who forgot the name gave a value in its place, of which a
// part is in front of the `=`: what is no name, and what only padding follows, as in base64.
std::string ShownName(const std::pair<std::string, std::string>& variable) {
  const auto& [name, value] = variable;
  const bool is_name = std::ranges::all_of(
      name, [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-'; });
  const bool padding = value.find_first_not_of('=') == value.npos;
  return is_name && !padding ? name : std::string(kMasked);
}

class UnitsAnalysis {
 public:
  UnitsAnalysis(const Project& project, const Discovery& discovery,
                std::span<const Rule* const> rules)
      : project_(project),
        discovery_(discovery),
        rules_(rules),
        alone_(discovery.units.size()),
        parts_(discovery.units.size()),
        limits_(LimitsOfAUnit(discovery.units.size(), project.deadline)),
        most_workloads_(MostWorkloadsOfAUnit(discovery.units.size())),
        order_(discovery.units.size()),
        index_(project.sources, limits_),
        declared_(project.variables.size()),
        used_(project.var_files.size()) {
    // A large unit that came last would keep one thread busy while the others have nothing to do.
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::ranges::stable_sort(order_, std::greater<>(),
                             [&](std::size_t i) { return discovery.units[i].bytes; });
    if (project.configs == nullptr) return;
    for (const auto& config : project.configs->all()) {
      for (const Config::Variable& one : config->variables) {
        configured_.push_back({config.get(), one.name, FileId::kNone});
      }
      for (const Config::VarFile& one : config->var_files) {
        configured_.push_back({config.get(), one.path, one.file.id});
      }
    }
    configured_used_ = std::vector<std::atomic<bool>>(configured_.size());
  }

  Analysis Run() {
    AnalyzeEachAlone();
    AnalyzeReaders();
    AddLoose();
    ReadOthers();
    JoinAdders();
    DropUsedElsewhere();
    DropWhatOthersMayMend();
    WeighAdditions(parts_);
    DropBoundaries(parts_);
    FoldExamples(parts_);
    Analysis all = Merge(std::move(parts_), project_.sources);
    for (auto& [path, problem] : given_up_) all.given_up.push_back(std::move(problem));
    std::ranges::sort(all.given_up, {}, &Problem::path);
    for (std::size_t v = 0; v < declared_.size(); ++v) {
      if (!declared_[v]) all.undeclared_inputs.push_back(ShownName(project_.variables[v]));
    }
    for (std::size_t i = 0; i < used_.size(); ++i) {
      if (!used_[i]) all.unused_var_files.push_back(project_.var_files[i].file.path);
    }
    for (std::size_t i = 0; i < configured_.size(); ++i) {
      if (!configured_used_[i]) all.unused_settings.push_back(configured_[i].word);
    }
    return all;
  }

 private:
  // An input, or a var file, that a configuration gives.
  struct Configured {
    const Config* config = nullptr;
    Word word = {};
    FileId file = FileId::kNone;  // of a var file
  };

  // Runs `f`, which is about that unit. False if it fails: the unit is given up then.
  template <class F>
  bool Guarded(const UnitPlan& plan, F&& f) {
    try {
      project_.CheckTime();
      f();
      return true;
    } catch (const OutOfTime&) {
      GiveUp(plan, "the time that --timeout gives is over");
    } catch (const std::bad_alloc&) {
      GiveUp(plan, "there is not enough memory");
    } catch (const std::exception& error) {
      GiveUp(plan, Format("a mistake in execlint, please report it: {}", error.what()));
    }
    return false;
  }
  // Runs `f(unit)` as long as there is room. False if it fails.
  template <class F>
  bool InRoom(Room& room, std::size_t position, F&& f) {
    const std::size_t unit = order_[position];
    if (room.Full()) return true;
    const bool done = Guarded(discovery_.units[unit], [&] { f(unit); });
    if (!done) Drop(unit);
    room.Done(position, EntriesOf(parts_[unit]));
    return done;
  }
  template <class F>
  void ForEachUnit(F&& f) {
    Room room(order_.size());
    ParallelFor(order_.size(), project_.jobs, [&](std::size_t i) { InRoom(room, i, f); });
    KeepWithinRoom();
  }

  // Units that read from the same ones, as positions in order_: those are loaded once for them.
  struct Readers {
    ReadOrder order = {};
    std::vector<std::size_t> positions = {};
  };
  // `f(unit, sources)`, for each unit that is a reader.
  template <class F>
  void ForEachReader(const std::vector<bool>& is_reader, F&& f) {
    const std::vector<Readers> all = ReadersAlike(is_reader);
    Room room(order_.size());
    for (std::size_t i = 0; i < order_.size(); ++i) {
      if (!is_reader[order_[i]]) room.Done(i, EntriesOf(parts_[order_[i]]));
    }
    ParallelFor(all.size(), project_.jobs, [&](std::size_t i) {
      std::optional<JointSources> sources;
      for (const std::size_t position : all[i].positions) {
        const bool done = InRoom(room, position, [&](std::size_t unit) {
          if (!sources || sources->overgrown()) sources.emplace(index_, all[i].order);
          f(unit, *sources);
        });
        if (!done) sources.reset();
      }
    });
    KeepWithinRoom();
  }
  std::vector<Readers> ReadersAlike(const std::vector<bool>& is_reader) {
    std::vector<ReadOrder> orders(order_.size());
    ParallelFor(order_.size(), project_.jobs, [&](std::size_t i) {
      const UnitPlan& unit = discovery_.units[order_[i]];
      if (is_reader[order_[i]]) Guarded(unit, [&] { orders[i] = ReadOrderOf(index_, unit); });
    });
    std::map<ReadOrder, std::vector<std::size_t>> alike;
    std::vector<Readers> all;
    for (std::size_t i = 0; i < order_.size(); ++i) {
      if (!is_reader[order_[i]]) continue;
      if (orders[i].empty()) {
        all.push_back({.positions = {i}});
      } else {
        alike[orders[i]].push_back(i);
      }
    }
    for (const auto& [order, positions] : alike) {
      // So many that all threads have something to do, but no more: each loads what they read from.
      constexpr std::size_t kMostParts = 8, kFewest = 8;
      const std::size_t each = std::max(kFewest, (positions.size() + kMostParts - 1) / kMostParts);
      for (std::size_t begin = 0; begin < positions.size(); begin += each) {
        const auto first = positions.begin() + static_cast<std::ptrdiff_t>(begin);
        const std::size_t count = std::min(each, positions.size() - begin);
        all.push_back({order, {first, first + static_cast<std::ptrdiff_t>(count)}});
      }
    }
    std::ranges::sort(all, {}, [](const Readers& one) { return one.positions.front(); });
    return all;
  }

  // Gives up the units that come when there is no more room.
  void KeepWithinRoom() {
    std::size_t taken = 0;
    for (const std::size_t unit : order_) {
      if (taken <= Room::kMost) {
        taken += EntriesOf(parts_[unit]);
        continue;
      }
      GiveUp(discovery_.units[unit],
             "the units before it have more workloads and findings than one run keeps");
      Drop(unit);
    }
  }
  void Drop(std::size_t unit) {
    parts_[unit] = {};
    alone_[unit] = {};
  }
  template <class F>
  void ForEachOther(F&& f) {
    ParallelFor(discovery_.others.size(), project_.jobs,
                [&](std::size_t i) { Guarded(discovery_.others[i].whole, [&] { f(i); }); });
  }

  void GiveUp(const UnitPlan& plan, const std::string& why) {
    const std::scoped_lock lock(given_up_mutex_);
    given_up_.try_emplace(plan.path,
                          Problem::Unread(plan.path, "its analysis was given up: " + why));
  }

  // Units that ask others for something wait until it is known what these publish.
  void AnalyzeEachAlone() {
    const std::vector<UnitPlan>& units = discovery_.units;
    std::set<unsigned> rounds;
    for (const UnitPlan& unit : units) rounds.insert(unit.round);
    for (const unsigned round : rounds) {
      const std::set<std::string> made = made_;  // in the rounds before
      AnalyzeEachAlone([&](const UnitPlan& unit) {
        return unit.round == round && (round == 0 || !made.contains(unit.path));
      });
    }
  }

  void AnalyzeEachAlone(const std::function<bool(const UnitPlan&)>& is_unit) {
    const std::vector<UnitPlan>& units = discovery_.units;
    ForEachUnit([&](std::size_t unit) {
      if (!is_unit(units[unit])) return;
      StandsAlone& one = alone_[unit];
      one = LoadByItself(units[unit], limits_);
      if (one.model == nullptr) return;
      NoteMade(*one.model);
      NoteDeclared(*one.model, units[unit]);
      parts_[unit].additions = AdditionsOf(*one.model, project_.sources);
      parts_[unit].boundaries = BoundaryFiles(*one.model, project_.sources);
      if (one.wanted.empty() || !MayWait(*one.model)) {
        Analyze(unit, *one.model);
        one.model = nullptr;
      }
    });
  }

  void NoteMade(const Model& model) {
    if (model.makes.empty()) return;
    const std::scoped_lock lock(made_mutex_);
    made_.insert(model.makes.begin(), model.makes.end());
  }

  // Is there memory for the model until all units were loaded? If not, it is analysed at once, and
  // once more where it turns out that it reads from others.
  bool MayWait(const Model& model) {
    constexpr std::size_t kMost = std::size_t{64} << 20;
    const Budget& budget = model.values->budget();
    return !budget.is_large() && waiting_.fetch_add(budget.bytes()) + budget.bytes() <= kMost;
  }

  void NoteDeclared(const Model& model, const UnitPlan& unit) {
    for (std::size_t i = 0; i < configured_.size(); ++i) {
      const auto& [config, word, file] = configured_[i];
      if (&project_.configs->Of(unit.path) != config) continue;
      const bool uses = file == FileId::kNone
                            ? std::ranges::find(model.inputs, word.text) != model.inputs.end()
                            : std::ranges::find(model.var_files, file) != model.var_files.end();
      if (uses) configured_used_[i] = true;
    }
    for (std::size_t v = 0; v < declared_.size(); ++v) {
      const std::string& name = project_.variables[v].first;
      if (std::find(model.inputs.begin(), model.inputs.end(), name) != model.inputs.end()) {
        declared_[v] = true;
      }
    }
    for (std::size_t i = 0; i < used_.size(); ++i) {
      const FileId file = project_.var_files[i].file.id;
      if (std::ranges::find(model.var_files, file) != model.var_files.end()) used_[i] = true;
    }
  }

  // `model`: the unit's own, or the one with the units that belong to it. What the unit adds to
  // others stays what it adds by itself.
  void Analyze(std::size_t unit, Model& model) {
    // Verdicts do not read what the configuration says of environments; rules do.
    if (project_.configs != nullptr) {
      UseEnvironments(project_.configs->Of(discovery_.units[unit].path).environments, model);
    }
    Analysis part = AnalyzeModel(model, project_.sources, rules_, most_workloads_);
    part.additions = std::move(parts_[unit].additions);
    part.boundaries = std::move(parts_[unit].boundaries);
    parts_[unit] = std::move(part);
  }

  void AnalyzeReaders() {
    std::set<HandOver> wanted;
    for (const StandsAlone& one : alone_) wanted.insert(one.wanted.begin(), one.wanted.end());
    if (wanted.empty()) return;
    AddPublishers(std::move(wanted));
    for (std::size_t i = 0; i < alone_.size(); ++i) index_.Add(discovery_.units[i], alone_[i]);
    for (const OtherPlan& other : discovery_.others) index_.AddWhole(other.whole);
    std::vector<bool> is_reader(alone_.size());
    for (std::size_t i = 0; i < alone_.size(); ++i) is_reader[i] = !alone_[i].wanted.empty();
    ForEachReader(is_reader, [&](std::size_t i, JointSources& sources) {
      StandsAlone& one = alone_[i];
      if (const std::unique_ptr<Model> joint = LoadJoint(index_, discovery_.units[i], sources)) {
        Analyze(i, *joint);
      } else if (one.model != nullptr) {
        Analyze(i, *one.model);
      }
      one.model = nullptr;
    });
  }

  bool IsUnit(const OtherPlan& other) const {
    const auto of_path =
        std::equal_range(discovery_.units.begin(), discovery_.units.end(), other.whole,
                         [](const UnitPlan& a, const UnitPlan& b) { return a.path < b.path; });
    return std::any_of(of_path.first, of_path.second,
                       [&](const UnitPlan& unit) { return unit.frontend == other.whole.frontend; });
  }

  // Of the units in which no exec path begins, those that may publish something of what is wanted,
  // and then what these want in turn.
  void AddPublishers(std::set<HandOver> wanted) {
    std::vector<StandsAlone> others(discovery_.others.size());
    std::vector<std::set<HandOver>> asked(others.size());  // of each
    std::set<HandOver> all = wanted;
    while (!wanted.empty()) {
      ForEachOther([&](std::size_t i) {
        const OtherPlan& other = discovery_.others[i];
        if (IsUnit(other)) return;
        const std::size_t before = asked[i].size();
        std::copy_if(wanted.begin(), wanted.end(), std::inserter(asked[i], asked[i].end()),
                     other.may_offer);
        if (asked[i].size() == before) return;
        others[i] = LoadByItself(other.publishing(asked[i]), limits_);
        // Read from, it counts with all of its resources, and with what these want.
        if (PublishesOneOf(others[i], other.whole.path, asked[i])) {
          others[i] = LoadByItself(other.whole, limits_);
        }
        others[i].model = nullptr;
      });
      wanted.clear();
      for (const StandsAlone& other : others) {
        for (const HandOver& one : other.wanted) {
          if (all.insert(one).second) wanted.insert(one);
        }
      }
    }
    for (std::size_t i = 0; i < others.size(); ++i) {
      if (!others[i].published.empty()) index_.Add(discovery_.others[i].whole, others[i]);
    }
  }

  // What belongs to no unit.
  void AddLoose() {
    Model loose;
    loose.values = std::make_shared<ValueStore>();
    loose.problems = discovery_.problems;
    parts_.push_back(AnalyzeModel(loose, project_.sources, rules_));
    AddUnseenFiles(project_, parts_.back());
  }

  // What the units without an exec path add and limit, if any finding depends on that.
  void ReadOthers() {
    const Question question = QuestionOf(parts_, project_.sources);
    if (question.empty()) return;
    std::vector<Analysis> others(discovery_.others.size());
    ForEachOther([&](std::size_t i) {
      const std::unique_ptr<Model> model = discovery_.others[i].answer(question);
      if (model == nullptr) return;
      others[i].additions = AdditionsOf(*model, project_.sources);
      others[i].boundaries = BoundaryFiles(*model, project_.sources);
    });
    std::move(others.begin(), others.end(), std::back_inserter(parts_));
  }

  // Where a unit lacks what another one adds to what it publishes, or cannot tell whether it does,
  // the two are judged together.
  void JoinAdders() {
    std::vector<std::set<std::string>> adders(discovery_.units.size());
    std::set<std::string> all;
    for (std::size_t i = 0; i < adders.size(); ++i) {
      adders[i] = UnitsThatMayAdd(parts_[i], parts_);
      all.insert(adders[i].begin(), adders[i].end());
    }
    if (all.empty()) return;
    for (std::size_t i = 0; i < alone_.size(); ++i) index_.Add(discovery_.units[i], alone_[i]);
    for (const OtherPlan& other : discovery_.others) {
      if (!all.contains(other.whole.path) || index_.Find(other.whole) != nullptr) continue;
      Guarded(other.whole, [&] { index_.Add(other.whole, LoadByItself(other.whole, limits_)); });
    }
    std::vector<bool> is_reader(alone_.size());
    for (std::size_t i = 0; i < alone_.size(); ++i) is_reader[i] = !adders[i].empty();
    ForEachReader(is_reader, [&](std::size_t i, JointSources& sources) {
      const UnitsByName::One& own = *index_.Find(discovery_.units[i]);
      std::vector<const UnitsByName::One*> behind;
      for (const std::string& path : adders[i]) {
        for (const UnitsByName::One* one : index_.FindAll(path)) {
          const bool deployed = UnitsByName::WhyPerhapsNotDeployed(*one, own).empty();
          if (deployed && index_.MayMeet(*one, own)) behind.push_back(one);
        }
      }
      if (behind.empty()) return;
      const std::unique_ptr<Model> joint = LoadJoint(index_, discovery_.units[i], sources, behind);
      if (joint == nullptr) return;
      Analyze(i, *joint);
      for (const UnitsByName::One* one : behind) parts_[i].joined.insert(one->plan->path);
    });
  }

  // A task definition that another unit runs, or a cluster that it uses, is no workload of its own:
  // what there is to say of it is told of that unit's.
  void DropUsedElsewhere() {
    std::set<std::pair<std::string, std::string>> used;
    for (const Analysis& part : parts_) used.insert(part.used.begin(), part.used.end());
    if (used.empty()) return;
    for (Analysis& part : parts_) {
      const auto is_used = [&](const std::string& unit, const std::string& address) {
        return used.contains({unit, address});
      };
      std::erase_if(part.workloads,
                    [&](const WorkloadReport& one) { return is_used(one.unit, one.address); });
      std::erase_if(part.unknowns,
                    [&](const UnknownEntry& one) { return is_used(one.unit, one.workload); });
      std::erase_if(part.findings, [&](const Finding& one) {
        return !one.workloads.empty() &&
               is_used(one.workloads.front().unit, one.workloads.front().workload);
      });
    }
  }

  // Where any unit was given up, nothing is said to be missing that it may add.
  void DropWhatOthersMayMend() {
    if (given_up_.empty()) return;
    for (Analysis& part : parts_) {
      std::erase_if(part.findings, [](const Finding& one) { return !one.missing.empty(); });
    }
  }

  const Project& project_;
  const Discovery& discovery_;
  const std::span<const Rule* const> rules_;
  std::vector<StandsAlone> alone_;
  std::vector<Analysis> parts_;  // of the units, then others
  const Budget::Limits limits_;
  const std::size_t most_workloads_;  // of a unit
  std::vector<std::size_t> order_;    // of the units: the largest first
  UnitsByName index_;
  std::vector<std::atomic<bool>> declared_;  // which of the variables that are given
  std::vector<std::atomic<bool>> used_;      // which of the var files
  std::atomic<std::size_t> waiting_ = 0;     // bytes of the models that wait
  std::vector<Configured> configured_;
  std::vector<std::atomic<bool>> configured_used_;
  std::mutex made_mutex_;
  std::set<std::string> made_;  // see Model::makes
  std::mutex given_up_mutex_;
  std::map<std::string, Problem> given_up_;  // by path
};

}  // namespace

Analysis AnalyzeUnits(const Project& project, const Discovery& discovery,
                      std::span<const Rule* const> rules, const PathSpelling& shown) {
  Analysis all = UnitsAnalysis(project, discovery, rules).Run();
  SpellPaths(all, shown);
  return all;
}

}  // namespace execlint
