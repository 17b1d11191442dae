"""Roles, their policies, and who may call what."""
from inputs import (SESSION_ACTIONS, case, many, policy, role, role_policy, root, service, stack_role, stack_service,
                    stack_task, task, template)

ONE_SERVICE = role("task") + task("app") + service("app")


def managed(i):
    return f'''resource "aws_iam_policy" "p{i}" {{
  name   = "p{i}"
  policy = jsonencode({policy(["s3:Get%d" % i])})
}}
'''


def attachment(i, to="aws_iam_role.task.name", arn=None):
    return f'''resource "aws_iam_role_policy_attachment" "a{i}" {{
  role       = {to}
  policy_arn = {arn or f"aws_iam_policy.p{i}.arn"}
}}
'''


@case("policies of one role, by reference", 200)
def by_reference(n):
    return root(ONE_SERVICE, many(n, managed), many(n, attachment))


@case("policies of one role, by name", 200, fast=True)
def by_name(n):
    return root(ONE_SERVICE, many(n, managed), many(
        n, lambda i: attachment(i, '"task"', f'"arn:aws:iam::123456789012:policy/p{i}"')))


@case("policies in the list of one role, by name", 300)
def in_list(n):
    names = ", ".join(f'"arn:aws:iam::123456789012:policy/p{i}"' for i in range(n))
    return root(role("task", more=f"  managed_policy_arns = [{names}]\n"), task("app"), service("app"), many(n, managed))


@case("inline policies of one role", 300)
def inline(n):
    return root(ONE_SERVICE, many(n, lambda i: role_policy(f"p{i}", "task", ["s3:Get%d" % i])))


@case("policies x services of one role", 100, fast=True)
def policies_services(n):
    return root(role("task"), task("app"), many(n, lambda i: service(f"s{i}")), many(n, managed), many(n, attachment))


@case("policies x task definitions of one role", 100)
def policies_tasks(n):
    return root(role("task"), many(n, lambda i: task(f"t{i}") + service(f"s{i}", f"t{i}")), many(n, managed),
                many(n, attachment))


@case("roles x services, by reference", 100, fast=True)
def roles_services(n):
    return root(many(n, lambda i: role(f"r{i}") + role_policy(f"r{i}", f"r{i}") + task(f"t{i}", f"aws_iam_role.r{i}.arn") +
                     service(f"s{i}", f"t{i}")))


@case("roles x services, by name", 100, fast=True)
def roles_services_by_name(n):
    def one(i):
        arn = f'"arn:aws:iam::123456789012:role/r{i}"'
        return (role(f"r{i}") + managed(i) + attachment(i, f'"r{i}"', f'"arn:aws:iam::123456789012:policy/p{i}"') +
                task(f"t{i}", arn) + service(f"s{i}", f"t{i}"))
    return root(many(n, one))


@case("one policy of many roles", 100)
def one_policy(n):
    roles = ", ".join(f"aws_iam_role.r{i}.name" for i in range(n))
    return root(managed(0), f'''resource "aws_iam_policy_attachment" "all" {{
  name       = "all"
  roles      = [{roles}]
  policy_arn = aws_iam_policy.p0.arn
}}
''', many(n, lambda i: role(f"r{i}") + task(f"t{i}", f"aws_iam_role.r{i}.arn") + service(f"s{i}", f"t{i}")))


@case("lists of all policies of a role", 100)
def exclusive(n):
    def one(i):
        return role(f"r{i}") + role_policy(f"r{i}", f"r{i}") + f'''resource "aws_iam_role_policies_exclusive" "r{i}" {{
  role_name    = aws_iam_role.r{i}.name
  policy_names = [aws_iam_role_policy.r{i}.name]
}}
''' + task(f"t{i}", f"aws_iam_role.r{i}.arn") + service(f"s{i}", f"t{i}")
    return root(many(n, one))


@case("policies that nothing has, beside roles that lack one", 100)
def unattached(n):
    def one(i):
        return f'''resource "aws_iam_policy" "p{i}" {{
  name   = "p{i}"
  policy = jsonencode({policy()})
}}
''' + role(f"r{i}") + task(f"t{i}", f"aws_iam_role.r{i}.arn") + service(f"s{i}", f"t{i}")
    return root(many(n, one))


def one_policy_of(document):
    return root(ONE_SERVICE, f'''resource "aws_iam_role_policy" "all" {{
  role   = aws_iam_role.task.id
  policy = jsonencode({document})
}}
''')


@case("statements of one policy", 120)
def statements(n):
    one = '{ Effect = "Allow", Action = "s3:Get%d", Resource = "*" }'
    return one_policy_of(f'{{ Version = "2012-10-17", Statement = [{", ".join(one % i for i in range(n))}] }}')


@case("roles x statements of one policy", 60, fast=True, statuses=(0, 1, 3))
def roles_statements(n):
    one = '{ Effect = "Allow", Action = "ssmmessages:Get%d", Resource = "*" }'
    statements = ", ".join(one % i for i in range(8 * n))
    return root(f'''resource "aws_iam_policy" "p" {{
  policy = jsonencode({{ Version = "2012-10-17", Statement = [{statements}] }})
}}
''', many(n, lambda i: role(f"r{i}") + attachment(i, f"aws_iam_role.r{i}.name", "aws_iam_policy.p.arn") +
                task(f"t{i}", f"aws_iam_role.r{i}.arn") + service(f"s{i}", f"t{i}")))


def document(statements):
    return f'''data "aws_iam_policy_document" "d" {{
{statements}}}
resource "aws_iam_policy" "p" {{
  name   = "p"
  policy = data.aws_iam_policy_document.d.json
}}
'''


