#!/usr/bin/env python3
"""Holds Terraform's JSON syntax against terraform: oracle/terraform/json_syntax.py [COUNT] [SEED]

Writes COUNT generated resources (default 300) of the built-in type terraform_data as .tf.json, in
several layouts, with strings full of escapes, templates and quotes inside them; then compares their
values with `terraform plan`, and the place of every piece with the text (build/tf_json_check).
Needs `terraform`, and no network.
"""
import json
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PIECES = ["a", "web-1", " ", "\n", "\t", "\\", "\\n", "é", "日本", "😀", "\"", "'", "/", "\u2028", "{", "}", "$",
          "%", "$${x}", "%%{if}", "${var.name}", "${local.n}", "${var.flag ? \"yes\" : \"no\"}",
          "${upper(\"a-${var.name}\")}", "${local.map[\"k\"]}", "${join(\",\", [\"x\", \"y\\\"z\"])}",
          "${1 + 2}", "${{ a = 1 }.a}", "${format(\"%s-%d\", var.name, 3)}"]
WHOLE = ["${var.flag}", "${var.list}", "${[for x in var.list : \"${x}!\"]}", "${local.map}", "${null}",
         "${var.flag == true}", "${{ for k, v in local.map : k => upper(v) }}"]


def text(draw):
    if draw.random() < 0.15:
        return draw.choice(WHOLE)
    made = ""
    for _ in range(draw.randrange(6)):
        piece = draw.choice(PIECES)
        # Nothing that only together begins a template.
        made += (" " if made[-1:] in ("$", "%") and piece[0] in "${%" else "") + piece
    return made


def value(draw, depth=0):
    kind = draw.randrange(9 if depth < 3 else 6)
    if kind < 3:
        return text(draw)
    if kind == 3:
        return draw.choice([0, 1, -7, 2.5, 65535, 1e3, 12345678901])
    if kind == 4:
        return draw.choice([True, False])
    if kind == 5:
        return None
    if kind == 6:
        return [value(draw, depth + 1) for _ in range(draw.randrange(4))]
    keys = [draw.choice(["a", "b-c", "d e", "é", "k.v", "q\"q", "t\\t", "n\n"]) for _ in range(draw.randrange(4))]
    return {key: value(draw, depth + 1) for key in keys}


def layout(draw, document):
    style = draw.randrange(5)
    shown = json.dumps(document, indent=[2, None, "\t", 4, 1][style],
                       separators=(",", ":") if style == 1 else (", ", " : "),
                       ensure_ascii=draw.random() < 0.5)
    if draw.random() < 0.3:
        shown = shown.replace("/", "\\/")
    return shown.replace("\n", "\r\n") if style == 3 else shown + "\n" * draw.randrange(2)


def files(draw, count):
    yield "inputs", {"variable": {"name": {"default": "n"}, "flag": [{"type": "bool", "default": True}],
                                  "list": {"type": "list(string)", "default": ["p", "q"]}},
                     "locals": {"n": "x${var.name}", "map": {"k": "v", "//": "no comment here"}}}
    for start in range(0, count, 25):
        blocks = {f"r{i}": {"//": "a comment", "input": value(draw)}
                  for i in range(start, min(start + 25, count))}
        if draw.random() < 0.3:
            blocks = [{name: one} for name, one in blocks.items()]
        yield f"r{start}", {"resource": {"terraform_data": blocks}}


def known(ours):
    """What execlint printed, as plain JSON; raises where something is unknown."""
    if isinstance(ours, list):
        return [known(one) for one in ours]
    if not isinstance(ours, dict):
        return ours
    if "?number" in ours:
        return float(ours["?number"])
    if "?json" in ours:
        return ours["text"]
    if "?" in ours or "?text" in ours or "?open" in ours:
        raise ValueError(ours)
    return {key: known(one) for key, one in ours.items()}


def plain(theirs):
    if isinstance(theirs, list):
        return [plain(one) for one in theirs]
    if isinstance(theirs, dict):
        return {key: plain(one) for key, one in theirs.items()}
    return float(theirs) if isinstance(theirs, int) and not isinstance(theirs, bool) else theirs


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    draw = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for stem, document in files(draw, count):
            (folder / f"{stem}.tf.json").write_bytes(layout(draw, document).encode())
        spans = subprocess.run([ROOT / "build/tf_json_check", folder], check=False).returncode
        run = lambda *words: subprocess.run(["terraform", *words], cwd=folder, check=True, text=True,
                                            capture_output=True).stdout
        try:
            run("init", "-no-color")
            run("plan", "-no-color", "-out=plan")
            plan = json.loads(run("show", "-json", "plan"))
        except subprocess.CalledProcessError as failed:
            sys.exit(failed.stderr)
        values = json.loads(subprocess.run([ROOT / "build/terraform_values", folder, "."], text=True,
                                           check=True, capture_output=True).stdout)["resources"]
        wrong = equal = unknown = 0
        for one in plan["planned_values"]["root_module"]["resources"]:
            theirs = plain(one["values"].get("input"))
            try:
                ours = known(values[one["address"]]["values"].get("input"))
            except ValueError as why:
                unknown += 1
                print(f"unknown: {one['address']}: {why}")
                continue
            if ours == theirs:
                equal += 1
            else:
                wrong += 1
                print(f"WRONG {one['address']}: {ours!r}, {theirs!r} in the plan")
    print(f"{equal} values equal, {unknown} unknown, {wrong} wrong")
    return 1 if wrong or spans else 0


if __name__ == "__main__":
    sys.exit(main())
