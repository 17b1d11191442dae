#!/usr/bin/env python3
"""Asks `terraform console` and execlint the same random expressions, and prints where they differ.

    oracle/terraform/fuzz_console.py [--count N] [--seed N] [--unknown]

Not knowing is allowed and counted; --unknown prints what is not known too. The expressions are of
numbers, strings, collections and the functions that execlint evaluates. Needs `terraform` and
build/console_values; no network.
"""
import argparse
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import record_console

ROOT = pathlib.Path(__file__).parents[2]
MAIN = ROOT / "tests/parsers/terraform/evaluate/console_corpus.tf"
BATCH = 200  # expressions in one run of terraform

NUMBERS = ["0", "1", "2", "3", "-1", "7", "10", "0.1", "0.2", "0.5", "1.5", "-2.5", "1e3", "1e-3",
           "9007199254740993", "9007199254740992", "100000000000000000000000", "1e23", "1e100",
           "123456789.987654321", "18446744073709551616", "-0", "1/3", "255", "1024", "0.30"]
STRINGS = ['""', '"a"', '"b"', '"1"', '"true"', '"false"', '"0x1F"', '"hello world"', '"ab,c,,d"',
           '"e\\u0301"', '"\\u00e9"', '"stra\\u00dfe"', '"\\u4f60\\u597d"', '"  x "', '"A-b_c"',
           '"\\U0001F469\\u200D\\U0001F4BB!"', '"noe\\u0308l"', '"1.50"', '"-7"', '"1e3"', '"a\\nb\\n"',
           '"\\u0130x"', '"a.b"', '"/x/y/"', '"10"', '"9"', '"+5"', '".5"', '"\\u1e9b\\u0323"']
BOOLS = ["true", "false"]
SCALARS = ["0x1F", "0o17", "017", "0b1", "1_000", "1e3", ".inf", "-.INF", "y", "N", "yes", "on",
           "Off", "~", "null", "NULL", "", "2001-12-14", "2001-12-14t21:59:43.10-05:00",
           "2001-12-14 21:59:43.10", "1:30", "190:20:30", "+1", "-0", "1.", ".5", "1.0", "0.10",
           "12e03", "0xG", "True", "TRUE", "tRue", "'1'", "1 000", "123456789012345678901", "012",
           "0o8", "+.inf", "1e", "e1", "- 1", "2001-13-01", "2001-1-2", ".", "..", "-", "+", "=",
           "nan", ".nan", "0x", "0XFF", "-0x1F", "1__0", "!!str 5", "!!int '5'", "!!int 0x10",
           "!!float 1", "!!bool yes", "!!bool 5", "!!null x", "!!binary aGk=", "!!timestamp 5", "! a"]


