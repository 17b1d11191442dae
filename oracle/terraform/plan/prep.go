package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
)

// prep rewrites a COPY of a Terraform project so that it plans offline:
// backends and version constraints go, remote modules become stub modules with unknown
// outputs, data sources with opaque contents are deferred to apply (so: unknown), missing
// variable values get placeholders. It prints the providers that must be mirrored.
type prepper struct {
	root     string
	defers   map[string]bool
	deferAll bool
	seen     map[string]bool
	provs    map[string]bool // namespace/type
	extra    map[string]*xSchema
	schemas  map[string]*Schema
	notes    []string
	mods     map[string]*mod
	types    map[string]bool
}

// mod is what variable inference needs of one module.
type mod struct {
	bodies []*hclsyntax.Body
	calls  map[string]string   // local module call -> folder
	vars   map[string]cty.Type // declared types
}
type xBody struct {
	A map[string][2]any `json:"a"`
	B map[string]xBlock `json:"b"`
}
type xBlock [4]any
type xSchema struct {
	Provider  *xBody            `json:"provider,omitempty"`
	Resources map[string]*xBody `json:"resources"`
	Data      map[string]*xBody `json:"data"`
}
type edit struct {
	from, to int
	text     string
}

func prep(args []string) error {
	fs := flag.NewFlagSet("prep", flag.ContinueOnError)
	deferList := fs.String("defer", "http,external,terraform_remote_state,aws_secretsmanager_secret_version,aws_ssm_parameter,aws_ssm_parameters_by_path,aws_s3_object,aws_s3_bucket_object,aws_lambda_invocation,aws_kms_secrets,aws_cloudformation_export,aws_cloudformation_stack", "data source types to defer (unknown), or 'all'")
	typesOut := fs.String("types", "", "file for the names of the types in use")
	extraOut := fs.String("extra", "", "file for the extra schema")
	if err := fs.Parse(args); err != nil {
		return err
	}
	p := &prepper{root: fs.Arg(0), defers: map[string]bool{}, seen: map[string]bool{}, provs: map[string]bool{}, mods: map[string]*mod{}, types: map[string]bool{}, extra: map[string]*xSchema{}, schemas: map[string]*Schema{}}
	p.deferAll = *deferList == "all"
	for _, d := range strings.Split(*deferList, ",") {
		p.defers[d] = true
	}
	if err := p.module(p.root, true); err != nil {
		return err
	}
	if *typesOut != "" {
		if err := os.WriteFile(*typesOut, []byte(strings.Join(keys(p.types), "\n")), 0o644); err != nil {
			return err
		}
	}
	if *extraOut != "" {
		b, _ := json.MarshalIndent(p.extra, "", " ")
		if err := os.WriteFile(*extraOut, b, 0o644); err != nil {
			return err
		}
	}
	for _, n := range p.notes {
		fmt.Fprintln(os.Stderr, n)
	}
	for _, s := range keys(p.provs) {
		fmt.Println(s)
	}
	return nil
}

func (p *prepper) schema(name string) *Schema {
	if s, ok := p.schemas[name]; ok {
		return s
	}
	s, err := loadSchema(name)
	if err != nil {
		s = &Schema{Provider: &Body{}, Resources: map[string]*Body{}, Data: map[string]*Body{}}
	}
	p.schemas[name] = s
	return s
}

