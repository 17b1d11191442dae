#!/usr/bin/env python3
"""Records what the real `terraform console` answers to the new expressions of the corpus.

    oracle/terraform/record_console.py [tests/parsers/terraform/evaluate/console_corpus.tsv]

Each line of the corpus is an expression, a tab, and jsonencode() of its value, or ERROR where
Terraform refuses it. A line that is an expression alone is asked, and gets its answer. (The old
answers are those of Terraform 1.12, which differs from 1.11 in `element([1], -1)` and `&&`.) The expressions refer to console_corpus.tf beside it. Needs `terraform`, and
no network.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile


def console(folder, line):
    """What the console shows for one line; None where it is an error."""
    done = subprocess.run(["terraform", "console", "-no-color"], cwd=folder, text=True,
                          input=line + "\n", capture_output=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def decoded(shown):
    """A string as the console shows it, without the quotes."""
    if not shown.startswith('"'):
        return shown
    return json.loads(shown.replace("$${", "${").replace("%%{", "%{"))


def record(folder, expressions):
    """The answers to all, asked at once; one by one where that is an error."""
    if len(expressions) > 1:
        tried = ", ".join(f'try(jsonencode({e}), "ERROR")' for e in expressions)
        shown = console(folder, f"jsonencode([{tried}])")
        if shown is not None and shown.startswith('"'):
            return json.loads(decoded(shown))
        half = len(expressions) // 2
        return record(folder, expressions[:half]) + record(folder, expressions[half:])
    shown = console(folder, f"jsonencode({expressions[0]})")
    return ["ERROR" if shown is None else decoded(shown)]


def main():
    corpus = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else
                          pathlib.Path(__file__).parents[2] /
                          "tests/parsers/terraform/evaluate/console_corpus.tsv")
    lines = corpus.read_text().splitlines()
    expressions = [line for line in lines if "\t" not in line]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(corpus.with_suffix(".tf"), pathlib.Path(folder) / "main.tf")
        found = dict(zip(expressions, record(folder, expressions)))
    corpus.write_text("".join(f"{e}\t{found[e]}\n" if e in found else f"{e}\n" for e in lines))


if __name__ == "__main__":
    main()
