package main

// What HashiCorp's parser makes of a file, in the canonical form that
// tests/parsers/hcl/canonical_dump.h describes.

import (
	"bytes"
	"fmt"
	"math"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// dumper prints trees of one file.
type dumper struct {
	src []byte
	out strings.Builder
}

// canonicalDump gives false when the parser reports an error.
func canonicalDump(src []byte) (string, bool) {
	file, diagnostics := hclsyntax.ParseConfig(src, "", hcl.Pos{Line: 1, Column: 1})
	if diagnostics.HasErrors() {
		return "", false
	}
	d := &dumper{src: src}
	d.body(file.Body.(*hclsyntax.Body))
	return d.out.String(), true
}

func quoted(text string) string {
	var out strings.Builder
	out.WriteByte('\'')
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < 0x20 || c > 0x7E || c == '\'' || c == '\\' {
			fmt.Fprintf(&out, "\\%02x", c)
		} else {
			out.WriteByte(c)
		}
	}
	out.WriteByte('\'')
	return out.String()
}

// trim takes the white space off the end of a range: a heredoc's last token is its whole last line.
func (d *dumper) trim(r hcl.Range) (int, int) {
	end := r.End.Byte
	for end > r.Start.Byte && bytes.IndexByte([]byte(" \t\r\n"), d.src[end-1]) >= 0 {
		end--
	}
	return r.Start.Byte, end
}

func (d *dumper) at(r hcl.Range) string {
	begin, end := d.trim(r)
	return fmt.Sprintf("@%d-%d", begin, end)
}

func (d *dumper) body(b *hclsyntax.Body) {
	attributes := make([]*hclsyntax.Attribute, 0, len(b.Attributes))
	for _, a := range b.Attributes {
		attributes = append(attributes, a)
	}
	sort.Slice(attributes, func(i, j int) bool {
		return attributes[i].NameRange.Start.Byte < attributes[j].NameRange.Start.Byte
	})
	for _, a := range attributes {
		begin, end := d.trim(a.SrcRange)
		fmt.Fprintf(&d.out, "A %d-%d %s %s\n", begin, end, a.Name, d.expression(a.Expr))
	}
	for _, k := range b.Blocks {
		fmt.Fprintf(&d.out, "B %d-%d %s", k.TypeRange.Start.Byte, k.CloseBraceRange.End.Byte, k.Type)
		for i, label := range k.Labels {
			fmt.Fprintf(&d.out, " %s%s", quoted(label), d.at(k.LabelRanges[i]))
		}
		fmt.Fprintf(&d.out, " {%d-%d}\n", k.OpenBraceRange.End.Byte, k.CloseBraceRange.Start.Byte)
		d.body(k.Body)
	}
}

// traversal prints `steps` behind what `base` printed, which starts at byte `begin`.
func (d *dumper) traversal(base string, begin int, steps hcl.Traversal) string {
	for _, step := range steps {
		switch x := step.(type) {
		case hcl.TraverseRoot:
			base = "v:" + x.Name + d.at(x.SrcRange)
		case hcl.TraverseAttr:
			base = fmt.Sprintf("(. %s %s)@%d-%d", base, x.Name, begin, x.SrcRange.End.Byte)
		case hcl.TraverseIndex:
			base = fmt.Sprintf("([] %s %s)@%d-%d", base, value(x.Key), begin, x.SrcRange.End.Byte)
		default:
			base = fmt.Sprintf("<%T %s>", step, base)
		}
	}
	return base
}

func value(v cty.Value) string {
	switch {
	case v.IsNull():
		return "null"
	case !v.IsKnown():
		return "<unknown>"
	case v.Type() == cty.Bool:
		if v.True() {
			return "true"
		}
		return "false"
	case v.Type() == cty.Number:
		f, _ := v.AsBigFloat().Float64()
		return fmt.Sprintf("#%016x", math.Float64bits(f))
	default:
		return quoted(v.AsString())
	}
}

func names(key, val string) string {
	if key == "" {
		return val
	}
	return key + "," + val
}

func (d *dumper) expression(e hclsyntax.Expression) string {
	printed := d.form(e)
	switch x := e.(type) {
	case *hclsyntax.ScopeTraversalExpr, *hclsyntax.RelativeTraversalExpr, *hclsyntax.ObjectConsKeyExpr:
		return printed // its steps have their places
	case *hclsyntax.SplatExpr:
		return fmt.Sprintf("%s@%d-%d", printed, start(x), x.SrcRange.End.Byte)
	}
	return printed + d.at(e.Range())
}

// start is where an expression begins; that of a splat's inside is its marker.
func start(e hclsyntax.Expression) int {
	switch x := e.(type) {
	case *hclsyntax.RelativeTraversalExpr:
		return start(x.Source)
	case *hclsyntax.SplatExpr:
		return start(x.Source)
	case *hclsyntax.IndexExpr:
		return start(x.Collection)
	}
	return e.Range().Start.Byte
}

