// A Value is what an expression of the input means, as far as it can be known: null, bool, number,
// string, list, map or unknown. Rules never see values; lowering turns them into facts.
//
//   enable_execute_command = var.exec        # variable "exec" { default = true }
//
//   Traced{value: bool true, span of `true`;
//          route: kReference at `var.exec`, before it kDefault at `true`}
//
// Values are immutable nodes owned by a ValueStore (one per deployment unit); every pointer and
// view in this header stays valid as long as that store and the SourceMap.
//
// A value holds no alternatives: an expression that depends on a selector is evaluated once per
// candidate (see lint/value/scenario.h). A string may be partly known and keeps its parts. A list
// or map may be *open*: it may hold more than is seen.
#ifndef EXECLINT_LINT_VALUE_VALUE_H_
#define EXECLINT_LINT_VALUE_VALUE_H_

#include <cassert>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lint/source/span.h"
#include "lint/value/number.h"

namespace execlint {

struct Value;

// Identity of one resource instance of a unit. Given out by the evaluator when it enumerates
// resources, given a meaning by the model.
enum class ResourceId : std::uint32_t { kNone = 0 };

// Why something is unknown. The sentence shown is made from it and the symbol's name.
enum class Why : std::uint8_t {
  kInputWithoutDefault,  // `var.role_arn has no value here`
  kComputedByAws,        // known after apply: an id, an ARN
  kDataSource,           // read from the account at plan time
  kModuleNotFound,       // output of a module whose source is not here
  kImport,               // remote state, SSM parameter
  kNotExported,          // Fn::ImportValue of what no template of the project exports
  kTimeOrRandom,         // timestamp(), uuid(), random_id
  kUnsupported,          // a function or transform that execlint does not evaluate, by name
  kLimit,                // a bound was met
  kAmbiguous,            // names more than one thing
  kNotInScan,            // the thing that would say it is not among the files
  kNotKnown,             // nothing that execlint reads says it
  kBroken,               // it stands behind a syntax error
  kRequest,              // a condition key that only a request has
  kNotChecked,           // a construct whose effect execlint does not evaluate yet
  kPlaceholder,          // another program writes it: `{{ port }}` in a file that is no JSON yet
  kOther,                // a selector's candidate that no literal in the code names
  kHandOver,             // another unit hands it over, and something speaks against taking it
  kNotHandedOver,        // the unit that would hand it over has no such thing
};

// One unknown thing. Interned: equal symbols are the same pointer, and stand for equal text.
struct Symbol {
  // How `name` is spelled: as it stands in the code (`var.role_arn`), or in words for a thing that
  // has no name there (`the network of the container instances`).
  enum class Naming : std::uint8_t { kCode, kWords };

