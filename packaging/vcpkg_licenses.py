#!/usr/bin/env python3
"""The licenses of what a program is made of whose libraries come from vcpkg: on macOS.

    packaging/vcpkg_licenses.py INSTALLED FILE

INSTALLED is the folder of a triplet in vcpkg's folder `installed`. Each port keeps its license in
`share/PORT/copyright`. On Debian, packaging/components.py does the same.
"""

import json
import pathlib
import sys

import components

ROOT = pathlib.Path(__file__).resolve().parent.parent


def version_of(port):
    """What `vcpkg.spdx.json` says of the port; empty if there is no such file."""
    file = port / "vcpkg.spdx.json"
    if not file.is_file():
        return ""
    packages = json.loads(file.read_text())["packages"]
    return " " + packages[0]["versionInfo"]


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: packaging/vcpkg_licenses.py INSTALLED FILE")
    installed, target = map(pathlib.Path, sys.argv[1:])
    owners = {}
    for text in sorted((installed / "share").glob("*/copyright")):
        port = text.parent
        if not port.name.startswith("vcpkg-"):  # helpers of the build itself
            owners.setdefault(text.read_text(errors="replace"), []).append(port.name + version_of(port))
    if not owners:
        sys.exit(f"vcpkg_licenses: {installed}/share holds no licenses")
    components.add_fetched(owners, ROOT, components.fetched_packages(ROOT))
    components.write_texts(target, owners, [],
                           "These are the licenses of what execlint was built with.\n")


if __name__ == "__main__":
    main()
