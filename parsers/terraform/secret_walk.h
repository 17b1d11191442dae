// Follows expressions to where secrets are written, and masks them there: through functions,
// templates, conditions, locals, modules, var files and files of data.
//
//   Walk(`base64encode(local.pw)`, Part::kHidden, ...)    locals { pw = "***" }
//
// It goes by what is written alone: of a condition, both sides are masked. Each expression is
// walked once as each part, and each path into it is followed once.
#ifndef EXECLINT_PARSERS_TERRAFORM_SECRET_WALK_H_
#define EXECLINT_PARSERS_TERRAFORM_SECRET_WALK_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "lint/source/source_map.h"
#include "parsers/terraform/project/inputs.h"
#include "parsers/terraform/text_of_template.h"
#include "parsers/terraform/unit/unit.h"
#include "parsers/terraform/written_part.h"

namespace execlint::terraform {

class SecretWalk {
 public:
  // A folder as the calls above it reach it.
  struct Frame {
    const Folder* folder = nullptr;
    const Declared* call = nullptr;  // none for the root
    const Frame* parent = nullptr;
    const Folder* root = nullptr;
  };

  // What a name of a `for` stands for: an element of a collection, or a key.
  struct Bound {
    std::string_view name;
    ExprRef collection;  // none: a key, which is a name
    const Bound* outer = nullptr;
  };

  // Where an expression stands.
  struct Around {
    const Frame* frame = nullptr;
    const Declared* self = nullptr;  // whose `each` is meant
    const Bound* bound = nullptr;
    // What the text of a template uses, where its variables are looked at.
    const UsesInText* uses = nullptr;
    // Reached by a name: the same text may mean something else too.
    bool named = false;
    bool literal = false;    // in a var file: what looks like a name is a part of a value
    bool evaluated = false;  // whoever evaluates it masks the containers in it
    Span name = {};          // the whole reference that is followed
    int depth = 0;
  };

  SecretWalk(Unit& unit, const Inputs& inputs, SourceMap& sources)
      : unit_(unit), inputs_(inputs), sources_(sources) {}

  const Frame& FrameOf(const ModuleInstance& module);

  void Walk(ExprRef expression, Part part, const Around& around);
  void WalkBody(const BodyRef& body, Part part, const Around& around);
  // A variable of the folder, with all that gives it a value.
  void WalkInput(std::string_view name, const Declared& declared, Part part, const Around& around);

  // Inputs of the root that are hidden, by the names of their symbols.
  const std::set<std::string>& hidden_inputs() const { return hidden_inputs_; }
  // Was there more than is followed? Then nobody knows what else is a secret.
  bool given_up() const { return given_up_; }

 private:
  // Names and constant keys that lead into a value; `*` is any element.
  using Path = std::vector<std::string_view>;

  // Counts a step. False where there have been too many.
  bool Step(int depth = 0);
  bool Enter(ExprRef expression, Part part, const Around& around);
  const Frame& Down(const Frame* parent, const Folder* folder, const Declared* call);
  std::string_view Keep(std::string text) { return kept_.emplace_back(std::move(text)); }

  // secret_walk.cc: what an expression is made of.
  void Compare(ExprRef condition, Part part, const Around& around);
  void Text(ExprRef expression, const hcl::Template& form, Part part, const Around& around);
  using PartAt = std::function<Part(Span at)>;
  void Parts(ExprRef expression, hcl::RangeOf<hcl::TemplatePart> parts, Part part,
             const PartAt& part_at, const Around& around);
  void Call(ExprRef expression, const hcl::Call& form, Part part, const Around& around);
  void Object(ExprRef expression, const hcl::Object& form, Part part, const Around& around);
  void Key(ExprRef expression, const hcl::ObjectItem& item, const Around& around);
  void OneVariable(std::string_view name, ExprRef value, const Around& around);
  void For(ExprRef expression, const hcl::For& form, Part part, const Around& around);
  void TemplateIsGiven(ExprRef variables, const UsesInText* uses, Part part, Around around);

  // secret_names.cc: what a name stands for. Each follows the part of the value that the path leads
  // to.
  void Follow(ExprRef expression, Path path, Part part, const Around& around);
  void FollowForm(ExprRef expression, Path path, Part part, const Around& around);
  void Member(ExprRef object, const hcl::Object& form, const Path& path, Part part,
              const Around& around);
  void Name(std::string_view first, const Path& path, Part part, Around around);
  void Input(std::string_view name, const Declared& declared, const Path& path, Part part,
             Around around);
  void Output(const Path& path, Part part, Around around);
  void Data(const Path& path, Part part, const Around& around);

  // secret_texts.cc: texts, values and files.
  void Mark(Span span, std::string_view text, const Around& around);
  void MarkValue(Traced value, const Path& path, std::size_t at, Part part, const Around& around);
  void MarkJson(ExprRef expression, const hcl::Template& form, Part part, const Around& around);
  void ReadFile(ExprRef path, const Path& inside, Part part, Around around);
  std::optional<FileId> FileAt(ExprRef path, const Around& around) const;
  const UsesInText* TemplateAt(ExprRef path, bool file, const Around& around);

  Unit& unit_;
  const Inputs& inputs_;
  SourceMap& sources_;
  std::map<const ModuleInstance*, const Frame*> frame_of_;
  std::map<std::pair<const Frame*, const Declared*>, Frame> frames_;
  using Place = std::tuple<const hcl::Ast*, hcl::ExprId, Part, const Frame*, const Declared*, bool>;
  std::set<Place> walked_;
  std::set<std::pair<Place, std::string>> followed_;
  // The items of a large object by their keys; those whose key is not known stand under none.
  using Items = std::unordered_map<std::string_view, std::vector<const hcl::ObjectItem*>>;
  std::map<const hcl::Object*, Items> items_;
  // The same of a map in a file of data or a var file.
  std::unordered_map<const Value*, std::unordered_multimap<std::string_view, const Entry*>>
      entries_;
  std::map<FileId, UsesInText> templates_;
  std::map<ExprRef, std::pair<std::string, std::optional<UsesInText>>> constants_;
  std::map<FileId, Traced> data_;
  std::set<std::string> hidden_inputs_;
  std::deque<std::string> kept_;
  std::size_t steps_ = 0;
  bool given_up_ = false;
};

// A key of an object as it is written; none where it is not constant. `kept` holds it.
std::optional<std::string_view> ConstantKey(ExprRef expression, const hcl::ObjectItem& item,
                                            std::string& kept);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_SECRET_WALK_H_
