// Evaluates the expressions of one deployment unit, on demand, under one scenario at a time.
//
// What has a name (a variable, a local, an output, an attribute of a resource) is evaluated once
// per instance and per choice of the selectors that it looks at; everything else is computed where
// it is asked for. Nothing here knows what a resource means.
//
//   Evaluator evaluator(configuration, *folder, inputs);
//   evaluator.Under(scenario, reads, [&] { return evaluator.Attribute(service, "cluster", at); });
//
// A whole resource, data source or module call is a value too: an unknown whose symbol stands for
// it, so that it passes through lists, maps and functions like any other; `.name` on it asks here.
//
// Bounds: work (Spend), nesting, copies of a resource, depth of modules. What meets one is unknown,
// Why::kLimit.
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_EVALUATOR_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_EVALUATOR_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "lint/value/buffer.h"
#include "lint/value/parsed.h"
#include "lint/value/predeclared.h"
#include "lint/value/scenario.h"
#include "lint/value/value_store.h"
#include "parsers/terraform/evaluate/instance.h"
#include "parsers/terraform/evaluate/selectors.h"
#include "parsers/terraform/evaluate/type.h"
#include "parsers/terraform/functions/function.h"
#include "parsers/terraform/project/configuration.h"
#include "parsers/terraform/project/inputs.h"
#include "parsers/terraform/values/unknowns.h"

namespace execlint::terraform {

inline constexpr std::size_t kMaxWork = 20'000'000;  // steps of one unit
inline constexpr int kMaxNesting = 400;              // expressions inside expressions
inline constexpr std::size_t kMaxInstances = 256;    // copies of one block
inline constexpr int kMaxModuleDepth = 24;

// A name that an expression binds: of a `for`, a dynamic block, a template.
struct Binding {
  std::string_view name;
  Traced value;
  const Binding* outer = nullptr;
};

// What names mean where an expression stands.
struct Scope {
  const ModuleInstance* module = nullptr;
  const Instance* self = nullptr;  // whose each and count are meant
  const Binding* bindings = nullptr;
  Traced splat_item = {};
  bool only_bindings = false;  // inside a template file
};

class Evaluator : public FunctionHost, public FallbackReader {
 public:
  Evaluator(const Configuration& configuration, const Folder& root, const Inputs& inputs,
            ValueStore& store);

  // Runs `f` under a scenario; what it looks at goes into `reads`.
  template <class F>
  auto Under(const Scenario& scenario, Reads& reads, F&& f) {
    const Scenario* const outer_scenario = std::exchange(scenario_, &scenario);
    Reads* const outer_reads = std::exchange(reads_, &reads);
    auto result = f();
    scenario_ = outer_scenario;
    reads_ = outer_reads;
    return result;
  }

  // ---- expressions

  Traced Evaluate(ExprRef expression, const Scope& scope);
  // `.name` of a value; `[key]` of a value.
  Traced Member(Traced base, std::string_view name, Span at);
  Traced Element(Traced base, Traced key, Span at);

  // ---- what has a name

  const ModuleInstance& root() const { return *root_; }
  Traced Variable(const ModuleInstance& module, std::string_view name, Span at);
  Traced Output(const ModuleInstance& module, std::string_view name, Span at);
  // `.name` of a whole resource, data source or module call, as an expression elsewhere sees it.
  Traced Attribute(const Instance& instance, std::string_view name, Span at);
  // What the code writes for `name` in the block, attribute or nested blocks; nothing if it does
  // not. Nested blocks are a list of maps.
  Traced Written(const Instance& instance, std::string_view name);
  // The same through a path, evaluating no more of a nested block than is asked for.
  Traced WrittenAt(const Instance& instance, std::string_view path);

  Expansion Expand(const ModuleInstance& module, const Declared& declared, Instance::Kind kind);
  // The copy that stands for all that count or for_each leave out.
  const Instance& LeftOut(const ModuleInstance& module, const Declared& declared,
                          Instance::Kind kind) {
    return InstanceFor(module, declared, kind, {.kind = InstanceKey::kUnknown});
  }
  Scope ScopeOf(const Instance& instance) const { return {instance.module, &instance}; }
  const Instance& Resource(ResourceId id) const {
    return *resources_[static_cast<std::size_t>(id) - 1];
  }

  // ---- pieces

  // Blocks of one type inside a body: what static and dynamic blocks make. `inside` gets each
  // block's body and scope; its result is an element of the list.
  Traced Blocks(const BodyRef& body, std::string_view type, const Scope& scope,
                const std::function<Traced(const BlockRef&, const Scope&)>& inside);
  // A whole body as a map.
  Traced BodyValue(const BodyRef& body, const Scope& scope, Span span);

