// One evaluation: one scenario, one set of reads, one allowance of steps. Internal to the
// evaluator.
//
// Head() turns a raw value into plain data at its top and leaves what is inside raw; Deep() goes
// all the way. Paths are walked by Head(), so that only what decides a property is read.
#ifndef EXECLINT_PARSERS_CLOUDFORMATION_EVALUATION_H_
#define EXECLINT_PARSERS_CLOUDFORMATION_EVALUATION_H_

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/cloudformation/evaluator.h"
#include "parsers/cloudformation/intrinsic.h"

namespace execlint::cloudformation {

class Evaluation {
 public:
  Evaluation(const Evaluator& evaluator, const Scenario& scenario, Reads& reads,
             const LeaveRaw& leave_raw)
      : evaluator_(evaluator),
        template_(evaluator.tmpl()),
        parameters_(evaluator.parameters()),
        store_(evaluator.store()),
        scenario_(scenario),
        reads_(reads),
        leave_raw_(leave_raw),
        bounds_(*evaluator.bounds_),
        allowance_(std::min(kMaxSteps, bounds_.steps_left)) {}
  ~Evaluation() { bounds_.steps_left -= used_; }
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;

  Traced Head(Traced raw);
  Traced Deep(Traced raw);
  Traced At(Traced raw, std::string_view path);
  Answer Condition(std::string_view name);

 private:
  static constexpr int kMaxDepth = 256;
  static constexpr int kMaxSteps = 200'000;

  // Counts a level of nesting and a step, while it lives.
  class Nested {
   public:
    explicit Nested(Evaluation& evaluation) : evaluation_(evaluation) {
      ++evaluation_.bounds_.depth;
      ++evaluation_.used_;
      spent_ = !evaluation_.store_.budget().Spend(1);
    }
    ~Nested() { --evaluation_.bounds_.depth; }
    Nested(const Nested&) = delete;
    Nested& operator=(const Nested&) = delete;

    bool within_bounds() const {
      return evaluation_.bounds_.depth <= kMaxDepth && evaluation_.used_ < evaluation_.allowance_ &&
             !spent_;
    }

   private:
    Evaluation& evaluation_;
    bool spent_ = false;
  };

  Traced Call(const Intrinsic& intrinsic, const Value& raw);

  // References.
  Traced Ref(const Intrinsic& intrinsic, const Value& raw);
  Traced GetAtt(const Intrinsic& intrinsic, const Value& raw);
  // What a name means. Where that is unknown, a name that was computed is not told: it is a value,
  // and may be a secret.
  Traced Computed(bool computed, Traced made, const Intrinsic& intrinsic, const Value& raw);
  // `Name` or `Name.Attribute`, as Ref, GetAtt and Sub have it. `at` is the reference.
  Traced Named(std::string_view name, std::string_view attribute, Span at);
  Traced PseudoParameter(std::string_view name, Span at);
  Traced ResourceValue(const TemplateResource& resource, std::string_view attribute, Span at);
  Traced ImportValue(const Intrinsic& intrinsic, const Value& raw);
  Traced FindInMap(const Intrinsic& intrinsic, const Value& raw);
  // What another unit hands over by that name; no value if none of the project does.
  Traced HandedOver(HandOver::By by, Traced name, Span at);
  Traced StoredParameter(std::string_view reference, Span at);

  // Strings and lists.
  Traced DynamicReferences(Traced string);
  Traced Sub(const Intrinsic& intrinsic, const Value& raw);
  Traced Join(const Intrinsic& intrinsic, const Value& raw);
  Traced Split(const Intrinsic& intrinsic, const Value& raw);
  Traced Select(const Intrinsic& intrinsic, const Value& raw);
  Traced Length(const Intrinsic& intrinsic, const Value& raw);
  Traced ToJsonString(const Intrinsic& intrinsic);
  Traced Base64(const Intrinsic& intrinsic, const Value& raw);
  // The parts that `value` has as a piece of a string; a list or map becomes one hole.
  void AppendText(Traced value, Span at, std::vector<Part>& parts);

  // Conditions.
  Traced If(const Intrinsic& intrinsic, const Value& raw);
  Answer Holds(Traced raw);
  Answer Equals(const Intrinsic& intrinsic, const Value& raw);
  Answer Connect(const Intrinsic& intrinsic, bool decisive);
  // An operand of a comparison: like Deep, but a pseudo parameter may be decided by the scenario.
  Traced Operand(Traced raw);
  Answer SameValues(Traced a, Traced b, const Value& raw);

  // The list of what `each(raw)` makes of its elements.
  using Each = std::function<Traced(Traced)>;
  Traced Elements(Traced list, const Each& each);
  Traced DeepList(Traced list);
  // An If of which a branch is AWS::NoValue.
  bool MayVanish(const Intrinsic& intrinsic);
  Traced DeepMap(Traced map);
  // The value under that key of a map, as far as it is not left raw.
  Traced Under(const Entry& entry);
  // What is asked of an environment: see LeaveRaw::but_names.
  Traced Names(Traced raw);
  Traced WithName(Traced variable);

  // `because_of`: what makes a function unknown.
  Traced Unknown(Why why, std::string name, Span at, const Symbol* because_of = nullptr);
  // The result of a function over something unknown: a symbol of its own, since it is another text.
  Traced UnknownResult(const Intrinsic& intrinsic, const Symbol& cause, const Value& raw);
  // Where `given`, which should be a text, is none, or is not all known.
  Traced WithoutText(const Intrinsic& intrinsic, const Value& given, const Value& raw);
  Traced Broken(const Intrinsic& intrinsic, const Value& raw);
  Traced Limit(Span at);
  // A function call as it may be written, for the name of a symbol: `!Join [",", !Ref Subnets]`. A
  // text that is no name (Texts::kValues) is `***` if it may be a secret.
  enum class Texts : std::uint8_t {
    kNames,
    kValues,
    kNameAndValues,    // a list whose first element is a name: of an If
    kValuesWithNames,  // `a ${Name}`: of a Sub
  };
  std::string Shown(const Intrinsic& intrinsic);
  std::string ShownValue(Traced value, Texts texts);
  // The name of a resource, a parameter or an export. What is no name by its characters may be
  // anything, such as a line of YAML that is indented too far:
  //
  //   TaskDefinition: !Ref Web
  //     a secret
  std::string ShownName(std::string_view name);
  std::string ShownText(Traced value, Texts texts);

  const Evaluator& evaluator_;
  const Template& template_;
  const Parameters& parameters_;
  ValueStore& store_;
  const Scenario& scenario_;
  Reads& reads_;
  const LeaveRaw& leave_raw_;
  const Symbol* unknown_name_ = nullptr;  // the first in an environment
  Evaluator::Bounds& bounds_;
  const int allowance_;
  int used_ = 0;
  std::map<std::string_view, Answer> conditions_;
  std::set<std::string_view> conditions_underway_;
  std::set<std::pair<ResourceId, std::string_view>> attributes_underway_;
};

}  // namespace execlint::cloudformation

#endif  // EXECLINT_PARSERS_CLOUDFORMATION_EVALUATION_H_
