"""Office files are ZIP packages: opened with limits, so that a small file cannot fill the memory."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from ims_docs.errors import UnreadableError

MOST_PARTS = 10_000
MOST_UNPACKED = 400_000_000
MOST_OF_A_PART = 100_000_000
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What Word and Excel wrote before 2007, and what they put around an encrypted file."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class Package(Mapping[str, bytes]):
    """The parts of a package by name; each is unpacked when it is asked for."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        _refuse_old(name, data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            listed = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
            raise _broken(name) from error
        self._parts = {one.filename: one for one in listed if not one.is_dir()}
        self._refuse_bomb()

    def __getitem__(self, part: str) -> bytes:
        try:
            with self._zip.open(self._parts[part]) as file:
                data = file.read(MOST_OF_A_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise _broken(self.name, part) from error
        except RuntimeError as error:  # a part that asks for a password
            raise UnreadableError(
                f"{self.name} asks for a password", hint="Save a copy without one."
            ) from error
        if len(data) > MOST_OF_A_PART:
            raise _bomb(self.name)
        return data

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def xml(self, part: str) -> ET.Element:
        """A part as XML. Raises UnreadableError; a part that declares entities is refused."""
        data = self[part]
        if _DECLARES.search(data[:10_000]) or _DECLARES.search(data):
            raise UnreadableError(
                f"{self.name}: the part {part} declares entities, which no Office program writes",
                hint="Open it in Word or LibreOffice, and save a copy.",
            )
        try:
            return ET.fromstring(data)  # noqa: S314 - no entities, no network: see above
        except (ET.ParseError, ValueError, LookupError) as error:
            raise _broken(self.name, part) from error

    def _refuse_bomb(self) -> None:
        sizes = [one.file_size for one in self._parts.values()]
        if (
            len(sizes) > MOST_PARTS
            or sum(sizes) > MOST_UNPACKED
            or max(sizes, default=0) > MOST_OF_A_PART
        ):
            raise _bomb(self.name)


def _refuse_old(name: str, data: bytes) -> None:
    if not data.startswith(_OLD):
        return
    if _ENCRYPTED in data:
        raise UnreadableError(
            f"{name} is encrypted", hint="Open it with its password, and save a copy without one."
        )
    raise UnreadableError(
        f"{name} is in the format of Office before 2007, which cannot be read here",
        hint="Open it in Word, Excel or LibreOffice, and save it as .docx or .xlsx.",
    )


def _broken(name: str, part: str = "") -> UnreadableError:
    where = f": the part {part} cannot be read" if part else ""
    return UnreadableError(
        f"{name} is no whole Office file{where}",
        hint="Open it in Word, Excel or LibreOffice, which may mend it, and save a copy.",
    )


def _bomb(name: str) -> UnreadableError:
    return UnreadableError(
        f"{name} is far larger unpacked than any document, and was not unpacked",
        hint="Save it anew from the program that made it, without large pictures.",
    )
