#!/usr/bin/env python3
"""Compares what execlint evaluates in a Terraform root with the plan of the real terraform.

    compare_plan.py PROJECT ENTRY [-w WORKSPACE] [-f VARFILE] [-v] [--record FILE]

PROJECT is copied and planned offline against the stub provider of plan/ (see plan/README.md; it
needs `terraform`, ORACLE_BIN and ORACLE_AWS_SCHEMA), once with placeholders for what AWS computes,
so that contents can be read, and once with the true unknowns. build/terraform_values then reads
the very copy that was planned. Compared are the addresses of all resources, and every argument and
block that the code writes: what execlint claims to know must be in the plan.

Strings of JSON are compared as JSON, sets without order, scalars as the provider's schema converts
them, texts with unknown pieces as patterns. What counts as unknown on either side is counted so;
-v lists it. Exit status: 1 if something is wrong. --record writes what execlint makes of the project,
if nothing is wrong and it has all its inputs: a test compares that (CMakeLists.txt, PlanValues).

Differences that are the oracle's own, and not counted:
- a value `stub...` stands for something that AWS or a data source would say;
- an argument that is not written, or null, is what the provider computes or defaults it to, and
  so is a `tags_all` that is written;
- lists in JSON with unknown pieces are compared without order, because policies sort theirs;
- inside objects of a collection the provider turns what is not written into zero values.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
META = {"count", "for_each", "provider", "depends_on", "lifecycle", "connection", "provisioner"}
ZERO = ("", [], {}, False, 0, None)
NOT_KNOWN = "stub:unknown"
TOLD = "known to the plan"
EQUAL, PARTLY, UNKNOWN, WRONG = "equal", "partly unknown", "unknown", "wrong"


class Wrong(Exception):
    """What execlint says is not what the plan says."""


def is_unknown(ours):
    return isinstance(ours, dict) and "?" in ours and len(ours) == 1


def opened(ours):
    """The value without the mark that it may hold more, and the mark."""
    if isinstance(ours, dict) and "?open" in ours:
        return ours["?open"], True
    return ours, False


def text_of(ours):
    """A known scalar as text; None for anything else."""
    if isinstance(ours, bool):
        return "true" if ours else "false"
    if isinstance(ours, str):
        return ours
    if isinstance(ours, dict) and "?number" in ours:
        return ours["?number"]
    if isinstance(ours, dict) and "?json" in ours:
        return ours["text"]
    return None


def number_text(number):
    return str(int(number)) if float(number).is_integer() else repr(number)


def plan_text(theirs):
    if isinstance(theirs, bool):
        return "true" if theirs else "false"
    if isinstance(theirs, (int, float)):
        return number_text(theirs)
    return theirs if isinstance(theirs, str) else None


def combined(verdicts):
    kinds = set(verdicts)
    if not kinds or kinds == {EQUAL}:
        return EQUAL
    return UNKNOWN if kinds == {UNKNOWN} else PARTLY


def hidden(theirs):
    """The pattern of a text of the plan in which `stub` stands for what nobody knows."""
    if not isinstance(theirs, str) or "stub" not in theirs:
        return None
    pieces = re.split(r"(?:arn:aws:)?stub[\w:./-]*", theirs)
    return ".*".join(re.escape(piece) for piece in pieces)


def ours_differs(text, parsed):
    """Is the JSON that execlint encoded another than that of the plan?"""
    try:
        return "stub" not in json.dumps(parsed) and json.loads(text) != parsed
    except ValueError:
        return True


def single(value):
    """In a policy a list of one is its only item."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def compare_list(ours, theirs, schema, ordered, is_json, is_open):
    if not isinstance(theirs, list):
        raise Wrong(f"a list, {theirs!r} in the plan")
    if ordered and not is_open:
        if len(ours) != len(theirs):
            raise Wrong(f"{len(ours)} items, {len(theirs)} in the plan")
        return combined(compare(a, b, schema, is_json) for a, b in zip(ours, theirs))
    left = list(theirs)
    verdicts = [UNKNOWN] if is_open else []
    # The most certain ones choose first; the order of what is known stays that of the plan.
    for item in sorted(ours, key=lambda one: '"?' in json.dumps(one)):
        for i, other in enumerate(left):
            try:
                verdicts.append(compare(item, other, schema, is_json))
                del left[i]
                break
            except Wrong:
                continue
        else:
            if not ordered and sum(item == one for one in ours) > 1:
                continue  # a set has it once
            if is_unknown(item) or "?text" in json.dumps(item):
                verdicts.append(UNKNOWN)  # may be the same as another
                continue
            raise Wrong(f"the plan has no {json.dumps(item)[:200]}")
    if left and not is_open:
        if not ordered and combined(verdicts) != EQUAL:
            return PARTLY
        raise Wrong(f"the plan also has {json.dumps(left)[:200]}")
    return combined(verdicts)


