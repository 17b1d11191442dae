"""Files, folders and units of a project; configuration, suppressions, baselines."""
from inputs import (PROVIDER, SESSION_ACTIONS, case, many, policy, role, role_policy, root, service, stack_role,
                    stack_service, stack_task, task, template)

BASE = role("task") + role_policy("exec", "task") + task("app") + service("app")
BACKEND = 'terraform {{\n  backend "s3" {{\n    bucket = "states"\n    key    = "{key}"\n  }}\n}}\n'


def remote(key):
    return f'''data "terraform_remote_state" "from" {{
  backend = "s3"
  config = {{
    bucket = "states"
    key    = "{key}"
  }}
}}
'''


@case("Terraform roots", 40)
def roots(n):
    return {f"r{i}/main.tf": PROVIDER + BASE for i in range(n)}


@case("Terraform roots that read the state of others", 30, fast=True)
def states(n):
    files = {}
    for i in range(n):
        files[f"a{i}/main.tf"] = (PROVIDER + BACKEND.format(key=f"a{i}") + role("task") + role_policy("exec", "task") +
                                  'output "role" {\n  value = aws_iam_role.task.arn\n}\n')
        files[f"b{i}/main.tf"] = (PROVIDER + remote(f"a{i}") + task("app", "data.terraform_remote_state.from.outputs.role") +
                                  service("app"))
    return files


@case("Terraform roots that read the state of one", 30)
def state_of_one(n):
    files = {"a/main.tf": PROVIDER + BACKEND.format(key="a") + role("task") + role_policy("exec", "task") +
             'output "role" {\n  value = aws_iam_role.task.arn\n}\n'}
    for i in range(n):
        files[f"b{i}/main.tf"] = (PROVIDER + remote("a") + task("app", "data.terraform_remote_state.from.outputs.role") +
                                  service("app"))
    return files


@case("Terraform roots that read one output each of one state", 64)
def outputs_of_one(n):
    outputs = many(n, lambda i: f'output "role{i}" {{\n  value = aws_iam_role.task{i}.arn\n}}\n')
    files = {"a/main.tf": PROVIDER + BACKEND.format(key="a") + many(n, lambda i: role(f"task{i}")) + outputs}
    for i in range(n):
        files[f"b{i}/main.tf"] = (PROVIDER + remote("a") +
                                  task("app", f"data.terraform_remote_state.from.outputs.role{i}") + service("app"))
    return files


@case("Terraform roots that look up one role each of one root", 64, fast=True)
def lookups_in_one(n):
    files = {"a/main.tf": PROVIDER + many(n, lambda i: role(f"task{i}") + role_policy(f"exec{i}", f"task{i}"))}
    for i in range(n):
        files[f"b{i}/main.tf"] = (PROVIDER + f'data "aws_iam_role" "task" {{\n  name = "task{i}"\n}}\n' +
                                  task("app", "data.aws_iam_role.task.arn") + service("app"))
    return files


@case("Terraform roots that name what others make", 30)
def names(n):
    files = {}
    for i in range(n):
        files[f"a{i}/main.tf"] = PROVIDER + role(f"task{i}") + f'resource "aws_ecs_cluster" "c" {{\n  name = "c{i}"\n}}\n'
        files[f"b{i}/main.tf"] = (PROVIDER + task("app", f'"arn:aws:iam::123456789012:role/task{i}"') +
                                  service("app", cluster=f'"c{i}"'))
    return files


@case("Terraform roots that attach policies to roles of others", 30)
def additions(n):
    files = {}
    for i in range(n):
        files[f"a{i}/main.tf"] = (PROVIDER + role(f"task{i}") + task("app", f"aws_iam_role.task{i}.arn") + service("app") +
                                  f'output "arn" {{\n  value = aws_iam_role.task{i}.arn\n}}\n')
        files[f"b{i}/main.tf"] = PROVIDER + f'''resource "aws_iam_role_policy" "exec" {{
  role   = "task{i}"
  policy = jsonencode({policy()})
}}
'''
    return files


@case("files of one Terraform root", 150)
def files_of_root(n):
    return {"main.tf": PROVIDER + BASE} | {f"f{i}.tf": f'resource "aws_s3_bucket" "b{i}" {{}}\n' for i in range(n)}


@case("files of one Terraform root, each with a service", 60)
def services_in_files(n):
    return {"main.tf": PROVIDER + BASE} | {f"f{i}.tf": service(f"s{i}") for i in range(n)}


@case("files that are not read", 6000)
def unread_files(n):
    return {"main.tf": PROVIDER + BASE} | {f"f{i}.txt": "text\n" for i in range(n)}


