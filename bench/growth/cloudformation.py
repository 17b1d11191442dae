"""CloudFormation's own ways to grow."""
import json

from inputs import SESSION_ACTIONS, case, many, policy, stack_role, stack_service, stack_task, template

ROLE = stack_role("Role", f'''      Policies:
        - PolicyName: exec
          PolicyDocument: {policy()}
''')
BASE = ROLE + stack_task("Task") + stack_service("Service")


def named(expression):
    return BASE.replace("ServiceName: Service", f"ServiceName: {expression}")


@case("template: services x keys of a mapping", 50, fast=True)
def find_in_map(n):
    keys = "  M:\n" + many(n, lambda i: f"    r{i}: {{v: x{i}}}\n")
    return {"stack.yaml": template(ROLE + stack_task("Task") + many(n, lambda i: stack_service(f"Service{i}").replace(
        f"ServiceName: Service{i}", f"ServiceName: !FindInMap [M, r{i}, v]")), Mappings=keys)}


@case("template: services x keys of a mapping, an unknown key", 100)
def find_in_map_by_parameter(n):
    keys = "  M:\n" + many(n, lambda i: f"    r{i}: {{v: x}}\n")
    return {"stack.yaml": template(ROLE + stack_task("Task") + many(n, lambda i: stack_service(f"Service{i}").replace(
        f"ServiceName: Service{i}", "ServiceName: !FindInMap [M, !Ref Key, v]")), Mappings=keys, Parameters="  Key: {Type: String}\n")}


@case("template: services", 60)
def services(n):
    return {"stack.yaml": template(ROLE + stack_task("Task") + many(n, lambda i: stack_service(f"Service{i}")))}


@case("template in JSON: services", 60)
def json_services(n):
    resources = {"Role": {"Type": "AWS::IAM::Role", "Properties": {}}, "Task": {
        "Type": "AWS::ECS::TaskDefinition", "Properties": {"ContainerDefinitions": [{"Name": "app", "Image": "nginx"}]}}}
    resources |= {f"Service{i}": {"Type": "AWS::ECS::Service", "Properties": {
        "TaskDefinition": {"Ref": "Task"}, "EnableExecuteCommand": True}} for i in range(n)}
    return {"stack.json": json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}, indent=1)}


@case("template: clusters x services", 60)
def clusters(n):
    return {"stack.yaml": template(ROLE + stack_task("Task") + many(n, lambda i: stack_service(
        f"Service{i}", cluster=f"!Ref Cluster{i}") + f"  Cluster{i}: {{Type: AWS::ECS::Cluster}}\n"))}


@case("template: parameters", 500)
def parameters(n):
    return {"stack.yaml": template(named("!Join ['', [" + ", ".join(f"!Ref P{i}" for i in range(n)) + "]]"),
                                   Parameters=many(n, lambda i: f"  P{i}: {{Type: String, Default: a}}\n"))}


@case("template: conditions in a chain", 100)
def conditions(n):
    body = "  C0: !Equals [!Ref P, a]\n" + many(n, lambda i: f"  C{i + 1}: !And [!Condition C{i}, !Condition C{i}]\n")
    return {"stack.yaml": template(BASE.replace("Type: AWS::ECS::Service\n", f"Type: AWS::ECS::Service\n    Condition: C{n}\n"),
                                   Parameters="  P: {Type: String, Default: a}\n", Conditions=body)}


@case("template: parts of Fn::Sub", 500)
def sub(n):
    return {"stack.yaml": template(named('!Sub "' + "x${P}" * n + '"'), Parameters="  P: {Type: String, Default: a}\n")}


@case("template: elements of Fn::Join", 500)
def join(n):
    return {"stack.yaml": template(named("!Join ['', [" + ", ".join(["a"] * n) + "]]"))}


@case("template: Fn::If inside each other", 12)
def nested_if(n):
    return {"stack.yaml": template(named("!If [C, a, " * n + "b" + "]" * n), Parameters="  P: {Type: String, Default: a}\n",
                                   Conditions="  C: !Equals [!Ref P, a]\n")}


@case("template: resources that are not of ECS", 500)
def others(n):
    return {"stack.yaml": template(BASE + many(n, lambda i: f"  B{i}:\n    Type: AWS::S3::Bucket\n    Properties: {{BucketName: b{i}}}\n"))}


@case("template: aliases of one anchor", 200)
def aliases(n):
    return {"stack.yaml": template(BASE + "  First: &first\n    Type: AWS::S3::Bucket\n" + many(n, lambda i: f"  B{i}: *first\n"))}


@case("template: lists inside each other", 50)
def nested_lists(n):
    return {"stack.yaml": template(BASE + "  X:\n    Type: AWS::S3::Bucket\n    Properties: {A: " + "[" * n + "]" * n + "}\n")}


