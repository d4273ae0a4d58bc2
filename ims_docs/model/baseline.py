"""A baseline: everything that was kept at one commit, file by file, as lines that anybody can check.

With its code in the minutes of a meeting, nobody can later change what was kept, or when
it was there at the latest, without being found out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from ims_docs.model.approval import NO_PREVIOUS, sha256
from ims_docs.model.stamp import Stamp, read_stamp

FOLDER = "baselines"
FORM = "ims-baseline/v1"
NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,58}[a-z0-9]|[a-z0-9]")
TAG = "refs/tags/baseline/"

_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_FORMS = {
    "name": NAME,
    "commit": re.compile(r"[0-9a-f]{40}"),
    "commits": re.compile(r"[1-9][0-9]{0,8}"),
    "previous": re.compile(rf"{NO_PREVIOUS}|sha256:[0-9a-f]{{64}}"),
    "made-by": re.compile(r"PER-[0-9]{4}"),
    "made-at": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"),
}
_FILE = re.compile(r"([0-9a-f]{64}) (100644|100755|120000) ([^\0\n\r]+)")
_CODE = 16


class Listed(NamedTuple):
    """One file of a baseline."""

    sha256: str
    mode: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What was kept at one commit. Its `text` is what is signed."""

    name: str
    commit: str
    commits: int
    """How many commits lead up to it, itself included."""
    previous: str
    """The `sha256` of the baseline before it, or "none"."""
    made_by: str
    made_at: datetime
    files: tuple[Listed, ...]

    @property
    def path(self) -> str:
        """Where it is kept."""
        return f"{FOLDER}/{self.name}.txt"

    @property
    def tag(self) -> str:
        """The tag that marks its commit, for convenience."""
        return f"{TAG.removeprefix('refs/tags/')}{self.name}"

    @property
    def remark(self) -> str:
        """What the tag says."""
        return f"Baseline {self.name}, code {self.code}"

    @property
    def text(self) -> str:
        """The baseline as it is kept and signed."""
        lines = [
            FORM,
            f"name: {self.name}",
            f"commit: {self.commit}",
            f"commits: {self.commits}",
            f"previous: {self.previous}",
            f"made-by: {self.made_by}",
            f"made-at: {self.made_at.strftime(_MOMENT)}",
            *(" ".join(one) for one in self.files),
        ]
        return "".join(f"{line}\n" for line in lines)

    @property
    def sha256(self) -> str:
        """The name by which the next baseline refers to this one."""
        return sha256(self.text.encode())

    @property
    def code(self) -> str:
        """The first 16 digits of its SHA-256, for minutes: short enough to be read out."""
        digits = self.sha256.removeprefix("sha256:")[:_CODE]
        return "-".join(digits[at : at + 4] for at in range(0, _CODE, 4))

    @classmethod
    def parse(cls, data: bytes) -> Baseline:
        """Read a baseline. Raises ValueError, with a sentence, for anything but the one form."""
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise ValueError("It is not UTF-8") from None
        lines = text.split("\n")
        if lines[0] != FORM or lines[-1]:
            raise ValueError(f"It does not begin with {FORM}, or its last line does not end")
        fields: dict[str, str] = {}
        for number, (key, form) in enumerate(_FORMS.items(), 1):
            name, _, value = (lines[number] if number < len(lines) else "").partition(": ")
            if name != key or not form.fullmatch(value):
                raise ValueError(f"Line {number + 1} is not `{key}: …` as it has to be")
            fields[key] = value
        files = tuple(map(_listed, lines[1 + len(_FORMS) : -1]))
        paths = [one.path for one in files]
        if len(set(paths)) != len(paths):
            raise ValueError("It lists a file twice")
        return cls(
            name=fields["name"],
            commit=fields["commit"],
            commits=int(fields["commits"]),
            previous=fields["previous"],
            made_by=fields["made-by"],
            made_at=_moment(fields["made-at"]),
            files=files,
        )


class StoredBaseline(NamedTuple):
    """A file under baselines/ as it was found."""

    path: str
    baseline: Baseline | None
    refused: str = ""
    """Why it proves nothing, whatever the history is."""
    hint: str = ""
    stamp: Stamp | None = None
    """The time stamp of an authority (RFC 3161) that lies beside it."""
    key: str = ""
    """Fingerprint of the key that signed it, empty where no key was asked for."""

    @property
    def has_timestamp(self) -> bool:
        """Whether a time stamp lies beside it."""
        return self.stamp is not None

    def stamped(self, data: bytes | None) -> StoredBaseline:
        """The same with the time stamp that lies beside it, if one does."""
        if data is None or self.baseline is None:
            return self
        return self._replace(stamp=read_stamp(data, self.baseline.sha256))


def stamp_of(path: str) -> str:
    """Where the time stamp of a baseline lies."""
    return f"{path.removesuffix('.txt')}.tsr"


def plain_code(text: str) -> str:
    """A code as people write it down, without hyphens, blanks and capitals."""
    return "".join(one for one in text.casefold() if one.isalnum())


def _listed(line: str) -> Listed:
    found = _FILE.fullmatch(line)
    if found is None:
        raise ValueError(f"This line lists no file: {line[:80]}")
    return Listed(*found.groups())


def _moment(text: str) -> datetime:
    try:
        return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        raise ValueError("`made-at` is not a moment like 2026-11-23T08:16:49Z") from None
