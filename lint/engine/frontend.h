// The interface between the engine and the parsers: which deployment units a project holds, and the
// model of each. The engine knows no format.
#ifndef EXECLINT_LINT_ENGINE_FRONTEND_H_
#define EXECLINT_LINT_ENGINE_FRONTEND_H_

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/model/hand_over.h"
#include "lint/model/model.h"
#include "lint/project/project_file.h"
#include "lint/source/deadline.h"
#include "lint/source/file_reader.h"
#include "lint/source/source_map.h"
#include "lint/value/budget.h"

namespace execlint {

class Configs;

// A file given with --var-file.
struct GivenVarFile {
  ProjectFile file = {};
  std::size_t after = 0;  // how many of Project::variables were given before it: later ones win
};

// The files of the project as bytes, before any is parsed. Lives as long as the run.
struct Project {
  SourceMap& sources;
  const FileReader& reader;             // for file(), templates, modules outside the scanned paths
  std::vector<ProjectFile> files = {};  // sorted by path
  // Symlinks to files of the project, by the path of the link: for front ends that look at the
  // folder that a file is in.
  std::vector<ProjectFile> links = {};
  // Files named on the command line: all their problems are reported.
  std::set<std::string, std::less<>> named = {};
  std::vector<std::pair<std::string, std::string>> variables = {};  // --var name=value
  std::vector<GivenVarFile> var_files = {};  // in the order of the command line
  unsigned jobs = 1;
  const Configs* configs = nullptr;    // null: nothing is configured
  const Deadline* deadline = nullptr;  // null: none
  // Throws OutOfTime once the deadline has passed.
  void CheckTime() const {
    if (deadline != nullptr) deadline->Check();
  }

  // What a unit is given, in rising order of precedence: by its configuration, where variables win
  // over var files, and by the command line.
  struct Givens {
    std::vector<std::pair<std::string, std::string>> variables = {};
    std::vector<GivenVarFile> var_files = {};
  };
  Givens GivenTo(std::string_view unit) const;
};

// What a unit is loaded into. A unit that reads from others is loaded into the same store as those,
// after them.
struct Loading {
  std::shared_ptr<ValueStore> values;
  HandOvers& others;
  std::vector<Selector> selectors = {};  // of those others: the unit's own stand behind them
  std::string workspace = {};            // the Terraform workspace; empty: any
};

// A unit that was loaded.
struct Loaded {
  std::unique_ptr<Model> model = {};
  std::vector<Offer> offers = {};
  // See HandOvers::Member; null: no expression of this language stands for a whole resource.
  std::function<Traced(const Symbol& resource, std::string_view name, Span at, const Scenario&,
                       Reads&)>
      member = {};
};

// A unit that can be loaded. `load` may run on any thread, several times at once; units load
// independently.
struct UnitPlan {
  std::string path = {};  // folder or file, for the order of results
  std::function<Loaded(Loading loading)> load = {};
  std::size_t bytes = 0;  // of its text, about: the largest unit is loaded first
  // The name of the front end that found it, unless that says more. Two may find a unit in one
  // folder, of different files.
  std::string_view frontend = {};
  // Not 0: a module or nested template whose calls may all make nothing (`count`, a condition). It
  // is a unit only if no unit of an earlier round makes it (Model::makes).
  unsigned round = 0;
};

// The model of a unit that stands alone.
std::unique_ptr<Model> LoadAlone(const UnitPlan& plan, Budget::Limits limits = {});

// What findings want to know of other units.
struct Question {
  bool policies = false;  // which ones are attached to roles
  // Which policies about sessions are attached to roles that have one of these texts in their
  // names, and which take something from such roles.
  std::set<std::string> roles = {};
  bool organization = false;  // which policies of the organization there are
  bool ways = false;          // which endpoints, routes and associations there are
  bool filters = false;  // which network ACLs, sources of names and policies of endpoints there are
  bool rules = false;    // which rules security groups have
  // Names of files with a policy: is it a permissions boundary?
  std::set<std::string> documents = {};

  bool empty() const {
    return !policies && roles.empty() && !organization && !ways && !filters && !rules &&
           documents.empty();
  }
};

// A unit in which no exec path begins.
struct OtherPlan {
  UnitPlan whole = {};
  // Reads no more of it than what may publish these.
  std::function<UnitPlan(const std::set<HandOver>& wanted)> publishing = {};
  // Reads what answers the question; null where nothing does.
  std::function<std::unique_ptr<Model>(const Question& question)> answer = {};
  // May it publish that? Tells by its text.
  std::function<bool(const HandOver& wanted)> may_offer = {};
};

// Finds the units of a project by looking at its files, cheaply: nothing is evaluated yet. Problems
// of files that belong to no unit come back in `problems`.
struct Discovery {
  std::vector<UnitPlan> units = {};
  std::vector<OtherPlan> others = {};
  std::vector<Problem> problems = {};
  // Files and folders that are a part of the units and could not be read, each with its path.
  std::vector<Problem> unread = {};
};

// What the engine knows of a group of formats: `terraform`, `cloudformation`, `ecs`. A front end is
// a row of functions, so that one more thing to ask (how to edit a file, for example) is one more
// member.
struct Frontend {
  std::string_view name;
  Discovery (*discover)(const Project& project) = nullptr;
  // Gives the SourceMap the comments of one file of the project, which suppressions are looked for
  // in; does nothing for a file of another format. Files are asked for at once, on any thread.
  // Null where loading a unit gives the comments of its files.
  void (*add_comments)(SourceMap& sources, const std::string& path, FileId file) = nullptr;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_FRONTEND_H_
