"""Clusters, services, task definitions and containers; API JSON."""
import json

from inputs import (PROVIDER, SESSION_ACTIONS, case, many, role, role_policy, root, service, stack_role, stack_service,
                    stack_task, task, template)

BASE = role("task") + role_policy("exec", "task") + task("app")


def cluster(label):
    return f'resource "aws_ecs_cluster" "{label}" {{\n  name = "{label}"\n}}\n'


@case("services of one cluster", 100)
def services(n):
    return root(BASE, cluster("main"), many(n, lambda i: service(f"s{i}", cluster="aws_ecs_cluster.main.id")))


@case("clusters x services, by reference", 100)
def clusters(n):
    return root(BASE, many(n, lambda i: cluster(f"c{i}") + service(f"s{i}", cluster=f"aws_ecs_cluster.c{i}.id")))


@case("clusters x services, by name", 100, fast=True)
def clusters_by_name(n):
    return root(BASE, many(n, lambda i: cluster(f"c{i}") + service(f"s{i}", cluster=f'"c{i}"')))


@case("task definitions x services, by family", 100, fast=True)
def by_family(n):
    return root(role("task"), role_policy("exec", "task"), many(n, lambda i: task(f"t{i}") + service(f"s{i}").replace(
        "aws_ecs_task_definition.app.arn", f'"t{i}"')))


@case("schedules that turn exec off, each for a service", 100)
def schedules(n):
    def one(i):
        return f'''resource "aws_scheduler_schedule" "s{i}" {{
  target {{
    arn   = "arn:aws:scheduler:::aws-sdk:ecs:updateService"
    input = jsonencode({{ Cluster = "main", Service = "s{i}", EnableExecuteCommand = false }})
  }}
}}
'''
    return root(BASE, cluster("main"), many(n, lambda i: service(f"s{i}", cluster="aws_ecs_cluster.main.id") + one(i)))


@case("capacity providers of one cluster", 150)
def providers(n):
    names = ", ".join(f"aws_ecs_capacity_provider.p{i}.name" for i in range(n))
    def one(i):
        return f'''resource "aws_ecs_capacity_provider" "p{i}" {{
  name = "p{i}"
  auto_scaling_group_provider {{
    auto_scaling_group_arn = aws_autoscaling_group.p{i}.arn
  }}
}}
resource "aws_autoscaling_group" "p{i}" {{
  name             = "p{i}"
  launch_template {{
    id = aws_launch_template.p{i}.id
  }}
}}
resource "aws_launch_template" "p{i}" {{
  name      = "p{i}"
  user_data = base64encode("echo ECS_CLUSTER=main >> /etc/ecs/ecs.config")
}}
'''
    return root(BASE, cluster("main"), many(n, one), f'''resource "aws_ecs_cluster_capacity_providers" "main" {{
  cluster_name       = aws_ecs_cluster.main.name
  capacity_providers = [{names}]
  default_capacity_provider_strategy {{
    capacity_provider = aws_ecs_capacity_provider.p0.name
  }}
}}
''', service("s", cluster="aws_ecs_cluster.main.id").replace('  launch_type            = "FARGATE"\n', ""))


@case("log groups x clusters", 100)
def log_groups(n):
    return root(BASE, many(n, lambda i: f'''resource "aws_cloudwatch_log_group" "l{i}" {{
  name = "/exec/c{i}"
}}
resource "aws_ecs_cluster" "c{i}" {{
  name = "c{i}"
  configuration {{
    execute_command_configuration {{
      logging = "OVERRIDE"
      log_configuration {{
        cloud_watch_log_group_name = "/exec/c{i}"
      }}
    }}
  }}
}}
''' + service(f"s{i}", cluster=f"aws_ecs_cluster.c{i}.id")))


def containers_of(n, more=""):
    return "[" + ", ".join('{ name = "c%d", image = "nginx"%s }' % (i, more) for i in range(n)) + "]"


@case("containers of one task definition", 300, fast=True)
def containers(n):
    return root(role("task"), role_policy("exec", "task"), task("app", containers=containers_of(n)), service("s"))


@case("containers that each have findings", 100, fast=True)
def bad_containers(n):
    return root(role("task"), role_policy("exec", "task"), service("s"),
                task("app", containers=containers_of(n, ", readonlyRootFilesystem = true")))


@case("containers x services", 30)
def containers_services(n):
    return root(role("task"), role_policy("exec", "task"), many(n, lambda i: service(f"s{i}")),
                task("app", containers=containers_of(30)))


@case("template: containers of one task definition", 300)
def template_containers(n):
    all_of_them = "[" + ", ".join("{Name: c%d, Image: nginx}" % i for i in range(n)) + "]"
    return {"stack.yaml": template(stack_role("Role") + stack_task("Task", containers=all_of_them) + stack_service("Service"))}


