"""Pictures for a text: taken by their bytes, and kept beside git until the text that shows them is saved."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from ims_docs.adapters.disk.writing import write_whole
from ims_docs.desk.asking import Upload
from ims_docs.errors import RefusedError
from ims_docs.model.attachment import picture_kind
from ims_docs.services.workspace import Workspace

FOLDER = "docs/assets"
"""Where pictures are stored, beside the texts."""
MAX_BYTES = 3 * 1024 * 1024
_KEPT = 50
"""So many pictures wait for their text; the oldest goes first."""
_NAME = re.compile(r"[a-z0-9-]{1,60}-[0-9a-f]{12}\.(?:png|jpg|gif|webp)")
_SHOWN = re.compile(r"!\[[^\]\n]*\]\(([^()\s]+)")
_DRAWING = "A drawing in SVG can hold more than shapes"
_TELEPHONE = "Few browsers show this kind of photo (HEIC)"


def take(workspace: Workspace, upload: Upload | None, alternative: str) -> str:
    """Keep a picture until its text is saved; returns the path that it will have.

    Raises RefusedError for what is no picture, too large, or not said in words.
    """
    if upload is None:
        raise RefusedError("No picture was chosen", hint="Choose one: PNG, JPEG, GIF or WebP.")
    data = upload.data
    kind = picture_kind(data)
    if not kind:
        raise _no_picture(data)
    if len(data) > MAX_BYTES:
        size = len(data) / 1024 / 1024
        raise RefusedError(
            f"The picture has {size:.1f} MB; a text takes at most {MAX_BYTES // 1024 // 1024} MB",
            hint="Make it smaller, or take a part of it.",
        )
    if not any(one.isalnum() for one in alternative):
        raise RefusedError(
            "What does the picture show?",
            hint="Say it in words: people who do not see it read them instead.",
        )
    name = f"{_called(upload.name)}-{sha256(data).hexdigest()[:12]}.{kind}"
    folder = _folder(workspace)
    folder.mkdir(exist_ok=True)
    write_whole(folder / name, data)
    _forget_oldest(folder)
    return f"{FOLDER}/{name}"


def kept(workspace: Workspace, path: str) -> bytes | None:
    """A picture that waits for its text."""
    folder, _, name = path.rpartition("/")
    if folder != FOLDER or not _NAME.fullmatch(name):
        return None
    try:
        data = (_folder(workspace) / name).read_bytes()
    except OSError:
        return None
    return data if sha256(data).hexdigest()[:12] in name else None


def waiting(workspace: Workspace, text: str, path: str) -> Iterator[tuple[str, bytes]]:
    """The pictures that a text shows, that wait for it, and that are not stored yet."""
    here = posixpath.dirname(path)
    for target in sorted(set(_SHOWN.findall(text))):
        place = posixpath.normpath(posixpath.join(here, unquote(target)))
        if not (workspace.root / place).exists() and (data := kept(workspace, place)):
            yield place, data


def done(workspace: Workspace, path: str) -> None:
    """Forget a picture that is stored now."""
    with suppress(OSError):
        (_folder(workspace) / path.rpartition("/")[2]).unlink()


def written(page: str, path: str, alternative: str) -> str:
    """A picture as the text of a page shows it."""
    said = re.sub(r"\s+", " ", re.sub(r"[\[\]\\]", "", alternative)).strip()
    return f"![{said}]({posixpath.relpath(path, posixpath.dirname(page))})"


def _folder(workspace: Workspace) -> Path:
    return workspace.lock.parent / "ims-desk-pictures"


def _called(name: str) -> str:
    """The name of a file in small letters, as an address writes it."""
    stem = re.split(r"[\\/]", name)[-1].rpartition(".")[0] or name
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-") or "picture"


def _forget_oldest(folder: Path) -> None:
    found = sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime_ns, reverse=True)
    for one in found[_KEPT:]:
        one.unlink(missing_ok=True)


def _no_picture(data: bytes) -> RefusedError:
    start = data[:1024].lower()
    if b"<svg" in start:
        return RefusedError(_DRAWING, hint="Save it as PNG, and take that.")
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return RefusedError(_TELEPHONE, hint="Save it as JPEG, and take that.")
    return RefusedError(
        "This file is no picture that a page can show", hint="Take PNG, JPEG, GIF or WebP."
    )
