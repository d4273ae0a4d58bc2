"""With which version a repository is compared: the one that it was made from, as far as that is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ims_docs.adapters.disk.tree import blob_name
from ims_docs.adapters.git import History
from ims_docs.errors import ConfigurationError, RefusedError, UnreadableError
from ims_docs.services.upgrade.origin import FIRST, Base, Origin
from ims_docs.services.upgrade.versions import Files, Version, carried, order


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A base that was found, or the nearest to it."""

    base: Base
    doubt: str = ""
    """Why it may be another one, in a sentence; then nothing is written before somebody says so."""
    hint: str = ""


@dataclass
class Bases:
    """The states of the template that texts of one repository go back to, each rendered once."""

    history: History
    origin: Origin
    versions: tuple[Version, ...] = field(default_factory=carried)
    _files: dict[Base, Files] = field(default_factory=dict)
    _digests: dict[str, str] = field(default_factory=dict)

    @property
    def newest(self) -> Version:
        """The version to take."""
        return self.versions[-1]

    @property
    def names(self) -> tuple[str, ...]:
        """The bases that somebody may name, the newest version first, then what was saved first."""
        versions = [one.name for one in reversed(self.versions)]
        return (*versions, *[FIRST] * bool(self.origin.first))

    def files(self, base: Base) -> Files:
        """What the template wrote. Raises UnreadableError where that version is not carried."""
        if base not in self._files:
            self._files[base] = self._rendered(base)
        return self._files[base]

    def digest(self, version: Version) -> str:
        """What tells two builds of one version apart."""
        if version.name not in self._digests:
            self._digests[version.name] = version.digest()
        return self._digests[version.name]

    def named(self, name: str) -> Compared:
        """The base that somebody names. Raises ConfigurationError."""
        answers = self.origin.base.answers
        if name == FIRST and self.origin.first:
            return Compared(base=Base(FIRST, "", answers))
        for version in self.versions:
            if version.name == name:
                return Compared(base=Base(name, self.digest(version), answers))
        raise ConfigurationError(
            f"There is no version {name!r} of the template here",
            hint=f"This program carries: {', '.join(self.names)}.",
        )

    def found(self) -> Compared:
        """The base that the repository itself names. Raises RefusedError for one from the future."""
        base = self.origin.base
        if order(base.version) > order(self.newest.name):
            raise RefusedError(
                f"The texts here are of template {base.version}; this program brings {self.newest.name}",
                hint="Install a newer ims-docs.",
            )
        version = next((one for one in self.versions if one.name == base.version), None)
        if version is None:
            return self._nearest(f"Template {base.version} is none that this program carries")
        known = base._replace(digest=self.digest(version))
        if self.origin.is_upgraded:
            if base.digest == known.digest:
                return Compared(base=known)
            return self._nearest(
                f"Template {base.version} was taken here from another build of ims-docs"
            )
        if not self.origin.first:
            return Compared(base=known)
        same, all_ = self._alike(known)
        if same == all_:
            return Compared(base=known)
        return self._nearest(
            f"Another build of ims-docs made this repository: of {all_} files that template {base.version} "
            f"writes, {same} are as they were saved first"
        )

    def _nearest(self, why: str) -> Compared:
        """What is compared where the base itself is not known."""
        if self.origin.first and not self.origin.is_upgraded:
            found = Base(FIRST, "", self.origin.base.answers)
            return Compared(
                base=found,
                doubt=f"{why}. It is compared with what was saved first",
                hint="Say that nobody changed that by hand: --from first. "
                f"Or compare with a version: {self._choices()}.",
            )
        answers = self.origin.base.answers
        bases = [Base(one.name, self.digest(one), answers) for one in self.versions]
        nearest = max(bases, key=lambda one: self._alike(one)[0])
        same, all_ = self._alike(nearest)
        return Compared(
            base=nearest,
            doubt=f"{why}. It is compared with the nearest, {nearest.version} "
            f"({same} of {all_} files are the same)",
            hint=f"Say that this is right: --from {nearest.version}.",
        )

    def _choices(self) -> str:
        return " or ".join(f"--from {one.name}" for one in self.versions)

    def _alike(self, base: Base) -> tuple[int, int]:
        """How many files are as a version writes them, and how many it writes."""
        there: Mapping[str, str] = self.origin.first or self.history.kept()
        files = self.files(base)
        return sum(there.get(path) == blob_name(data) for path, data in files.items()), len(files)

    def _rendered(self, base: Base) -> Files:
        if base.version == FIRST and self.origin.first:
            names = self.origin.first
            blobs = self.history.blobs(names.values())
            return {path: data for path, data in zip(names, blobs, strict=True) if data is not None}
        for version in self.versions:
            if version.name == base.version and base.digest in ("", self.digest(version)):
                return version.files(dict(base.answers))
        raise UnreadableError(
            f"Template {base.version} is none that this program carries",
            hint="Install the version of ims-docs with which you put it off, or say --from VERSION.",
        )