@case("environment variables of one container", 1000)
def variables(n):
    entries = ", ".join('{ name = "V%d", value = "%d" }' % (i, i) for i in range(n))
    return root(role("task"), role_policy("exec", "task"), service("s"), task(
        "app", containers='[{ name = "app", image = "nginx", environment = [%s] }]' % entries))


@case("services by count", 60, fast=True)
def by_count(n):
    return root(BASE, service("s", more=f"  count = {n}\n"))


@case("services by for_each", 60)
def by_for_each(n):
    return root(BASE, service("s", more=f'  for_each = toset([for i in range({n}) : "k${{i}}"])\n'))


def module_by_count(outer, inner):
    return {"main.tf": PROVIDER + f'module "m" {{\n  source = "./m"\n  count  = {outer}\n}}\n',
            "m/main.tf": BASE + service("s", more=f"  count = {inner}\n")}


@case("count x count, the module's", 16, fast=True)
def count_of_modules(n):
    return module_by_count(n, 16)


@case("count x count, the service's", 16)
def count_of_services(n):
    return module_by_count(16, n)


def api_task(i, containers=None):
    return {"taskDefinition": {"taskDefinitionArn": f"arn:aws:ecs:eu-central-1:123456789012:task-definition/t{i}:1",
                               "family": f"t{i}", "revision": 1, "networkMode": "awsvpc",
                               "requiresCompatibilities": ["FARGATE"],
                               "containerDefinitions": containers or [{"name": "app", "image": "nginx"}]}}


def api_service(i):
    return {"serviceArn": f"arn:aws:ecs:eu-central-1:123456789012:service/main/s{i}", "serviceName": f"s{i}",
            "clusterArn": "arn:aws:ecs:eu-central-1:123456789012:cluster/main", "launchType": "FARGATE",
            "taskDefinition": f"arn:aws:ecs:eu-central-1:123456789012:task-definition/t{i}:1", "enableExecuteCommand": True}


@case("API JSON: files of one folder", 100, fast=True)
def api_files(n):
    files = {f"task{i}.json": json.dumps(api_task(i), indent=1) for i in range(n)}
    files |= {f"service{i}.json": json.dumps({"services": [api_service(i)], "failures": []}, indent=1) for i in range(n)}
    return files


@case("API JSON: services of one answer", 100)
def api_answer(n):
    return {"task.json": json.dumps(api_task(0), indent=1), "services.json": json.dumps(
        {"services": [api_service(i) | {"taskDefinition": "t0"} for i in range(n)], "failures": []}, indent=1)}


@case("API JSON: task definitions in folders of their own", 60)
def api_folders(n):
    files = {f"tasks/{i}/task.json": json.dumps(api_task(i), indent=1) for i in range(n)}
    files |= {f"services/{i}/service.json": json.dumps({"services": [api_service(i)], "failures": []}, indent=1)
              for i in range(n)}
    return files


@case("API JSON: launchers and task definitions of one name", 40, fast=True)
def one_family(n):
    files = {f"dev/t{i}/task.json": json.dumps(api_task(0), indent=1) for i in range(n)}
    files |= {f"dev/s{i}/service.json": json.dumps({"services": [api_service(i) | {"taskDefinition": "t0"}], "failures": []})
              for i in range(n)}
    return files


def findings_of(n):
    containers = [{"name": f"c{i}", "image": "nginx", "readonlyRootFilesystem": True, "pseudoTerminal": True} for i in range(n)]
    return {"task.json": json.dumps(api_task(0, containers), indent=1),
            "service.json": json.dumps({"services": [api_service(0)], "failures": []}, indent=1)}


def findings_of_label(n, label):
    containers = ", ".join(f'{{ name = "c{i}", image = "n", readonlyRootFilesystem = true }}' for i in range(n))
    return {"main.tf": PROVIDER + f'''resource "aws_ecs_task_definition" "{label}" {{
  family                = "x"
  container_definitions = jsonencode([{containers}])
}}
'''}


def large_json(n):
    """Task definitions of 7.5 MB each."""
    environment = ",".join(['{"name":"a","value":"b"}'] * 300_000)
    text = f'{{"family":"a","containerDefinitions":[{{"name":"a","image":"b","environment":[{environment}]}}]}}'
    return {f"f{i}.json": text for i in range(n)}


for how in ("text", "concise", "json", "sarif", "junit", "markdown", "github", "gitlab"):
    case(f"findings in one JSON file, as {how}", 200, "--format", how, fast=how in ("text", "sarif"))(findings_of)


@case("services with exec off that share a role", 150, fast=True)
def off_with_one_role(n):
    off = lambda i: service(f"s{i}").replace("enable_execute_command = true", "enable_execute_command = false")
    return root(role("task"), role_policy("exec", "task"), task("app"), many(n, off))
