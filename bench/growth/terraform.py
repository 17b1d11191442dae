"""Terraform's own ways to grow: modules, locals, variables, blocks, strings, scenarios."""
import json

from inputs import PROVIDER, case, many, role, role_policy, root, service, task

BASE = role("task") + role_policy("exec", "task") + task("app") + service("app")


def call(label, source, more=""):
    return f'module "{label}" {{\n  source = "{source}"\n{more}}}\n'


@case("modules in a tree, two calls each", 128, fast=True)
def tree(n):
    depth = n.bit_length() - 1
    files = {"main.tf": PROVIDER + call("top", "./m0")}
    for i in range(depth):
        files[f"m{i}/main.tf"] = call("a", f"../m{i + 1}") + call("b", f"../m{i + 1}")
    files[f"m{depth}/main.tf"] = BASE
    return files


@case("calls of one module", 60)
def wide(n):
    return {"main.tf": PROVIDER + many(n, lambda i: call(f"m{i}", "./m")), "m/main.tf": BASE}


@case("modules, one call each", 60)
def modules(n):
    files = {"main.tf": PROVIDER + many(n, lambda i: call(f"m{i}", f"./m{i}"))}
    return files | {f"m{i}/main.tf": BASE for i in range(n)}


@case("modules in a chain", 4)
def chain(n):
    files = {"main.tf": PROVIDER + call("next", "./m0", '  name = "a"\n')}
    for i in range(n):
        files[f"m{i}/main.tf"] = 'variable "name" {}\n' + BASE + call("next", f"../m{i + 1}", "  name = var.name\n")
    return files | {f"m{n}/main.tf": 'variable "name" {}\n' + BASE}


@case("resources that are not of ECS", 1000)
def others(n):
    return root(BASE, many(n, lambda i: f'resource "aws_s3_bucket" "b{i}" {{\n  bucket = "b{i}"\n}}\n'))


def named(expression):
    """A service whose name is an expression."""
    return BASE.replace('name                   = "app"', f"name = {expression}")


def locals_of(body):
    return f"locals {{\n{body}}}\n"


@case("locals in a chain", 60)
def locals_chain(n):
    return root(named(f"local.l{n}"), locals_of('  l0 = "a"\n' + many(n, lambda i: f"  l{i + 1} = local.l{i}\n")))


@case("locals in a chain, each twice", 50)
def locals_twice(n):
    return root(named(f"local.l{n}"), locals_of('  l0 = "a"\n' + many(
        n, lambda i: f'  l{i + 1} = local.l{i} == local.l{i} ? local.l{i} : "b"\n')))


@case("one local that names many", 300)
def locals_fan_in(n):
    return root(named("join(\"\", local.all)"), locals_of(many(n, lambda i: f'  l{i} = "a"\n') + "  all = [" + ", ".join(
        f"local.l{i}" for i in range(n)) + "]\n"))


@case("many locals that name one", 1500)
def locals_fan_out(n):
    return root(named(f"local.l{n - 1}"), locals_of('  one = "a"\n' + many(n, lambda i: f"  l{i} = local.one\n")))


@case("variables", 500)
def variables(n):
    return root(named("\"${join(\"\", [" + ", ".join(f"var.v{i}" for i in range(n)) + "])}\""),
                many(n, lambda i: f'variable "v{i}" {{\n  default = "a"\n}}\n'))


@case("outputs", 500)
def outputs(n):
    return root(BASE, many(n, lambda i: f'output "o{i}" {{\n  value = aws_iam_role.task.arn\n}}\n'))


@case("parts of one template string", 1000)
def parts(n):
    return root(named('"' + "x${local.a}" * n + '"'), locals_of('  a = "a"\n'))


@case("unknown parts of one template string", 800)
def unknown_parts(n):
    return root(named('"' + many(n, lambda i: "x${var.a%d}" % (i % 10)) + '"'), many(10, lambda i: f'variable "a{i}" {{}}\n'))


@case("lines of one heredoc", 2000)
def heredoc(n):
    return root(named("<<-EOT\n" + "    some text\n" * n + "  EOT\n"))


@case("bytes of one string", 200000)
def long_string(n):
    return root(named('"' + "x" * n + '"'))


@case("blocks beside each other in one block", 500)
def blocks(n):
    return root(service("app", more=many(n, lambda i: f"  load_balancer {{\n    container_name = \"c{i}\"\n  }}\n")), BASE.replace(
        service("app"), ""))


@case("types of nested blocks", 250, fast=True)
def block_types(n):
    return root(BASE, 'resource "aws_security_group_rule" "r" {\n' + many(n, lambda i: f"  b{i} {{\n  }}\n") + "}\n")


def nested_blocks_by_count(blocks):
    return root(BASE, 'resource "aws_security_group" "g" {\n  count = 256\n' + "  ingress {}\n" * blocks + "}\n")


