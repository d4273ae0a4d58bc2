"""Packs that somebody changed, each in one way, and the file that every verifier has to name."""

from __future__ import annotations

import io
import json
import re
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from complete_records import NONCONFORMITY_PATH
from signers import HardwareKey, listed
from support import POLICY

from ims_docs.formats.packs import MANIFEST, manifest_of, read, written
from ims_docs.model.trust import LIST

Files = dict[str, bytes]
TEXT, RECORD = f"tree/{POLICY}", f"tree/{NONCONFORMITY_PATH}"
STATEMENTS = "approvals/POL-0001/v1.0"
PREPARED, APPROVED = f"{STATEMENTS}/prepared-PER-0001.txt", f"{STATEMENTS}/approved-PER-0002.txt"
BASELINE = "baselines/2026-audit.txt"
PACK = "pack.zip"
"""The pack itself is named where no single file in it is at fault."""


class Tampering(NamedTuple):
    """What was done, and what has to be named."""

    does: Callable[[bytes], bytes]
    names: str


def opened(change: Callable[[Files], object], *, sealed: bool = False) -> Callable[[bytes], bytes]:
    """Other files in a pack of the right form; `sealed` writes the manifest anew, as a clever forger would."""

    def does(data: bytes) -> bytes:
        files = read(data)
        change(files)
        if sealed:
            files[MANIFEST] = manifest_of({k: v for k, v in files.items() if k != MANIFEST})
        return written(files)

    return does


def sealed(change: Callable[[Files], object]) -> Callable[[bytes], bytes]:
    return opened(change, sealed=True)


def put(name: str, data: bytes) -> Callable[[Files], object]:
    return lambda files: files.__setitem__(name, data)


def swapped(name: str, old: bytes, new: bytes) -> Callable[[Files], object]:
    def change(files: Files) -> None:
        assert old in files[name]
        files[name] = files[name].replace(old, new, 1)

    return change


def moved(files: Files) -> None:
    """The statement about one version becomes that about another, by its place."""
    for end in ("", ".sig"):
        files[f"{APPROVED}{end}".replace("v1.0", "v2.0")] = files.pop(f"{APPROVED}{end}")


def line_taken_out(files: Files) -> None:
    lines = files[MANIFEST].split(b"\n")
    files[MANIFEST] = b"\n".join(one for one in lines if TEXT.encode() not in one)


def stranger_added(files: Files) -> None:
    files[LIST] += listed("PER-0003", HardwareKey("sk-ssh-ed25519@openssh.com").public).encode()


def unsigned(files: Files) -> None:
    """No signatures, and a pack that says that none are asked for."""
    del files[f"{APPROVED}.sig"]
    about = json.loads(files["pack.json"])
    files["pack.json"] = json.dumps({**about, "level": "recorded"}).encode()


def zipped(
    *entries: tuple[str, bytes], method: int = zipfile.ZIP_STORED, mode: int = 0
) -> Callable[[bytes], bytes]:
    """The same files and others behind them, as any program writes a ZIP."""

    def does(data: bytes) -> bytes:
        stream = io.BytesIO(data)
        with zipfile.ZipFile(stream, "a") as file:
            for name, body in entries:
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.create_system, entry.compress_type = 3, method
                entry.external_attr = (mode or 0o100644) << 16
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # a name twice is what is wanted
                    file.writestr(entry, body)
        return stream.getvalue()

    return does


def byte_at(
    find: bytes, offset: int, value: int, *, last: bool = False
) -> Callable[[bytes], bytes]:
    def does(data: bytes) -> bytes:
        place = (data.rindex(find) if last else data.index(find)) + offset
        return data[:place] + bytes([value]) + data[place + 1 :]

    return does


def hidden_between(data: bytes) -> bytes:
    """Bytes between the files and their list, of which no entry knows."""
    size, place = struct.unpack("<2I", data[-10:-2])
    tail = data[-22:-6] + struct.pack("<IH", place + 6, 0)
    return data[:place] + b"secret" + data[place : place + size] + tail


def two_names(data: bytes) -> bytes:
    """A file whose name before it is another one than in the list."""
    raw = RECORD.encode()
    head = re.search(b"PK\3\4.{26}" + re.escape(raw), data, re.DOTALL)
    assert head
    other = raw.replace(b"NCR-0001", b"NCR-0009")
    return data[: head.end() - len(raw)] + other + data[head.end() :]


