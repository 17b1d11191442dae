package main

// Generated files: every form of expression, templates and heredocs with everything in them, comments,
// and the ways a file can begin, end its lines and end. Two things are left out, because the grammar
// cannot read them and our parser says so: a number like 1e5 (an exponent without a fraction), and a
// key in parentheses at the start of a line behind a value.

import (
	"bufio"
	"fmt"
	"math/rand"
	"os"
	"strings"
)

type generator struct {
	*rand.Rand
	tags int
}

func (g *generator) pick(choices ...string) string { return choices[g.Intn(len(choices))] }

func (g *generator) chance(percent int) bool { return g.Intn(100) < percent }

func (g *generator) word() string {
	return g.pick("a", "b", "var", "local", "each", "x1", "aws_ecs_service", "my-name", "_u", "über", "for_each", "null_x")
}

// gap is white space where a line break is allowed, or is not.
func (g *generator) gap(lines bool) string {
	if lines && g.chance(15) {
		return g.pick("\n", "\n\t", " # c }\n", " // c \"\n", "\r\n", "\n\n")
	}
	return g.pick("", " ", " ", " ", "  ", "\t", " /* ] */ ")
}

func (g *generator) number() string {
	return g.pick("0", "1", "42", "007", "3.25", "1.5e3", "2.0E-2", "9007199254740993", "0.1")
}

func (g *generator) list(lines bool, depth int, item func() string) string {
	var out strings.Builder
	n := g.Intn(4)
	for i := 0; i < n; i++ {
		out.WriteString(g.gap(lines) + item() + g.gap(lines))
		if i+1 < n || g.chance(20) {
			out.WriteString(",")
		}
	}
	return out.String() + g.gap(lines)
}

func (g *generator) expression(lines bool, depth int) string {
	if depth <= 0 {
		return g.pick(g.word(), g.number(), "true", "false", "null", `"s"`, `""`, g.word()+"."+g.word())
	}
	sub := func() string { return g.expression(lines, depth-1) }
	inside := func() string { return g.expression(true, depth-1) }
	switch g.Intn(20) {
	case 0, 1, 2:
		return g.quoted(depth)
	case 3, 4:
		return g.term(lines, depth) + g.steps(depth)
	case 5:
		return sub() + g.gap(lines) + g.pick("+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||") +
			g.gap(lines) + sub()
	case 6, 7:
		return sub() + g.gap(lines) + "?" + g.gap(lines) + sub() + g.gap(lines) + ":" + g.gap(lines) + sub()
	case 8:
		return g.pick("!", "-", "- ", "!!") + g.term(lines, depth-1) + g.steps(depth-1)
	case 9:
		return "(" + g.gap(true) + inside() + g.gap(true) + ")" + g.steps(depth-1)
	case 10, 11:
		return "[" + g.list(true, depth, inside) + "]"
	case 12, 13:
		return g.object(depth)
	case 14:
		return g.call(depth)
	case 15:
		return "[for " + g.names() + " in " + inside() + g.gap(true) + ":" + g.gap(true) + inside() + g.condition(depth) + "]"
	case 16:
		return "{" + g.gap(true) + "for " + g.names() + " in " + inside() + " : " + inside() + g.gap(true) + "=>" + g.gap(true) +
			inside() + g.pick("", "...", " ...") + g.condition(depth) + "}"
	case 17:
		return "[" + g.heredoc(depth) + "\n" + g.pick("]", ", a]")
	case 18:
		return "f(" + g.heredoc(depth) + "\n)"
	}
	return g.expression(lines, 0)
}

func (g *generator) condition(depth int) string {
	if g.chance(70) {
		return ""
	}
	return " if " + g.expression(true, depth-1)
}

func (g *generator) names() string { return g.pick("v", "k, v", "k,v", "_, item") }

func (g *generator) term(lines bool, depth int) string {
	switch g.Intn(4) {
	case 0:
		return g.call(depth)
	case 1:
		return "[" + g.list(true, depth, func() string { return g.expression(true, depth-2) }) + "]"
	}
	return g.word()
}

func (g *generator) call(depth int) string {
	name := g.pick("f", "merge", "provider::aws::arn", "core::max")
	arguments := g.list(true, depth, func() string { return g.expression(true, depth-1) })
	if trimmed := strings.TrimSpace(arguments); trimmed != "" && !strings.HasSuffix(trimmed, ",") &&
		!strings.HasSuffix(trimmed, "/") && g.chance(20) {
		arguments += "..."
	}
	return name + "(" + arguments + ")"
}

func (g *generator) steps(depth int) string {
	var out strings.Builder
	for i := g.Intn(4); i > 0; i-- {
		switch g.Intn(9) {
		case 0:
			out.WriteString("[*]")
		case 1:
			out.WriteString(".*." + g.word())
		case 2:
			out.WriteString(".0")
		case 3:
			out.WriteString("[" + g.number() + "]")
		case 4:
			out.WriteString("[" + g.gap(true) + g.expression(true, depth-1) + g.gap(true) + "]")
		case 5:
			out.WriteString(`["k"]`)
		default:
			out.WriteString("." + g.word())
		}
	}
	return out.String()
}

