#!/usr/bin/env python3
"""Counts the instructions of a fixed set of runs, and compares them with the kept numbers.

    bench/instructions/run.py [--execlint PROGRAM] [--update]

Each run is made under valgrind, so that other load on the machine changes nothing. The numbers are
kept in counts.tsv beside this file. One that is more than 3 % larger than it fails: a change that
makes execlint slower on purpose changes the number in the same commit, by --update, and its message
says why. One that is more than 3 % smaller is only told, so that it can be kept too. Numbers hold
for one compiler and one set of libraries, those of Debian 12.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "growth")]

import cloudformation  # noqa: E402
import ecs  # noqa: E402
import iam  # noqa: E402
import network  # noqa: E402
import run as bars  # noqa: E402
import terraform  # noqa: E402

KEPT = HERE / "counts.tsv"
MOST = 1.03
# Which variants of memcpy() and the like the C library takes must not depend on the processor.
ENVIRONMENT = {**os.environ, "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2_Usable,-AVX512F_Usable,-ERMS,-AVX2,-AVX512F,-AVX512VL"}


def files(make, size):
    def write(folder):
        for name, text in make(size).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return write


# What is run: a name, and what writes its project.
RUNS = [
    ("a tree of 1,000 files, 2 % of which speak of ECS", lambda folder: bars.generate(folder, 1000)),
    ("Terraform: 300 services", files(ecs.services, 300)),
    ("Terraform: a tree of 255 modules", files(terraform.tree, 255)),
    ("Terraform: 2,000 locals, one from another", files(terraform.locals_chain, 2000)),
    ("CloudFormation: 300 services", files(cloudformation.services, 300)),
    ("CloudFormation: 300 services in JSON", files(cloudformation.json_services, 300)),
    ("ECS JSON: 300 files", files(ecs.api_files, 300)),
    ("IAM: 200 policies of one role", files(iam.by_name, 200)),
    ("networks: 60 VPCs with an endpoint and a service each", files(network.vpcs, 60)),
    ("scenarios: 100 services that depend on one input", files(terraform.scenarios, 100)),
]


def count(program, write, folder):
    folder.mkdir()
    write(folder)
    (folder / ".git").mkdir(exist_ok=True)
    answer = subprocess.run(
        ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", program, "lint", ".",
         "--jobs", "1", "--fail-on", "never"],
        cwd=folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True, errors="replace")
    if answer.returncode != 0:
        sys.exit(f"{folder.name}: exit status {answer.returncode}\n{answer.stderr}")
    return int(re.search(r"I\s+refs:\s+([\d,]+)", answer.stderr)[1].replace(",", ""))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--execlint", default=str(REPOSITORY / "build" / "execlint"))
    parser.add_argument("--update", action="store_true", help="keep the numbers of this run")
    options = parser.parse_args()
    program = str(pathlib.Path(options.execlint).resolve())
    if shutil.which("valgrind") is None:
        sys.exit("valgrind is not installed (Debian's package valgrind)")
    kept = {}
    if KEPT.exists():
        kept = {name: int(number) for name, number in (line.split("\t") for line in KEPT.read_text().splitlines())}
    with tempfile.TemporaryDirectory() as work, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        counts = list(pool.map(lambda one: count(program, one[1][1], pathlib.Path(work) / str(one[0])),
                               enumerate(RUNS)))
    failed = 0
    for (name, _), number in zip(RUNS, counts):
        ratio = number / kept[name] if name in kept else None
        bad = not options.update and (ratio is None or ratio > MOST)
        failed += bad
        told = "new" if ratio is None else f"{100 * (ratio - 1):+.1f} %"
        print(f"{'FAIL' if bad else 'ok  '} {name:<56} {number / 1e6:8.1f} million  {told}", flush=True)
    if options.update:
        KEPT.write_text("".join(f"{name}\t{number}\n" for (name, _), number in zip(RUNS, counts)))
    elif failed:
        print("a change that is meant to cost more keeps the new numbers: bench/instructions/run.py --update")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