@case("variables of one template file", 1000, fast=True)
def template_variables(n):
    given = many(n, lambda i: f'  v{i} = "a"\n')
    return root(named(f'templatefile("${{path.module}}/t.tpl", {{\n{given}}})')) | {
        "t.tpl": many(n, lambda i: f"${{v{i}}}")}


@case("loops over what a template file is given", 200)
def template_loops(n):
    given = many(n, lambda i: f"  v{i} = var.unknown\n")
    loops = many(n, lambda i: f"${{join(\"\", [for a in v{i} : a])}}")
    return root('variable "unknown" {}\n', named(f'templatefile("${{path.module}}/t.tpl", {{\n{given}}})')) | {"t.tpl": loops}


@case("blocks inside each other", 20)
def nested(n):
    return root(BASE, 'resource "aws_ecs_service" "deep" {\n' + "a {\n" * n + "}\n" * n + "}\n")


@case("elements of one list, by for", 200)
def for_elements(n):
    return root(named(f'join("", [for i in range({n}) : "x"])'))


@case("dynamic blocks", 60)
def dynamic(n):
    return root(BASE, service("s", more=f'''  dynamic "load_balancer" {{
    for_each = range({n})
    content {{
      container_name = "c${{load_balancer.value}}"
    }}
  }}
'''))


@case("var files that are read by themselves", 100)
def auto_files(n):
    return root(named("var.v0"), many(n, lambda i: f'variable "v{i}" {{}}\n')) | {
        f"f{i}.auto.tfvars": f'v{i} = "a"\n' for i in range(n)}


@case("var files to choose from", 12)
def chosen_files(n):
    return root(named("var.name"), 'variable "name" {}\nvariable "exec" {}\n').copy() | {
        f"env{i}.tfvars": f'name = "a{i}"\nexec = {"true" if i % 2 else "false"}\n' for i in range(n)}


@case("services that depend on one variable", 60)
def scenarios(n):
    return root('variable "env" {}\n', role("task"), role_policy("exec", "task"), task("app"), many(
        n, lambda i: service(f"s{i}").replace("= true", '= var.env == "prod"')))


@case("services that each depend on a variable", 16)
def own_variables(n):
    return root(role("task"), role_policy("exec", "task"), task("app"), many(
        n, lambda i: f'variable "exec{i}" {{\n  default = false\n}}\n' + service(f"s{i}").replace("= true", f"= var.exec{i}")))


@case("uses of one decoded file", 60, fast=True)
def decoded_file(n):
    return root(BASE, many(n, lambda i: service(f"s{i}", cluster=f'jsondecode(file("names.json")).k{i}'))) | {
        "names.json": json.dumps({f"k{i}": f"v{i}" for i in range(8 * n)})}


@case("combinations of two variables that decide about a service", 15, fast=True)
def combinations(n):
    maps = "".join(f"  {name} = {{" + many(count, lambda i: f"v{i} = {'true' if i % 2 else 'false'}, ") + "}\n"
                   for name, count in (("a", 4), ("b", n)))
    return root('variable "a" {}\nvariable "b" {}\n', "locals {\n" + maps + "}\n",
                role("task"), role_policy("exec", "task"), task("app"), many(3, lambda i: service(f"s{i}").replace(
                    "= true", "= local.a[var.a] && local.b[var.b]")))


@case("directives of one template", 2000, fast=True)
def directives(n):
    return root(BASE, 'locals {\n  a = "%s"\n}\n' % ("%{if true}a%{endif}" * n),
                service("b").replace('"main"', "local.a"))


@case("comments", 50000)
def comments(n):
    return root("# a comment\n" * n, BASE)


@case("letters of a text that is searched for a long one", 20000, fast=True)
def long_search(n):
    more = locals_of(f'  a = "{"a" * 2 * n}"\n  b = "{"a" * n}b"\n')
    return root(named('"${strcontains(local.a, local.b)}${replace(local.a, local.b, "c")}${split(local.b, local.a)[0]}"'), more)


@case("resources that are imported", 100, fast=True)
def imported(n):
    return root(BASE, many(n, lambda i: (
        f'import {{\n  to = aws_iam_role.r{i}\n  id = "r{i}"\n}}\n'
        f'resource "aws_iam_role" "r{i}" {{\n  name = "r{i}"\n  assume_role_policy = "{{}}"\n'
        "  lifecycle {\n    ignore_changes = [name]\n  }\n}\n")))


@case("keys of a map that an input chooses from", 400, fast=True, statuses=(0, 1, 3))
def keys_of_a_map(n):
    keys = "".join(f'    k{i} = "v{i}"\n' for i in range(n))
    return root('variable "v" {\n  type = string\n}\n' + f"locals {{\n  m = {{\n{keys}  }}\n}}\n", role("task"),
                task("app"), service("app", cluster="local.m[var.v]"))