@case("empty files", 300, fast=True)
def empty_files(n):
    return {"main.tf": PROVIDER + BASE} | {f"e{i}.tf": "" for i in range(n)}


@case("empty files of other kinds", 300)
def empty_templates(n):
    return {"main.tf": PROVIDER + BASE} | {f"e{i}.{('yaml', 'json')[i % 2]}": "" for i in range(n)}


@case("folders inside each other", 25)
def deep(n):
    return {"a/" * i + "main.tf": PROVIDER + BASE for i in range(n)}


@case("folders beside each other", 500)
def folders(n):
    return {"main.tf": PROVIDER + BASE} | {f"d{i}/notes.txt": "text\n" for i in range(n)}


@case("lines of an ignore file", 3000)
def ignore_lines(n):
    return {"main.tf": PROVIDER + BASE, ".gitignore": many(n, lambda i: f"name{i}/*.log\n")}


@case("patterns of an ignore file x files", 600, fast=True, statuses=(0, 1))
def ignored_files(n):
    return {"main.tf": PROVIDER + BASE, ".gitignore": many(1000 + n, lambda i: f"**/a*{i}b\n")} | {
        f"d{i % 50}/x{i}.tf": "" for i in range(n)}


@case("letters of a class in an ignore file", 200000, fast=True)
def ignored_by_class(n):
    return {"main.tf": PROVIDER + BASE, ".gitignore": f"*[{'b' * n}]x\n"} | {
        f"{'b' * 200}{i}.tf": "" for i in range(20)}


@case("ignore files", 200)
def ignore_files(n):
    return {"main.tf": PROVIDER + BASE} | {f"d{i}/.gitignore": "*.log\n" for i in range(n)} | {
        f"d{i}/x.tf": "locals {}\n" for i in range(n)}


def lacking(i):
    return role(f"r{i}") + task(f"t{i}", f"aws_iam_role.r{i}.arn") + service(f"s{i}", f"t{i}")


@case("suppression comments", 60, fast=True)
def suppressions(n):
    return root(many(n, lambda i: "# execlint: ignore[task-role-lacks-ssmmessages] reason\n" + lacking(i)))


@case("suppression comments above one line", 1500, fast=True)
def stacked_suppressions(n):
    return root(lacking(0), "# execlint: ignore[exec-disabled] reason\n" * n, lacking(1))


@case("suppression comments in one line", 1500, fast=True)
def suppressions_of_line(n):
    return root(lacking(0), "/* execlint: ignore[exec-disabled] reason */" * n + "\n" + lacking(1))


@case("comments of another language in one line of YAML", 3000, fast=True)
def slashes_in_yaml(n):
    return root(lacking(0)) | {"t.yaml": template(stack_role("Role") + stack_task("Task") + stack_service(
        "Service", more="      Tags: [" + "/* execlint: ignore[a] */" * n + "]\n"))}


@case("entries of suppress", 60)
def configured_suppressions(n):
    entries = many(n, lambda i: f"  - rule: task-role-lacks-ssmmessages\n    resource: aws_iam_role.r{i}\n    reason: because\n")
    return root(many(n, lacking)) | {".execlint.yaml": "suppress:\n" + entries}


@case("overrides of the configuration", 60)
def overrides(n):
    entries = many(n, lambda i: f"  - paths: [p{i}/]\n    ignore: [network]\n")
    return root(many(10, lacking)) | {".execlint.yaml": "overrides:\n" + entries}


@case("files x overrides of the configuration", 40)
def files_overrides(n):
    entries = many(n, lambda i: f"  - paths: [p{i}/]\n    ignore: [network]\n")
    return {f"p{i}/main.tf": PROVIDER + lacking(i) for i in range(n)} | {".execlint.yaml": "overrides:\n" + entries}


DEEP = "d/" * 20


@case("findings x overrides of the configuration, deep", 60, fast=True)
def findings_overrides(n):
    entries = many(n, lambda i: f"  - paths: ['*p{i}*x/']\n    ignore: [network]\n")
    return {DEEP + "main.tf": PROVIDER + many(n, lacking), ".execlint.yaml": "overrides:\n" + entries}


@case("findings x entries of suppress with a path, deep", 60, fast=True)
def findings_suppressions(n):
    entries = many(n, lambda i: f"  - rule: task-role-lacks-ssmmessages\n    path: '*p{i}*x/'\n    reason: because\n")
    return {DEEP + "main.tf": PROVIDER + many(n, lacking), ".execlint.yaml": "suppress:\n" + entries}


@case("services x globs for paths of environments, deep", 60, fast=True)
def services_environments(n):
    globs = ", ".join(f"'*p{i}*x/'" for i in range(n))
    return {DEEP + "main.tf": PROVIDER + many(n, lacking),
            ".execlint.yaml": f"environments:\n  production:\n    paths: [{globs}]\n    exec: allowed\n"}