func (p *prepper) module(dir string, isRoot bool) error {
	dir, _ = filepath.Abs(dir)
	if p.seen[dir] {
		return nil
	}
	p.seen[dir] = true
	os.Remove(filepath.Join(dir, ".terraform.lock.hcl"))
	files, _ := filepath.Glob(filepath.Join(dir, "*.tf"))
	type parsed struct {
		path  string
		src   []byte
		body  *hclsyntax.Body
		edits []edit
	}
	var ps []*parsed
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			continue
		}
		hf, d := hclsyntax.ParseConfig(src, f, hcl.InitialPos)
		if d.HasErrors() {
			p.notes = append(p.notes, "parse: "+d.Error())
			continue
		}
		ps = append(ps, &parsed{path: f, src: src, body: hf.Body.(*hclsyntax.Body)})
	}
	md := &mod{calls: map[string]string{}, vars: map[string]cty.Type{}}
	p.mods[dir] = md
	for _, f := range ps {
		md.bodies = append(md.bodies, f.body)
		for _, b := range f.body.Blocks {
			if b.Type == "variable" {
				if a := b.Body.Attributes["type"]; a != nil {
					if ct, _, d := typeexpr.TypeConstraintWithDefaults(a.Expr); !d.HasErrors() && ct != cty.DynamicPseudoType {
						md.vars[b.Labels[0]] = ct
					}
				}
			}
		}
	}
	// References of the whole module: data/resource attributes and module outputs.
	type ref struct{ kind, typ, attr string }
	refs := map[ref]bool{}
	for _, f := range ps {
		hclsyntax.VisitAll(f.body, func(n hclsyntax.Node) hcl.Diagnostics {
			st, ok := n.(*hclsyntax.ScopeTraversalExpr)
			if sp, is := n.(*hclsyntax.SplatExpr); is {
				if src, is := sp.Source.(*hclsyntax.ScopeTraversalExpr); is {
					if rel, is := sp.Each.(*hclsyntax.RelativeTraversalExpr); is {
						st = &hclsyntax.ScopeTraversalExpr{Traversal: append(append(hcl.Traversal{}, src.Traversal...), rel.Traversal...)}
						ok = true
					}
				}
			}
			if rt, is := n.(*hclsyntax.RelativeTraversalExpr); is { // module.x[each.key].attr
				if ix, is := rt.Source.(*hclsyntax.IndexExpr); is {
					if src, is := ix.Collection.(*hclsyntax.ScopeTraversalExpr); is {
						st = &hclsyntax.ScopeTraversalExpr{Traversal: append(append(hcl.Traversal{}, src.Traversal...), rt.Traversal...)}
						ok = true
					}
				}
			}
			if !ok {
				return nil
			}
			var names []string
			for _, s := range st.Traversal {
				switch x := s.(type) {
				case hcl.TraverseRoot:
					names = append(names, x.Name)
				case hcl.TraverseAttr:
					names = append(names, x.Name)
				}
			}
			switch {
			case len(names) >= 3 && names[0] == "module":
				refs[ref{"module", names[1], names[2]}] = true
			case len(names) >= 4 && names[0] == "data":
				refs[ref{"data", names[1], names[3]}] = true
			case len(names) >= 3 && strings.Contains(names[0], "_"):
				refs[ref{"resource", names[0], names[2]}] = true
			}
			return nil
		})
	}
	local := map[string]string{} // local provider name -> source
	for _, f := range ps {
		for _, b := range f.body.Blocks {
			if b.Type != "terraform" {
				continue
			}
			if a := b.Body.Attributes["required_version"]; a != nil {
				f.edits = append(f.edits, cut(a.Expr, `">= 0.12"`))
			}
			for _, k := range b.Body.Blocks {
				switch k.Type {
				case "backend", "cloud", "provider_meta":
					r := k.Range()
					f.edits = append(f.edits, edit{r.Start.Byte, k.CloseBraceRange.End.Byte, ""})
				case "required_providers":
					for n, a := range k.Body.Attributes {
						local[n] = "hashicorp/" + n
						o, ok := a.Expr.(*hclsyntax.ObjectConsExpr)
						if !ok {
							f.edits = append(f.edits, cut(a.Expr, `">= 0"`))
							continue
						}
						for _, it := range o.Items {
							switch hcl.ExprAsKeyword(it.KeyExpr) {
							case "version":
								f.edits = append(f.edits, cut(it.ValueExpr, `">= 0"`))
							case "source":
								if v, d := it.ValueExpr.Value(nil); !d.HasErrors() && v.Type() == cty.String {
									local[n] = strings.ToLower(v.AsString())
								}
							}
						}
					}
				}
			}
		}
	}
	provider := func(typ string) string { // provider type name for a resource type
		n := strings.SplitN(typ, "_", 2)[0]
		src, ok := local[n]
		if !ok {
			src = "hashicorp/" + n
		}
		if n == "terraform" {
			return ""
		}
		p.provs[src] = true
		return src[strings.LastIndex(src, "/")+1:]
	}
	for _, s := range local {
		p.provs[s] = true
	}
	anyDeferred := false
	vars := map[string]any{}
	var later []func()
	for _, f := range ps {
		for _, b := range f.body.Blocks {
			switch b.Type {
			case "provider":
				if a := b.Body.Attributes["version"]; a != nil {
					f.edits = append(f.edits, edit{a.SrcRange.Start.Byte, a.SrcRange.End.Byte, ""})
				}
				if len(b.Labels) == 1 {
					if name := provider(b.Labels[0] + "_"); name != "" {
						p.need(p.x(name), "provider", "", b.Body, p.schema(name).Provider, map[string]bool{"alias": true, "version": true})
					}
				}
			case "module":
				a := b.Body.Attributes["source"]
				if a == nil {
					continue
				}
				v, d := a.Expr.Value(nil)
				if d.HasErrors() {
					continue
				}
				src := v.AsString()
				if strings.HasPrefix(src, "./") || strings.HasPrefix(src, "../") {
					sub := filepath.Join(dir, src)
					if _, err := os.Stat(sub); err == nil {
						md.calls[b.Labels[0]] = sub
						p.module(sub, false)
						continue
					}
				}
				h := fnv.New32a()
				h.Write([]byte(dir + "|" + src + "|" + b.Labels[0]))
				name := fmt.Sprintf("%s-%08x", b.Labels[0], h.Sum32())
				sub := filepath.Join(dir, ".oracle-modules", name)
				os.MkdirAll(sub, 0o755)
				var w strings.Builder
				fmt.Fprintf(&w, "# stands in for %s\nresource \"terraform_data\" \"oracle_unknown\" {}\n", src)
				for n := range b.Body.Attributes {
					switch n {
					case "source", "version", "count", "for_each", "providers", "depends_on":
						continue
					}
					fmt.Fprintf(&w, "variable %q {\n  type = any\n  default = null\n}\n", n)
				}
				for r := range refs {
					if r.kind == "module" && r.typ == b.Labels[0] {
						fmt.Fprintf(&w, "output %q {\n  value = jsondecode(terraform_data.oracle_unknown.id)\n}\n", r.attr)
					}
				}
				if pr := b.Body.Attributes["providers"]; pr != nil {
					if o, ok := pr.Expr.(*hclsyntax.ObjectConsExpr); ok {
						byLocal := map[string][]string{}
						for _, it := range o.Items {
							k := strings.TrimSpace(string(f.src[it.KeyExpr.Range().Start.Byte:it.KeyExpr.Range().End.Byte]))
							n, _, aliased := strings.Cut(k, ".")
							if _, ok := byLocal[n]; !ok {
								byLocal[n] = nil
							}
							if aliased {
								byLocal[n] = append(byLocal[n], k)
							}
						}
						w.WriteString("terraform {\n  required_providers {\n")
						for n, al := range byLocal {
							s := local[n]
							if s == "" {
								s = "hashicorp/" + n
							}
							p.provs[s] = true
							fmt.Fprintf(&w, "    %s = {\n      source = %q\n      configuration_aliases = [%s]\n    }\n", n, s, strings.Join(al, ", "))
						}
						w.WriteString("  }\n}\n")
					}
				}
				os.WriteFile(filepath.Join(sub, "main.tf"), []byte(w.String()), 0o644)
				f.edits = append(f.edits, cut(a.Expr, fmt.Sprintf("%q", "./.oracle-modules/"+name)))
				if ver := b.Body.Attributes["version"]; ver != nil {
					f.edits = append(f.edits, edit{ver.SrcRange.Start.Byte, ver.SrcRange.End.Byte, ""})
				}
				p.notes = append(p.notes, "stub module: "+src)
			case "resource", "data":
				if len(b.Labels) != 2 {
					continue
				}
				typ := b.Labels[0]
				p.types[typ] = true
				if b.Type == "data" && (p.defers[typ] || p.deferAll && !pure[typ]) {
					anyDeferred = true
					if dep := b.Body.Attributes["depends_on"]; dep != nil {
						f.edits = append(f.edits, edit{dep.Expr.Range().Start.Byte + 1, dep.Expr.Range().Start.Byte + 1, "terraform_data.oracle_unknown, "})
					} else {
						at := b.OpenBraceRange.End.Byte
						f.edits = append(f.edits, edit{at, at, "\n  depends_on = [terraform_data.oracle_unknown]\n"})
					}
				}
				name := provider(typ)
				if name == "" {
					continue
				}
				s := p.schema(name)
				have := s.Resources[typ]
				if b.Type == "data" {
					have = s.Data[typ]
				}
				p.need(p.x(name), b.Type, typ, b.Body, have, map[string]bool{"count": true, "for_each": true, "provider": true, "depends_on": true, "lifecycle": true, "connection": true, "provisioner": true})
			case "variable":
				if !isRoot || b.Body.Attributes["default"] != nil {
					continue
				}
				t := cty.DynamicPseudoType
				if a := b.Body.Attributes["type"]; a != nil {
					if ct, _, d := typeexpr.TypeConstraintWithDefaults(a.Expr); !d.HasErrors() {
						t = ct
					}
				}
				vars[b.Labels[0]] = nil
				later = append(later, func() {
					if t == cty.DynamicPseudoType {
						t = p.infer(dir, b.Labels[0], 0)
					}
					vars[b.Labels[0]] = placeholderVar(b.Labels[0], t, allowed(b.Body))
				})
			}
		}
	}
	// Attributes that are only read (outputs of another provider version).
	for r := range refs {
		if r.kind == "module" {
			continue
		}
		n := strings.SplitN(r.typ, "_", 2)[0]
		if n == "terraform" || !p.provs["hashicorp/"+n] && local[n] == "" {
			continue
		}
		name := provider(r.typ)
		s := p.schema(name)
		have, x := s.Resources[r.typ], p.x(name).Resources
		if r.kind == "data" {
			have, x = s.Data[r.typ], p.x(name).Data
		}
		if have != nil {
			if _, ok := have.A[r.attr]; ok {
				continue
			}
			if _, ok := have.B[r.attr]; ok {
				continue
			}
		}
		xb := x[r.typ]
		if xb == nil {
			if have != nil {
				xb = newX()
				x[r.typ] = xb
			} else {
				continue
			}
		}
		if _, ok := xb.B[r.attr]; ok {
			continue
		}
		if _, ok := xb.A[r.attr]; !ok {
			xb.A[r.attr] = [2]any{"d", "c"}
		}
	}
	for _, f := range ps {
		if len(f.edits) == 0 {
			continue
		}
		sort.Slice(f.edits, func(i, j int) bool { return f.edits[i].from > f.edits[j].from })
		src := string(f.src)
		for _, e := range f.edits {
			src = src[:e.from] + e.text + src[e.to:]
		}
		if err := os.WriteFile(f.path, []byte(src), 0o644); err != nil {
			return err
		}
	}
	if anyDeferred {
		os.WriteFile(filepath.Join(dir, "oracle_unknown.tf"), []byte("resource \"terraform_data\" \"oracle_unknown\" {}\n"), 0o644)
	}
	if isRoot {
		for _, f := range later {
			f()
		}
		given := map[string]bool{}
		auto, _ := filepath.Glob(filepath.Join(dir, "*.auto.tfvars"))
		for _, f := range append(auto, filepath.Join(dir, "terraform.tfvars")) {
			if src, err := os.ReadFile(f); err == nil {
				if hf, d := hclsyntax.ParseConfig(src, f, hcl.InitialPos); !d.HasErrors() {
					for n := range hf.Body.(*hclsyntax.Body).Attributes {
						given[n] = true
					}
				}
			}
		}
		autoJ, _ := filepath.Glob(filepath.Join(dir, "*.auto.tfvars.json"))
		for _, f := range append(autoJ, filepath.Join(dir, "terraform.tfvars.json")) {
			if src, err := os.ReadFile(f); err == nil {
				m := map[string]any{}
				json.Unmarshal(src, &m)
				for n := range m {
					given[n] = true
				}
			}
		}
		for n := range given {
			delete(vars, n)
		}
		b, _ := json.MarshalIndent(vars, "", "  ")
		os.WriteFile(filepath.Join(dir, "zz_oracle.auto.tfvars.json"), b, 0o644)
	}
	return nil
}

