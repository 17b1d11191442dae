#!/usr/bin/env python3
"""The benchmark: execlint against `rg -c ''` on the same trees, in one run.

    bench/run.py [--execlint PROGRAM] [--tree FOLDER]...

Generates trees of 1,000 and 10,000 files from a seed (2 % of them speak of ECS), times whole
processes (median of 20, alternating with rg so that both meet the same machine), and prints each
bar beside what was measured, and how many MB a second each syntax is read with. --tree adds real
trees. Exits 1 when a bar is missed.
"""
import argparse
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 20
REPOSITORY = pathlib.Path(__file__).resolve().parent.parent

SERVICE = '''resource "aws_ecs_cluster" "{n}" {{
  name = "{n}"
}}

resource "aws_iam_role" "{n}" {{
  name               = "{n}-task"
  assume_role_policy = jsonencode({{
    Version   = "2012-10-17"
    Statement = [{{ Effect = "Allow", Action = "sts:AssumeRole", Principal = {{ Service = "ecs-tasks.amazonaws.com" }} }}]
  }})
}}

resource "aws_ecs_task_definition" "{n}" {{
  family                   = "{n}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  task_role_arn            = aws_iam_role.{n}.arn
  container_definitions    = jsonencode([{{ name = "{n}", image = "nginx:{v}" }}])
}}

resource "aws_ecs_service" "{n}" {{
  name                   = "{n}"
  cluster                = aws_ecs_cluster.{n}.id
  task_definition        = aws_ecs_task_definition.{n}.arn
  enable_execute_command = true
}}
'''
TEMPLATE = '''AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{{Effect: Allow, Action: "sts:AssumeRole", Principal: {{Service: ecs-tasks.amazonaws.com}}}}]
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: {n}
      TaskRoleArn: !GetAtt Role.Arn
      ContainerDefinitions: [{{Name: {n}, Image: "nginx:{v}"}}]
  Service:
    Type: AWS::ECS::Service
    Properties: {{TaskDefinition: !Ref Task, EnableExecuteCommand: true}}
'''


def plain_terraform(rng, name):
    blocks = []
    for i in range(rng.randint(2, 14)):
        kind = rng.choice(["aws_s3_bucket", "aws_sqs_queue", "aws_lambda_function", "aws_dynamodb_table"])
        lines = "\n".join(f'  {rng.choice(["name", "policy", "description", "memory", "timeout"])}_{k} = '
                          f'"{rng.getrandbits(64):x}-${{var.name}}"' for k in range(rng.randint(2, 12)))
        blocks.append(f'resource "{kind}" "{name}_{i}" {{\n{lines}\n\n  tags = merge(var.tags, {{ Name = "{name}" }})\n}}\n')
    return 'variable "name" {\n  type = string\n}\n\nvariable "tags" {\n  type    = map(string)\n  default = {}\n}\n\n' + "\n".join(blocks)


def plain_yaml(rng, name):
    return "".join(f"{name}_{i}:\n  kind: {rng.choice(['Deployment', 'Service', 'ConfigMap'])}\n  value: {rng.getrandbits(64):x}\n"
                   for i in range(rng.randint(5, 60)))


def plain_json(rng, name):
    return "{\n" + ",\n".join(f'  "{name}_{i}": {{"id": "{rng.getrandbits(64):x}", "size": {rng.randint(1, 9999)}}}'
                              for i in range(rng.randint(5, 60))) + "\n}\n"


def generate(folder, count, seed=1):
    """Folders of about eight files, as repositories have them; 2 % of the files speak of ECS."""
    rng = random.Random(seed)
    for i in range(count):
        name = f"n{i}"
        path = pathlib.Path(folder) / f"team{i // 200}" / f"stack{i // 8}"
        path.mkdir(parents=True, exist_ok=True)
        if rng.random() < 0.02:
            if rng.random() < 0.7:
                (path / f"{name}.tf").write_text(SERVICE.format(n=name, v=rng.randint(1, 99)))
            else:
                (path / f"{name}.yaml").write_text(TEMPLATE.format(n=name, v=rng.randint(1, 99)))
            continue
        make, ending = rng.choice([(plain_terraform, "tf")] * 6 + [(plain_yaml, "yaml")] * 2 + [(plain_json, "json")])
        (path / f"{name}.{ending}").write_text(make(rng, name))