@case("names of environments", 240)
def environments(n):
    names = ", ".join(f"e{i}-*" for i in range(n))
    return root(many(10, lacking)) | {".execlint.yaml": f"environments:\n  production:\n    names: [{names}]\n    exec: forbidden\n"}


@case("variables of the configuration", 200)
def configured_variables(n):
    return root(many(n, lambda i: f'variable "v{i}" {{}}\n'), BASE) | {
        ".execlint.yaml": "variables:\n" + many(n, lambda i: f"  v{i}: a\n")}


@case("findings in one Terraform file", 60)
def findings(n):
    return root(many(n, lacking))


@case("findings beside secrets in one file", 60, fast=True)
def findings_and_secrets(n):
    container = ('[{ name = "app", image = "nginx", readonlyRootFilesystem = true, '
                 'environment = [{ name = "A", value = "secret" }] }]')
    return root(role("task"), role_policy("exec", "task"),
                many(n, lambda i: task(f"t{i}", containers=container) + service(f"s{i}", task_label=f"t{i}")))


@case("findings, one a file", 40)
def findings_in_files(n):
    return {f"r{i}/main.tf": PROVIDER + lacking(i) for i in range(n)}


@case("findings of one module's calls", 40)
def findings_of_calls(n):
    return {"main.tf": PROVIDER + many(n, lambda i: f'module "m{i}" {{\n  source = "./m"\n}}\n'), "m/main.tf": lacking(0)}


def long_module(letters):
    """A module whose name is that long, of 500 task definitions with a finding."""
    container = '[{ name = "c", image = "n", readonlyRootFilesystem = true }]'
    return {"main.tf": PROVIDER + f'module "{"m" * letters}" {{\n  source = "./m"\n}}\n',
            "m/main.tf": many(500, lambda i: task(f"t{i}", containers=container))}


@case("syntax errors", 100, statuses=(3,))
def errors(n):
    return {"main.tf": PROVIDER + BASE} | {f"f{i}.tf": 'resource "aws_ecs_service" "s" {\n  name = \n' for i in range(n)}


@case("syntax errors of one file", 60, statuses=(3,))
def errors_of_file(n):
    return root(BASE, many(n, lambda i: f'resource "aws_ecs_service" "s{i}" {{\n  name = = 1\n}}\n'))


@case("syntax errors in many files of one root", 4, statuses=(3,), fast=True)
def errors_of_files(n):
    return root(BASE) | {f"f{i}.tf": many(120, lambda j: f'resource "aws_ecs_service" "s{j}" {{\n  name = = 1\n}}\n')
                         for i in range(n)}


def unknown(i):
    return f'variable "role{i}" {{}}\n' + task(f"t{i}", f"var.role{i}") + service(f"s{i}", f"t{i}")


@case("things that could not be determined", 60, "--show-unknown")
def unknowns(n):
    return root(many(n, unknown))


def baseline_of(n):
    """A baseline of as many entries as there are findings, none of which is one of them."""
    entries = many(n, lambda i: f"main.tf task-role-lacks-ssmmessages error 1 {i:016x} {i + n:016x} it lacks something\n")
    return root(many(n, lacking)) | {"baseline": "# execlint baseline v1\n" + entries}


case("entries of a baseline", 60, "--baseline", "baseline")(baseline_of)


@case("Terraform roots that read a role of one name", 50, fast=True)
def same_name(n):
    arn = '"arn:aws:iam::123456789012:role/task"'
    return ({f"a{i}/main.tf": PROVIDER + role("task") for i in range(n)} |
            {f"b{i}/main.tf": PROVIDER + task("app", arn) + service("app") for i in range(n)})


@case("Terraform roots that read a parameter known in part", 30, fast=True)
def same_parameter(n):
    made = PROVIDER + 'variable "p" {}\n' + role("r") + '''resource "aws_ssm_parameter" "p" {
  name  = "/${var.p}/x"
  type  = "String"
  value = aws_iam_role.r.arn
}
'''
    read = PROVIDER + 'variable "q" {}\n' + '''data "aws_ssm_parameter" "d" {
  name = "/${var.q}/x"
}
''' + task("t", "data.aws_ssm_parameter.d.value") + service("s", "t")
    return {f"a{i}/main.tf": made for i in range(n)} | {f"b{i}/main.tf": read for i in range(n)}


@case("modules that are not in the project", 200, fast=True)
def unseen_modules(n):
    return root(many(n, lambda i: f'''module "m{i}" {{
  source                 = "terraform-aws-modules/ecs/aws"
  enable_execute_command = true
}}
'''))