  Unknowns& unknowns() { return unknowns_; }
  Selectors& selectors() { return selectors_; }
  ValueStore& store() { return store_; }
  const Configuration& configuration() const { return configuration_; }
  // Forgets every result: after the selectors were fixed.
  void Forget() { nodes_.clear(); }
  bool exhausted() const { return work_ >= kMaxWork; }

  // ---- FunctionHost, FallbackReader
  Traced ReadFile(std::string_view path, Span at) override;
  Traced RenderFile(std::string_view path, Traced variables, Span at) override;
  Traced FileExists(std::string_view path, Span at) override;
  Traced DecodeJson(Traced text, Span at) override;
  Traced DecodeYaml(Traced text, Span at) override;
  Traced AttributeOf(const Value& whole, std::string_view name, Span at) override;
  bool Spend(std::size_t steps) override;
  Traced Fallback(ExprRef expression) override;

  // A template's text; used for data.template_file too.
  Traced RenderTemplate(FileId file, Traced variables, Span at);
  Call MakeCall(std::string_view name, Span at, std::vector<Traced> args) {
    return {name, at, std::move(args), unknowns_, *this};
  }
  Traced Limit(std::string_view what, Span at);

 private:
  friend class ExpressionEvaluator;

  // Results of one named thing, by the choices they hang on.
  struct Node {
    std::vector<Case<Traced>> cases;
    bool running = false;
  };
  using NodeKey = std::tuple<const void*, const void*, std::uint32_t>;
  struct NodeHash {
    std::size_t operator()(const NodeKey& key) const;
  };
  Traced Memoised(const NodeKey& key, std::string_view name, Span at,
                  const std::function<Traced()>& compute);

  Traced RootVariable(const Declared& declared, Span at);
  Traced Selected(const Symbol* symbol, Span at);
  void DeclareInput(const Symbol* symbol, const Declared& declared, const Type& type);
  Traced ConvertedInput(Traced value, const Declared& declared, const Type& type);
  const Type& TypeOf(const Declared& declared);

  const Instance& InstanceFor(const ModuleInstance& module, const Declared& declared,
                              Instance::Kind kind, const InstanceKey& key);
  const ModuleInstance* Child(const Instance& call);
  Expansion ExpandCount(const ModuleInstance& module, const Declared& declared, Instance::Kind kind,
                        Traced count);
  bool AtMostOne(ExprRef count, const Scope& scope);
  Expansion ExpandForEach(const ModuleInstance& module, const Declared& declared,
                          Instance::Kind kind, Traced for_each);
  Traced Whole(const ModuleInstance& module, const Declared& declared, Instance::Kind kind,
               Span at);
  Traced Each(const Instance& self, bool key, Span at);
  Traced CountIndex(const Instance& self, Span at);
  Traced ResourceAttribute(const Instance& instance, std::string_view name, Span at);
  Traced DataAttribute(const Instance& instance, std::string_view name, Span at);
  const Instance* ObjectOf(const Symbol& symbol) const;
  const Symbol* SymbolOf(Predeclared which, const Instance& instance);
  Traced RenderedTemplate(const Instance& instance, Span at);
  std::optional<FileId> OpenFile(std::string_view path);
  Traced Decoded(const Parsed& parsed, const Buffer& buffer, Traced text, std::string_view function,
                 Span at);

  const Configuration& configuration_;
  const Inputs& inputs_;
  ValueStore& store_;
  Unknowns unknowns_;
  Selectors selectors_;
  std::deque<ModuleInstance> modules_;
  const ModuleInstance* root_ = nullptr;
  std::deque<Instance> instances_;
  std::map<std::tuple<const ModuleInstance*, const Declared*, InstanceKey>, const Instance*>
      by_key_;
  std::vector<const Instance*> resources_;  // by id
  std::unordered_map<const Symbol*, const Instance*> objects_;
  // Stands for all instances of a block whose count or for_each is unknown.
  std::unordered_map<const Symbol*, const Instance*> expansions_;
  std::unordered_map<NodeKey, Node, NodeHash> nodes_;
  std::map<const Declared*, Type> types_;
  // Set when a value rests on an instance that may not exist; try() must not take it as certain.
  bool assumed_ = false;
  std::deque<hcl::ParsedExpression> parsed_;  // templates and --var values
  std::map<FileId, const hcl::ParsedExpression*> templates_;
  std::size_t work_ = 0;
  int nesting_ = 0;
  const Scenario* scenario_ = nullptr;
  Reads* reads_ = nullptr;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_EVALUATOR_H_
