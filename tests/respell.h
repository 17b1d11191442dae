// Texts spelled in another way that means the same: escapes for letters, comments, other line ends,
// other styles of YAML. What is chosen depends on the seed of the dice alone.
//
//   Dice dice(1);
//   RespellJson(R"({"a": "b"})", dice)   // {"\u0061":\t"b"}, for example
#ifndef EXECLINT_TESTS_RESPELL_H_
#define EXECLINT_TESTS_RESPELL_H_

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace execlint::testing_support {

using Files = std::map<std::string, std::string>;
using Json = nlohmann::ordered_json;

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  // From 0 to `sides` - 1. (std::uniform_int_distribution differs between libraries.)
  std::size_t Roll(std::size_t sides) { return engine_() % sides; }
  bool OneIn(std::size_t sides) { return Roll(sides) == 0; }
  template <class T>
  const T& Pick(const std::vector<T>& all) {
    return all[Roll(all.size())];
  }

 private:
  std::mt19937 engine_;
};

std::string JsonText(const Json& value, Dice& dice);
// A text that is no JSON stays as it is.
std::string RespellJson(const std::string& text, Dice& dice);
std::string RespellAsYaml(const Json& value, Dice& dice);
std::string RespellHcl(const std::string& text, Dice& dice);

// A template in YAML as JSON means it, with the long names of functions (`!Ref A` is `{"Ref":
// "A"}`). Nothing where it has a syntax error.
std::optional<Json> TemplateAsJson(const std::string& yaml);

// All that is found by any rule, without places.
std::multiset<std::string> FoundIn(const Files& files);
// The names of the rules that find it.
std::multiset<std::string> RulesIn(const Files& files);

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_RESPELL_H_
