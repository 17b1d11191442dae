#include "lint/render/terminal.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lint/render/escape.h"

namespace execlint {
namespace {

// Sets environment variables while it lives; null: not set.
class Environ {
 public:
  Environ(std::initializer_list<std::pair<std::string, const char*>> values) {
    for (const auto& [name, value] : values) {
      const char* before = std::getenv(name.c_str());
      before_.emplace_back(name,
                           before == nullptr ? std::nullopt : std::optional<std::string>(before));
      Set(name, value);
    }
  }
  ~Environ() {
    for (const auto& [name, value] : before_) Set(name, value ? value->c_str() : nullptr);
  }
  Environ(const Environ&) = delete;
  Environ& operator=(const Environ&) = delete;

 private:
  static void Set(const std::string& name, const char* value) {
    value == nullptr ? unsetenv(name.c_str()) : setenv(name.c_str(), value, 1);
  }
  std::vector<std::pair<std::string, std::optional<std::string>>> before_;
};

TEST(Terminal, ColorOnlyWhereItIsWanted) {
  const auto wanted = [](const char* no, const char* force, const char* term, bool is_terminal,
                         ColorMode mode = ColorMode::kAuto) {
    const Environ set{{"NO_COLOR", no}, {"FORCE_COLOR", force}, {"TERM", term}};
    return ColorWanted(mode, is_terminal);
  };
  EXPECT_TRUE(wanted(nullptr, nullptr, "xterm", true));
  EXPECT_FALSE(wanted(nullptr, nullptr, "xterm", false));
  EXPECT_FALSE(wanted(nullptr, nullptr, "dumb", true));
  EXPECT_FALSE(wanted(nullptr, nullptr, nullptr, true));
  EXPECT_FALSE(wanted("1", nullptr, "xterm", true));
  EXPECT_TRUE(wanted("", nullptr, "xterm", true)) << "an empty NO_COLOR is none";
  EXPECT_TRUE(wanted(nullptr, "1", "xterm", false));
  EXPECT_TRUE(wanted(nullptr, "1", "dumb", false));
  EXPECT_FALSE(wanted(nullptr, "", "xterm", false));
  EXPECT_FALSE(wanted(nullptr, "0", "xterm", false));
  EXPECT_FALSE(wanted("1", "1", "xterm", true)) << "NO_COLOR wins";
  EXPECT_TRUE(wanted("1", nullptr, "xterm", false, ColorMode::kAlways));
  EXPECT_FALSE(wanted(nullptr, "1", "xterm", true, ColorMode::kNever));
}

TEST(Terminal, MarksAreAsciiWhereTheLocaleIs) {
  const auto ascii = [](const char* all, const char* type, const char* lang) {
    const Environ set{{"LC_ALL", all}, {"LC_CTYPE", type}, {"LANG", lang}};
    return ScreenOf(ColorMode::kAuto, -1).ascii;
  };
  EXPECT_TRUE(ascii(nullptr, nullptr, nullptr));
  EXPECT_FALSE(ascii(nullptr, nullptr, "en_US.UTF-8"));
  EXPECT_FALSE(ascii(nullptr, "C.utf8", "C"));
  EXPECT_FALSE(ascii(nullptr, "UTF-8", nullptr)) << "as macOS has it";
  EXPECT_TRUE(ascii("C", "C.UTF-8", "C.UTF-8")) << "LC_ALL comes first";
  EXPECT_FALSE(ascii("", "", "C.UTF-8")) << "what is empty is not set";
}

TEST(Terminal, AFileHasAWidthOnlyIfColumnsIsSet) {
  const auto width = [](const char* columns) {
    const Environ set{{"COLUMNS", columns}};
    return ScreenOf(ColorMode::kAuto, -1).width;
  };
  EXPECT_EQ(width(nullptr), 0u);
  EXPECT_EQ(width("100"), 100u);
  EXPECT_EQ(width("7"), 40u) << "nobody reads that";
  EXPECT_EQ(width("wide"), 0u);
  EXPECT_EQ(width("80x"), 0u);
  EXPECT_EQ(width("-80"), 0u);
}

TEST(Terminal, LinksOnlyOnATerminal) {
  const Environ set{{"FORCE_COLOR", "1"}, {"NO_COLOR", nullptr}, {"TERM", "xterm"}};
  const Screen screen = ScreenOf(ColorMode::kAuto, -1);
  EXPECT_TRUE(screen.colored);
  EXPECT_FALSE(screen.links);
}

TEST(Terminal, ControlCharactersOfInputsDoNothing) {
  EXPECT_EQ(SafeText("a\x1b[31mred\x07"), "a\u241b[31mred\u2407");
  EXPECT_EQ(SafeText("one\r\ntwo\tthree"), "one two three");
  EXPECT_EQ(SafeText("\xC2\x9B"), "<U+009B>") << "a control character of the second block";
  EXPECT_EQ(SafeText("\u00a0"), "\u00a0") << "a no-break space is none";
  EXPECT_EQ(SafeText("a\u202Eb"), "a<U+202E>b") << "right to left override";
  for (const char* mark : {"\u061C", "\u200B", "\u200E", "\u200F", "\u202A", "\u202E", "\u2066",
                           "\u2069", "\u2028", "\u2029", "\uFEFF", "\u00AD", "\U000E0041"}) {
    EXPECT_TRUE(SafeText(mark).starts_with("<U+")) << mark;
  }
  EXPECT_EQ(SafeText("a\rb\r\nc"), "a\u240Db c") << "a carriage return is seen";
  EXPECT_EQ(SafeText("\xFF\x7F"), "\uFFFD\u2421");
  EXPECT_EQ(SafeText("\u4e2d\u00e9"), "\u4e2d\u00e9");
}

TEST(Terminal, EachTintHasItsColor) {
  const Ink ink(true);
  const auto code = [&ink](Tint tint) {
    const std::string painted = ink.Paint(tint, "x");
    return painted.substr(2, painted.find('m') - 2);
  };
  EXPECT_EQ(code(Tint::kError), "1;91");
  EXPECT_EQ(code(Tint::kWarning), "1;93");
  EXPECT_EQ(code(Tint::kNote), "1;96");
  EXPECT_EQ(code(Tint::kGood), "92");
  EXPECT_EQ(code(Tint::kRelated), "94");
  EXPECT_EQ(code(Tint::kGutter), "94");
  EXPECT_EQ(code(Tint::kStrong), "1");
  EXPECT_EQ(code(Tint::kFaint), "2");
  EXPECT_EQ(ink.Paint(Tint::kError, "x"), "\x1b[1;91mx\x1b[0m");
  EXPECT_EQ(ink.Paint(Tint::kError, ""), "");
}

}  // namespace
}  // namespace execlint
