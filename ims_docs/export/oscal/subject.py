"""What the models of OSCAL have in common: one standard over one state, and names made from ids."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias
from uuid import UUID, uuid5

from ims_docs import __version__
from ims_docs.domain.coverage import Coverage
from ims_docs.export.copying import Copying
from ims_docs.model.clause import Clause
from ims_docs.model.standard import Standard

VERSION = "1.1.3"
_OURS = UUID("3f0c1d7e-5a52-5c1b-9a63-0d9b1f7a5601")
_SPACE = "https://github.com/ims-docs/ims-docs/ns/oscal"
Data: TypeAlias = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One standard over one state."""

    copying: Copying
    coverage: Coverage

    @property
    def standard(self) -> Standard:
        """The standard."""
        return self.coverage.standard

    def file(self, model: str) -> str:
        """The file of a model."""
        return f"{self.standard.id}-{model}.json"

    def head(self, title: str) -> Data:
        """What each model says of itself."""
        moment = self.copying.moment.isoformat()
        return {
            "title": title,
            "last-modified": moment,
            "version": self.copying.commit[:16] or "not saved",
            "oscal-version": VERSION,
            "props": [prop("made-by", f"ims {__version__}")],
        }

    def uuid(self, *names: str) -> str:
        """The name of something of this organisation; that of the catalog is the same everywhere."""
        return str(uuid5(_OURS, "\n".join((self.standard.id, *names))))

    def own(self, *names: str) -> str:
        """The name of something of this organisation."""
        return self.uuid(self.copying.repository.settings.organisation, *names)

    def control_id(self, clause: Clause) -> str:
        """The id of a clause; it may not begin with a digit."""
        return f"{self.standard.id}-{clause}"

    @cached_property
    def controls(self) -> frozenset[Clause]:
        """Clauses of the standard below its main clauses, which OSCAL calls controls."""
        return frozenset(one.clause for one in self.standard.clauses if one.clause.parent)


def prop(name: str, value: str) -> Data:
    """A property of ours."""
    return {"name": name, "ns": _SPACE, "value": " ".join(value.split()) or "none"}
