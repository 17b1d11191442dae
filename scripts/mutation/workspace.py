"""The copies of the tree that mutants are compiled and run in, outside the user's work tree.

    <work>/tree    what is compiled: mutated in places
    <work>/run     the same, never mutated: where the tests run, and what libclang reads
    <work>/build   one CMake build of tree
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys

import points as finding
import schemata

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FETCHED = ("node_modules", "tree_sitter")  # folders of third_party/ that are not in git
NICE = ["nice", "-n", "10"]


class Workspace:
    def __init__(self, work, cxx, jobs):
        self.work, self.cxx, self.jobs = os.path.abspath(work), cxx, jobs
        self.tree = os.path.join(self.work, "tree")
        self.run = os.path.join(self.work, "run")
        self.build = os.path.join(self.work, "build")
        os.makedirs(self.work, exist_ok=True)

    def sync(self, mutated=None):
        """Copies what differs. `mutated` maps a path to the text that is compiled instead; None
        leaves the texts that an earlier run has mutated."""
        listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-coz", "--exclude-standard"],
                                check=True, stdout=subprocess.PIPE).stdout.decode().split("\0")
        names = [n for n in listed if n and os.path.isfile(os.path.join(ROOT, n))]
        with open(os.path.join(HERE, "execlint_mutant.h"), "rb") as file:
            header = file.read()
        for copy, changes in ((self.run, {}), (self.tree, dict(
                mutated or {}, **{"execlint_mutant.h": header}))):
            for name in names:
                if name not in changes and not (mutated is None and self.is_mutated(copy, name)):
                    with open(os.path.join(ROOT, name), "rb") as file:
                        self.write(copy, name, file.read(),
                                   os.stat(os.path.join(ROOT, name)).st_mode & 0o777)
            for name, text in changes.items():
                self.write(copy, name, text, 0o644)
            wanted = set(names) | set(changes)
            for folder, folders, files in os.walk(copy):
                if os.path.relpath(folder, copy) == "third_party":
                    folders[:] = [f for f in folders if f not in FETCHED]
                for file in files:
                    path = os.path.join(folder, file)
                    if os.path.relpath(path, copy) not in wanted:
                        os.remove(path)
        for name in FETCHED:
            fetched = os.path.join(ROOT, "third_party", name)
            for copy in (self.tree, self.run):
                target = os.path.join(copy, "third_party", name)
                if os.path.isdir(fetched) and not os.path.isdir(target):
                    shutil.copytree(fetched, target, symlinks=True)

    @staticmethod
    def is_mutated(copy, name):
        try:
            with open(os.path.join(copy, name), "rb") as file:
                return file.readline() == schemata.HEADER.encode()
        except OSError:
            return False

    @staticmethod
    def write(copy, name, text, mode):
        path = os.path.join(copy, name)
        try:
            with open(path, "rb") as file:
                if file.read() == text:
                    return
        except OSError:
            os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text)
        os.chmod(path, mode)

    def configure(self):
        cc = re.sub(r"clang\+\+", "clang", self.cxx)
        cc = re.sub(r"g\+\+", "gcc", cc)
        subprocess.run(
            ["cmake", "-S", self.tree, "-B", self.build, "-G", "Ninja",
             "-DCMAKE_BUILD_TYPE=Release", f"-DCMAKE_C_COMPILER={cc}",
             f"-DCMAKE_CXX_COMPILER={self.cxx}",
             "-DCMAKE_CXX_FLAGS_RELEASE=-O1",  # without NDEBUG: asserts speak
             "-DCMAKE_COMPILE_WARNING_AS_ERROR=OFF", "-DCMAKE_UNITY_BUILD=OFF",
             f"-DCMAKE_PROJECT_INCLUDE={HERE}/hook.cmake"],
            check=True, stdout=subprocess.DEVNULL)

    def commands(self):
        with open(os.path.join(self.build, "compile_commands.json"), encoding="utf-8") as file:
            return json.load(file)

    def arguments(self, name, commands, root):
        """What libclang is to be called with for the unmutated file."""
        entry = finding.compile_command(commands, os.path.join(self.tree, name))
        if entry is None:
            sys.exit("mutate.py: compile_commands.json has no C++ file")
        words = shlex.split(entry["command"])
        while words and not os.path.basename(words[0]).startswith(("clang", "g++", "c++")):
            words = words[1:]
        words = finding.clang_arguments(words, entry["file"], root)
        return [w.replace(self.tree, self.run) for w in words]

    def compile(self):
        """Builds everything; the errors as (path, line, column), none when it went well."""
        done = subprocess.run([*NICE, "ninja", "-C", self.build, f"-j{self.jobs}", "-k0"],
                              text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              check=False)
        if done.returncode == 0:
            return []
        found = []
        for path, line, column in re.findall(r"^(\S+?):(\d+):(\d+): (?:fatal )?error:",
                                             re.sub(r"\x1b\[[0-9;]*m", "", done.stdout), re.M):
            # The prefix map makes paths relative in some messages.
            path = os.path.join(self.tree, path) if not os.path.isabs(path) else path
            path = os.path.normpath(os.path.join(self.build, path))
            found.append((os.path.relpath(path, self.tree), int(line), int(column)))
        if not found:
            sys.exit(done.stdout[-4000:] + "\nmutate.py: the build failed")
        return found