TAMPERED: dict[str, Tampering] = {
    "a file changed": Tampering(opened(swapped(RECORD, b"seal", b"soap")), RECORD),
    "a file added": Tampering(opened(put("tree/docs/extra.md", b"x")), "tree/docs/extra.md"),
    "a file removed": Tampering(opened(lambda files: files.pop(RECORD)), RECORD),
    "a line of the manifest changed": Tampering(
        opened(swapped(MANIFEST, RECORD.encode(), RECORD.encode() + b"x")), RECORD
    ),
    "a line of the manifest taken out": Tampering(opened(line_taken_out), TEXT),
    "a line of the manifest broken": Tampering(opened(swapped(MANIFEST, b"  ", b" ")), MANIFEST),
    "the manifest gone": Tampering(opened(lambda files: files.pop(MANIFEST)), MANIFEST),
    "an approved text changed, with its manifest": Tampering(
        sealed(swapped(TEXT, b"We mean it", b"We mean that")), TEXT
    ),
    "a record changed, with its manifest": Tampering(
        sealed(swapped(RECORD, b"seal", b"soap")), RECORD
    ),
    "a record removed, with its manifest": Tampering(
        sealed(lambda files: files.pop(RECORD)), RECORD
    ),
    "a record added, with its manifest": Tampering(
        sealed(put(RECORD.replace("0001", "0009"), b"x")), RECORD.replace("0001", "0009")
    ),
    "a signature swapped": Tampering(
        sealed(lambda files: files.__setitem__(f"{APPROVED}.sig", files[f"{PREPARED}.sig"])),
        APPROVED,
    ),
    "a signature damaged": Tampering(sealed(put(f"{PREPARED}.sig", b"no signature\n")), PREPARED),
    "a signature taken out": Tampering(
        sealed(lambda files: files.pop(f"{APPROVED}.sig")), APPROVED
    ),
    "signatures no longer asked for": Tampering(sealed(unsigned), f"{APPROVED}.sig"),
    "a statement taken out": Tampering(
        sealed(lambda files: files.pop(APPROVED)), f"{APPROVED}.sig"
    ),
    "a date in a statement changed": Tampering(
        sealed(swapped(APPROVED, b"2026-11-03", b"2026-10-03")), APPROVED
    ),
    "a statement about another version": Tampering(sealed(moved), APPROVED.replace("v1.0", "v2.0")),
    "a signer added": Tampering(sealed(stranger_added), LIST),
    "a signer's line opened to all uses": Tampering(
        sealed(swapped(LIST, b'namespaces="doc-approval', b'namespaces="*,doc-approval')), LIST
    ),
    "the signature of the list taken out": Tampering(
        sealed(lambda files: files.pop(f"{LIST}.sig")), f"{LIST}.sig"
    ),
    "a digest in the baseline changed": Tampering(
        sealed(swapped(BASELINE, b"\nmade-at: 2026", b"\nmade-at: 2025")), BASELINE
    ),
    "the history taken out": Tampering(
        sealed(lambda files: files.pop("repository.bundle")), "repository.bundle"
    ),
    "another commit named": Tampering(
        sealed(swapped("pack.json", b'"commit": "', b'"commit": "0')), BASELINE
    ),
    "a report that is none": Tampering(sealed(put("verify.json", b"[]")), "verify.json"),
    "a name twice": Tampering(zipped((TEXT, b"other")), TEXT),
    "names that differ in case only": Tampering(zipped(("readme.TXT", b"other")), "readme.TXT"),
    "a name that leads outside": Tampering(zipped(("../evil.txt", b"x")), "../evil.txt"),
    "a name from the top": Tampering(zipped(("/etc/evil", b"x")), "/etc/evil"),
    "a name for another system": Tampering(zipped(("tree\\..\\evil", b"x")), "tree\\..\\evil"),
    "a name of a device": Tampering(zipped(("tree/CON.md", b"x")), "tree/CON.md"),
    "a link": Tampering(
        zipped(("tree/link", b"/etc/passwd"), mode=stat.S_IFLNK | 0o777), "tree/link"
    ),
    "a folder": Tampering(zipped(("tree/folder/", b"")), "tree/folder/"),
    "a bomb": Tampering(
        zipped(("tree/bomb", bytes(20_000_000)), method=zipfile.ZIP_DEFLATED), "tree/bomb"
    ),
    "an encrypted file": Tampering(byte_at(b"PK\1\2", 8, 1, last=True), "verify.txt"),
    "a size that lies": Tampering(byte_at(b"PK\1\2", 26, 9, last=True), "verify.txt"),
    "two names for one file": Tampering(two_names, RECORD),
    "a pack cut off": Tampering(lambda data: data[:-100], PACK),
    "bytes behind the end": Tampering(lambda data: data + b"more", PACK),
    "bytes before the beginning": Tampering(lambda data: b"#!/bin/sh\n" + data, PACK),
    "bytes between the files": Tampering(hidden_between, PACK),
    "a remark at the end": Tampering(lambda data: data[:-2] + b"\4\0more", PACK),
    "no pack at all": Tampering(lambda _: b"%PDF-1.7\n", PACK),
    "an empty file": Tampering(lambda _: b"", PACK),
}
