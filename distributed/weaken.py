"""Lets a library start on a C library older than a version that it needs only where it is there.

    weaken.py LIBRARY GLIBC_2.39

The engine's package is built where the C library is 2.39. All that it takes of that version are two
functions of Rust's standard library (pidfd_spawnp, pidfd_getpid), which looks whether they are there
and does without. The file asks for the version all the same; this marks the request as optional
(VER_FLG_WEAK, as the ELF specification of symbol versions has it). Any other function of that version
would stay missing, so the program says which there are and refuses more.
"""

import struct
import sys

OPTIONAL = {b"pidfd_spawnp", b"pidfd_getpid"}
DYNSYM, VERNEED, VERSYM = 11, 0x6FFFFFFE, 0x6FFFFFFF
WEAK = 2


def sections(data):
    """Type, offset, size and linked section of every section."""
    (start,) = struct.unpack_from("<Q", data, 0x28)
    size, n = struct.unpack_from("<HH", data, 0x3A)
    for number in range(n):
        fields = struct.unpack_from("<IIQQQQII", data, start + number * size)
        yield fields[1], fields[4], fields[5], fields[6]


def text(data, at):
    return bytes(data[at : data.index(0, at)])


def main(path, version):
    data = bytearray(open(path, "rb").read())
    if data[:6] != b"\x7fELF\x02\x01":
        sys.exit(f"weaken.py: {path} is no 64-bit library")
    table = list(sections(data))
    by_type = {kind: (offset, size, link) for kind, offset, size, link in table}
    offset, _, link = by_type[VERNEED]
    names = table[link][1]
    numbers = set()
    while True:
        _, n, _, first, after = struct.unpack_from("<HHIII", data, offset)
        at = offset + first
        for _ in range(n):
            _, flags, number, name, step = struct.unpack_from("<IHHII", data, at)
            if text(data, names + name) == version.encode():
                struct.pack_into("<H", data, at + 4, flags | WEAK)
                numbers.add(number)
            at += step
        if not after:
            break
        offset += after
    symbols, size, link = by_type[DYNSYM]
    names, versions = table[link][1], by_type[VERSYM][0]
    needed = set()
    for place in range(size // 24):
        (number,) = struct.unpack_from("<H", data, versions + 2 * place)
        if number in numbers:
            (name,) = struct.unpack_from("<I", data, symbols + 24 * place)
            needed.add(text(data, names + name))
    if not needed or not needed <= OPTIONAL:
        sys.exit(f"weaken.py: {path} takes of {version}: {sorted(needed)}; left as it is")
    with open(path, "wb") as file:
        file.write(data)


main(*sys.argv[1:])