func (d *dumper) form(e hclsyntax.Expression) string {
	switch x := e.(type) {
	case *hclsyntax.LiteralValueExpr:
		return value(x.Val)
	case *hclsyntax.TemplateExpr:
		return "(t" + d.parts(x.Parts) + ")"
	case *hclsyntax.TemplateWrapExpr:
		return "(w " + d.expression(x.Wrapped) + ")"
	case *hclsyntax.ScopeTraversalExpr:
		return d.traversal("", x.Traversal[0].SourceRange().Start.Byte, x.Traversal)
	case *hclsyntax.RelativeTraversalExpr:
		return d.traversal(d.expression(x.Source), start(x.Source), x.Traversal)
	case *hclsyntax.FunctionCallExpr:
		out := "(call " + x.Name
		for _, a := range x.Args {
			out += " " + d.expression(a)
		}
		if x.ExpandFinal {
			out += " ..."
		}
		return out + ")"
	case *hclsyntax.ConditionalExpr:
		return "(? " + d.expression(x.Condition) + " " + d.expression(x.TrueResult) + " " +
			d.expression(x.FalseResult) + ")"
	case *hclsyntax.IndexExpr:
		return "([] " + d.expression(x.Collection) + " " + d.expression(x.Key) + ")"
	case *hclsyntax.TupleConsExpr:
		out := "(tuple"
		for _, a := range x.Exprs {
			out += " " + d.expression(a)
		}
		return out + ")"
	case *hclsyntax.ObjectConsExpr:
		out := "(object"
		for _, i := range x.Items {
			out += " " + d.expression(i.KeyExpr) + " = " + d.expression(i.ValueExpr)
		}
		return out + ")"
	case *hclsyntax.ObjectConsKeyExpr:
		if word := hcl.ExprAsKeyword(x.Wrapped); word != "" && !x.ForceNonLiteral {
			return "k:" + word + d.at(x.Wrapped.Range())
		}
		return d.expression(x.Wrapped)
	case *hclsyntax.ForExpr:
		out := "(for-tuple "
		if x.KeyExpr != nil {
			out = "(for-object "
		}
		out += names(x.KeyVar, x.ValVar) + " " + d.expression(x.CollExpr)
		if x.KeyExpr != nil {
			out += " key " + d.expression(x.KeyExpr)
		}
		out += " value " + d.expression(x.ValExpr)
		if x.Group {
			out += " ..."
		}
		if x.CondExpr != nil {
			out += " if " + d.expression(x.CondExpr)
		}
		return out + ")"
	case *hclsyntax.SplatExpr:
		return "(splat " + d.expression(x.Source) + " " + d.expression(x.Each) + ")"
	case *hclsyntax.AnonSymbolExpr:
		return "*"
	case *hclsyntax.BinaryOpExpr:
		return "(" + sign(x.Op) + " " + d.expression(x.LHS) + " " + d.expression(x.RHS) + ")"
	case *hclsyntax.UnaryOpExpr:
		return "(u" + sign(x.Op) + " " + d.expression(x.Val) + ")"
	case *hclsyntax.ParenthesesExpr:
		return "(p " + d.expression(x.Expression) + ")"
	}
	return fmt.Sprintf("<%T>", e)
}

// parts prints the inside of a template. A directive is told from an interpolated expression of the
// same type by the bytes it starts with.
func (d *dumper) parts(parts []hclsyntax.Expression) string {
	var out strings.Builder
	text := ""
	flush := func() {
		if text != "" {
			out.WriteString(" " + quoted(text))
		}
		text = ""
	}
	for _, part := range parts {
		if l, ok := part.(*hclsyntax.LiteralValueExpr); ok && l.Val.Type() == cty.String {
			text += l.Val.AsString()
			continue
		}
		flush()
		if join, ok := part.(*hclsyntax.TemplateJoinExpr); ok {
			x := join.Tuple.(*hclsyntax.ForExpr)
			fmt.Fprintf(&out, " (each %s %s [%s])%s", names(x.KeyVar, x.ValVar), d.expression(x.CollExpr),
				d.branch(x.ValExpr), d.at(x.SrcRange))
			continue
		}
		if x, ok := part.(*hclsyntax.ConditionalExpr); ok &&
			bytes.HasPrefix(d.src[x.SrcRange.Start.Byte:], []byte("%{")) {
			fmt.Fprintf(&out, " (if %s [%s] [%s])%s", d.expression(x.Condition), d.branch(x.TrueResult),
				d.branch(x.FalseResult), d.at(x.SrcRange))
			continue
		}
		out.WriteString(" " + d.expression(part))
	}
	flush()
	return out.String()
}

func (d *dumper) branch(e hclsyntax.Expression) string {
	return d.parts(e.(*hclsyntax.TemplateExpr).Parts)
}

func sign(o *hclsyntax.Operation) string {
	switch o {
	case hclsyntax.OpLogicalOr:
		return "||"
	case hclsyntax.OpLogicalAnd:
		return "&&"
	case hclsyntax.OpLogicalNot:
		return "!"
	case hclsyntax.OpEqual:
		return "=="
	case hclsyntax.OpNotEqual:
		return "!="
	case hclsyntax.OpGreaterThan:
		return ">"
	case hclsyntax.OpGreaterThanOrEqual:
		return ">="
	case hclsyntax.OpLessThan:
		return "<"
	case hclsyntax.OpLessThanOrEqual:
		return "<="
	case hclsyntax.OpAdd:
		return "+"
	case hclsyntax.OpSubtract, hclsyntax.OpNegate:
		return "-"
	case hclsyntax.OpMultiply:
		return "*"
	case hclsyntax.OpDivide:
		return "/"
	case hclsyntax.OpModulo:
		return "%"
	}
	return "<op>"
}
