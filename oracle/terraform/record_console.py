#!/usr/bin/env python3
"""Records what the real `terraform console` answers to every expression of the corpus.

    oracle/terraform/record_console.py [tests/parsers/terraform/evaluate/console_corpus.tsv]

Each line of the corpus is an expression, a tab, and jsonencode() of its value, or ERROR where
Terraform refuses it. The expressions refer to console_corpus.tf beside it. Needs `terraform`, and
no network.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile


def decoded(shown):
    """A string as the console shows it, without the quotes."""
    if not shown.startswith('"'):
        return shown
    return json.loads(shown.replace("$${", "${").replace("%%{", "%{"))


def answer(folder, expression):
    done = subprocess.run(["terraform", "console", "-no-color"], cwd=folder, text=True,
                          input=f"jsonencode({expression})\n", capture_output=True, check=False)
    return decoded(done.stdout.strip()) if done.returncode == 0 else "ERROR"


def answers(folder, expressions):
    """All answers in one run; None where the console's output cannot be split line by line."""
    lines = "".join(f'try(jsonencode({e}), "ERROR")\n' for e in expressions)
    done = subprocess.run(["terraform", "console", "-no-color"], cwd=folder, text=True,
                          input=lines, capture_output=True, check=False)
    found = done.stdout.splitlines()
    if done.returncode != 0 or len(found) != len(expressions):
        return None
    return [decoded(one) for one in found]


def record(folder, expressions):
    found = answers(folder, expressions)
    if found is not None:
        return found
    if len(expressions) == 1:
        return [answer(folder, expressions[0])]
    half = len(expressions) // 2
    return record(folder, expressions[:half]) + record(folder, expressions[half:])


def main():
    corpus = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else
                          pathlib.Path(__file__).parents[2] /
                          "tests/parsers/terraform/evaluate/console_corpus.tsv")
    expressions = [line.split("\t")[0] for line in corpus.read_text().splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(corpus.with_suffix(".tf"), pathlib.Path(folder) / "main.tf")
        found = record(folder, expressions)
    corpus.write_text("".join(f"{e}\t{a}\n" for e, a in zip(expressions, found)))


if __name__ == "__main__":
    main()