// Data sources the stub computes itself: never deferred.
var pure = map[string]bool{"aws_iam_policy_document": true, "aws_caller_identity": true, "aws_region": true, "aws_partition": true, "aws_availability_zones": true, "aws_default_tags": true, "null_data_source": true}

func cut(e hclsyntax.Expression, text string) edit {
	r := e.Range()
	return edit{r.Start.Byte, r.End.Byte, text}
}
func newX() *xBody { return &xBody{A: map[string][2]any{}, B: map[string]xBlock{}} }
func (p *prepper) x(name string) *xSchema {
	if p.extra[name] == nil {
		p.extra[name] = &xSchema{Resources: map[string]*xBody{}, Data: map[string]*xBody{}}
	}
	return p.extra[name]
}

// need records what a block of the configuration uses and the schema lacks.
func (p *prepper) need(x *xSchema, kind, typ string, body *hclsyntax.Body, have *Body, meta map[string]bool) {
	var known *xBody
	switch kind {
	case "provider":
		known = x.Provider
	case "resource":
		known = x.Resources[typ]
	case "data":
		known = x.Data[typ]
	}
	fresh := known == nil
	if fresh {
		known = newX()
		if have == nil && kind != "provider" {
			known.A["id"] = [2]any{"s", "oc"}
		}
	}
	collect(known, body, have, meta, true)
	if fresh && (len(known.A) > 0 || len(known.B) > 0 || have == nil) {
		switch kind {
		case "provider":
			x.Provider = known
		case "resource":
			x.Resources[typ] = known
		case "data":
			x.Data[typ] = known
		}
	}
}