@case("statements of one policy document", 120, fast=True)
def document_statements(n):
    return root(ONE_SERVICE, role_policy("exec", "task"), document(many(n, lambda i: f'''  statement {{
    sid       = "s{i}"
    actions   = ["s3:GetObject"]
    resources = ["*"]
  }}
''')))


@case("principals and conditions of one policy document", 100)
def document_principals(n):
    one = '''    principals {{
      type        = "T{0}"
      identifiers = ["a"]
    }}
    condition {{
      test     = "T{0}"
      variable = "a"
      values   = ["b"]
    }}
'''
    return root(ONE_SERVICE, role_policy("exec", "task"), document('  statement {\n    actions   = ["s3:GetObject"]\n    resources = ["*"]\n' +
                               many(n, one.format) + "  }\n"))


@case("actions of one statement", 2000)
def actions(n):
    return one_policy_of(policy(["s3:Get%d" % i for i in range(n)] + SESSION_ACTIONS))


@case("resources of one statement", 2000)
def resources(n):
    return one_policy_of(policy(resource=["arn:aws:s3:::bucket%d" % i for i in range(n)]))


@case("principals that may execute commands", 200)
def callers(n):
    return root(ONE_SERVICE, many(n, lambda i: role(f"r{i}") + role_policy(f"c{i}", f"r{i}", ["ecs:ExecuteCommand"])))


@case("template: policies that name their roles", 100)
def template_policies(n):
    def one(i):
        return stack_role(f"Role{i}") + f'''  Policy{i}:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: p{i}
      Roles: [!Ref Role{i}]
      PolicyDocument: {policy()}
''' + stack_task(f"Task{i}", f"!GetAtt Role{i}.Arn") + stack_service(f"Service{i}", f"!Ref Task{i}")
    return {"stack.yaml": template(many(n, one))}


def boundary(i):
    return (role(f"r{i}", more=f'  permissions_boundary = "arn:aws:iam::123456789012:policy/${{var.p}}b{i}"\n') +
            role_policy(f"x{i}", f"r{i}") + task(f"t{i}", f"aws_iam_role.r{i}.arn") + service(f"s{i}", f"t{i}") +
            f'''resource "aws_iam_policy" "b{i}" {{
  name   = "${{var.q}}b{i}"
  policy = jsonencode({policy()})
}}
''')


VARIABLES = 'variable "p" {}\nvariable "q" {}\n'


@case("permission boundaries known in part", 50, fast=True)
def boundaries(n):
    return root(VARIABLES, many(n, boundary))


def perhaps(i, name, attached_to):
    return (role(f"r{i}", name) + task(f"t{i}", f"aws_iam_role.r{i}.arn") + service(f"s{i}", f"t{i}") +
            f'''resource "aws_iam_role_policy" "x{i}" {{
  name   = "x{i}"
  role   = "{attached_to}"
  policy = jsonencode({policy()})
}}
''')


@case("policies of roles whose names are known in part", 50, fast=True)
def perhaps_attached(n):
    return root(VARIABLES, many(n, lambda i: perhaps(i, f"${{var.p}}-r{i}-${{var.q}}", f"${{var.q}}-r{i}-${{var.p}}")))


@case("policies whose roles are known in part", 60, fast=True)
def perhaps_of_roles(n):
    return root(VARIABLES, many(n, lambda i: perhaps(i, f"r{i}", f"${{var.p}}{i}")))


@case("variables that do not end, in a policy's resource", 2000, fast=True)
def open_variables(n):
    own = f"      Policies: [{{PolicyName: a, PolicyDocument: {policy('ssmmessages:*', '${' * n)}}}]\n"
    return {"stack.yaml": template(stack_role("Role", more=own) + stack_task("Task") + stack_service("Service"))}


def logging_cluster(name):
    return f'''resource "aws_cloudwatch_log_group" "g" {{
  name = "{name}"
}}
resource "aws_ecs_cluster" "c" {{
  name = "c"
  configuration {{
    execute_command_configuration {{
      logging = "OVERRIDE"
      log_configuration {{
        cloud_watch_log_group_name = aws_cloudwatch_log_group.g.name
      }}
    }}
  }}
}}
'''


def log_pattern(i):
    return "arn:aws:logs:eu-central-1:123456789012:log-group:" + "*a" * 30 + f"b{i}*"


@case("letters of a log group's name, against patterns", 2000, fast=True)
def long_name(n):
    return root(role("task"), role_policy("exec", "task"), f'''resource "aws_iam_role_policy" "logs" {{
  role   = aws_iam_role.task.id
  policy = jsonencode({policy("logs:*", [log_pattern(i) for i in range(20)])})
}}
''', task("app"), logging_cluster("a" * n), service("s", cluster="aws_ecs_cluster.c.arn"))


@case("policies of one role that open every cluster", 60, fast=True)
def grants_of_one_role(n):
    return root(role("task"), many(n, lambda i: role_policy(f"p{i}", "task", ["ecs:ExecuteCommand"])))


@case("groups x users that may open every cluster", 60)
def grants_of_groups(n):
    def group(i):
        members = ", ".join(f'"user{(i + j) % n}"' for j in range(20))
        return f'''resource "aws_iam_group" "g{i}" {{
  name = "group{i}"
}}
resource "aws_iam_user" "u{i}" {{
  name = "user{i}"
}}
resource "aws_iam_group_membership" "m{i}" {{
  name  = "m{i}"
  group = "group{i}"
  users = [{members}]
}}
resource "aws_iam_group_policy" "p{i}" {{
  group  = "group{i}"
  policy = jsonencode({policy(["ecs:ExecuteCommand"])})
}}
'''
    return root(many(n, group))
