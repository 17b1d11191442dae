// Terraform's functions, one file per family. A row says what a function takes, so that its body
// only ever sees arguments of the right type:
//
//   {"lower", "s", Lower}          a string, wholly known
//   {"join", "Sl*", Join}          a string that may be partly known, then any number of lists
//
//   s n b  string, number, bool (converted as Terraform converts), wholly known
//   S      a string that may have unknown parts
//   l m    a list (set, tuple), a map (object): complete; what is inside may be unknown
//   L M    the same, possibly open (lint/value/value.h)
//   a      anything known, null included;   A  anything, unknown too
//   *      after the last letter: any number of these, none included
//   ?      after the last letters: may be left out
//
// An argument that is unknown makes the call unknown, named by what is written; one of another type
// makes it fail.
#ifndef EXECLINT_PARSERS_TERRAFORM_FUNCTIONS_FUNCTION_H_
#define EXECLINT_PARSERS_TERRAFORM_FUNCTIONS_FUNCTION_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/value/characters.h"
#include "lint/value/value.h"
#include "lint/value/value_store.h"
#include "parsers/terraform/values/unknowns.h"

namespace execlint::terraform {

// Bounds of one string.
inline constexpr std::size_t kMaxParts = std::size_t{1} << 16;
inline constexpr std::size_t kMaxText = std::size_t{1} << 22;
// Is that little enough for one string?
bool FitsString(std::span<const Part> parts);

// What functions need from outside: files and templates.
class FunctionHost {
 public:
  virtual ~FunctionHost() = default;
  // The text of a file, in its own place; a failure or unknown where it cannot be read.
  virtual Traced ReadFile(Traced path, Span at) = 0;
  virtual Traced RenderFile(Traced path, Traced variables, Span at) = 0;
  virtual Traced RenderText(Traced text, Traced variables, Span at) = 0;
  virtual Traced FileExists(Traced path, Span at) = 0;
  // The JSON or YAML in a string.
  virtual Traced DecodeJson(Traced text, Span at) = 0;
  virtual Traced DecodeYaml(Traced text, Span at) = 0;
  // An attribute that every resource has, of an unknown that stands for a whole resource, or an
  // output, of one that stands for all outputs of another root; no value for any other.
  virtual Traced AttributeOf(const Value& whole, std::string_view name, Span at) = 0;
  // The number of elements of a collection that stands for a block with an unknown number of
  // instances: the value of its `count`, or the length of its `for_each`. No value for any other.
  virtual Traced SizeOf(const Value& collection, Span at) = 0;
  // Every output masks the places where the value is written.
  virtual void MarkWritten(Traced secret) = 0;
  // Counts work; false when the unit's budget is spent.
  virtual bool Spend(std::size_t steps) = 0;
};

// What it takes to make something of a text once: far more where its characters have to be found
// and composed.
inline std::size_t StepsOfText(std::string_view text) {
  return text.size() / (HasPlainBytes(text) ? 16 : 2);
}
std::size_t StepsOfText(std::span<const Part> parts);

struct Call {
  std::string_view name;
  Span at;
  std::vector<Traced> args;
  Unknowns& unknowns;
  FunctionHost& host;

  ValueStore& store() const { return unknowns.store(); }
  std::size_t size() const { return args.size(); }
  const Value& operator[](std::size_t i) const { return *args[i]; }

  // The text or number of an argument that its row promised to be one.
  std::string TextAt(std::size_t i) const { return *KnownText(*args[i]); }
  double NumberAt(std::size_t i) const { return args[i]->number(); }
  ExactNumber ExactAt(std::size_t i) const { return args[i]->exact_number(); }

  // The call as written, as an unknown value.
  Traced Unknown() const;
  Traced Fail(std::string_view message) const;
  Traced Limit() const;

