"""Installs the programs that execlint is compared with, each into a folder of its own.

What cannot be had is left out with a word. Nothing outside of the folder is changed.
"""
import os
import shutil
import subprocess
import sys

# By name: the tool that installs it, what it installs, and what is set for that.
PROGRAMS = {
    "checkov": ("pip", "checkov", {}),
    "cfn-lint": ("pip", "cfn-lint", {}),
    "tflint": ("go", "github.com/terraform-linters/tflint@latest", {}),
    "trivy": ("go", "github.com/aquasecurity/trivy/cmd/trivy@latest", {"GOEXPERIMENT": "jsonv2"}),
    "cfn-guard": ("cargo", "cfn-guard", {}),
}
SECONDS = 3600


def run(command, log, environment=None):
    with open(log, "a") as out:
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, timeout=SECONDS,
                              env={**os.environ, **(environment or {})}).returncode == 0


def by_pip(package, folder, log, _):
    environment = folder / "environment"
    return (run([sys.executable, "-m", "venv", str(environment)], log)
            and run([str(environment / "bin" / "pip"), "install", "-q", package], log)), environment / "bin"


def by_go(package, folder, log, environment):
    if shutil.which("go") is None:
        return False, folder
    return run(["go", "install", package], log, {**environment, "GOBIN": str(folder), "CGO_ENABLED": "0"}), folder


def by_cargo(package, folder, log, _):
    if shutil.which("cargo") is None:
        return False, folder
    return run(["cargo", "install", "--quiet", "--root", str(folder), package], log), folder / "bin"


def install(name, build):
    """The path of the program, installed below `build` if it is not there; None if it cannot be had."""
    how, package, environment = PROGRAMS[name]
    folder = build / name
    folder.mkdir(parents=True, exist_ok=True)
    found = next((p for p in folder.rglob(name) if p.is_file() and os.access(p, os.X_OK)), None)
    if found is not None:
        return found
    print(f"installing {name} ...", flush=True)
    log = folder / "install.log"
    log.unlink(missing_ok=True)
    try:
        done, where = {"pip": by_pip, "go": by_go, "cargo": by_cargo}[how](package, folder, log, environment)
    except (OSError, subprocess.TimeoutExpired) as why:
        print(f"  left out: {why}")
        return None
    if not done or not (where / name).exists():
        print(f"  left out: `{how}` could not install it; {log} says why")
        return None
    return where / name
