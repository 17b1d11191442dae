#!/usr/bin/env python3
"""Which wheel a program belongs in: packaging/platform_tag.py."""

import struct
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))
from platform_tag import Unsuitable, platform_tag  # noqa: E402


def elf(machine, loader=None):
    """A 64-bit ELF file with a PT_LOAD header and, with a loader, a PT_INTERP header."""
    headers = [struct.pack("<IIQQQQQQ", 1, 5, 0, 0, 0, 0, 0, 0)]
    if loader:
        headers.append(struct.pack("<IIQQQQQQ", 3, 4, 64 + 2 * 56, 0, 0, len(loader), 0, 0))
    head = b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack(
        "<HHIQQQIHHHHHH", 3, machine, 1, 0, 64, 0, 0, 64, 56, len(headers), 0, 0, 0)
    return head + b"".join(headers) + (loader or b"")


def macho(processor, version, libraries=("/usr/lib/libSystem.B.dylib",)):
    """A 64-bit Mach-O file that needs `libraries` and a version such as (11, 0), None for none."""
    commands = []
    if version:
        minimum = version[0] << 16 | version[1] << 8
        commands.append(struct.pack("<IIIIII", 0x32, 24, 1, minimum, 0, 0))
    for library in libraries:
        text = library.encode() + b"\0"
        text += bytes(-len(text) % 8)
        commands.append(struct.pack("<IIIIII", 0x0C, 24 + len(text), 24, 0, 0, 0) + text)
    body = b"".join(commands)
    return struct.pack("<IIIIIIII", 0xFEEDFACF, processor, 0, 2, len(commands), len(body), 0, 0) + body


class PlatformTag(unittest.TestCase):
    def refused(self, program, part):
        with self.assertRaises(Unsuitable) as caught:
            platform_tag(program)
        self.assertIn(part, str(caught.exception))

    def test_static_linux_program(self):
        self.assertEqual(platform_tag(elf(62)),
                         "manylinux_2_17_x86_64.manylinux2014_x86_64.musllinux_1_1_x86_64")
        self.assertEqual(platform_tag(elf(183)),
                         "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64")

    def test_linux_program_that_is_not_static(self):
        self.refused(elf(62, b"/lib64/ld-linux-x86-64.so.2\0"), "/lib64/ld-linux-x86-64.so.2")

    def test_processor_without_wheels(self):
        self.refused(elf(243), "number 243")

    def test_macos_program(self):
        self.assertEqual(platform_tag(macho(0x0100000C, (14, 2))), "macosx_14_0_arm64")
        self.assertEqual(platform_tag(macho(0x01000007, (10, 15))), "macosx_10_15_x86_64")

    def test_macos_program_with_foreign_library(self):
        library = "/opt/homebrew/opt/re2/lib/libre2.11.dylib"
        self.refused(macho(0x0100000C, (14, 0), ("/usr/lib/libc++.1.dylib", library)), library)

    def test_macos_program_without_version(self):
        self.refused(macho(0x0100000C, None), "LC_BUILD_VERSION")

    def test_other_files(self):
        self.refused(b"#!/bin/sh\n", "neither")
        self.refused(b"", "neither")
        self.refused(elf(62)[:80], "cut off")
        self.refused(macho(0x0100000C, (14, 0))[:40], "cut off")


if __name__ == "__main__":
    unittest.main()