func (g *generator) object(depth int) string {
	var out strings.Builder
	out.WriteString("{" + g.pick("", "\n", " ", " # c\n"))
	for i, n := 0, g.Intn(4); i < n; i++ {
		key := g.pick(g.word(), g.word(), `"q"`, `"t-${a}"`, "1", "true", "null")
		comma := i == 0 || strings.HasSuffix(strings.TrimSpace(out.String()), ",")
		if comma && g.chance(20) {
			key = "(" + g.expression(true, depth-1) + ")"
		}
		out.WriteString(key + g.pick(" = ", "=", ": ", " : ") + g.expression(false, depth-1))
		if i+1 < n {
			out.WriteString(g.pick(",", ", ", "\n", "\n\t", ",\n", " # c\n", " // c\r\n"))
		}
	}
	return out.String() + g.pick("", " ", "\n", ",\n") + "}"
}

func (g *generator) quoted(depth int) string {
	var out strings.Builder
	for i := g.Intn(5); i > 0; i-- {
		if g.chance(35) {
			out.WriteString(g.sequence(depth, func(d int) string {
				inner := g.quoted(d)
				return inner[1 : len(inner)-1]
			}))
			continue
		}
		out.WriteString(g.pick("a b", "x", " ", "  ", `\n`, `\t`, `\"`, `\\`, `\r`, `\u00e9`, `\U0001F600`, "$", "%", "$$", "%%",
			"$${", "%%{", "$$${", "}", "{", "#", "//", "/*", "'", "é", "arn:aws:iam::", "~", "<<E", `\\n`, " $ ", "100%"))
	}
	return `"` + out.String() + `"`
}

// sequence is ${...} or a directive around text of the same kind.
func (g *generator) sequence(depth int, text func(int) string) string {
	open, shut := g.pick("", "", "", "~")+g.gap(true), g.gap(true)+g.pick("", "", "", "~")
	if depth <= 0 || g.chance(60) {
		return "${" + open + g.expression(true, depth-1) + shut + "}"
	}
	mark := func(words string) string {
		return "%{" + g.pick("", "", "~") + g.pick(" ", "") + words + g.pick(" ", "") + g.pick("", "", "~") + "}"
	}
	if g.chance(40) {
		return mark("for "+g.names()+" in "+g.expression(true, depth-1)) + text(depth-1) + mark("endfor")
	}
	out := mark("if "+g.expression(true, depth-1)) + text(depth-1)
	if g.chance(50) {
		out += mark("else") + text(depth-1)
	}
	return out + mark("endif")
}

func (g *generator) heredocText(depth int) string {
	var out strings.Builder
	for i := g.Intn(5); i > 0; i-- {
		if g.chance(30) {
			out.WriteString(g.sequence(depth-1, g.heredocText))
			continue
		}
		out.WriteString(g.pick("text", "  two", "\n", "\n", "\n  ", "\n    ", "\n\t", "   \n", `\n`, `"`, "$", "$$", "%", "$${a}", "%%{ if }",
			"$$${", "# no", "EO", "é", "{", "}\n", " E1 ", "\n\n", "\n      \n"))
	}
	return out.String()
}

func (g *generator) heredoc(depth int) string {
	g.tags++
	tag := fmt.Sprintf("%s%d", g.pick("EOT", "E", "my-tag", "_"), g.tags)
	text := g.heredocText(depth)
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return g.pick("<<", "<<-", "<<-") + tag + "\n" + text + g.pick("", "  ", "\t", "    ") + tag
}

func (g *generator) body(indent string, depth int) string {
	var out strings.Builder
	used := map[string]bool{}
	for i := 1 + g.Intn(3); i > 0; i-- {
		out.WriteString(g.pick("", "", "\n", indent+"# c {\n", indent+"/* c\n} */\n", indent+"// \"\n"))
		name := g.word()
		if depth > 0 && g.chance(30) {
			labels := g.pick("", ` "l"`, ` "l" m`, ` "a\"b"`, ` "x" "y"`, " n")
			out.WriteString(indent + name + labels + g.pick(" ", "", "  ") + "{")
			switch g.Intn(4) {
			case 0:
				out.WriteString("}")
			case 1:
				out.WriteString(" z = " + g.expression(false, 1) + " }")
			default:
				out.WriteString("\n" + g.body(indent+g.pick("  ", "\t", ""), depth-1) + indent + "}")
			}
			out.WriteString(g.pick("\n", "\n", " # c\n"))
			continue
		}
		if used[name] {
			continue
		}
		used[name] = true
		value := g.expression(false, 3)
		end := g.pick("\n", "\n", " # c\n", "// c\n", " \n")
		if g.chance(20) {
			value, end = g.heredoc(3), "\n"
		}
		out.WriteString(indent + name + g.pick(" = ", "=", "\t=  ") + value + end)
	}
	return out.String()
}

func (g *generator) file() string {
	text := g.body("", 2)
	if g.chance(15) {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
	}
	if g.chance(20) {
		text = strings.TrimRight(text, "\r\n")
	}
	if g.chance(5) {
		text = "\xEF\xBB\xBF" + text
	}
	return text
}

// oneLine is the text with what would end the line escaped.
func oneLine(text string) string {
	return strings.NewReplacer("\\", `\\`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(text)
}

// generate prints the corpus: of each file its text behind "= ", its dump, and an empty line.
func generate(count int, seed int64) {
	const longest = 400
	g := &generator{Rand: rand.New(rand.NewSource(seed))}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for count > 0 {
		g.tags = 0
		text := g.file()
		dump, ok := canonicalDump([]byte(text))
		if !ok || len(text) > longest || dump == "" {
			continue
		}
		fmt.Fprintf(out, "= %s\n%s\n", oneLine(text), dump)
		count--
	}
}