def compare_map(ours, theirs, member, is_json, is_open):
    if not isinstance(theirs, dict):
        raise Wrong(f"a map, {theirs!r} in the plan")
    verdicts = [UNKNOWN] if is_open else []
    for key, value in ours.items():
        if key not in theirs:
            if value is None:
                continue
            raise Wrong(f"the plan has no key {key!r}")
        try:
            verdicts.append(compare(value, theirs[key], member(key), is_json))
        except Wrong as wrong:
            raise Wrong(f"{key}: {wrong}") from None
    for key in theirs.keys() - ours.keys():
        if not is_open and theirs[key] not in ZERO and not computed(member(key), theirs[key]):
            raise Wrong(f"the plan also has {key!r}: {json.dumps(theirs[key])[:100]}")
    return combined(verdicts)


def computed(schema, theirs):
    if "stub" in json.dumps(theirs):
        return True
    return isinstance(schema, tuple) and schema[0] == "attribute" and "c" in schema[2]


def compare(ours, theirs, schema, is_json=False):
    """EQUAL, PARTLY or UNKNOWN; raises Wrong. `schema`: ("attribute", TYPE, FLAGS), ("block",
    NESTING, BODY), or None."""
    if is_unknown(ours) or theirs == NOT_KNOWN:
        return UNKNOWN
    kind = schema[1] if schema else None
    if ours is None:
        if theirs in ZERO or computed(schema, theirs) or (schema and not is_json):
            return EQUAL
        raise Wrong(f"null, {theirs!r} in the plan")
    value, is_open = opened(ours)
    if isinstance(value, dict) and "?json" in value:
        try:
            parsed = json.loads(theirs)
        except (TypeError, ValueError):
            if value["text"] is None:
                return UNKNOWN
            if re.fullmatch(hidden(theirs) or re.escape(plan_text(theirs) or ""), value["text"],
                            re.S):
                return UNKNOWN if hidden(theirs) else EQUAL
            raise Wrong(f"JSON, {theirs!r} in the plan") from None
        if value.get("text") is not None and ours_differs(value["text"], parsed):
            raise Wrong(f"{value['text'][:200]!r}, {theirs[:200]!r} in the plan")
        return compare(value["?json"], parsed, None, True)
    placeholder = hidden(theirs) == ".*"
    if isinstance(value, dict) and "?text" in value:
        pattern = "".join(".*" if isinstance(part, dict) else re.escape(part)
                          for part in value["?text"])
        if not re.fullmatch(pattern, plan_text(theirs) or "", re.S):
            if placeholder:
                return UNKNOWN
            raise Wrong(f"{value['?text']!r}, {theirs!r} in the plan")
        return PARTLY
    if schema and schema[0] == "block" and isinstance(theirs, list) and isinstance(value, dict):
        value = [value]  # a block in JSON
    if is_json and isinstance(value, list) != isinstance(theirs, list):
        if single(value) is not value:
            return compare(single(value), theirs, schema, True)
    if value == [] and not is_open and (theirs is None or computed(schema, theirs)):
        return EQUAL  # no block
    if placeholder and text_of(value) is None:
        return UNKNOWN
    if isinstance(value, list):
        inner, ordered = None, True
        if schema and schema[0] == "block":
            inner, ordered = ("block", "1", schema[2]), kind != "S"
        elif schema and isinstance(kind, list) and kind[0] in "lS":
            inner, ordered = ("attribute", kind[1], ""), kind[0] != "S"
        elif not is_json and not schema:
            ordered = False
        if schema and kind == "1" and isinstance(theirs, dict):
            theirs = [theirs]
        if is_json and '"?' in json.dumps(value):
            ordered = False
        return compare_list(value, theirs, inner, ordered, is_json, is_open)
    text = text_of(value)
    if text is None:
        def member(key):
            if schema and schema[0] == "block":
                return schema_of(schema[2], key)
            if isinstance(kind, list) and kind[0] == "m":
                return ("attribute", kind[1], "")
            if isinstance(kind, list) and kind[0] == "o" and key in kind[1]:
                return ("attribute", kind[1][key], "")
            return None
        return compare_map(value, theirs, member, is_json, is_open)
    if is_json and (isinstance(theirs, str) != isinstance(value, str)
                    or isinstance(theirs, bool) != isinstance(value, bool)):
        raise Wrong(f"{value!r}, {theirs!r} in the plan")
    if text != plan_text(theirs):
        try:
            same = not is_json and float(text) == float(plan_text(theirs))
        except (TypeError, ValueError):
            same = False
        if not same:
            if hidden(theirs) and re.fullmatch(hidden(theirs), text, re.S):
                return UNKNOWN
            raise Wrong(f"{value!r}, {theirs!r} in the plan")
    return EQUAL


