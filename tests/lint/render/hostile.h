// Names that an input may hold to become more than text in an output.
#ifndef EXECLINT_TESTS_LINT_RENDER_HOSTILE_H_
#define EXECLINT_TESTS_LINT_RENDER_HOSTILE_H_

namespace execlint::testing {

inline constexpr const char* kHostileNames[] = {
    "::error file=a.tf::owned",
    "a\n::stop-commands::x",
    "a\r\n::add-mask::b",
    "x ##[stop-commands]y",
    "%0A::error::z%25",
    "a,line=9::b",
    "</failure></testcase>]]>&amp;\"'",
    "<script>alert(1)</script>",
    "<!-- execlint --> --> <details>",
    "[click](https://example.com) ![i](http://example.com/i.png)",
    "https://example.com www.example.com",
    "@everyone ping @octocat, see #1 and org/repo#2, !3 ~bug",
    "`a` @octocat `b",
    "``` | a | b |",
    "a | b \\| c",
    "*bold* _it_ ~~no~~ $x$ &lt;b&gt;",
    "\x1b[31mred\x07",
    "\xff\xfe not UTF-8 \xc3",
    "\xEF\xBF\xBE\xEF\xBF\xBF",
    "\xE2\x80\xAEright to left",
};

}  // namespace execlint::testing

#endif  // EXECLINT_TESTS_LINT_RENDER_HOSTILE_H_
