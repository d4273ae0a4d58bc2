"""A ZIP in which everything that may vary is fixed: no compression, no dates, no room for anything hidden.

Two programs that read a ZIP can see two contents, because each name and size stands in it
twice. So the reader does not look for entries: it writes down what the heads have to be, and
compares. What is stored as it is cannot swell when it is read, either.
"""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

LARGEST = 2**31 - 1
"""Bytes. Beyond that a ZIP needs another form, which not every program reads."""

_LOCAL, _CENTRAL, _END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
_TAIL = struct.Struct("<4s4H2IH")
_HEAD = struct.Struct("<4s6H3I5H2I")
_VERSION, _UNIX, _UTF8 = 20, 3 << 8, 0x800
_FIRST_DAY = 33
"""1 January 1980, where the calendar of ZIP begins."""
_MODE = 0o100644 << 16
_LONGEST_NAME = 1_000
_DEVICES = {"con", "prn", "aux", "nul", *(f"{one}{n}" for one in ("com", "lpt") for n in range(10))}
_NO_PACK = "It is no pack as ims writes it: "


class Fault(NamedTuple):
    """Something that is not as it has to be, and the file that it is about."""

    name: str
    message: str


class PackFormError(ValueError):
    """A file that is no pack; `faults` name every place that shows it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults[0].message)
        self.faults = tuple(faults)


class _Entry(NamedTuple):
    """What the end of the file says of one entry."""

    name: str
    raw: bytes
    flags: int
    crc: int
    size: int
    place: int


def written(files: Mapping[str, bytes]) -> bytes:
    """The bytes of a pack, the same for the same files. Raises PackFormError for what no pack may hold."""
    names = sorted(files, key=lambda one: one.encode("utf-8", "surrogateescape"))
    faults = [fault for name in names for fault in _name_faults(name)] + list(_alike(names))
    if faults:
        raise PackFormError(faults)
    heads: list[bytes] = []
    parts: list[bytes] = []
    place = 0
    for name in names:
        data, raw = files[name], name.encode()
        flags = 0 if name.isascii() else _UTF8
        entry = _Entry(name, raw, flags, zlib.crc32(data), len(data), place)
        parts += [_local(entry), data]
        place += len(parts[-2]) + len(data)
        heads.append(_central(entry))
    listed = b"".join(heads)
    if place + len(listed) + _TAIL.size > LARGEST or len(names) >= 0xFFFF:
        raise PackFormError([Fault("", "A pack cannot hold so much: 2 GiB or 65,534 files")])
    tail = _TAIL.pack(_END, 0, 0, len(names), len(names), len(listed), place, 0)
    return b"".join((*parts, listed, tail))


def can_hold(names: Iterable[str]) -> frozenset[str]:
    """Those of the names that a pack can hold; of several that some computers take for one, the first."""
    found: dict[str, str] = {}
    for name in names:
        if not any(_name_faults(name)):
            found.setdefault(_plain(name), name)
    return frozenset(found.values())


def read(data: bytes) -> dict[str, bytes]:
    """What a pack holds, by name. Raises PackFormError with every place that is otherwise."""
    entries = _entries(data)
    faults = list(_alike([one.name for one in entries]))
    found: dict[str, bytes] = {}
    at = 0
    for one in entries:
        faults += _name_faults(one.name)
        head = _local(one)
        start = one.place + len(head)
        if one.place != at or data[one.place : start] != head:
            faults.append(Fault(one.name, f"{_NO_PACK}its two heads do not fit each other"))
        body = data[start : start + one.size]
        if len(body) != one.size or zlib.crc32(body) != one.crc:
            faults.append(Fault(one.name, "its bytes are damaged"))
        found[one.name] = body
        at = start + one.size
    if at != _directory(data) and not faults:
        faults.append(Fault("", f"{_NO_PACK}there are bytes that belong to no file"))
    if faults:
        raise PackFormError(faults)
    return found


def _directory(data: bytes) -> int:
    """Where the list of entries begins. Raises PackFormError."""
    if len(data) > LARGEST:
        raise PackFormError([Fault("", f"{_NO_PACK}it is larger than 2 GiB")])
    if data[:4] != _LOCAL:
        raise PackFormError([Fault("", f"{_NO_PACK}it does not begin as a ZIP")])
    if len(data) < _TAIL.size or data[-_TAIL.size : -_TAIL.size + 4] != _END:
        raise PackFormError([Fault("", "It is cut off, or something was put behind its end")])
    _, _, _, here, total, size, place, more = _TAIL.unpack(data[-_TAIL.size :])
    expected = _TAIL.pack(_END, 0, 0, total, total, size, place, 0)
    if data[-_TAIL.size :] != expected or here != total or more:
        raise PackFormError([Fault("", f"{_NO_PACK}its end is otherwise")])
    if place + size + _TAIL.size != len(data):
        raise PackFormError([Fault("", "It is cut off, or something was put into it")])
    return int(place)


def _entries(data: bytes) -> list[_Entry]:
    """Every entry in the order of the list at the end. Raises PackFormError."""
    at, end = _directory(data), len(data) - _TAIL.size
    found: list[_Entry] = []
    faults: list[Fault] = []
    while at < end:
        if at + _HEAD.size > end or data[at : at + 4] != _CENTRAL:
            raise PackFormError([Fault("", f"{_NO_PACK}its list of files is damaged")])
        fields = _HEAD.unpack(data[at : at + _HEAD.size])
        length, extra, remark = fields[10:13]
        raw = data[at + _HEAD.size : at + _HEAD.size + length]
        size = _HEAD.size + length + extra + remark
        name = raw.decode("utf-8", "backslashreplace")
        entry = _Entry(name, raw, fields[3], fields[7], fields[9], fields[16])
        if data[at : at + size] != _central(entry):
            faults.append(Fault(name, _odd(fields)))
        found.append(entry)
        at += size
    if len(found) != _TAIL.unpack(data[-_TAIL.size :])[4]:
        faults.append(Fault("", f"{_NO_PACK}it holds another number of files than it says"))
    if faults:
        raise PackFormError(faults)
    return found


def _odd(fields: tuple[int, ...]) -> str:
    """In which way an entry is none of a pack."""
    if (fields[15] >> 16) & 0o170000 not in (0, 0o100000):
        return "it is a link or a folder, and no file"
    if fields[3] & 1:
        return "it is encrypted"
    if fields[4]:
        return "it is compressed; a pack holds files as they are"
    return f"{_NO_PACK}its head is otherwise"


def _local(one: _Entry) -> bytes:
    fields = (_VERSION, one.flags, 0, 0, _FIRST_DAY, one.crc, one.size, one.size, len(one.raw), 0)
    return struct.pack("<4s5H3I2H", _LOCAL, *fields) + one.raw


def _central(one: _Entry) -> bytes:
    ascii_only = all(byte < 0x80 for byte in one.raw)
    fields = (_UNIX | _VERSION, _VERSION, 0 if ascii_only else _UTF8, 0, 0, _FIRST_DAY, one.crc)
    rest = (one.size, one.size, len(one.raw), 0, 0, 0, 0, _MODE, one.place)
    return _HEAD.pack(_CENTRAL, *fields, *rest) + one.raw


def _name_faults(name: str) -> Iterator[Fault]:
    """Names that lead out of a folder, or that not every computer keeps as they are."""
    parts = name.split("/")
    if {"", ".", ".."} & set(parts) or set(name) & set('\\:*?"<>|'):
        yield Fault(name, "its name leads out of the folder, or no computer keeps it")
    elif not name.isprintable() or len(name.encode("utf-8", "surrogateescape")) > _LONGEST_NAME:
        yield Fault(name, "its name cannot be shown, or is too long")
    elif any(
        part[-1] in ". " or part.partition(".")[0].rstrip().lower() in _DEVICES for part in parts
    ):
        yield Fault(name, "its name is none that every computer keeps")


def _alike(names: list[str]) -> Iterator[Fault]:
    """Names that are the same, or are on some computers."""
    seen: dict[str, str] = {}
    for name in names:
        plain = _plain(name)
        if plain in seen:
            same = seen[plain] == name
            yield Fault(
                name, "it is there twice" if same else f"some computers take it for {seen[plain]}"
            )
        seen[plain] = name


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).lower()
