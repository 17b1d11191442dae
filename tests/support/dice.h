// Random choices from a seed, the same with every library.
#ifndef EXECLINT_TESTS_SUPPORT_DICE_H_
#define EXECLINT_TESTS_SUPPORT_DICE_H_

#include <cstddef>
#include <random>
#include <utility>
#include <vector>

namespace execlint::testing_support {

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
  template <class T>
  void Shuffle(std::vector<T>& all) {
    for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[Roll(i)]);
  }

 private:
  std::mt19937 engine_;
};

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_SUPPORT_DICE_H_
