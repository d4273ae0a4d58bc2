"""Writing files: whole or not at all, never through a link, one writer at a time."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ims_docs.adapters.disk.kept import refuse_kept
from ims_docs.errors import UnreadableError

LOCK_SECONDS = 10.0
PART = ".ims-part"
"""The end of the name of a file that is being written; git ignores it in a new repository."""
ABANDONED = 3600.0
"""Seconds after which such a file belongs to nobody any more."""
_NO_LOCKS = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.EINVAL}
"""What systems say where a file cannot be locked; Windows says EINVAL."""


def create(root: Path, path: str, data: str | bytes) -> bool:
    """Write a new file below `root`. Returns False when something has that name already."""
    place = _folder(root, path)
    target = place / path.rpartition("/")[2]
    if target.is_symlink() or target.exists():
        return False
    with _temporary(target, data, 0o666 & ~_umask()) as name:
        try:
            os.link(name, target)  # fails when somebody else was faster; replace would not
        except FileExistsError:
            return False
        except OSError:
            return _create_without_links(target, data)
    _sync(place)
    return True


def replace(root: Path, path: str, data: str | bytes) -> None:
    """Put new text into an existing file; a reader sees the old text or the new one."""
    target = _folder(root, path) / path.rpartition("/")[2]
    if target.is_symlink():
        raise UnreadableError(
            f"{path} is a symbolic link; it is not followed", hint="Put the file itself there."
        )
    write_whole(target, data)


def write_whole(target: Path, data: str | bytes) -> None:
    """Write a file so that it holds the old text or the new one, never half."""
    try:
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        with _temporary(target, data, mode) as name:
            Path(name).replace(target)
        _sync(target.parent)
    except OSError as error:
        raise UnreadableError(
            f"{target} cannot be written: {error.strerror}",
            hint="Check the space and the permissions.",
        ) from error


def put(target: Path, data: str | bytes) -> None:
    """Write a result where a person asked for it: a file whole, at the end of a link too.

    A device, a pipe or a socket is written to, never replaced. What an organisation keeps is not
    written over: ConfigurationError.
    """
    place = target.absolute()
    is_special = target.exists() and not target.is_file() and not target.is_dir()
    if is_special or place.parts[1:2] in (("dev",), ("proc",)):
        try:
            with target.open("wb", buffering=0) as file:
                rest = memoryview(_bytes(data))
                while rest:
                    rest = rest[file.write(rest) or 0 :]
        except OSError as error:
            raise UnreadableError(
                f"{target} cannot be written: {error.strerror}", hint="Choose a file."
            ) from error
        return
    place = Path(os.path.realpath(place))
    if place.is_symlink():
        raise UnreadableError(
            f"{target} cannot be written: the link leads in a circle", hint="Choose a file."
        )
    refuse_kept(place)
    write_whole(place, data)


@contextmanager
def locked(lock: Path) -> Iterator[None]:
    """Hold a lock file while writing. Raises UnreadableError when another process holds it."""
    from filelock import FileLock, Timeout

    # A marker file instead of a lock would outlive a process that is killed.
    held = FileLock(lock, timeout=LOCK_SECONDS, fallback_to_soft=False)
    try:
        held.acquire()
    except Timeout:
        raise UnreadableError(
            "Another ims is writing here", hint="Wait until it is done, then run the command again."
        ) from None
    except OSError as error:
        raise _unlockable(lock.parent, error) from error
    try:
        yield
    finally:
        if os.name != "nt":  # there, filelock takes the file away itself
            lock.unlink(missing_ok=True)  # still held: whoever waits sees that it waits in vain
        held.release()


def _folder(root: Path, path: str) -> Path:
    """The folder of a path below `root`, made where it is missing; a link on the way is refused."""
    place = root
    for part in path.split("/")[:-1]:
        place /= part
        try:
            if place.is_symlink():
                raise UnreadableError(
                    f"{place.relative_to(root)} is a symbolic link; nothing is written through it",
                    hint="Put a folder there.",
                )
            place.mkdir(exist_ok=True)
        except OSError as error:
            raise UnreadableError(
                f"{place} cannot be written: {error.strerror}",
                hint="Check the space and the permissions.",
            ) from error
    return place


def _clean(folder: Path) -> None:
    """Take away what a killed process left here long ago."""
    for left in folder.glob(f".*{PART}"):
        try:
            if left.lstat().st_mtime < time.time() - ABANDONED:
                left.unlink()
        except OSError:  # somebody else was faster
            continue


@contextmanager
def _temporary(target: Path, data: str | bytes, mode: int) -> Iterator[str]:
    import tempfile

    try:
        _clean(target.parent)
        descriptor, name = tempfile.mkstemp(
            dir=target.parent, prefix=f".{target.name}.", suffix=PART
        )
    except OSError as error:
        raise UnreadableError(
            f"{target.parent} cannot be written: {error.strerror}",
            hint="Check the space and the permissions.",
        ) from error
    try:
        with open(descriptor, "wb") as file:
            file.write(_bytes(data))
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        yield name
    except OSError as error:
        raise UnreadableError(
            f"{target} cannot be written: {error.strerror}",
            hint="Check the space and the permissions.",
        ) from error
    finally:
        Path(name).unlink(missing_ok=True)


def _create_without_links(target: Path, data: str | bytes) -> bool:
    """For file systems without hard links: exclusive creation."""
    try:
        with target.open("xb") as file:
            file.write(_bytes(data))
    except FileExistsError:
        return False
    return True


def _sync(folder: Path) -> None:
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows cannot open a folder
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)


def _unlockable(folder: Path, error: OSError) -> UnreadableError:
    if error.errno in _NO_LOCKS:
        return UnreadableError(
            f"{folder} is on a disk that knows no locks: {error.strerror}",
            hint="Work in a clone on a disk of this computer.",
        )
    return UnreadableError(
        f"{folder} cannot be written: {error.strerror}",
        hint="Work on a copy that you may write.",
    )


def _bytes(data: str | bytes) -> bytes:
    return data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
