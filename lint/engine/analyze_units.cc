// From the units of a project to one analysis: each unit alone, then those that read from others
// together with these, then what units add to each other.
#include <algorithm>
#include <atomic>
#include <iterator>
#include <memory>
#include <numeric>
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
#include "lint/source/parallel.h"

namespace execlint {
namespace {

class UnitsAnalysis {
 public:
  UnitsAnalysis(const Project& project, const Discovery& discovery,
                std::span<const Rule* const> rules)
      : project_(project),
        discovery_(discovery),
        rules_(rules),
        alone_(discovery.units.size()),
        parts_(discovery.units.size()),
        index_(project.sources),
        declared_(project.variables.size()),
        used_(project.var_files.size()) {
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
    WeighAdditions(parts_);
    DropBoundaries(parts_);
    FoldExamples(parts_);
    Analysis all = Merge(std::move(parts_), project_.sources);
    for (std::size_t v = 0; v < declared_.size(); ++v) {
      if (!declared_[v]) all.undeclared_inputs.push_back(project_.variables[v].first);
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

  // Units that ask others for something wait until it is known what these publish.
  void AnalyzeEachAlone() {
    const std::vector<UnitPlan>& units = discovery_.units;
    // A large unit that came last would keep one thread busy while the others have nothing to do.
    std::vector<std::size_t> order(units.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return units[a].bytes > units[b].bytes; });
    ParallelFor(units.size(), project_.jobs, [&](std::size_t i) {
      const std::size_t unit = order[i];
      StandsAlone& one = alone_[unit];
      one = LoadByItself(units[unit]);
      if (one.model == nullptr) return;
      Configure(*one.model, units[unit]);
      NoteDeclared(*one.model, units[unit]);
      if (one.wanted.empty()) {
        Analyze(unit, *one.model, *one.model);
        one.model = nullptr;
      }
    });
  }

  // Verdicts do not read what the configuration says of environments; rules do.
  void Configure(Model& model, const UnitPlan& unit) const {
    if (project_.configs == nullptr) return;
    model.environments = &project_.configs->Of(unit.path).environments;
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

  // `alone`: the unit's own model; `model`: that, or the one with the units that belong to it.
  void Analyze(std::size_t unit, const Model& model, const Model& alone) {
    Analysis& part = parts_[unit];
    part = AnalyzeModel(model, project_.sources, rules_);
    part.additions = AdditionsOf(alone, project_.sources);
    part.boundaries = BoundaryFiles(alone, project_.sources);
  }

  void AnalyzeReaders() {
    std::set<HandOver> wanted;
    for (const StandsAlone& one : alone_) wanted.insert(one.wanted.begin(), one.wanted.end());
    if (wanted.empty()) return;
    AddPublishers(std::move(wanted));
    for (std::size_t i = 0; i < alone_.size(); ++i) index_.Add(discovery_.units[i], alone_[i]);
    for (const OtherPlan& other : discovery_.others) index_.AddWhole(other.whole);
    ParallelFor(alone_.size(), project_.jobs, [&](std::size_t i) {
      StandsAlone& one = alone_[i];
      if (one.model == nullptr) return;
      const std::unique_ptr<Model> joint = LoadJoint(index_, discovery_.units[i]);
      if (joint != nullptr) Configure(*joint, discovery_.units[i]);
      Analyze(i, joint != nullptr ? *joint : *one.model, *one.model);
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
      ParallelFor(others.size(), project_.jobs, [&](std::size_t i) {
        const OtherPlan& other = discovery_.others[i];
        if (IsUnit(other)) return;
        const std::size_t before = asked[i].size();
        std::copy_if(wanted.begin(), wanted.end(), std::inserter(asked[i], asked[i].end()),
                     other.may_offer);
        if (asked[i].size() == before) return;
        others[i] = LoadByItself(other.publishing(asked[i]));
        // Read from, it counts with all of its resources, and with what these want.
        if (PublishesOneOf(others[i], other.whole.path, asked[i])) {
          others[i] = LoadByItself(other.whole);
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
    ParallelFor(others.size(), project_.jobs, [&](std::size_t i) {
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
      index_.Add(other.whole, LoadByItself(other.whole));
    }
    ParallelFor(adders.size(), project_.jobs, [&](std::size_t i) {
      const UnitsByName::One& own = *index_.Find(discovery_.units[i]);
      std::vector<const UnitsByName::One*> behind;
      for (const std::string& path : adders[i]) {
        for (const UnitsByName::One* one : index_.FindAll(path)) {
          if (index_.MayMeet(*one, own)) behind.push_back(one);
        }
      }
      if (behind.empty()) return;
      const std::unique_ptr<Model> joint = LoadJoint(index_, discovery_.units[i], behind);
      if (joint == nullptr) return;
      Configure(*joint, discovery_.units[i]);
      Analysis part = AnalyzeModel(*joint, project_.sources, rules_);
      part.additions = std::move(parts_[i].additions);
      part.boundaries = std::move(parts_[i].boundaries);
      for (const UnitsByName::One* one : behind) part.joined.insert(one->plan->path);
      parts_[i] = std::move(part);
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

  const Project& project_;
  const Discovery& discovery_;
  const std::span<const Rule* const> rules_;
  std::vector<StandsAlone> alone_;
  std::vector<Analysis> parts_;  // of the units, then others
  UnitsByName index_;
  std::vector<std::atomic<bool>> declared_;  // which of the variables that are given
  std::vector<std::atomic<bool>> used_;      // which of the var files
  std::vector<Configured> configured_;
  std::vector<std::atomic<bool>> configured_used_;
};

}  // namespace

Analysis AnalyzeUnits(const Project& project, const Discovery& discovery,
                      std::span<const Rule* const> rules, const PathSpelling& shown) {
  Analysis all = UnitsAnalysis(project, discovery, rules).Run();
  SpellPaths(all, shown);
  return all;
}

}  // namespace execlint
