#!/usr/bin/env python3
"""Compares what execlint reads from JSON and YAML files with Python's json and PyYAML.

    build/span_check --dump FOLDER... | oracle/data/compare.py

A file counts as equal if the values are the same: text for text, since YAML dialects differ in what
plain text means; for null, bools and numbers the text as written stands for the value.
"""
import collections
import json
import sys

import yaml


class Text(str):
    """A scalar of YAML by its text."""


class Loader(yaml.SafeLoader):
    """Scalars as text, tags of their own as maps of one entry, merge keys as they are."""


def construct_any(loader, suffix, node):
    tag = node.tag
    if isinstance(node, yaml.ScalarNode):
        inner = None if node.value == "" and node.style is None else Text(node.value)
    elif isinstance(node, yaml.SequenceNode):
        inner = loader.construct_sequence(node, deep=True)
    else:
        inner = construct_map(loader, node)
    return {tag: inner}


def construct_map(loader, node):
    loader.flatten_mapping(node)
    made = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or not key.tag.startswith("tag:yaml.org,2002:"):
            made["$open"] = True
            continue
        made[key.value] = loader.construct_object(value, deep=True)
    return made


def construct_scalar(loader, node):
    return Text(node.value)


for kind in ("bool", "int", "float", "timestamp", "str", "null", "binary", "merge", "value"):
    Loader.add_constructor("tag:yaml.org,2002:" + kind, construct_scalar)
Loader.add_constructor("tag:yaml.org,2002:map", construct_map)
Loader.add_constructor("tag:yaml.org,2002:seq",
                       lambda loader, node: loader.construct_sequence(node, deep=True))
Loader.add_multi_constructor("!", construct_any)

WORDS = {None: ("", "~", "null", "Null", "NULL"), True: ("true", "True", "TRUE"),
         False: ("false", "False", "FALSE")}


def same(ours, theirs, where):
    if isinstance(ours, dict) and isinstance(theirs, dict):
        ours, theirs = dict(ours), dict(theirs)
        if bool(ours.pop("$open", False)) != bool(theirs.pop("$open", False)):
            return where + ": open"
        if list(ours) != list(theirs) and set(ours) != set(theirs):
            return f"{where}: keys {sorted(set(ours) ^ set(theirs))[:4]}"
        for key in ours:
            if found := same(ours[key], theirs[key], f"{where}/{key}"):
                return found
        return None
    if isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            return f"{where}: {len(ours)} items, {len(theirs)} expected"
        for i, (a, b) in enumerate(zip(ours, theirs)):
            if found := same(a, b, f"{where}/{i}"):
                return found
        return None
    if isinstance(theirs, Text):
        if ours is None or isinstance(ours, bool):
            fits = theirs in WORDS[ours]
        elif isinstance(ours, (int, float)):
            fits = float(theirs) == ours
        else:
            fits = ours == theirs
        return None if fits else f"{where}: {ours!r}, {str(theirs)!r} expected"
    if ours == theirs and isinstance(ours, bool) == isinstance(theirs, bool):
        return None
    return f"{where}: {ours!r}, {theirs!r} expected"


def main():
    counts = collections.Counter()
    for line in sys.stdin:
        ours = json.loads(line)
        path = ours["path"]
        with open(path, "rb") as file:
            data = file.read()
        error = None
        try:
            if ours["json"]:
                theirs = json.loads(data.decode("utf-8-sig"))
            else:
                theirs = next(yaml.load_all(data, Loader), None)
        except (yaml.YAMLError, ValueError, RecursionError, TypeError) as problem:
            error = " ".join(str(problem).split())
        if error is not None:
            verdict = "both reject" if ours["problems"] else "only they reject"
            detail = error
        elif ours["problems"]:
            verdict, detail = "only we reject", ours["problems"][0]
        else:
            detail = same(ours["value"], theirs, "")
            verdict = "differ" if detail else "equal"
        counts[verdict] += 1
        if verdict not in ("equal", "both reject"):
            print(f"{verdict}: {path}: {detail}")
    print(", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())))
    return 1 if counts["differ"] or counts["only we reject"] else 0


if __name__ == "__main__":
    sys.exit(main())
