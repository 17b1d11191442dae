#!/usr/bin/env python3
"""The growth test: twice the input may cost little more than twice the instructions.

    bench/growth/run.py [--execlint PROGRAM] [--fast] [--only WORD]... [--keep FOLDER]

Each case of the tables beside this file makes a project of n, 2n and 4n things. execlint runs on
each under valgrind, which counts instructions, so that other load on the machine changes nothing.
What does not grow (the start of the program, the rest of the project) is in all three counts, and
falls out of their differences: the ratio is (I(4n) - I(2n)) / (I(2n) - I(n)). Of a cost that is
linear it is 2, of n log n a little more, of a quadratic one 4. Above 2.4 the case fails. So it does
below 1.5, or where the exit status is not the expected one: a bound was met, and hides the growth.
--fast runs the cases that once were quadratic; --only, those that have a word in their
name. --keep leaves the projects in a folder. Exits 1 when a case fails.
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
sys.path.insert(0, str(HERE))

import cloudformation, ecs, iam, network, project, terraform  # noqa: E401,E402,F401 (they fill the table)
import inputs  # noqa: E402

LIMIT = 2.4
LEAST_RATIO = 1.5  # below, a bound was met, and what grows is not seen
LEAST = 300_000  # instructions that n more things have to cost, for the ratio to say something
SECONDS = 120
# A project whose memory is bounded: what it is, how it is made, and the most megabytes.
MEMORY = [
    ("10,000 empty files", lambda: project.empty_files(10000), 100),
    ("9,216 services by count x count", lambda: ecs.module_by_count(96, 96), 250),
    ("60,000 nested blocks by count", lambda: terraform.nested_blocks_by_count(60_000), 600),
    ("findings of 2,000 containers in one file", lambda: ecs.findings_of(2000), 150),
    ("findings of 2,000 containers of a long label", lambda: ecs.findings_of_label(2000, "t" * 100_000), 200),
    ("findings of 500 resources of a module with a long name", lambda: project.long_module(100_000), 200),
    ("3,000 services that depend on a parameter of 64 values", lambda: cloudformation.of_many_values(3000), 1000),
    ("60 MB of JSON", lambda: ecs.large_json(8), 1000),
]


def write(files, folder):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / ".git").mkdir()
    return folder


class Failed(Exception):
    pass


def instructions(program, case, folder):
    command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", program, "lint", ".",
               "--jobs", "1", *case.arguments]
    try:
        answer = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, text=True, errors="replace", timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise Failed(f"takes more than {SECONDS} s") from None
    if answer.returncode not in case.statuses:
        raise Failed(f"exit status {answer.returncode}\n" + "".join(
            f"    {line}\n" for line in answer.stderr.splitlines() if not re.match(r"[=-]{2}\d+[=-]{2}", line)))
    return int(re.search(r"I\s+refs:\s+([\d,]+)", answer.stderr)[1].replace(",", ""))


def measure(program, case, work):
    """The counts of n, 2n and 4n, and the ratio; or why there is none."""
    counts = []
    try:
        for factor in (1, 2, 4):
            size = case.size * factor
            folder = write(case.files(size), work / f"{case.name.replace('/', ' ')} {size}")
            counts.append(instructions(program, case, folder))
        if counts[1] - counts[0] < LEAST:
            raise Failed("grows too little to be measured")
    except Failed as why:
        return counts, None, str(why)
    return counts, (counts[2] - counts[1]) / (counts[1] - counts[0]), ""


def memory(program, files, folder):
    """Peak megabytes of one run outside of valgrind."""
    process = subprocess.Popen([program, "lint", ".", "--fail-on", "never"], cwd=write(files, folder),
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss / 1024 if process.returncode == 0 else float("inf")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--execlint", default=str(HERE.parent.parent / "build" / "execlint"))
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--keep", type=pathlib.Path)
    options = parser.parse_args()
    program = str(pathlib.Path(options.execlint).resolve())
    if shutil.which("valgrind") is None:
        sys.exit("valgrind is not installed (Debian's package valgrind)")
    wanted = [c for c in inputs.CASES
              if (c.fast or not options.fast) and all(word in c.name for word in options.only)]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        work = (options.keep or pathlib.Path(folder)).resolve()
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            results = pool.map(lambda c: measure(program, c, work), wanted)
            for case, (counts, ratio, why) in zip(wanted, results):
                bad = ratio is None or not LEAST_RATIO < ratio <= LIMIT
                failed += bad
                what = f"{ratio:5.2f}" if ratio is not None else why
                millions = " ".join(f"{count / 1e6:7.0f}" for count in counts)
                print(f"{'FAIL' if bad else 'ok  '} {case.name:<58} {case.size:>6} {millions} {what}", flush=True)
        for name, make, most in MEMORY:
            if options.only and not all(word in name for word in options.only):
                continue
            peak = memory(program, make(), work / name)
            failed += peak > most
            print(f"{'FAIL' if peak > most else 'ok  '} {name:<58} {peak:7.0f} MB, at most {most}", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
