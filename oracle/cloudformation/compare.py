#!/usr/bin/env python3
"""Compares what execlint makes of templates with what cfn-lint's resolver says they can be.

    build/template_values FOLDER... | oracle/cloudformation/compare.py

Needs PyPI's cfn-lint. Every value that execlint claims to know must be among those that cfn-lint finds
possible with the same parameters; a partly known text must fit one of them; what stands plainly in
the template must come out as it stands. What execlint leaves unknown is counted, not compared.
Exit status 1 if anything disagrees.
"""
import collections
import json
import logging
import re
import sys

from cfnlint.context import create_context_for_template
from cfnlint.decode import decode
from cfnlint.jsonschema import CfnTemplateValidator
from cfnlint.template import Template

counts = collections.Counter()
MAX_CANDIDATES = 200


def is_function(raw):
    if not isinstance(raw, dict) or len(raw) != 1:
        return False
    key = next(iter(raw))
    return key == "Ref" or (key.startswith("Fn::") and not key.startswith("Fn::ForEach"))


def is_no_value(raw):
    return isinstance(raw, dict) and raw.get("Ref") == "AWS::NoValue"


def text_of(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def fits(parts, text):
    pattern = "".join(re.escape(p) if isinstance(p, str) else ".*" for p in parts)
    return re.fullmatch(pattern, text, re.S) is not None


class Comparison:
    def __init__(self, path, inputs):
        template, errors = decode(path)
        self.ok = template is not None and not [e for e in errors if e.rule.id == "E0000"]
        if not self.ok:
            return
        cfn = Template(path, template, ["us-east-1"])
        context = create_context_for_template(cfn).evolve(ref_values=dict(inputs))
        self.validator = CfnTemplateValidator({}).evolve(context=context, cfn=cfn)
        self.template = template

    def candidates(self, raw):
        found = []
        for value, _, error in self.validator.resolve_value(raw):
            if error is None and value is not None:
                found.append(value)
            if len(found) >= MAX_CANDIDATES:
                break
        return found

    def match(self, ours, raw, depth=0):
        """None if they agree, else what disagrees."""
        if depth > 60:
            return None
        if isinstance(ours, dict) and "?" in ours:
            counts["unknown"] += 1
            return None
        if is_function(raw):
            return self.match_function(ours, raw, depth)
        if isinstance(ours, dict) and "?number" in ours:
            ours = ours["?number"]
        if isinstance(raw, dict):
            return self.match_map(ours, raw, depth)
        if isinstance(raw, list):
            return self.match_list(ours, raw, depth)
        if isinstance(ours, dict) and "?text" in ours:
            counts["partly known"] += 1
            return None if fits(ours["?text"], text_of(raw)) else f"{ours} is not {raw!r}"
        counts["scalars"] += 1
        if raw is None:
            return None if ours is None else f"{ours!r} is not null"
        if isinstance(ours, (dict, list)):
            return f"{ours!r} is not {raw!r}"
        same = text_of(ours).lower() == text_of(raw).lower()
        if not same and isinstance(raw, float) and isinstance(ours, str):
            same = float(ours) == raw  # cfn-lint does not keep how a number is written
        return None if same else f"{ours!r} is not {raw!r}"

    def match_function(self, ours, raw, depth):
        name = next(iter(raw))
        if isinstance(ours, dict) and "?json" in ours:
            return None
        if name == "Fn::Join" and self.is_menu(raw[name][1]):
            return None
        if name == "Fn::If":
            branches = [b for b in raw[name][1:] if not is_no_value(b)]
        else:
            branches = self.candidates(raw)
        if not branches:
            counts["known to execlint alone"] += 1
            return None
        if isinstance(ours, dict) and "?open" in ours:
            return None
        counts["functions"] += 1
        problems = []
        for branch in branches:
            problem = self.match(ours, branch, depth + 1)
            if problem is None:
                return None
            problems.append(problem)
        return f"{name}: " + " / ".join(problems[:3])

    def is_menu(self, raw):
        """A list parameter with AllowedValues: cfn-lint takes each for the whole list."""
        if not isinstance(raw, dict) or not isinstance(raw.get("Ref"), str):
            return False
        parameter = (self.template.get("Parameters") or {}).get(raw["Ref"]) or {}
        return parameter.get("Type") == "CommaDelimitedList" and "AllowedValues" in parameter

    def match_map(self, ours, raw, depth):
        if isinstance(ours, dict) and "?open" in ours:
            ours = ours["?open"]
            raw = {k: v for k, v in raw.items() if k in ours}
        if not isinstance(ours, dict):
            return f"{ours!r} is not a map"
        for key, value in raw.items():
            if key not in ours:
                if is_function(value) or key.startswith("Fn::"):
                    continue  # AWS::NoValue, by whatever way
                return f"{key} is missing"
            problem = self.match(ours[key], value, depth + 1)
            if problem:
                return f"{key}: {problem}"
        extra = [k for k in ours if k not in raw]
        return f"{extra} are made up" if extra else None

    def match_list(self, ours, raw, depth):
        if isinstance(ours, dict) and "?open" in ours:
            return None
        if not isinstance(ours, list):
            return f"{ours!r} is not a list"
        rest = list(ours)
        for item in raw:
            if is_no_value(item):
                continue
            problem = self.match(rest[0], item, depth + 1) if rest else "an item is missing"
            if problem is None:
                rest.pop(0)
            elif not is_function(item):
                return problem
        return f"{rest!r} are made up" if rest else None


def main():
    logging.disable(logging.CRITICAL)
    wrong = 0
    for line in sys.stdin:
        dump = json.loads(line)
        try:
            comparison = Comparison(dump["file"], dump["inputs"])
        except Exception as error:  # cfn-lint does not read everything
            counts["templates that cfn-lint fails on"] += 1
            continue
        if not comparison.ok:
            counts["templates that cfn-lint cannot read"] += 1
            continue
        counts["templates"] += 1
        for name, ours in dump["resources"].items():
            raw = comparison.template["Resources"][name].get("Properties")
            try:
                problem = comparison.match(ours, raw)
            except Exception as error:
                counts["resources that cfn-lint fails on"] += 1
                continue
            counts["resources"] += 1
            if problem:
                wrong += 1
                print(f"{dump['file']}: {name}: {problem[:300]}")
    for key, count in sorted(counts.items()):
        print(f"{count:8} {key}")
    print(f"{wrong:8} resources that disagree")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
