#!/usr/bin/env python3
"""Runs execlint, `rg -c ''` and other linters side by side on trees of your choice.

    bench/peers/run.py [--execlint PROGRAM] [--rounds N] [--only NAME]... [--table FILE] [--plot FILE] TREE...

Installs checkov, cfn-lint, tflint, trivy and cfn-guard below build/peers where they are not there;
one that cannot be had is left out. README.md beside this file says how to read the results.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import threading

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import install  # noqa: E402
import report  # noqa: E402

REPOSITORY = HERE.parent.parent
SECONDS = 900  # a run that takes longer is given up
TEMPLATES = (".yaml", ".yml", ".json", ".template")


def files_of(tree):
    return sorted(p for p in pathlib.Path(tree).rglob("*") if p.is_file() and ".git" not in p.parts)


def templates_in(tree):
    """The files that have resources of CloudFormation, for programs that want each named."""
    def is_template(path):
        text = path.read_bytes() if path.suffix in TEMPLATES else b""
        return b"Resources" in text and b"AWS::" in text
    return [str(path.relative_to(tree)) for path in files_of(tree) if is_template(path)]


def command(name, program, tree):
    """What a user would run in the tree, with nothing that asks the network. None: it reads nothing there."""
    if name == "execlint":
        return [program, "lint", ".", "--fail-on", "never"]
    if name == "rg":
        return [program, "-c", ""]
    if name == "checkov":
        return [program, "-d", ".", "--compact", "--quiet", "--framework", "terraform", "cloudformation",
                "--skip-download"]
    if name == "trivy":
        return [program, "config", "--quiet", "--skip-check-update", "."]
    if name == "tflint":
        terraform = any(path.suffix == ".tf" for path in files_of(tree))
        return [program, "--recursive", "--force"] if terraform else None
    templates = templates_in(tree)
    if not templates:
        return None
    if name == "cfn-lint":
        return [program, "--", *templates]
    return [program, "validate", "--rules", str(HERE / "writable.guard"), "--data", *templates]


def measure(arguments, tree):
    """CPU seconds of the process and its children, peak megabytes of the largest, and the exit status."""
    process = subprocess.Popen(arguments, cwd=tree, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    timer = threading.Timer(SECONDS, process.kill)
    timer.start()
    _, status, usage = os.wait4(process.pid, 0)
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode


def race(programs, tree, rounds):
    """By program: a report.Row, of runs that took turns so that all met the same machine."""
    commands = {name: command(name, program, tree) for name, program in programs.items()}
    runs = {name: [] for name, arguments in commands.items() if arguments is not None}
    for number in range(rounds + 1):  # the first one fills the page cache
        for name in list(runs):
            seconds, memory, status = measure(commands[name], tree)
            if status < 0:
                print(f"  {name} ended by signal {-status} and is left out here")
                del runs[name]
            elif number > 0:
                runs[name].append((seconds, memory))
        print(f"  round {number} of {rounds}", flush=True)
    return {name: report.Row([seconds for seconds, _ in of], max(memory for _, memory in of))
            for name, of in runs.items()}


def version_of(program):
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, errors="replace", check=False)
    words = (answer.stdout or answer.stderr).replace("\n", " ").split()
    return next((word.strip("v,") for word in words if word.strip("v")[:1].isdigit()), "")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--execlint", default=str(REPOSITORY / "build" / "execlint"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", action="append", default=[], help="of the other linters, only these")
    parser.add_argument("--table", type=pathlib.Path, help="where to write the table; else it is printed")
    parser.add_argument("--plot", type=pathlib.Path, help="where to write the plot, an SVG file")
    parser.add_argument("trees", nargs="+", metavar="TREE")
    options = parser.parse_args()
    programs = {"execlint": str(pathlib.Path(options.execlint).resolve())}
    if shutil.which("rg") is None:
        print("rg is not installed, and is left out")
    else:
        programs["rg"] = shutil.which("rg")
    for name in install.PROGRAMS:
        if not options.only or name in options.only:
            program = install.install(name, REPOSITORY / "build" / "peers")
            if program is not None:
                programs[name] = str(program)
    versions = {name: version_of(program) for name, program in programs.items()}
    results = []
    for tree in options.trees:
        title = f"{pathlib.Path(tree).resolve().name} ({len(files_of(tree)):,} files)"
        print(title, flush=True)
        results.append((title, race(programs, tree, options.rounds)))
    table = report.table(results, versions, options.rounds)
    if options.table:
        options.table.write_text(table)
    else:
        print(table)
    if options.plot:
        options.plot.write_text(report.plot(results))


if __name__ == "__main__":
    main()
