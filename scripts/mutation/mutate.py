#!/usr/bin/env python3
"""Mutation testing of execlint; scripts/mutation/README.md says how it works."""

import argparse
import concurrent.futures
import hashlib
import json
import os
import shutil
import sys
import time

import points as finding
import running
import schemata
from workspace import HERE, ROOT, Workspace


def options():
    parser = argparse.ArgumentParser(
        prog="mutate.py", description="Changes the program in small ways, one at a time, and says "
        "which changes no test notices.")
    parser.add_argument("folders", nargs="+", metavar="FOLDER",
                        help="lint/iam, parsers/ecs, ...: every *.cc directly in it; or one file")
    parser.add_argument("--list", action="store_true", help="list the mutants, and run nothing")
    parser.add_argument("--max-per-folder", type=int, metavar="N", help="draw N mutants a folder")
    parser.add_argument("--seed", default="1", help="of what is drawn (1)")
    parser.add_argument("--headers", action="store_true", help="mutate *.h of the folder as well")
    parser.add_argument("--room-filter", metavar="FILTER",
                        help="a gtest filter instead of the suites in tests/FOLDER/")
    parser.add_argument("--only", metavar="FILE", help="only the mutants whose keys FILE lists, "
                        "or those that survived in FILE, a result of an earlier run")
    parser.add_argument("--all", action="store_true", dest="everything",
                        help="run those listed in equivalent.txt as well")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes at once (2)")
    parser.add_argument("--results", default="mutation.jsonl", metavar="FILE",
                        help="where results go, a line of JSON each (mutation.jsonl)")
    parser.add_argument("--work", metavar="DIR", help="where the copies of the tree are "
                        "(~/.cache/execlint-mutation)",
                        default=os.path.join(os.environ.get("XDG_CACHE_HOME",
                                                            os.path.expanduser("~/.cache")),
                                             "execlint-mutation"))
    parser.add_argument("--cxx", default="clang++-19", metavar="COMPILER")
    return parser.parse_args()


def say(text):
    print(text, file=sys.stderr, flush=True)


def equivalents(path=os.path.join(HERE, "equivalent.txt")):
    """A key a line, and below it, indented, why no test can tell."""
    found, key = {}, None
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            for line in file:
                if not line.strip() or line.startswith("#"):
                    continue
                if line.startswith("  "):
                    if key is None:
                        sys.exit(f"{path}: a reason without a key")
                    found[key] = (found[key] + " " + line.strip()).strip()
                else:
                    key = line.rstrip("\n")
                    found[key] = ""
    for key, reason in found.items():
        if not reason:
            sys.exit(f"{path}: no reason for {key}")
    return found


def wanted_keys(path):
    keys = set()
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("{"):
                row = json.loads(line)
                if row["status"] == "survived":
                    keys.add(row["key"])
            elif line.strip():
                keys.add(line.rstrip("\n"))
    return keys


def files_of(folder, headers):
    base = os.path.join(ROOT, folder)
    if os.path.isfile(base):
        return [folder]
    if not os.path.isdir(base):
        sys.exit(f"mutate.py: no such folder: {folder}")
    endings = (".cc", ".h") if headers else (".cc",)
    return [f"{folder}/{f}" for f in sorted(os.listdir(base)) if f.endswith(endings)]


def find_in(job):
    path, name, arguments = job
    return name, *finding.find(path, name, arguments)


def check_in(job):
    path, name, arguments, points = job
    return name, *schemata.compiling(path, name, arguments, points)


class Folder:
    def __init__(self, name, files, arguments):
        self.name, self.files, self.arguments = name, files, arguments
        self.points, self.all_keys = [], set()


def find_points(space, folder, given, pool):
    jobs = [(os.path.join(space.run, f), f, folder.arguments[f]) for f in folder.files]
    for name, found, errors in pool.map(find_in, jobs):
        if errors:
            say(f"{name}: libclang: {errors[0]}")
        folder.points += found
    folder.all_keys = {p.key for p in folder.points}
    for number, point in enumerate(folder.points, 1):
        point.number = number
    if given.only:
        keys = wanted_keys(given.only)
        folder.points = [p for p in folder.points if p.key in keys]
    if given.max_per_folder is not None and len(folder.points) > given.max_per_folder:
        def drawn(point):
            return hashlib.sha256(f"{given.seed}\n{point.key}".encode()).digest()
        folder.points = sorted(sorted(folder.points, key=drawn)[:given.max_per_folder],
                               key=lambda p: p.number)


def mutate(space, folder, pool):
    """Compiles the mutants of a folder; leaves out those that do not compile."""
    def of(name):
        return [p for p in folder.points if p.file == name]

    jobs = [(os.path.join(space.run, f), f, folder.arguments[f], of(f))
            for f in folder.files if of(f)]
    kept, dropped = [], []
    for _, good, bad in pool.map(check_in, jobs):
        kept += good
        dropped += bad
    for attempt in range(12):
        texts = {}
        for name in {p.file for p in kept}:
            with open(os.path.join(space.run, name), "rb") as file:
                texts[name] = schemata.Rendered(file.read(), [p for p in kept if p.file == name])
        space.sync({name: rendered.text for name, rendered in texts.items()})
        errors = space.compile()
        if not errors:
            break
        blamed = set()
        for name, line, column in errors:
            if name in texts:
                rendered = texts[name]
                at = rendered.offset(line, column)
                chosen = rendered.to_blame(at) if attempt < 6 else []
                blamed.update(p.number for p in chosen or rendered.of_the_same_function(at))
        if not blamed:
            sys.exit(f"mutate.py: the build failed: {errors[0]}")
        dropped += [p for p in kept if p.number in blamed]
        kept = [p for p in kept if p.number not in blamed]
    else:
        sys.exit("mutate.py: the mutants do not compile")
    folder.points = kept
    return dropped


