"""Says which machines a program runs on, as the platform tag of a Python wheel."""

import struct

# Any Linux of the processor, with glibc or musl: a static program needs neither.
LINUX = "manylinux_2_17_{0}.manylinux2014_{0}.musllinux_1_1_{0}"
ELF_MACHINES = {62: "x86_64", 183: "aarch64"}
MACHO_MACHINES = {0x01000007: "x86_64", 0x0100000C: "arm64"}


class Unsuitable(Exception):
    """The program cannot be put into a wheel."""


def platform_tag(program):
    """platform_tag(open("build/execlint", "rb").read()) -> "manylinux_2_17_x86_64.manylinux2014_..."

    Raises Unsuitable if the program needs shared libraries that the system does not bring, or is
    for a machine that no wheel is made for.
    """
    try:
        if program[:6] == b"\x7fELF\x02\x01":
            return _linux_tag(program)
        if program[:4] == b"\xcf\xfa\xed\xfe":
            return _macos_tag(program)
    except struct.error:
        raise Unsuitable("the file is cut off") from None
    raise Unsuitable("it is neither a 64-bit Linux program nor a 64-bit macOS program")


def _machine(machines, number):
    if number not in machines:
        raise Unsuitable(f"it is for a processor (number {number}) that no wheel is made for")
    return machines[number]


def _linux_tag(program):
    machine = _machine(ELF_MACHINES, struct.unpack_from("<H", program, 18)[0])
    (headers,) = struct.unpack_from("<Q", program, 32)
    size, count = struct.unpack_from("<HH", program, 54)
    for i in range(count):
        kind, _, offset, _, _, length = struct.unpack_from("<IIQQQQ", program, headers + i * size)
        if kind == 3:  # PT_INTERP: a dynamic loader starts the program
            loader = program[offset:offset + length].rstrip(b"\0").decode(errors="replace")
            raise Unsuitable(f"it is not static: {loader} loads it")
    return LINUX.format(machine)


def _macos_tag(program):
    machine = _machine(MACHO_MACHINES, struct.unpack_from("<I", program, 4)[0])
    (count,) = struct.unpack_from("<I", program, 16)
    version, at = None, 32
    for _ in range(count):
        command, length = struct.unpack_from("<II", program, at)
        if command == 0x32:  # LC_BUILD_VERSION
            (version,) = struct.unpack_from("<I", program, at + 12)
        if command & 0x7FFFFFFF in (0x0C, 0x18, 0x1F):  # LC_LOAD_DYLIB, _WEAK_, LC_REEXPORT_DYLIB
            (name,) = struct.unpack_from("<I", program, at + 8)
            library = program[at + name:at + length].split(b"\0")[0].decode(errors="replace")
            if not library.startswith(("/usr/lib/", "/System/")):
                raise Unsuitable(f"it needs {library}, which macOS does not bring")
        at += length
    if version is None:
        raise Unsuitable("it does not say which version of macOS it needs (no LC_BUILD_VERSION)")
    major, minor = version >> 16, version >> 8 & 0xFF
    return f"macosx_{major}_{minor if major < 11 else 0}_{machine}"