class Maker:
    """Makes expressions of a kind: n(umber), s(tring), b(ool), l(ist), m(ap), a(ny)."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def pick(self, choices):
        return self.random.choice(choices)

    def make(self, kind, depth):
        if kind == "a":
            kind = self.pick("nnssblm")
        if depth <= 0 and kind in "nsb":
            return self.pick({"n": NUMBERS, "s": STRINGS, "b": BOOLS}[kind])
        return getattr(self, kind)(depth)

    def items(self, depth, kind=None):
        kind = kind or self.pick("nsba")
        return [self.make(kind, depth) for _ in range(self.random.randint(0, 3))]

    def n(self, d):
        n, s = (lambda: self.make("n", d - 1)), (lambda: self.make("s", d - 1))
        return self.pick([
            lambda: self.pick(NUMBERS), lambda: self.pick(NUMBERS),
            lambda: f"({n()} {self.pick('+-*/%')} {n()})", lambda: f"({n()} {self.pick('+-*/%')} {n()})",
            lambda: f"-({n()})", lambda: f"floor({n()})", lambda: f"ceil({n()})",
            lambda: f"abs({n()})", lambda: f"signum({n()})",
            lambda: f"max({n()}, {n()})", lambda: f"min({n()}, {n()})",
            lambda: f"sum([{n()}, {n()}, {n()}])", lambda: f"tonumber({s()})",
            lambda: f"parseint({s()}, {self.pick(['2', '8', '10', '16', '36', '62'])})",
            lambda: f"length({self.make('a', d - 1)})", lambda: f"pow({n()}, 2)",
            lambda: f"log({n()}, 2)", lambda: f"index({self.make('l', d - 1)}, {n()})",
            lambda: f"({self.make('b', d - 1)} ? {n()} : {n()})",
        ])()

    def s(self, d):
        n, s = (lambda: self.make("n", d - 1)), (lambda: self.make("s", d - 1))
        verb = lambda verbs: "%" + self.pick(["", "", "-", "0", "+", " ", "#"]) + \
            self.pick(["", "", "5", "12"]) + self.pick(["", "", ".0", ".2", ".5"]) + self.pick(verbs)
        return self.pick([
            lambda: self.pick(STRINGS), lambda: self.pick(STRINGS), lambda: f"tostring({n()})",
            lambda: f'"x${{{self.make(self.pick("nsb"), d - 1)}}}\\u0301"',
            lambda: f"upper({s()})", lambda: f"lower({s()})", lambda: f"title({s()})",
            lambda: f"trimspace({s()})", lambda: f"trim({s()}, {s()})", lambda: f"strrev({s()})",
            lambda: f"chomp({s()})", lambda: f"trimprefix({s()}, {s()})",
            lambda: f"trimsuffix({s()}, {s()})", lambda: f"substr({s()}, {n()}, {n()})",
            lambda: f"substr({s()}, {self.pick('0123')}, {self.pick(['-1', '1', '2'])})",
            lambda: f"replace({s()}, {s()}, {s()})", lambda: f"indent(2, {s()})",
            lambda: f"join({s()}, {self.make('l', d - 1)})",
            lambda: f'format("{verb("dboxX")}", {n()})', lambda: f'format("{verb("eEfgG")}", {n()})',
            lambda: f'format("{verb("sqv")}", {self.make(self.pick("nsb"), d - 1)})',
            lambda: f"jsonencode({self.make('a', d - 1)})", lambda: f"base64encode({s()})",
            lambda: f"basename({s()})", lambda: f"dirname({s()})",
            lambda: f"coalesce({s()}, {n()})", lambda: f"(true ? {n()} : {s()})",
        ])()

    def b(self, d):
        a = lambda: self.make("a", d - 1)
        return self.pick([
            lambda: self.pick(BOOLS),
            lambda: f"({a()} {self.pick(['==', '!='])} {a()})",
            lambda: f"({self.make('n', d - 1)} {self.pick(['<', '<=', '>', '>=', '==', '!='])} {self.make('n', d - 1)})",
            lambda: f"({self.make('s', d - 1)} == {self.make('s', d - 1)})",
            lambda: f"({self.make('b', d - 1)} {self.pick(['&&', '||'])} {self.make('b', d - 1)})",
            lambda: f"!{self.make('b', d - 1)}", lambda: f"tobool({self.make('s', d - 1)})",
            lambda: f"contains({self.make('l', d - 1)}, {a()})", lambda: f"can({a()})",
            lambda: f"startswith({self.make('s', d - 1)}, {self.make('s', d - 1)})",
            lambda: f"strcontains({self.make('s', d - 1)}, {self.make('s', d - 1)})",
            lambda: f"alltrue({self.make('l', d - 1)})",
        ])()

    def l(self, d):
        tuple_ = lambda: "[" + ", ".join(self.items(d - 1)) + "]"
        if d <= 0:
            return tuple_()
        l = lambda: self.make("l", d - 1)
        return self.pick([
            tuple_, tuple_, lambda: f"tolist({l()})", lambda: f"toset({l()})",
            lambda: f"concat({l()}, {l()})", lambda: f"distinct({l()})", lambda: f"flatten([{l()}, {l()}])",
            lambda: f"reverse({l()})", lambda: f"sort({l()})", lambda: f"compact({l()})",
            lambda: f"setunion({l()}, {l()})", lambda: f"setintersection({l()}, {l()})",
            lambda: f"setsubtract({l()}, {l()})", lambda: f"slice({l()}, 0, 1)",
            lambda: f"chunklist({l()}, 2)", lambda: f"coalescelist({l()}, {l()})",
            lambda: f'split({self.pick(STRINGS)}, {self.make("s", d - 1)})',
            lambda: f"range({self.pick(NUMBERS)}, {self.pick(NUMBERS)}, {self.pick(NUMBERS)})",
            lambda: f"range({self.pick(['1', '3', '0.5', '-2'])})",
            lambda: f"keys({self.make('m', d - 1)})", lambda: f"values({self.make('m', d - 1)})",
            lambda: f"setproduct({l()}, {l()})", lambda: f"formatlist(\"%v-%v\", {l()}, {l()})",
            lambda: f"[for k, v in {self.make(self.pick('lm'), d - 1)} : [k, v]]",
            lambda: f"({self.make('b', d - 1)} ? {l()} : {l()})", lambda: f"{l()}[*]",
        ])()

    def m(self, d):
        def object_():
            keys = [self.pick(["a", "b", "c", '"e\\u0301"', '"1"', "(1)", "(true)"])
                    for _ in range(self.random.randint(0, 3))]
            return "{" + ", ".join(f"{k} = {self.make('a', min(d, 1) - 1)}" for k in keys) + "}"
        if d <= 0:
            return object_()
        m = lambda: self.make("m", d - 1)
        return self.pick([
            object_, object_, lambda: f"merge({m()}, {m()})", lambda: f"tomap({m()})",
            lambda: f"zipmap({self.make('l', d - 1)}, {self.make('l', d - 1)})",
            lambda: f"jsondecode(jsonencode({m()}))", self.yaml,
            lambda: f"{{ for k, v in {m()} : k => v }}",
            lambda: f"({self.make('b', d - 1)} ? {m()} : {m()})",
        ])()

    def yaml(self):
        one, two = self.pick(SCALARS), self.pick(SCALARS)
        return self.pick([
            f'yamldecode("a: {one}")', f'yamldecode("a: [{one}, {two}]")', f'yamldecode("- {one}")',
            f'yamldecode("{one}: {two}")', f'yamldecode("a: |-\\n  {one}\\n")',
            f'yamldecode("x: &x {{a: {one}}}\\ny: {{a: {two}, <<: *x, b: 1}}")'])

    def expression(self):
        made = self.make("a", self.random.randint(1, 3))
        return self.pick([made, made, f"lookup({self.make('m', 1)}, {self.pick(STRINGS)}, {made})",
                          f"try({made}, {self.make('a', 1)})", f"coalesce({made}, {self.make('a', 1)})",
                          f"element({self.make('l', 1)}, {self.make('n', 1)})",
                          f"one({self.make('l', 1)})"])


def ours(expressions):
    done = subprocess.run([ROOT / "build/console_values", MAIN], input="\n".join(expressions) + "\n",
                          text=True, capture_output=True, check=True)
    return done.stdout.splitlines()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=2000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--unknown", action="store_true")
    options = options.parse_args()
    maker = Maker(options.seed)
    expressions = list(dict.fromkeys(maker.expression() for _ in range(options.count)))
    mine = ours(expressions)
    differ = unknown = 0
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(MAIN, pathlib.Path(folder) / "main.tf")
        for at in range(0, len(expressions), BATCH):
            part = expressions[at:at + BATCH]
            for expression, theirs, answer in zip(part, record_console.record(folder, part), mine[at:]):
                if answer.startswith("unknown"):
                    unknown += 1
                    if options.unknown:
                        print(f"{expression}\n  unknown  {answer}")
                elif answer != theirs:
                    differ += 1
                    print(f"{expression}\n  terraform  {theirs[:300]}\n  execlint   {answer[:300]}")
    print(f"{len(expressions)} expressions, {unknown} not known, {differ} differ")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
