"""A zip file from a stranger, unpacked into one folder and nowhere else."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

from ims_docs.errors import UnreadableError

_MOST_BYTES = 4 * 1024**3
_MOST_FILES = 500_000
_ASK = "Do not open it by hand either. Ask for a git bundle: git bundle create FILE HEAD main."


def is_archive(place: Path) -> bool:
    """Whether it is a zip file."""
    return place.is_file() and zipfile.is_zipfile(place)


def unpack(archive: Path, folder: Path) -> None:
    """Put its files below a folder. Raises UnreadableError, and then nothing was written."""
    try:
        with zipfile.ZipFile(archive) as opened:
            members = opened.infolist()
            _require_small(members)
            for member in members:
                _require_inside(member)
            folder.mkdir()
            for member in members:
                _write(opened, member, folder)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise UnreadableError(f"The zip file cannot be unpacked: {error}", hint=_ASK) from error


def _require_small(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > _MOST_FILES or sum(one.file_size for one in members) > _MOST_BYTES:
        raise UnreadableError(
            f"The zip file holds more than {_MOST_FILES} files or {_MOST_BYTES // 1024**3} GiB",
            hint=_ASK,
        )


def _require_inside(member: zipfile.ZipInfo) -> None:
    """Raise for a name that leads elsewhere, and for anything but files and folders."""
    name = member.orig_filename
    parts = name.rstrip("/").split("/")
    mode = member.external_attr >> 16
    is_plain = stat.S_IFMT(mode) in (0, stat.S_IFREG, stat.S_IFDIR)
    if set(parts) & {"", ".", ".."} or set(name) & set("\\:\0") or not is_plain:
        raise UnreadableError(
            f"The zip file wants to write outside its folder, or a link: {name}", hint=_ASK
        )


def _write(opened: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> None:
    target = folder.joinpath(*member.orig_filename.rstrip("/").split("/"))
    if member.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(member) as source, target.open("xb") as written:
        left = member.file_size
        while data := source.read(min(1 << 20, left + 1)):
            left -= len(data)
            if left < 0:
                raise zipfile.BadZipFile("a file is longer than it says")
            written.write(data)