func collect(known *xBody, body *hclsyntax.Body, have *Body, meta map[string]bool, top bool) {
	for n := range body.Attributes {
		if meta[n] {
			continue
		}
		if have != nil {
			if _, ok := have.A[n]; ok {
				continue
			}
			if _, ok := have.B[n]; ok {
				continue
			}
		}
		if top {
			known.A[n] = [2]any{"d", "o"}
		} else {
			known.A[n] = [2]any{"s", "o"}
		}
	}
	for _, k := range body.Blocks {
		n, kb := k.Type, k.Body
		if meta[n] {
			continue
		}
		if n == "dynamic" && len(k.Labels) == 1 {
			n = k.Labels[0]
			for _, c := range k.Body.Blocks {
				if c.Type == "content" {
					kb = c.Body
				}
			}
		}
		var inner *Body
		if have != nil {
			if a, ok := have.A[n]; ok && !a.Any {
				continue // an attribute used as blocks
			}
			if b, ok := have.B[n]; ok {
				inner = b.Body
			}
		}
		var sub *xBody
		if b, ok := known.B[n]; ok {
			sub = b[3].(*xBody)
		} else {
			sub = newX()
		}
		collect(sub, kb, inner, nil, false)
		if inner == nil || len(sub.A) > 0 || len(sub.B) > 0 {
			known.B[n] = xBlock{"l", 0, 0, sub}
		}
	}
}