  Why why = Why::kUnsupported;
  std::string name = {};
  Naming naming = Naming::kCode;
  Span at = {};  // where it was first met
  // Set for an attribute of a resource in the code: what it will be once AWS has made the resource.
  ResourceId resource = ResourceId::kNone;
  // As the language spells it: `arn`, `Arn`; empty for a CloudFormation Ref.
  std::string attribute = {};
  // Set where the name is an expression: the unknown thing that makes it unknown.
  const Symbol* because_of = nullptr;
  // The path of the unit in whose code the name means this; empty: the unit that the store is for.
  std::string_view unit = {};
  // What is known, of a list that is open because of this symbol, about the elements that are not
  // seen. One that stands for all instances of a block is seen where their number is unknown.
  enum class Rest : std::uint8_t {
    kAny,        // nothing
    kAlike,      // they are like the one that is seen; there may be none at all
    kAlikeSome,  // they are like the one that is seen; there is at least one
  };
  Rest rest = Rest::kAny;
  // It stands for an expression that its language refuses (`{}.missing`): what try() and can()
  // detect.
  bool fails = false;
};

// One step of the route of a value from where it is written to where it is used.
struct RouteStep {
  enum class How : std::uint8_t {
    kReference,    // through `local.x`, `aws_x.y.z`, `!Ref P`; `at` is the reference
    kModuleInput,  // through a module call's argument
    kModuleOutput,
    kVarFile,      // given in a .tfvars file or a parameter file
    kCommandLine,  // given with --var
    kDefault,      // the default of an input, which whoever deploys may override
    kLeftOut,      // the default of a module's input that the call does not give; `at` is the call
    kEncoded,      // through jsonencode, a policy document data source, a template
    kElement,      // taken out of a list or map; `at` is where the container was written
    kDecision,     // chosen by a condition; `at` is the condition
    kHandedOver,   // handed over by another unit; `at` is where that publishes it
    kByName,       // the same, where nothing but a name says that it is this one
    kSecret,       // what came this far is a secret; `at` is what says so
  };
  How how = How::kReference;
  bool secret = false;  // there is a kSecret on the route that begins here; the store sets it
  Span at = {};
  const RouteStep* before = nullptr;  // the step nearer to where the value was written
  // Set on a kReference that read an attribute which the code sets on another resource
  // (`aws_iam_role.task.name`): joins go by it.
  ResourceId resource = ResourceId::kNone;
  std::uint32_t length = 1;  // of the route that begins here; see kMaxRoute
  std::string_view attribute = {};
  // The name, on a step that is a way into an input. On a kDecision: of the boolean input that the
  // condition is, where its other value would make the chosen boolean that value too.
  std::string_view input = {};
};

// Of a longer route, only steps are added that make the value less certain or say who gives it.
inline constexpr std::uint32_t kMaxRoute = 256;

// The newest step of that kind; null if there is none.
inline const RouteStep* FindStep(const RouteStep* route, RouteStep::How how) {
  while (route != nullptr && route->how != how) route = route->before;
  return route;
}

// Did another unit hand the value over?
inline bool IsHandedOver(const RouteStep* route) {
  return FindStep(route, RouteStep::How::kHandedOver) != nullptr ||
         FindStep(route, RouteStep::How::kByName) != nullptr;
}

// A value as seen from one place. `route` is newest step first; null: the value stands right there.
struct Traced {
  const Value* value = nullptr;
  const RouteStep* route = nullptr;

  explicit operator bool() const { return value != nullptr; }
  // Is the value as a whole a secret? Then so is all that is made of it, and its text is never
  // shown: see Shown.
  bool secret() const { return route != nullptr && route->secret; }
  const Value* operator->() const { return value; }
  const Value& operator*() const { return *value; }
};

// A run of a string: literal text, or a hole whose text is unknown (`hole` set, `text` empty).
struct Part {
  std::string_view text = {};
  Span from = {};        // where this run is written, without quotes
  bool verbatim = true;  // byte for byte (not: an escape, a computed text)
  const Symbol* hole = nullptr;
  const RouteStep* route = nullptr;  // how this run came into the string

  bool secret() const { return route != nullptr && route->secret; }
};

struct Entry {
  Entry() = default;
  Entry(std::string_view key, Span key_span, Traced value, bool secret_key = false)
      : key(key), key_span(key_span), secret_key(secret_key), value(value) {}

  std::string_view key = {};
  Span key_span = {};
  // The key is made of a secret. In a map that is one as a whole all keys are: see HasSecretKey.
  bool secret_key = false;
  Traced value = {};
};

enum class Kind : std::uint8_t { kNull, kBool, kNumber, kString, kList, kMap, kUnknown };

// The collection type in a language that distinguishes several; kUnspecified if it does not, or if
// the type is not known. Terraform's `==` holds only between collections of one shape, and a set
// has no positions.
enum class Shape : std::uint8_t { kUnspecified, kTuple, kList, kSet, kObject, kMap };

// What a string that the code itself encoded is an encoding in.
enum class Encoding : std::uint8_t { kJson, kBase64 };

// A value is a tree whose branches may be shared: ten short lines of code can double a list ten
// times over. Who walks it as a tree takes as many steps as `size` says.
inline constexpr std::uint32_t kMaxTreeSize = 1'000'000;  // values in values, itself included
inline constexpr std::uint32_t kMaxTreeDepth = 1'000;

// Read `kind` first; the accessor of another kind must not be called.
struct Value {
  Kind kind = Kind::kNull;
  Shape shape = Shape::kUnspecified;
  Encoding encoding = Encoding::kJson;                                 // of `encodes`
  ExactNumber::Precision precision = ExactNumber::Precision::kDouble;  // of a number
  std::uint32_t count = 0;                                             // of parts, items or entries
  Span span;  // where this value was written, quotes and brackets included
  // Of the tree that it is the root of: how many values it holds, and how deep they are. What is
  // larger or deeper than the bounds is never made: see ValueStore::List.
  std::uint32_t size : 20 = 1;
  std::uint32_t depth : 10 = 1;
  // A part, or something in an element, is a secret.
  std::uint32_t holds_secret : 1 = 0;
  // Does it hold an element, or is it something, that its language refuses (Symbol::fails)?
  std::uint32_t fails : 1 = 0;
  // The first unknown thing in it, looking into strings, lists and maps; null if all is known.
  const Symbol* unknown = nullptr;
  // A list or map that may hold more than is seen (`merge(var.x, {...})`, a splice in JSON): what
  // is seen is certain, what is absent is not. Names the first reason; null when the value is
  // complete.
  const Symbol* open_because = nullptr;
  // Of a list or map that is complete only as long as an input keeps its default (`concat([...],
  // var.more)`, a dynamic block): that default. Null if it is complete, or open, whatever the
  // inputs are.
  const RouteStep* complete_by_default = nullptr;
  // Of a string that the code itself encoded (`jsonencode([...])`, a policy document data source,
  // `base64encode("...")`): the value that was encoded, each piece with its own place. A reader
  // uses this instead of decoding the text; see Encoded.
  const Traced* encodes = nullptr;
  union Payload {
    const Symbol* symbol;
    bool boolean;
    double number;
    const ExactNumber* big;  // where `precision` is kBig
    const Part* parts;
    const Traced* items;
    const Entry* entries;
  } payload{};

