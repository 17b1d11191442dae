#!/usr/bin/env python3
"""The licenses of a program whose libraries come from vcpkg: packaging/vcpkg_licenses.py."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def licenses(ports):
    """What is written for {port: (license, version or None)}, and what is said if it fails."""
    with tempfile.TemporaryDirectory() as folder:
        share = Path(folder) / "share"
        share.mkdir()
        for name, (text, version) in ports.items():
            (share / name).mkdir()
            (share / name / "copyright").write_text(text)
            if version:
                (share / name / "vcpkg.spdx.json").write_text(
                    json.dumps({"packages": [{"versionInfo": version}]}))
        target = Path(folder) / "licenses.txt"
        done = subprocess.run(
            [sys.executable, "-B", ROOT / "packaging/vcpkg_licenses.py", folder, target],
            capture_output=True, text=True)
        return target.read_text() if target.is_file() else "", done.stderr


class VcpkgLicenses(unittest.TestCase):
    def test_each_text_once_with_its_owners(self):
        text, error = licenses({"re2": ("BSD text", "2024-07-02"), "abseil": ("Apache text", None),
                                "fmt": ("BSD text", "11.0"), "vcpkg-cmake": ("helper", None)})
        self.assertEqual(error, "")
        self.assertEqual(text.count("BSD text"), 1)
        self.assertIn("\nfmt 11.0, re2 2024-07-02\n", text)
        self.assertIn("\nabseil\n", text)
        self.assertNotIn("helper", text)

    def test_the_grammar_is_in_it(self):
        text, _ = licenses({"fmt": ("MIT text", None)})
        for name in ("tree-sitter ", "tree-sitter-hcl "):
            self.assertIn(f"\n{name}", text)

    def test_nothing_found_is_an_error(self):
        text, error = licenses({})
        self.assertEqual(text, "")
        self.assertIn("holds no licenses", error)


if __name__ == "__main__":
    unittest.main()