  Traced String(std::string_view text) const { return {store().Literal(text, at, at, false)}; }
  Traced String(std::span<const Part> parts) const { return {store().String(parts, at)}; }
  // What is counted, and what is computed exactly: nothing is a number beyond the bounds.
  Traced Number(double count) const { return Number(WholeNumber(count)); }
  Traced Number(const std::optional<ExactNumber>& number) const {
    return number ? Traced{store().Number(*number, at)} : Limit();
  }
  Traced Bool(bool value) const { return {store().Bool(value, at)}; }
  Traced Null() const { return {store().Null(at)}; }
  Traced List(std::span<const Traced> items, const Symbol* open = nullptr,
              Shape shape = Shape::kUnspecified) const {
    return {store().List(items, at, open, shape)};
  }
  Traced Map(std::span<const Entry> entries, const Symbol* open = nullptr,
             Shape shape = Shape::kUnspecified) const {
    return {store().Map(entries, at, open, shape)};
  }
};

struct Function {
  std::string_view name;
  std::string_view takes;
  Traced (*body)(Call& call);
};

std::span<const Function> StringFunctions();
std::span<const Function> FormatFunctions();
std::span<const Function> PatternFunctions();
std::span<const Function> CollectionFunctions();
std::span<const Function> SetFunctions();
std::span<const Function> NumberFunctions();
std::span<const Function> EncodingFunctions();
std::span<const Function> TypeFunctions();

// Calls a function by name. Arguments that failed fail the call; a function that is not known here
// is an unknown value that names it. `try` and `can` are the evaluator's own.
Traced CallFunction(Call call);
bool IsFunction(std::string_view name);

// ---- shared by the families

// A map's entries as Terraform iterates them: by key, each key once.
std::vector<Entry> SortedEntries(std::span<const Entry> given);
inline std::vector<Entry> SortedEntries(const Value& map) { return SortedEntries(map.entries()); }

// Scalars as Terraform converts them. Nothing: not convertible. Unknown values stay as they are.
std::optional<Traced> ToStringValue(const Call& call, Traced value);
std::optional<Traced> ToNumberValue(const Call& call, Traced value);
std::optional<Traced> ToBoolValue(const Call& call, Traced value);
// The number as which an argument counts or points at something: whole, and not too large for that.
std::optional<std::int64_t> ToInteger(const ExactNumber& number);

// Whether two values are equal as `==` says; nothing where that is not known, or where the budget
// is spent.
std::optional<bool> Equal(Unknowns& unknowns, const Value& a, const Value& b);

// Appends the text of a scalar, or the hole of an unknown, as parts that remember how they came
// here; false where it is null, a list or a map.
bool AppendText(ValueStore& store, Traced value, std::vector<Part>& parts);

// The known text before the first hole, or behind the last one.
std::string KnownEdge(std::span<const Part> parts, bool front);

// Composes text as Terraform does (lint/value/characters.h): of the parts of a string, of a string,
// and of all strings and keys in a value. Text that is too much for one string, or for the budget,
// stays as it is.
void Compose(ValueStore& store, std::vector<Part>& parts);
Traced WithComposedText(ValueStore& store, Traced value);
Traced WithComposedTexts(ValueStore& store, Traced value);

// Elements of a container as seen from outside it; as seen from inside where the budget is spent.
std::vector<Traced> Elements(ValueStore& store, Traced list);

// Does the only element of a list say what each is, whatever their number? The one element of a
// complete list, too: no other can be asked for.
bool IsOneForAll(const Value& list);
// The call as an unknown: what stands for all elements of the list, or nothing where there are
// none.
Traced OneOrNothing(const Call& call, Traced list);

// Elements brought to one type, as lists and sets do it: next to a string, numbers and bools are
// strings. Where there is no common type, a failure stands behind them.
std::vector<Traced> Unified(const Call& call, std::vector<Traced> items);

// A set: sorted and without doubles as far as that can be known; where it cannot, open, since
// neither its length nor the positions are certain.
Traced MakeSet(const Call& call, std::vector<Traced> items, const Symbol* open);

// Is the value certainly not null and not "", also where only a part of it is known?
bool CertainlyNotEmpty(const Value& value);

// The parts of the JSON text of a value; unknown pieces are holes. A text that is too large is one
// hole.
std::vector<Part> JsonParts(Unknowns& unknowns, Traced value, Span at);
// Why there is no such text: JSON has no infinity. Null where there is one.
const Symbol* FailureIn(std::span<const Part> json);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_FUNCTIONS_FUNCTION_H_