// allowed finds contains([..], var.x) in the validations: its first member is a valid value.
func allowed(b *hclsyntax.Body) any {
	var got any
	for _, v := range b.Blocks {
		a := v.Body.Attributes["condition"]
		if v.Type != "validation" || a == nil {
			continue
		}
		hclsyntax.VisitAll(a.Expr, func(n hclsyntax.Node) hcl.Diagnostics {
			if c, ok := n.(*hclsyntax.FunctionCallExpr); ok && c.Name == "contains" && got == nil && len(c.Args) == 2 {
				if t, ok := c.Args[0].(*hclsyntax.TupleConsExpr); ok && len(t.Exprs) > 0 {
					if v, d := t.Exprs[0].Value(nil); !d.HasErrors() && v.Type() == cty.String {
						got = v.AsString()
					} else if !d.HasErrors() && v.Type() == cty.Number {
						f, _ := v.AsBigFloat().Float64()
						got = f
					}
				}
			}
			return nil
		})
	}
	return got
}

func placeholderVar(name string, t cty.Type, valid any) any {
	if valid != nil && t.IsPrimitiveType() {
		return valid
	}
	switch {
	case t == cty.String || t == cty.DynamicPseudoType:
		switch {
		case strings.Contains(name, "cidr"):
			return "10.0.0.0/16"
		case strings.Contains(name, "region"):
			return "eu-west-1"
		case strings.Contains(name, "account_id"):
			return account
		case strings.HasSuffix(name, "arn"):
			return "arn:aws:stub:eu-west-1:" + account + ":var/" + name
		}
		return "stub"
	case t == cty.Number:
		return 1
	case t == cty.Bool:
		return true
	case t.IsListType() || t.IsSetType():
		l := []any{}
		for i := 0; i < 3; i++ {
			e := placeholderVar(name, t.ElementType(), nil)
			if s, ok := e.(string); ok {
				if e = fmt.Sprintf("%s-%d", s, i); strings.Contains(name, "cidr") {
					e = fmt.Sprintf("10.0.%d.0/24", i)
				} else if strings.Contains(name, "ip_addr") || strings.HasSuffix(name, "_ips") {
					e = fmt.Sprintf("192.0.2.%d", i+1)
				}
			}
			l = append(l, e)
		}
		return l
	case t.IsTupleType():
		l := []any{}
		for _, e := range t.TupleElementTypes() {
			l = append(l, placeholderVar(name, e, nil))
		}
		return l
	case t.IsMapType():
		return map[string]any{}
	case t.IsObjectType():
		m := map[string]any{}
		for n, e := range t.AttributeTypes() {
			if !t.AttributeOptional(n) {
				m[n] = placeholderVar(n, e, nil)
			}
		}
		return m
	}
	return nil
}

