#!/usr/bin/env python3
"""What a built execlint is made of: a CycloneDX list of components, and their licenses.

    packaging/components.py BUILD --program FILE --sbom FILE --licenses FILE

BUILD is a folder in which Ninja built `execlint` on Debian or Ubuntu, and the program is what is shipped
of it (without its symbols, for one). The list is not kept by hand:
Ninja knows every header that was read and every library that was linked, and dpkg knows the packages
that these belong to. A package whose license is not in the table below is an error, so that a new
dependency cannot be forgotten. The list states SOURCE_DATE_EPOCH as its time or, if that is not set, the
time of the last commit.
"""

import argparse
import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import uuid

# The beginning of a Debian package's name, and the license of what a program takes from it.
LICENSES = {
    "libabsl-": "Apache-2.0",
    "libboost": "BSL-1.0",
    "libc6-dev": "LGPL-2.1-or-later",
    "libcli11-dev": "BSD-3-Clause",
    "libexpected-dev": "CC0-1.0",
    "libfmt-dev": "MIT",
    "libgcc-": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libjemalloc-dev": "BSD-2-Clause",
    "libre2-dev": "BSD-3-Clause",
    "libstdc++-": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libutf8proc-dev": "MIT AND Unicode-DFS-2015",
    "libyaml-cpp-dev": "MIT",
    "linux-libc-dev": "GPL-2.0-only WITH Linux-syscall-note",
    "nlohmann-json3-dev": "MIT",
}
# The packages of third_party/requirements.txt, and the folders of third_party/tree_sitter.
FETCHED = {"tree-sitter": ("MIT", "runtime"), "tree-sitter-hcl": ("Apache-2.0", "hcl")}


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def files_read(build, source):
    """Every file from outside of the source tree that went into the program."""
    inputs = output_of("ninja", "-C", build, "-t", "inputs", "execlint").split()
    objects = [name for name in inputs if name.endswith((".o", ".gch", ".pch"))]
    headers = output_of("ninja", "-C", build, "-t", "deps", *objects).splitlines()
    names = {line.strip() for line in headers if line.startswith("    ")}
    names.update(output_of("ninja", "-C", build, "-t", "commands", "execlint").split())
    found = {os.path.realpath(name) for name in names
             if os.path.isabs(name) and name.endswith((".h", ".hpp", ".a", ".o")) or "/include/" in name}
    inside = (os.path.realpath(build) + "/", os.path.realpath(source) + "/")
    return sorted(name for name in found if os.path.isfile(name) and not name.startswith(inside))


def debian_packages(files):
    """{package: version}"""
    names = set()
    for line in output_of("dpkg-query", "--search", *files).splitlines():
        owners = line.rsplit(": ", 1)[0]
        names.update(owner.strip() for owner in owners.split(","))
    versions = {}
    for line in output_of("dpkg-query", "--show", "--showformat", "${Package} ${Version}\n",
                          *sorted(names)).splitlines():
        name, version = line.split()
        versions[name] = version
    return versions


def license_of(package):
    for start, license_id in LICENSES.items():
        if package.startswith(start):
            return license_id
    sys.exit(f"components: the license of the package {package} is not in packaging/components.py")


def fetched_packages(source):
    """[(name, version, SHA-256)]"""
    text = (source / "third_party/requirements.txt").read_text()
    return re.findall(r"^([\w-]+)==(\S+) --hash=sha256:(\w+)", text, re.MULTILINE)


def component(name, version, license_id, purl):
    expression = " " in license_id  # of several licenses
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "licenses": [{"expression": license_id} if expression else {"license": {"id": license_id}}],
        "purl": purl,
    }


def distribution():
    text = pathlib.Path("/etc/os-release").read_text()
    values = dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', text, re.MULTILINE))
    return values["ID"], f"{values['ID']}-{values['VERSION_ID']}"