def run(command, cwd):
    """Wall seconds and peak memory (MB) of one run of a whole process."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"{command}: exit status {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def race(commands, cwd):
    """Median seconds and largest memory of each command, run in turn."""
    results = [[] for _ in commands]
    for command in commands:  # once to warm the page cache
        run(command, cwd)
    for _ in range(ROUNDS):
        for command, result in zip(commands, results):
            result.append(run(command, cwd))
    return [(statistics.median(s for s, _ in r), max(m for _, m in r)) for r in results]


def parse_speed(program, folder):
    """Megabytes a second of each syntax, on the generated files."""
    build = pathlib.Path(program).parent
    subprocess.run(["cmake", "--build", str(build), "--target", "parse_speed"], check=True, stdout=subprocess.DEVNULL)
    paths = "".join(f"{p}\n" for p in sorted(pathlib.Path(folder).rglob("*.*")))
    answer = subprocess.run([build / "parse_speed"], input=paths, check=True, capture_output=True, text=True)
    for line in answer.stdout.splitlines():
        print("     " + line)


class Bars:
    missed = 0

    def line(self, what, measured, bar, unit):
        ok = measured <= bar
        self.missed += not ok
        print(f"{'ok  ' if ok else 'MISS'} {what:<52} {measured:9.2f} {unit:<6} bar {bar:g}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--execlint", default=str(REPOSITORY / "build" / "execlint"))
    parser.add_argument("--tree", action="append", default=[], help="a real tree to time as well")
    options = parser.parse_args()
    program = str(pathlib.Path(options.execlint).resolve())
    if shutil.which("rg") is None:
        sys.exit("rg is not installed (Debian's package ripgrep)")
    lint = [program, "lint", ".", "--fail-on", "never"]
    rg = ["rg", "-c", ""]
    bars = Bars()
    with tempfile.TemporaryDirectory() as work:
        trees = {}
        for count in (1000, 10000):
            folder = os.path.join(work, str(count))
            os.makedirs(os.path.join(folder, ".git"))
            generate(folder, count)
            trees[f"{count:,} generated files"] = folder
        for tree in options.tree:
            trees[os.path.basename(os.path.abspath(tree))] = tree
        seconds = {}
        for name, folder in trees.items():
            (ours, memory), (theirs, _) = race([lint, rg], folder)
            seconds[name] = ours
            print(f"     {name}: execlint {ours * 1000:.0f} ms, {memory:.0f} MB; rg {theirs * 1000:.0f} ms")
            bars.line(f"{name}: times rg", ours / theirs, 5, "x")
            if name.startswith("10,000"):
                bars.line(f"{name}: peak memory", memory, 200, "MB")
        bars.line("10 times the files: times the time",
                  seconds["10,000 generated files"] / seconds["1,000 generated files"], 10.5, "x")
        folder = trees["1,000 generated files"]
        changed = next(str(p.relative_to(folder)) for p in sorted(pathlib.Path(folder).rglob("*.tf"))
                       if "aws_ecs_service" in p.read_text())
        [(one, _)] = race([[program, "lint", changed, "--fail-on", "never"]], folder)
        bars.line("one changed file of 1,000", one * 1000, 30, "ms")
        folder = trees["10,000 generated files"]
        names = [str(p.relative_to(folder)) for p in sorted(pathlib.Path(folder).rglob("*.*"))
                 if p.is_file()][:5000]
        [(named, _), (whole, _)] = race([lint[:2] + ["--fail-on", "never", "--"] + names, lint], folder)
        bars.line("5,000 files named: times the whole folder", named / whole, 1.2, "x")
        [(cold, _)] = race([[program, "--version"]], folder)
        bars.line("cold start (--version)", cold * 1000, 5, "ms")
        parse_speed(program, folder)
    sys.exit(1 if bars.missed else 0)


if __name__ == "__main__":
    main()