// infer guesses the type of a variable declared without one from how it is used.
func (p *prepper) infer(dir, name string, depth int) cty.Type {
	md := p.mods[dir]
	got := cty.DynamicPseudoType
	if md == nil || depth > 6 {
		return got
	}
	if t, ok := md.vars[name]; ok {
		return t
	}
	is := func(e hcl.Expression) bool {
		st, ok := e.(*hclsyntax.ScopeTraversalExpr)
		if !ok || len(st.Traversal) != 2 || st.Traversal.RootName() != "var" {
			return false
		}
		a, ok := st.Traversal[1].(hcl.TraverseAttr)
		return ok && a.Name == name
	}
	put := func(t cty.Type) {
		if got == cty.DynamicPseudoType {
			got = t
		}
	}
	strList := cty.List(cty.String)
	for _, body := range md.bodies {
		for _, b := range body.Blocks {
			for n, a := range b.Body.Attributes {
				if !is(a.Expr) {
					continue
				}
				if b.Type == "module" {
					if sub, ok := md.calls[b.Labels[0]]; ok {
						put(p.infer(sub, n, depth+1))
					}
				}
			}
			if (b.Type == "resource" || b.Type == "data") && len(b.Labels) == 2 {
				s := p.schema(strings.SplitN(b.Labels[0], "_", 2)[0])
				have := s.Resources[b.Labels[0]]
				if b.Type == "data" {
					have = s.Data[b.Labels[0]]
				}
				inferIn(b.Body, have, is, put)
			}
		}
		hclsyntax.VisitAll(body, func(n hclsyntax.Node) hcl.Diagnostics {
			switch x := n.(type) {
			case *hclsyntax.FunctionCallExpr:
				for i, a := range x.Args {
					if !is(a) {
						continue
					}
					switch x.Name {
					case "element", "slice", "toset", "concat", "distinct", "flatten", "sort":
						put(strList)
					case "join", "formatlist":
						if i > 0 {
							put(strList)
						}
					case "merge", "keys", "values", "lookup":
						put(cty.Map(cty.String))
					}
				}
			case *hclsyntax.IndexExpr:
				if is(x.Collection) {
					put(strList)
				}
			case *hclsyntax.SplatExpr:
				if is(x.Source) {
					put(strList)
				}
			case *hclsyntax.ForExpr:
				if is(x.CollExpr) {
					put(strList)
				}
			case *hclsyntax.ConditionalExpr:
				if is(x.Condition) {
					put(cty.Bool)
				}
			case *hclsyntax.ScopeTraversalExpr:
				if len(x.Traversal) > 2 && x.Traversal.RootName() == "var" {
					if a, ok := x.Traversal[1].(hcl.TraverseAttr); ok && a.Name == name {
						if i, ok := x.Traversal[2].(hcl.TraverseIndex); ok && i.Key.Type() == cty.Number {
							put(strList)
						} else {
							put(cty.Map(cty.String))
						}
					}
				}
			}
			return nil
		})
	}
	return got
}

