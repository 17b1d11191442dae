"""VPCs and what is in them."""
from inputs import case, many, network, role, role_policy, root, service, task

BASE = role("task") + role_policy("exec", "task") + task("app")


def vpc(label):
    return f'''resource "aws_vpc" "{label}" {{
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}}
'''


def subnet(label, vpc_label="main", number=0):
    return f'''resource "aws_subnet" "{label}" {{
  vpc_id     = aws_vpc.{vpc_label}.id
  cidr_block = "10.0.{number % 256}.0/24"
}}
'''


def group(label, vpc_label="main", more=""):
    return f'''resource "aws_security_group" "{label}" {{
  vpc_id = aws_vpc.{vpc_label}.id
{more}}}
'''


def endpoint(label, vpc_label="main", what="ssmmessages", groups="aws_security_group.main.id", subnets="aws_subnet.main.id"):
    return f'''resource "aws_vpc_endpoint" "{label}" {{
  vpc_id              = aws_vpc.{vpc_label}.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.eu-central-1.{what}"
  private_dns_enabled = true
  subnet_ids          = [{subnets}]
  security_group_ids  = [{groups}]
}}
'''


def table(label, vpc_label="main", to="nat"):
    return f'''resource "aws_route_table" "{label}" {{
  vpc_id = aws_vpc.{vpc_label}.id
}}
resource "aws_route" "{label}" {{
  route_table_id         = aws_route_table.{label}.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.{to}.id
}}
resource "aws_route_table_association" "{label}" {{
  subnet_id      = aws_subnet.{label}.id
  route_table_id = aws_route_table.{label}.id
}}
'''


NAT = '''resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_subnet" "public" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.255.0/24"
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}
resource "aws_nat_gateway" "nat" {
  subnet_id = aws_subnet.public.id
}
'''
EGRESS = '''  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
'''
INGRESS = '''  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
'''
IN_MAIN = network("aws_security_group.main.id", "aws_subnet.main.id")
MAIN = vpc("main") + subnet("main") + group("main", more=EGRESS + INGRESS)


@case("endpoints of one VPC", 60, fast=True)
def endpoints(n):
    return root(BASE, MAIN, service("s", more=IN_MAIN), endpoint("session"), many(n, lambda i: endpoint(f"e{i}", what=f"e{i}")))


@case("endpoints x services of one VPC", 60, fast=True)
def endpoints_services(n):
    return root(BASE, MAIN, many(n, lambda i: service(f"s{i}", more=IN_MAIN)), endpoint("session"),
                many(n, lambda i: endpoint(f"e{i}", what=f"e{i}")))


@case("endpoints of unknown VPCs x subnets", 30, fast=True, statuses=(0, 1, 3))
def endpoints_of_unknown_vpcs(n):
    return root(BASE, vpc("main"), many(8 * n, lambda i: f'''variable "v{i}" {{}}
resource "aws_vpc_endpoint" "e{i}" {{
  vpc_id            = var.v{i}
  vpc_endpoint_type = "Interface"
  service_name      = "com.amazonaws.eu-central-1.s3"
}}
'''), many(n, lambda i: subnet(f"s{i}") + service(f"s{i}", more=network(subnets=f"aws_subnet.s{i}.id"))))


@case("VPCs, each with an endpoint and a service", 60, fast=True)
def vpcs(n):
    def one(i):
        return (vpc(f"v{i}") + subnet(f"n{i}", f"v{i}") + group(f"g{i}", f"v{i}", EGRESS + INGRESS) +
                endpoint(f"e{i}", f"v{i}", groups=f"aws_security_group.g{i}.id", subnets=f"aws_subnet.n{i}.id") +
                service(f"s{i}", more=network(f"aws_security_group.g{i}.id", f"aws_subnet.n{i}.id")))
    return root(BASE, many(n, one))


@case("subnets and route tables of one service", 16)
def subnets(n):
    names = ", ".join(f"aws_subnet.n{i}.id" for i in range(n))
    return root(BASE, MAIN, NAT, service("s", more=network("aws_security_group.main.id", names)),
                many(n, lambda i: subnet(f"n{i}", number=i) + table(f"n{i}")))


@case("services, each in a subnet of its own", 60, fast=True)
def own_subnets(n):
    return root(BASE, MAIN, NAT, many(n, lambda i: subnet(f"n{i}", number=i) + table(f"n{i}") + service(
        f"s{i}", more=network("aws_security_group.main.id", f"aws_subnet.n{i}.id"))))


