"""The list of everything in a pack with its SHA-256, as `sha256sum` writes and checks it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

from ims_docs.formats.packs.container import Fault

MANIFEST = "MANIFEST.sha256"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def manifest_of(files: Mapping[str, bytes]) -> bytes:
    """The manifest of these files, in order of name."""
    return "".join(
        f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n"
        for name in sorted(files, key=str.encode)
    ).encode()


def compare(files: Mapping[str, bytes]) -> Iterator[Fault]:
    """Every file that is not as the manifest says, not in it, or only in it."""
    if MANIFEST not in files:
        yield Fault(MANIFEST, "it is not there")
        return
    text = files[MANIFEST].decode("utf-8", "backslashreplace")
    listed: dict[str, str] = {}
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        match = _LINE.fullmatch(line)
        if match is None or match[2] in listed:
            yield Fault(MANIFEST, f"line {number} cannot be read, or names a file again")
            continue
        listed[match[2]] = match[1]
    for name in sorted(
        {*files, *listed} - {MANIFEST}, key=lambda one: one.encode("utf-8", "replace")
    ):
        if name not in files:
            yield Fault(name, "the manifest names it, and it is not there")
        elif name not in listed:
            yield Fault(name, "it is there, and the manifest does not name it")
        elif hashlib.sha256(files[name]).hexdigest() != listed[name]:
            yield Fault(name, "it is not the file that the manifest names")
