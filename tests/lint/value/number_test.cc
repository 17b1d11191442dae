#include "lint/value/number.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace execlint {
namespace {

class NumberTest : public ::testing::Test {
 protected:
  ExactNumber N(std::string_view text) {
    const auto number = numbers_.Parse(text);
    EXPECT_TRUE(number) << text;
    return number.value_or(ExactNumber{});
  }
  std::string Text(const std::optional<ExactNumber>& number) {
    return number ? NumberText(*number) : "none";
  }

  BigNumbers numbers_;
};

TEST_F(NumberTest, IsADoubleWhereThatIsTheNumber) {
  EXPECT_EQ(N("80").big, nullptr);
  EXPECT_EQ(N("0.5").big, nullptr);
  EXPECT_EQ(N("-2.5e3").plain, -2500);
  EXPECT_NE(N("0.1").big, nullptr);
  EXPECT_EQ(N("0.1").plain, 0.1);
  EXPECT_NE(N("9007199254740993").big, nullptr);
}

TEST_F(NumberTest, ReadsAndWritesEveryDigit) {
  for (const char* text :
       {"0", "-0", "0.1", "123456789012345678901234567890", "0.00000000000000001",
        "9007199254740993", "-1.10000000000000000000000000000000000001"}) {
    EXPECT_EQ(NumberText(N(text)), text);
  }
  EXPECT_EQ(NumberText(N("1e23")), "100000000000000000000000");
  EXPECT_EQ(NumberText(N("+5.0")), "5");
  EXPECT_EQ(NumberText(N("1p3")), "8");
  EXPECT_EQ(NumberText(N("-Inf")), "-Inf");
}

TEST_F(NumberTest, TellsWhatIsNoNumberFromWhatIsTooLarge) {
  for (const char* text : {"", "x", "1.2.3", "1e", "0x1F", "1_0", " 1", "--1", "."}) {
    auto out = BigNumbers::Out::kBeyondBounds;
    EXPECT_FALSE(numbers_.Parse(text, &out)) << text;
    EXPECT_EQ(out, BigNumbers::Out::kNotANumber) << text;
  }
  for (const std::string& text :
       {std::string("1e999999999"), std::string("1e-99999999999999999999"),
        "1" + std::string(100'000, '0'), std::string("1p999999")}) {
    auto out = BigNumbers::Out::kNotANumber;
    EXPECT_FALSE(numbers_.Parse(text, &out));
    EXPECT_EQ(out, BigNumbers::Out::kBeyondBounds);
  }
}

TEST_F(NumberTest, ComputesWithAllBits) {
  const auto third = numbers_.Divide(N("1"), N("3"));
  EXPECT_EQ(Text(numbers_.Multiply(*third, N("3"))), "1");
  EXPECT_EQ(Text(numbers_.Subtract(*numbers_.Add(N("0.1"), N("0.2")), N("0.3"))), "0");
  EXPECT_TRUE(SameNumber(*numbers_.Add(N("0.1"), N("0.2")), N("0.3")));
  EXPECT_EQ(Text(numbers_.Remainder(N("-7"), N("3"))), "-1");
  EXPECT_EQ(Text(numbers_.Remainder(N("7"), N("0"))), "7");
  EXPECT_EQ(Text(numbers_.Divide(N("1"), N("0"))), "+Inf");
  EXPECT_EQ(Text(numbers_.Divide(N("0"), N("0"))), "none");
  EXPECT_EQ(Text(numbers_.Multiply(N("1e1000"), N("1e1000"))), "none");
}

// What counts something has 64 bits, and what pow() makes 53.
TEST_F(NumberTest, KeepsItsPrecision) {
  const auto third = numbers_.Divide(WholeNumber(1), WholeNumber(3));
  EXPECT_EQ(Text(third), "0.33333333333333333334");
  const ExactNumber power{.plain = 1180591620717411303424.0};
  EXPECT_EQ(NumberText(power), "1180591620717411300000");
  EXPECT_EQ(Text(numbers_.Add(power, N("0"))), "1180591620717411303424");
}

TEST_F(NumberTest, Compares) {
  EXPECT_TRUE(Compare(N("9007199254740993"), N("9007199254740992")) > 0);
  EXPECT_TRUE(Compare(N("-0.1"), N("0.1")) < 0);
  EXPECT_TRUE(Compare(N("1e1000"), N("Inf")) < 0);
  EXPECT_FALSE(SameNumber(N("9007199254740993"), N("9007199254740992")));
  EXPECT_TRUE(SameNumber(N("1.0"), WholeNumber(1)));
  EXPECT_TRUE(SameNumber(N("-0"), N("0")));
  EXPECT_TRUE(SameNumber(N("0.1"), {.plain = 0.1}));  // of 512 and 53 bits: written alike
  EXPECT_FALSE(SameNumber(N("1e1000"), N("Inf")));
  EXPECT_FALSE(SameNumber(N("1e1000"), N("1.1e1000")));
}

TEST_F(NumberTest, RoundsToWholeNumbers) {
  EXPECT_EQ(NumberText(numbers_.Floor(N("-2.1"))), "-3");
  EXPECT_EQ(NumberText(numbers_.Ceiling(N("-2.1"))), "-2");
  EXPECT_EQ(NumberText(numbers_.Ceiling(N("-0.1"))), "0");
  EXPECT_EQ(NumberText(numbers_.Floor(N("123456789012345678901234567890.5"))),
            "123456789012345678901234567890");
  EXPECT_EQ(Text(numbers_.ParseWhole("-fF", 16)), "-255");
  EXPECT_EQ(Text(numbers_.ParseWhole("zZ", 62)), "2231");
  EXPECT_EQ(Text(numbers_.ParseWhole("12", 2)), "none");
}

TEST_F(NumberTest, WritesAsGoDoes) {
  EXPECT_EQ(NumberText(N("123456"), 'e', 2), "1.23e+05");
  EXPECT_EQ(NumberText(N("2.5"), 'f', 0), "2");
  EXPECT_EQ(NumberText(N("1000000"), 'g', -1), "1e+06");
  EXPECT_EQ(NumberText(N("0.00001"), 'G', -1), "1E-05");
  EXPECT_EQ(NumberText(N("0.1"), 'f', 5), "0.10000");
  EXPECT_EQ(WholeDigits(N("-255"), 16), "ff");
  EXPECT_EQ(WholeDigits(N("0"), 2), "0");
}

TEST_F(NumberTest, PaysForWhatItKeeps) {
  std::size_t paid = 0;
  BigNumbers numbers([&paid](std::size_t bytes) { paid += bytes; });
  ASSERT_TRUE(numbers.Parse("5"));
  EXPECT_EQ(paid, 0u);
  ASSERT_TRUE(numbers.Parse("0.1"));
  EXPECT_GT(paid, 0u);
}

}  // namespace
}  // namespace execlint