def write_sbom(target, program, version, packages, fetched, moment):
    vendor, distro = distribution()
    architecture = output_of("dpkg", "--print-architecture").strip()
    components = []
    for name, package_version in packages.items():
        quoted = package_version.replace("+", "%2B").replace(":", "%3A")
        purl = (f"pkg:deb/{vendor}/{name.replace('+', '%2B')}@{quoted}"
                f"?arch={architecture}&distro={distro}")
        components.append(component(name, package_version, license_of(name), purl))
    for name, package_version, sha256 in fetched:
        made = component(name, package_version, FETCHED[name][0], f"pkg:pypi/{name}@{package_version}")
        made["hashes"] = [{"alg": "SHA-256", "content": sha256}]  # of the source package
        components.append(made)
    components.sort(key=lambda made: made["bom-ref"])
    digest = hashlib.sha256(program.read_bytes()).hexdigest()
    reference = f"pkg:generic/execlint@{version}"
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}",
        "version": 1,
        "metadata": {
            "timestamp": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "lifecycles": [{"phase": "build"}],
            "component": {
                "type": "application",
                "bom-ref": reference,
                "name": "execlint",
                "version": version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
                "purl": reference,
                "hashes": [{"alg": "SHA-256", "content": digest}],
            },
        },
        "components": components,
        "dependencies": [
            {"ref": reference, "dependsOn": [made["bom-ref"] for made in components]},
            *({"ref": made["bom-ref"]} for made in components),
        ],
    }
    target.write_text(json.dumps(document, indent=2) + "\n")


def write_licenses(target, source, packages, fetched):
    """The texts, each once: several packages made from one source share a file."""
    owners = {}
    for name, version in packages.items():
        text = pathlib.Path(f"/usr/share/doc/{name}/copyright").read_text(errors="replace")
        owners.setdefault(text, []).append(f"{name} {version}")
    common = sorted({name.rstrip(".") for text in owners
                     for name in re.findall(r"/usr/share/common-licenses/([\w.-]+)", text)})
    add_fetched(owners, source, fetched)
    write_texts(target, owners, common,
                "execlint is one static program. These are the licenses of what it was built with; they\n"
                "name the packages of the distribution it was built on.\n")


def add_fetched(owners, source, fetched):
    """{text: [whose]} also of what third_party/requirements.txt lists."""
    for name, version, _ in fetched:
        for file in sorted((source / "third_party/tree_sitter" / FETCHED[name][1]).rglob("LICENSE")):
            owners.setdefault(file.read_text(), []).append(f"{name} {version}")


def write_texts(target, owners, common, introduction):
    parts = [introduction]
    for text, names in owners.items():
        parts.append(f"{'=' * 80}\n{', '.join(names)}\n{'=' * 80}\n\n{text.rstrip()}\n")
    for name in common:
        file = pathlib.Path("/usr/share/common-licenses") / name
        if file.is_file():
            parts.append(f"{'=' * 80}\n{file}\n{'=' * 80}\n\n{file.read_text().rstrip()}\n")
    target.write_text("\n".join(parts))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--sbom", type=pathlib.Path, required=True)
    parser.add_argument("--licenses", type=pathlib.Path, required=True)
    options = parser.parse_args()

    cache = (options.build / "CMakeCache.txt").read_text()
    source = pathlib.Path(re.search(r"^CMAKE_HOME_DIRECTORY:INTERNAL=(.*)$", cache, re.MULTILINE)[1])
    version = re.search(r"^CMAKE_PROJECT_VERSION:STATIC=(.*)$", cache, re.MULTILINE)[1]
    seconds = (os.environ.get("SOURCE_DATE_EPOCH") or
               output_of("git", "-C", str(source), "log", "-1", "--format=%ct"))
    moment = datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc)
    packages = dict(sorted(debian_packages(files_read(options.build, source)).items()))
    fetched = fetched_packages(source)
    write_sbom(options.sbom, options.program, version, packages, fetched, moment)
    write_licenses(options.licenses, source, packages, fetched)


if __name__ == "__main__":
    main()