func inferIn(body *hclsyntax.Body, have *Body, is func(hcl.Expression) bool, put func(cty.Type)) {
	if have == nil {
		return
	}
	for n, a := range body.Attributes {
		if t, ok := have.A[n]; ok && is(a.Expr) {
			put(ctyOf(t.Type))
		}
	}
	for _, k := range body.Blocks {
		n, kb := k.Type, k.Body
		if n == "dynamic" && len(k.Labels) == 1 {
			n = k.Labels[0]
			for _, c := range k.Body.Blocks {
				if c.Type == "content" {
					kb = c.Body
				}
			}
		}
		if b, ok := have.B[n]; ok {
			inferIn(kb, b.Body, is, put)
		} else if a, ok := have.A[n]; ok { // an attribute used as blocks
			var o tftypes.Type
			switch x := a.Type.(type) {
			case tftypes.Set:
				o = x.ElementType
			case tftypes.List:
				o = x.ElementType
			}
			if ob, ok := o.(tftypes.Object); ok {
				for m, at := range kb.Attributes {
					if t, ok := ob.AttributeTypes[m]; ok && is(at.Expr) {
						put(ctyOf(t))
					}
				}
			}
		}
	}
}

func ctyOf(t tftypes.Type) cty.Type {
	switch x := t.(type) {
	case tftypes.List:
		return cty.List(ctyOf(x.ElementType))
	case tftypes.Set:
		return cty.List(ctyOf(x.ElementType))
	case tftypes.Map:
		return cty.Map(ctyOf(x.ElementType))
	}
	switch {
	case t.Is(tftypes.String):
		return cty.String
	case t.Is(tftypes.Number):
		return cty.Number
	case t.Is(tftypes.Bool):
		return cty.Bool
	}
	return cty.DynamicPseudoType
}