def run(space, folder, given, listed, results):
    begin = time.monotonic()
    tests = running.Tests(space, given.jobs)
    whole = tests.whole()
    if whole.status != 0:
        say("mutate.py: unit_tests fails without a mutant (above); what fails is left out")
    say(f"the whole unit_tests without a mutant: {whole.seconds:.1f} s")
    reaching = tests.measure(max((p.number for p in folder.points), default=0), say)
    if given.room_filter:
        room = set(tests.matching(given.room_filter))
    else:
        name = folder.name if not folder.name.endswith((".cc", ".h")) else os.path.dirname(
            folder.name)
        room = set(tests.room(name))
    say(f"{len(room)} tests are of the room")

    lines = {}
    for name in folder.files:
        with open(os.path.join(space.run, name), encoding="utf-8") as file:
            lines[name] = file.read().splitlines()

    def one(point):
        if point.key in listed and not given.everything:
            return point, ("equivalent", "", listed[point.key], 0.0)
        return point, tests.judge(point.number, reaching.get(point.number, []), room)

    rows, since = [], time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        for point, (status, by, how, seconds) in pool.map(one, folder.points):
            row = {"number": point.number, "status": status, "by": by, "how": how,
                   "file": point.file, "line": point.line, "column": point.column,
                   "operator": point.operator, "original": point.original,
                   "replacement": point.replacement, "function": point.function,
                   "source": lines[point.file][point.line - 1].strip(),
                   "seconds": round(seconds, 2), "key": point.key}
            rows.append(row)
            results.write(json.dumps(row) + "\n")
            results.flush()
            if len(rows) % 50 == 0:
                say(f"{len(rows)} of {len(folder.points)} mutants, "
                    f"{time.monotonic() - since:.0f} s")
    shutil.rmtree(tests.scratch, ignore_errors=True)
    say(f"{folder.name}: {len(rows)} mutants run in {time.monotonic() - begin:.0f} s")
    return rows


COLUMNS = ("mutants", "killed by room", "killed by whole", "survived", "equivalent")


def table(tables):
    width = max([len("folder")] + [len(name) for name in tables])
    lines = ["  ".join([f"{'folder':{width}}"] + [f"{c:>{len(c)}}" for c in COLUMNS])]
    for name, rows in tables.items():
        counts = [len(rows)] + [sum(r["status"] == c for r in rows) for c in COLUMNS[1:]]
        lines.append("  ".join([f"{name:{width}}"] + [
            f"{n:>{len(c)}}" for n, c in zip(counts, COLUMNS)]))
    return "\n".join(lines)


def main():
    given = options()
    folders = [f.strip("/") for f in given.folders]
    space = Workspace(given.work, given.cxx, given.jobs)
    listed = equivalents()
    root = finding.resource_dir()
    tables = {}
    space.sync()
    space.configure()
    commands = space.commands()
    with concurrent.futures.ProcessPoolExecutor(given.jobs) as pool, open(
            os.devnull if given.list else given.results, "w", encoding="utf-8") as results:
        for name in folders:
            files = files_of(name, given.headers)
            folder = Folder(name, files, {f: space.arguments(f, commands, root) for f in files})
            begin = time.monotonic()
            find_points(space, folder, given, pool)
            if given.list:
                for point in folder.points:
                    print(point.described())
                continue
            say(f"{name}: {len(folder.points)} mutants found, {time.monotonic() - begin:.0f} s")
            begin = time.monotonic()
            dropped = mutate(space, folder, pool)
            say(f"{name}: compiled, {time.monotonic() - begin:.0f} s; "
                f"{len(dropped)} left out, which do not compile")
            rows = run(space, folder, given, listed, results)
            tables[name] = rows
            if given.max_per_folder is None and not given.only:
                for key in listed:
                    if key.split(" | ")[0] in files and key not in folder.all_keys:
                        say(f"equivalent.txt lists what is not there: {key}")
            if given.everything:
                for row in rows:
                    if row["key"] in listed and row["status"] != "survived":
                        say(f"equivalent.txt lists what is killed: {row['key']}")
    if given.list:
        return
    for name, rows in tables.items():
        survivors = [r for r in rows if r["status"] == "survived" and (r["key"] not in listed)]
        if survivors:
            print(f"survivors of {name}:")
        for row in survivors:
            print(f"  {row['number']} {row['file']}:{row['line']}:{row['column']} "
                  f"{row['operator']} ({row['how']})\n"
                  f"      {row['source']}\n"
                  f"      {row['original']} -> {row['replacement']}")
    print(table(tables))


if __name__ == "__main__":
    main()
