"""Runs tests against mutants."""

import collections
import concurrent.futures
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

MEMORY = 4 << 30  # a mutant that never stops adding to a list


class Outcome:
    def __init__(self, status, text, seconds):
        self.status, self.text, self.seconds = status, text, seconds  # status: a code, or 'timeout'

    def failed_test(self):
        match = re.search(r"^\[  FAILED  \] ([^\s,]+)", self.text, re.M)
        return match.group(1) if match else ""

    def how(self):
        if self.status == "timeout":
            return "timeout"
        if self.status < 0:
            return "signal " + signal.Signals(-self.status).name
        return "test"


class Tests:
    def __init__(self, workspace, jobs):
        self.workspace, self.jobs = workspace, jobs
        self.program = os.path.join(workspace.build, "unit_tests")
        self.scratch = tempfile.mkdtemp(prefix="execlint-mutation-")
        self.names, self.others, self.seconds = self.listed(), self.of_ctest(), {}

    def listed(self):
        out = subprocess.run([self.program, "--gtest_list_tests"], cwd=self.workspace.run,
                             check=True, text=True, stdout=subprocess.PIPE).stdout
        names, suite = [], ""
        for line in out.splitlines():
            word = line.split("#")[0].rstrip()
            if word.startswith("  "):
                names.append(suite + word.strip())
            elif word.endswith("."):
                suite = word
        return [n for n in names if "DISABLED_" not in n]

    def of_ctest(self):
        """What ctest knows of beside unit_tests: its name, and its command."""
        out = subprocess.run(["ctest", "--test-dir", self.workspace.build,
                              "--show-only=json-v1"], check=True, text=True,
                             stdout=subprocess.PIPE).stdout
        found = {}
        for test in json.loads(out[out.index("{"):])["tests"]:
            command = test.get("command")
            if command and command[0] != self.program:
                found[test["name"]] = command
        return found

    def room(self, folder):
        """The suites that tests/<folder>/ defines."""
        suites = set()
        base = os.path.join(self.workspace.run, "tests", folder)
        for where, _, files in os.walk(base):
            for file in files:
                if file.endswith(".cc"):
                    with open(os.path.join(where, file), encoding="utf-8") as text:
                        suites.update(re.findall(r"^\s*TEST(?:_F|_P)?\(\s*(\w+)", text.read(),
                                                 re.M))
        return [n for n in self.names if set(n.split(".")[0].split("/")) & suites]

    def matching(self, pattern):
        out = subprocess.run([self.program, "--gtest_list_tests", "--gtest_filter=" + pattern],
                             cwd=self.workspace.run, check=True, text=True,
                             stdout=subprocess.PIPE).stdout
        keep, suite = set(), ""
        for line in out.splitlines():
            word = line.split("#")[0].rstrip()
            if word.startswith("  "):
                keep.add(suite + word.strip())
            elif word.endswith("."):
                suite = word
        return [n for n in self.names if n in keep]

    def process(self, command, mutant, limit, reach=None):
        environment = dict(os.environ, EXECLINT_MUTANT=str(mutant), GTEST_BRIEF="1")
        if reach is not None:
            environment["EXECLINT_MUTANT_REACH"] = reach
        limits = ["nice", "-n", "10", "prlimit", f"--as={MEMORY}", "--core=0", "--"]
        begin = time.monotonic()
        with subprocess.Popen(limits + command, cwd=self.workspace.run, env=environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, start_new_session=True) as child:
            try:
                text, _ = child.communicate(timeout=limit)
                status = child.returncode
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                text, _ = child.communicate()
                status = "timeout"
        return Outcome(status, text.decode(errors="replace"), time.monotonic() - begin)

    def unit_tests(self, names, mutant, limit, reach=None):
        with tempfile.NamedTemporaryFile("w", dir=self.scratch, suffix=".flags") as flags:
            flags.write("--gtest_filter=" + ":".join(names) + "\n")
            flags.flush()
            return self.process([self.program, "--gtest_flagfile=" + flags.name,
                                 "--gtest_fail_fast"], mutant, limit, reach)

    # -- which test reaches which mutant ----------------------------------------------------------

    def measure(self, count, say):
        """Runs every test by itself without a mutant: who reaches what, how long each takes.

        A test that does not reach a mutant's place cannot tell it from the original."""
        def one(name):
            with tempfile.NamedTemporaryFile(dir=self.scratch, suffix=".reach") as file:
                file.truncate(count + 1)
                if name in self.others:
                    outcome = self.process(self.others[name], -1, 600, file.name)
                else:
                    outcome = self.unit_tests([name], -1, 600, file.name)
                with open(file.name, "rb") as bytes_:
                    reached = bytes_.read()
            return name, outcome, [n for n in range(1, count + 1) if reached[n]]

        reaching, failing = collections.defaultdict(list), []
        begin = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
            for name, outcome, reached in pool.map(one, self.names + list(self.others)):
                self.seconds[name] = outcome.seconds
                if outcome.status != 0:
                    failing.append(name)
                    continue
                for number in reached:
                    reaching[number].append(name)
        say(f"{len(self.names)} tests of unit_tests and {len(self.others)} of ctest, "
            f"each by itself, in {time.monotonic() - begin:.0f} s")
        if failing:
            say(f"{len(failing)} fail without a mutant, and are left out: {' '.join(failing[:5])}")
        if len(failing) * 10 > len(self.names):
            sys.exit("mutate.py: too many tests fail without a mutant")
        return reaching

    def whole(self):
        """The seconds of the whole unit_tests, without a mutant; it must pass."""
        outcome = self.process([self.program], 0, 1200)
        if outcome.status != 0:
            print(outcome.text[-3000:], file=sys.stderr)
        return outcome

    # -- one mutant -------------------------------------------------------------------------------

    def judge(self, number, reaching, room):
        """(status, by, how, seconds) of a mutant."""
        if not reaching:
            return "survived", "", "not reached", 0.0
        units = [n for n in reaching if n not in self.others]
        inside = [n for n in units if n in room]
        outside = [n for n in units if n not in room]
        # Of the others the quickest first: a quarter of them, then the rest.
        outside.sort(key=lambda n: self.seconds[n])
        quick = outside[:max(20, len(outside) // 4)]
        spent = 0.0
        for stage, names in (("room", inside), ("whole", quick), ("whole", outside[len(quick):])):
            if not names:
                continue
            expected = sum(self.seconds[n] for n in names)
            outcome = self.unit_tests(names, number, max(5.0, 10 * expected))
            spent += outcome.seconds
            if outcome.status != 0:
                return "killed by " + stage, outcome.failed_test(), outcome.how(), spent
        for name in reaching:
            if name in self.others:
                outcome = self.process(self.others[name], number,
                                       max(5.0, 10 * self.seconds[name]))
                spent += outcome.seconds
                if outcome.status != 0:
                    return "killed by whole", name, outcome.how(), spent
        return "survived", "", f"{len(reaching)} tests reach it", spent
