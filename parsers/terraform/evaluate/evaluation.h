// One evaluation: one run of one expression in one scope, under the scenario at hand. It lives no
// longer than that; what has to be remembered is in the parts that it is given.
//
//   Evaluation(context, references, members, scope, ast).Evaluate(id)
//
// Subexpressions are evaluated through Context::expressions, each by an evaluation of its own.
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_EVALUATION_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_EVALUATION_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/hcl/ast.h"
#include "parsers/terraform/evaluate/context.h"
#include "parsers/terraform/evaluate/member.h"
#include "parsers/terraform/evaluate/reference.h"
#include "parsers/terraform/functions/unify.h"

namespace execlint::terraform {

class Evaluation {
 public:
  Evaluation(const Context& context, References& references, Members& members, const Scope& scope,
             const hcl::Ast& ast)
      : c_(context), references_(references), members_(members), scope_(scope), ast_(ast) {}

  Traced Evaluate(hcl::ExprId id);

 private:
  Traced Form(const hcl::Expr& expr, const hcl::Template& form);
  Traced Form(const hcl::Expr& expr, const hcl::Call& form);
  Traced Form(const hcl::Expr& expr, const hcl::Conditional& form);
  Traced Form(const hcl::Expr& expr, const hcl::Unary& form);
  Traced Form(const hcl::Expr& expr, const hcl::Binary& form);
  Traced Form(const hcl::Expr& expr, const hcl::Number& form);
  Traced Form(const hcl::Expr& expr, const hcl::Tuple& form);
  Traced Form(const hcl::Expr& expr, const hcl::Object& form);
  Traced Form(const hcl::Expr& expr, const hcl::For& form);
  Traced Form(const hcl::Expr& expr, const hcl::Splat& form);
  Traced Form(const hcl::Expr& expr, const hcl::Index& form);

  // ---- names
  // A chain `a.b.c` from its first name on.
  Traced Chain(hcl::ExprId id);
  // The value of a name that `for`, a dynamic block or a template binds; null if none does.
  const Traced* Bound(std::string_view name) const;

  // ---- templates
  // A template that is being put together.
  struct Text {
    std::vector<Part> parts = {};
    const RouteStep* by_default = nullptr;  // the default that decided a directive
    Traced failed = {};                     // why there is no text
  };
  bool AppendParts(hcl::RangeOf<hcl::TemplatePart> parts, Text& out, const Scope& scope);
  bool AppendIf(const hcl::TemplatePart& part, const hcl::IfDirective& directive, Text& out,
                const Scope& scope);
  bool AppendEntries(const hcl::TemplatePart& part, const hcl::IfDirective& directive, Traced hole,
                     Text& out, const Scope& scope);
  bool AppendFor(const hcl::TemplatePart& part, const hcl::ForDirective& directive, Text& out,
                 const Scope& scope);
  Traced In(hcl::ExprId id, const Scope& scope) { return c_.Evaluate({&ast_, id}, scope); }

  // ---- for
  struct Item {
    Traced key;
    Traced value;
  };
  // The elements to iterate over; `open`: there may be others. Nothing: unknown or no collection.
  std::optional<std::vector<Item>> Items(Traced collection, Span at, const Symbol*& open);

  Traced AsList(Traced collection);

  // ---- operators
  Traced Compare(const hcl::Expr& expr, hcl::BinaryOp op, Traced left, Traced right);
  Traced Logic(const hcl::Expr& expr, hcl::BinaryOp op, Traced left, Traced right);
  Traced Arithmetic(const hcl::Expr& expr, hcl::BinaryOp op, Traced left, Traced right);
  std::optional<bool> HoldsForSome(hcl::BinaryOp op, const Value& a, const Value& b);
  // An unknown that is written as its operands joined by the operator.
  Traced Unsure(const hcl::Expr& expr, std::string_view op, Traced left, Traced right);
  bool IsNothing(hcl::ExprId id) const;
  // The result of a conditional that chose `chosen`, as one of the type that both branches can be:
  // its type is known only if `other`, the branch that was not chosen, shows its own.
  Traced OfBothTypes(Traced chosen, hcl::ExprId other, Span at);
  ValueType StaticType(hcl::ExprId id) const;
  std::string_view VariableIn(hcl::ExprId id) const;
  std::string_view InputToTurn(const hcl::Conditional& form, bool yes, const Value& chosen) const;
  Traced AsBool(Traced value, Span at);
  Traced AsNumber(Traced value, Span at);

  // ---- calls
  Traced Try(const hcl::Expr& expr, const hcl::Call& form);
  Traced Can(const hcl::Expr& expr, const hcl::Call& form);
  // Notes the inputs that a call such as contains() compares with something (see Selectors).
  void NoteCall(std::string_view name, const std::vector<Traced>& args);
  bool KeepsKeys(const hcl::For& form) const;
  Traced FromRoot(Traced path);
  Traced Made(const hcl::Expr& expr, Traced collection);
  // What to put around a literal with which the result is compared, so that it is worth trying for
  // the argument. None: the function does more than change the text a little.
  std::optional<Selectors::Affixes> TextualAffixes(std::string_view function,
                                                   const std::vector<Traced>& args);
  // What the argument is known not to be, `result`, which `function` makes of it, is not either:
  // trimprefix(env, "shop-") is not "prod" if env is not "shop-prod" or the like (Selector::loose).
  void ExcludeFrom(const Value& result, std::string_view function, std::vector<Traced> args);

  const Context& c_;
  References& references_;
  Members& members_;
  const Scope& scope_;
  const hcl::Ast& ast_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_EVALUATION_H_