def schema_of(body, name):
    if body is None:
        return None
    if name in body["a"]:
        return ("attribute", *body["a"][name])
    if name in body["b"]:
        return ("block", body["b"][name][0], body["b"][name][3])
    return None


def at_path(values, body, path):
    """The value and the schema at a path through blocks."""
    schema = None
    for i, name in enumerate(path.split(".")):
        if i > 0:
            if isinstance(values, list):
                if len(values) != 1:
                    raise Wrong(f"{len(values)} blocks in the plan")
                values = values[0]
            body = schema[2] if schema and schema[0] == "block" else None
        schema = schema_of(body, name)
        values = (values or {}).get(name)
    return values, schema


def bare(address):
    """An address without instance keys."""
    return re.sub(r'\[("([^"\\]|\\.)*"|[^\]]*)\]', "", address)


def plan_resources(module):
    found = {one["address"]: one for one in module.get("resources", []) if one["mode"] == "managed"}
    for child in module.get("child_modules", []):
        found.update(plan_resources(child))
    return found


def with_unknowns(values, unknown):
    """The values of a plan with what is unknown until applied."""
    if unknown is True:
        return NOT_KNOWN
    if isinstance(unknown, dict) and (values is None or isinstance(values, dict)):
        values = dict(values or {})
        for key, one in unknown.items():
            if one is True or one:
                values[key] = with_unknowns(values.get(key), one)
    elif isinstance(unknown, list) and isinstance(values, list):
        padded = unknown + [None] * (len(values) - len(unknown))
        values = [with_unknowns(a, b) for a, b in zip(values, padded)]
    return values


def unknown_of(plan):
    return {one["address"]: one["change"].get("after_unknown") or {}
            for one in plan.get("resource_changes", [])}


def run_plan(options, resolve):
    """The plan as JSON, and the folder with the copy that was planned."""
    env = dict(os.environ, KEEP="1")
    env.pop("ORACLE_RESOLVE", None)
    if resolve:
        env["ORACLE_RESOLVE"] = "1"
    out = tempfile.NamedTemporaryFile(suffix=".json", delete=False).name
    command = [HERE / "plan/plan.sh", options.project, options.entry, out]
    command += ["-w", options.workspace] if options.workspace else []
    command += ["-f", options.var_file] if options.var_file else []
    done = subprocess.run(command, env=env, text=True, capture_output=True, check=False)
    kept = re.search(r"^kept: (.*)$", done.stderr, re.M)
    folder = pathlib.Path(kept[1]) if kept else None
    try:
        if done.returncode != 0:
            sys.exit(f"no plan: {done.stderr[-2000:]}")
        return json.loads(pathlib.Path(out).read_text()), folder
    except SystemExit:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        os.unlink(out)


def print_values(options, folder):
    command = [options.program, folder, options.entry]
    command += ["--workspace", options.workspace] if options.workspace else []
    command += ["--var-file", options.var_file] if options.var_file else []
    return subprocess.run(command, text=True, capture_output=True, check=True).stdout


