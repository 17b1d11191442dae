#!/usr/bin/env python3
"""Writes lint/iam/data/managed_policies.txt from a JSON file of reduced AWS managed policies.

    oracle/iam/make_managed_policies.py INPUT.json > lint/iam/data/managed_policies.txt

INPUT holds {"source", "actions", "policies": {arn: {"version", "statement"}}, "grants_none": [arn]}:
each policy reduced to the statements and patterns that match one of the actions. The head of the
output says how the lines read; lint/iam/managed_policies.cc reads them.
"""
import json
import re
import sys

PREFIX = "arn:aws:iam::aws:policy/"
HEAD = """\
# AWS managed policies, reduced to what bears on the actions below. One policy per `policy` line, its
# statements behind it: allow/deny and the actions (except: all but these), `on` and the resources
# (missing: `*`), `when` and an operator, a key and values (`""` is the empty text). `none` lines name
# policies that speak of none of the actions.
"""


def listed(value):
    return value if isinstance(value, list) else [value]


def text(value):
    word = str(value).lower() if isinstance(value, bool) else value
    assert not re.search(r"\s", word) and word != '""', repr(value)
    return word or '""'


def line(word, values):
    return " ".join([word] + [text(value) for value in values])


def statement_lines(statement):
    effect = statement["Effect"].lower()
    assert effect in ("allow", "deny")
    if "Action" in statement:
        yield line(effect, listed(statement["Action"]))
    else:
        yield line(effect + "-except", listed(statement["NotAction"]))
    if "NotResource" in statement:
        yield line("on-except", listed(statement["NotResource"]))
    elif listed(statement["Resource"]) != ["*"]:
        yield line("on", listed(statement["Resource"]))
    for operator, keys in statement.get("Condition", {}).items():
        for key, values in keys.items():
            yield line("when", [operator, key] + listed(values))


def main():
    data = json.load(open(sys.argv[1]))
    print(HEAD, end="")
    print(line("date", re.findall(r"\d{4}-\d\d-\d\d", data["source"])[:1]))
    print(line("actions", data["actions"]))
    for arn, policy in sorted(data["policies"].items()):
        assert arn.startswith(PREFIX)
        print(line("policy", [arn[len(PREFIX):], policy["version"]]))
        for statement in listed(policy["statement"]):
            for one in statement_lines(statement):
                print(one)
    for arn in sorted(data["grants_none"]):
        assert arn.startswith(PREFIX)
        print(line("none", [arn[len(PREFIX):]]))


main()