  bool is_null() const { return kind == Kind::kNull; }
  bool is_unknown() const { return kind == Kind::kUnknown; }
  bool is_string() const { return kind == Kind::kString; }
  bool is_list() const { return kind == Kind::kList; }
  bool is_map() const { return kind == Kind::kMap; }
  bool open() const { return open_because != nullptr; }
  // What the string encodes in that encoding; null where the code did not encode it so.
  const Traced* Encoded(Encoding as) const { return encoding == as ? encodes : nullptr; }

  bool boolean() const { return assert(kind == Kind::kBool), payload.boolean; }
  // The nearest double, which nearly every number is.
  double number() const { return exact_number().plain; }
  ExactNumber exact_number() const {
    assert(kind == Kind::kNumber);
    if (precision == ExactNumber::Precision::kBig) return *payload.big;
    return {.plain = payload.number, .precision = precision};
  }
  const Symbol& symbol() const { return assert(kind == Kind::kUnknown), *payload.symbol; }
  std::span<const Part> parts() const {
    return assert(kind == Kind::kString), std::span<const Part>(payload.parts, count);
  }
  std::span<const Traced> items() const {
    return assert(kind == Kind::kList), std::span<const Traced>(payload.items, count);
  }
  // In the order written; a key may stand twice, and the last one counts (see Find).
  std::span<const Entry> entries() const {
    return assert(kind == Kind::kMap), std::span<const Entry>(payload.entries, count);
  }
};

// The entry a map's key means, or null: the last one of that name. An open map may hold keys that
// are not seen here.
const Entry* Find(const Value& map, std::string_view key);
// The value of that key; no value if there is none, if `map` is no map, or no value.
Traced Child(Traced map, std::string_view key);

// The text of a wholly known string (also of a number or bool, as HCL and CloudFormation convert
// them); nothing if any part is unknown or the value is of another kind.
std::optional<std::string> KnownText(const Value& value);

// The text for people, also of a string that is partly known: each hole as `${name}`, each secret
// as kMasked. Empty for a null, list or map.
std::string Shown(Traced value);
inline constexpr std::string_view kMasked = "***";
// The same where several secrets must stay several: `***`, `***2`. See ValueStore::NumberOf.
std::string Masked(std::size_t number);
// The same with the secrets in it, for comparisons. It is never shown.
std::string WithHoles(Traced value);

// Is it a secret, or is there one in it?
inline bool HasSecret(Traced value) {
  return value && (value.secret() || value->holds_secret != 0);
}

inline bool HasSecretKey(Traced map, const Entry& entry) {
  return map.secret() || entry.secret_key;
}

// A number as HCL and JSON print it: `80`, `0.5`, no trailing zeros.
inline std::string NumberText(double number) { return NumberText(ExactNumber{.plain = number}); }

// True if the two are certainly equal text: same literals and same symbols in the same order.
bool SameText(const Value& a, const Value& b);

// The first unknown thing in a value; null if all is known.
inline const Symbol* FirstUnknown(const Value& value) { return value.unknown; }

}  // namespace execlint

#endif  // EXECLINT_LINT_VALUE_VALUE_H_