class Comparison:
    def __init__(self, schemas, verbose):
        self.schemas = schemas
        self.verbose = verbose
        self.counts = {True: collections.Counter(), False: collections.Counter()}
        self.wrong = 0

    def say_wrong(self, text):
        self.wrong += 1
        print("WRONG " + text)

    def addresses(self, ours, theirs):
        uncertain = {bare(name) for name, one in ours.items() if one["exists"] is not True}
        self.uncertain = sum(bare(address) in uncertain for address in theirs)
        for name, one in ours.items():
            if self.verbose and one["exists"] is not True:
                print(f"not certain: {name}: {one['exists']}")
        for address in theirs.keys() - ours.keys():
            if bare(address) not in uncertain:
                self.say_wrong(f"{address}: execlint does not have it")
        for address, one in ours.items():
            if one["exists"] is True and address not in theirs:
                self.say_wrong(f"{address}: the plan does not have it")

    def resource(self, address, ours, theirs, after_unknown):
        type_name = theirs["type"]
        body = self.schemas.get(type_name)
        values = dict(theirs.get("values", {}))
        counts = self.counts[ours["known_type"]]
        counts["resources"] += 1
        written = ours.get("values", {})
        for path, value in written.items():
            if path.split(".")[0] in META | {"tags_all"}:
                continue
            try:
                other, schema = at_path(values, body, path)
                verdict = compare(value, other, schema)
            except Wrong as wrong:
                self.say_wrong(f"{address}: {path}: {wrong}")
                verdict = WRONG
            counts[verdict] += 1
            if verdict == EQUAL and value not in (None, []) and after_unknown.get(path) is True:
                self.say_wrong(f"{address}: {path}: {json.dumps(value)}, but unknown until applied")
            told = "stub" not in json.dumps(other) and not after_unknown.get(path.split(".")[0])
            if verdict in (UNKNOWN, PARTLY) and told:
                counts[TOLD] += 1
            if self.verbose and verdict in (UNKNOWN, PARTLY):
                print(f"{verdict}{', ' + TOLD if told else ''}: {address}: {path}: "
                      f"{json.dumps(value)[:300]}")
        for name, other in values.items():
            schema = schema_of(body, name)
            if name in written or other in ZERO or schema is None or "c" in schema[2]:
                continue
            if schema[0] == "block" or "stub" in json.dumps(other):
                self.say_wrong(f"{address}: {name}: not written, {json.dumps(other)[:200]} in the plan")
        if "tags" in ours:
            try:
                tags = values.get("tags_all") or {}
                counts[UNKNOWN if tags == NOT_KNOWN else compare(ours["tags"], tags, None)] += 1
            except Wrong as wrong:
                self.say_wrong(f"{address}: tags with default_tags: {wrong}")

    def summary(self, addresses, modules):
        print(f"{addresses} resources in the plan, {self.uncertain} of them not certain with "
              f"execlint, {modules} module instances")
        for known in (True, False):
            counts = self.counts[known]
            print(f"{'types that are lowered' if known else 'all other types'}: "
                  f"{counts['resources']} resources compared, attributes: "
                  + ", ".join(f"{counts[one]} {one}" for one in (EQUAL, PARTLY, UNKNOWN, WRONG))
                  + f"; of those that are not known {counts[TOLD]} are {TOLD}")


def load_schemas():
    schemas = {}
    for path in (HERE / "plan/builtin.json", pathlib.Path(os.environ["ORACLE_AWS_SCHEMA"])):
        found = json.loads(path.read_text())
        for one in found.values() if "resources" not in found else [found]:
            schemas.update(one.get("resources", {}))
    return schemas


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("project")
    parser.add_argument("entry")
    parser.add_argument("-w", dest="workspace")
    parser.add_argument("-f", dest="var_file")
    parser.add_argument("-v", dest="verbose", action="store_true")
    parser.add_argument("--record")
    parser.add_argument("--program", default=str(ROOT / "build/terraform_values"))
    options = parser.parse_args()
    options.entry = os.path.normpath(options.entry)
    options.project = str(pathlib.Path(options.project).resolve())
    comparison = Comparison(load_schemas(), options.verbose)
    unknown_plan, folder = run_plan(options, resolve=False)
    shutil.rmtree(folder)
    plan, folder = run_plan(options, resolve=True)
    try:
        for ignore in folder.rglob(".gitignore"):
            ignore.unlink()
        ours = json.loads(print_values(options, folder / "p"))
    finally:
        shutil.rmtree(folder)
    theirs = plan_resources(plan["planned_values"]["root_module"])
    unknown, still = unknown_of(unknown_plan), unknown_of(plan)
    for address, one in theirs.items():
        one["values"] = with_unknowns(one.get("values"), still.get(address))
    resources = ours["resources"] or {}
    comparison.addresses(resources, theirs)
    for address, one in resources.items():
        if address in theirs:
            comparison.resource(address, one, theirs[address], unknown.get(address, {}))
    comparison.summary(len(theirs), len(ours["modules"]))
    chosen = {name: value for name, value in ours["choices"].items()}
    if chosen:
        print("chosen: " + ", ".join(f"{name} = {value}" for name, value in chosen.items()))
    if options.record and not comparison.wrong:
        recorded = print_values(options, options.project)
        if json.loads(recorded)["resources"] != resources:
            sys.exit("not recorded: the copy that was planned is given other inputs")
        pathlib.Path(options.record).write_text(recorded)
    return 1 if comparison.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