@case("security groups of one service", 16)
def groups(n):
    names = ", ".join(f"aws_security_group.g{i}.id" for i in range(n))
    return root(BASE, MAIN, NAT, table("main"), service("s", more=network(names, "aws_subnet.main.id")),
                many(n, lambda i: group(f"g{i}")))


@case("services, each with a security group and its rules", 60)
def own_groups(n):
    def one(i):
        return group(f"g{i}") + f'''resource "aws_security_group_rule" "g{i}" {{
  security_group_id = aws_security_group.g{i}.id
  type              = "egress"
  from_port         = 443
  to_port           = 443
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
}}
''' + service(f"s{i}", more=network(f"aws_security_group.g{i}.id", "aws_subnet.main.id"))
    return root(BASE, MAIN, NAT, table("main"), many(n, one))


def rule(i):
    return f'''resource "aws_vpc_security_group_egress_rule" "r{i}" {{
  security_group_id = aws_security_group.g.id
  cidr_ipv4         = "10.{i // 256}.{i % 256}.0/24"
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}}
'''


@case("rules of one security group", 200)
def rules(n):
    return root(BASE, MAIN, NAT, table("main"), group("g"), many(n, rule),
                service("s", more=network("aws_security_group.g.id", "aws_subnet.main.id")))


@case("rules x services of one security group", 60)
def rules_services(n):
    return root(BASE, MAIN, NAT, table("main"), group("g"), many(n, rule), many(n, lambda i: service(
        f"s{i}", more=network("aws_security_group.g.id", "aws_subnet.main.id"))))


@case("rules inside one security group", 200)
def rules_inside(n):
    inside = many(n, lambda i: EGRESS.replace("0.0.0.0/0", f"10.{i // 256}.{i % 256}.0/24"))
    return root(BASE, MAIN, NAT, table("main"), group("g", more=inside),
                service("s", more=network("aws_security_group.g.id", "aws_subnet.main.id")))


@case("entries of one network ACL", 200)
def acl(n):
    return root(BASE, MAIN, NAT, table("main"), service("s", more=IN_MAIN), '''resource "aws_network_acl" "main" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.main.id]
}
''', many(n, lambda i: f'''resource "aws_network_acl_rule" "r{i}" {{
  network_acl_id = aws_network_acl.main.id
  rule_number    = {i + 1}
  egress         = {"true" if i % 2 else "false"}
  protocol       = "-1"
  rule_action    = "allow"
  cidr_block     = "10.{i // 256}.{i % 256}.0/24"
}}
'''))


@case("routes of one table", 200)
def routes(n):
    return root(BASE, MAIN, NAT, table("main"), service("s", more=IN_MAIN), many(n, lambda i: f'''resource "aws_route" "r{i}" {{
  route_table_id         = aws_route_table.main.id
  destination_cidr_block = "11.{i // 256}.{i % 256}.0/24"
  nat_gateway_id         = aws_nat_gateway.nat.id
}}
'''))


@case("private zones of one VPC", 40, fast=True)
def zones(n):
    return root(BASE, 'variable "v" {}\n', MAIN, service("s", more=IN_MAIN), many(n, lambda i: f'''resource "aws_route53_zone" "z{i}" {{
  name = "${{var.v}}{i}.amazonaws.com"
  vpc {{
    vpc_id = aws_vpc.main.id
  }}
}}
'''))


@case("security group rules and ACLs of who knows what", 60, fast=True)
def unknown_groups(n):
    return root(BASE, 'variable "v" {}\n', vpc("main"), NAT, many(
        n, lambda i: subnet(f"n{i}", number=i) + table(f"n{i}") + group(f"g{i}") +
        service(f"s{i}", more=network(f"aws_security_group.g{i}.id", f"aws_subnet.n{i}.id")) +
        f'''resource "aws_security_group_rule" "r{i}" {{
  security_group_id = var.v[{i}]
  type              = "egress"
  from_port         = 443
  to_port           = 443
  protocol          = "tcp"
  cidr_blocks       = [var.v]
}}
resource "aws_network_acl" "a{i}" {{
  vpc_id     = aws_vpc.main.id
  subnet_ids = [var.v[{i}]]
}}
'''))