@case("template: plain elements of a list in one line", 3000, fast=True)
def plain_list(n):
    return {"stack.yaml": "Metadata: {a: [" + ",".join(["a"] * n) + "]}\n" + template(BASE)}


@case("nested stacks", 14)
def nested_stacks(n):
    parent = template(many(n, lambda i: f"  S{i}:\n    Type: AWS::CloudFormation::Stack\n    Properties: {{TemplateURL: ./child{i}.yaml}}\n"))
    return {"parent.yaml": parent} | {f"child{i}.yaml": template(BASE) for i in range(n)}


@case("stacks that import from stacks", 30, fast=True)
def imports(n):
    files = {}
    for i in range(n):
        files[f"a{i}.yaml"] = template(ROLE + f"  Cluster: {{Type: AWS::ECS::Cluster}}\n") + (
            f"Outputs:\n  Cluster: {{Value: !Ref Cluster, Export: {{Name: cluster{i}}}}}\n"
            f"  Role: {{Value: !GetAtt Role.Arn, Export: {{Name: role{i}}}}}\n")
        files[f"b{i}.yaml"] = template(stack_task("Task", f"!ImportValue role{i}") + stack_service(
            "Service", cluster=f"!ImportValue cluster{i}"))
    return files


@case("stacks that import from one stack", 30)
def imports_of_one(n):
    files = {"a.yaml": template(ROLE + "  Cluster: {Type: AWS::ECS::Cluster}\n") +
             "Outputs:\n  Cluster: {Value: !Ref Cluster, Export: {Name: cluster}}\n  Role: {Value: !GetAtt Role.Arn, Export: {Name: role}}\n"}
    for i in range(n):
        files[f"b{i}.yaml"] = template(stack_task("Task", "!ImportValue role") + stack_service("Service", cluster="!ImportValue cluster"))
    return files


@case("stacks that import one export each of one stack", 64)
def one_import_each(n):
    files = {"a.yaml": template(many(n, lambda i: stack_role(f"Role{i}"))) + "Outputs:\n" + many(
        n, lambda i: f"  Role{i}: {{Value: !GetAtt Role{i}.Arn, Export: {{Name: role{i}}}}}\n")}
    for i in range(n):
        files[f"b{i}.yaml"] = template(stack_task("Task", f"!ImportValue role{i}") + stack_service("Service"))
    return files


@case("findings of a template in one line", 125, "--format", "sarif", fast=True)
def findings_in_one_line(n):
    resources = {}
    for i in range(n):
        resources[f"T{i}"] = {"Type": "AWS::ECS::TaskDefinition", "Properties": {"ContainerDefinitions": [
            {"Name": "w", "Image": "i", "ReadonlyRootFilesystem": True}]}}
        resources[f"S{i}"] = {"Type": "AWS::ECS::Service", "Properties": {
            "TaskDefinition": {"Ref": f"T{i}"}, "EnableExecuteCommand": True}}
    return {"stack.json": json.dumps({"Resources": resources}, separators=(",", ":"))}


def exports(n):
    return template(ROLE) + "Outputs:\n" + many(n, lambda i: f"  O{i}: {{Value: !GetAtt Role.Arn, Export: {{Name: e{i}}}}}\n")


def imports_all(n):
    return template(stack_task("Task", "!ImportValue e0") + many(
        n, lambda i: stack_service(f"S{i}", cluster=f"!ImportValue e{i}")))


@case("stacks that import what each of many exports", 15, fast=True)
def exports_of_many(n):
    return {f"a{i}/a.yaml": exports(4) for i in range(n)} | {f"b{i}/b.yaml": imports_all(4) for i in range(n)}


@case("imports of a stack that 20 stacks export", 30, fast=True)
def imports_of_many(n):
    return {f"a{i}/a.yaml": exports(n) for i in range(20)} | {"b/b.yaml": imports_all(n)}


def of_many_values(n):
    """Services of which each depends on a parameter of 64 values."""
    values = ", ".join(f"v{i}" for i in range(64))
    return {"stack.yaml": f"Parameters:\n  E:\n    Type: String\n    AllowedValues: [{values}]\nConditions:\n" +
            many(64, lambda i: f"  C{i}: !Equals [!Ref E, v{i}]\n") + "Resources:\n" + many(n, lambda i: f'''  T{i}:
    Type: AWS::ECS::Service
    Properties:
      EnableExecuteCommand: !If [C{i % 64}, true, false]
      Cluster: !Sub "${{E}}{i}"
      TaskDefinition: !If [C{(i + 3) % 64}, a, b]
''')}
