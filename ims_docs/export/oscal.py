"""A standard, what is written for it and how far it has come, in the three models of OSCAL that others read.

The catalog holds numbers, short titles and our own summaries: no sentence of a standard. Names are
made from ids (UUID version 5), so the same state gives the same files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from ims_docs import __version__
from ims_docs.domain.approval_state import standings
from ims_docs.domain.coverage import ClauseCoverage, Coverage, Rung
from ims_docs.export.copying import Copying
from ims_docs.model.clause import Clause
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.standard import ClauseText, Standard

VERSION = "1.1.3"
_OURS = UUID("3f0c1d7e-5a52-5c1b-9a63-0d9b1f7a5601")
_SPACE = "https://github.com/ims-docs/ims-docs/ns/oscal"
_KINDS = {
    "policy": "policy",
    "plan": "plan",
    "procedure": "process-procedure",
    "process": "process-procedure",
}
_Data = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Oscal:
    """One standard over one state."""

    copying: Copying
    coverage: Coverage

    def files(self) -> dict[str, bytes]:
        """The three models, by file name."""
        models = {
            "catalog": self._catalog(),
            "component-definition": self._components(),
            "assessment-results": self._results(),
        }
        return {
            f"{self._standard.id}-{name}.json": _json({name: model})
            for name, model in models.items()
        }

    @property
    def _standard(self) -> Standard:
        return self.coverage.standard

    @property
    def _catalog_file(self) -> str:
        return f"{self._standard.id}-catalog.json"

    def _head(self, title: str) -> _Data:
        moment = self.copying.moment.isoformat()
        return {
            "title": title,
            "last-modified": moment,
            "version": self.copying.commit[:16] or "not saved",
            "oscal-version": VERSION,
            "props": [_prop("made-by", f"ims {__version__}")],
        }

    def _uuid(self, *names: str) -> str:
        """The name of something of this organisation; that of the catalog is the same everywhere."""
        return str(uuid5(_OURS, "\n".join((self._standard.id, *names))))

    def _own(self, *names: str) -> str:
        return self._uuid(self.copying.repository.settings.organisation, *names)

    def _control_id(self, clause: Clause) -> str:
        return f"{self._standard.id}-{clause}"

    def _catalog(self) -> _Data:
        head = self._head(f"{self._standard.name}: clauses with summaries of our own")
        head["remarks"] = (
            "Numbers, short titles and our own summaries. It holds no text of the standard."
        )
        return {
            "uuid": self._uuid("catalog"),
            "metadata": head,
            "groups": [
                {
                    "id": self._control_id(one.clause),
                    "class": "clause",
                    "title": one.title,
                    "props": [{"name": "label", "value": str(one.clause)}],
                    "parts": [self._statement(one)],
                    **self._controls(one.clause),
                }
                for one in self._standard.clauses
                if one.clause.parent is None
            ],
        }

    def _controls(self, clause: Clause) -> _Data:
        found = [
            {
                "id": self._control_id(one.clause),
                "class": "clause",
                "title": one.title,
                "props": [{"name": "label", "value": str(one.clause)}],
                "parts": [self._statement(one)],
                **self._controls(one.clause),
            }
            for one in self._standard.children(clause)
        ]
        return {"controls": found} if found else {}

    def _statement(self, one: ClauseText) -> _Data:
        return {
            "id": f"{self._control_id(one.clause)}_smt",
            "name": "statement",
            "prose": one.summary or one.title,
        }

    @cached_property
    def _is_control(self) -> frozenset[Clause]:
        """Clauses of the standard below its main clauses, which OSCAL calls controls."""
        return frozenset(one.clause for one in self._standard.clauses if one.clause.parent)

    def _components(self) -> _Data:
        found = [one for one in map(self._component, self.copying.every()) if one]
        return {
            "uuid": self._own("component-definition"),
            "metadata": self._head(f"Documents of {self.copying.repository.settings.organisation}"),
            **({"components": found} if found else {}),
        }

    def _component(self, item: Document | Record | Register) -> _Data | None:
        known = self.copying.repository.types.get(item.type)
        clauses = [
            one
            for one in (known.clauses.get(self._standard.id, ()) if known else ())
            if one in self._is_control
        ]
        if not clauses or not isinstance(item, Document):
            return None
        standing = standings(self.copying.repository).of(item)
        said = (
            ("state", standing.state.value),
            ("version", item.version or "none"),
            ("file", item.path),
        )
        where = [
            {
                "uuid": self._own("requirement", item.path, str(clause)),
                "control-id": self._control_id(clause),
                "description": f"{item.id} {item.title}",
            }
            for clause in dict.fromkeys(clauses)
        ]
        return {
            "uuid": self._own("component", item.path),
            "type": _KINDS.get(item.type.rpartition("-")[2], "documented-information"),
            "title": f"{item.id} {item.title}",
            "description": known.title if known else item.type,
            "props": [_prop(name, value) for name, value in said],
            "control-implementations": [
                {
                    "uuid": self._own("implementation", item.path),
                    "source": self._catalog_file,
                    "description": self._standard.name,
                    "implemented-requirements": where,
                }
            ],
        }

    def _results(self) -> _Data:
        asked = [
            one
            for one in self.coverage.clauses
            if one.applicable and one.text.clause in self._is_control
        ]
        plan = self._own("assessment-plan")
        start = f"{self.coverage.as_of.isoformat()}T00:00:00+00:00"
        result: _Data = {
            "uuid": self._own("result", self.copying.commit),
            "title": f"How far each clause of {self._standard.name} has come",
            "description": "Computed from what is kept: no person judged it.",
            "start": start,
            "reviewed-controls": {
                "control-selections": [
                    {
                        "include-controls": [
                            {"control-id": self._control_id(one.text.clause)} for one in asked
                        ]
                    }
                ]
            },
        }
        if asked:
            result["observations"] = [self._observation(one, start) for one in asked]
            result["findings"] = [self._finding(one) for one in asked]
        return {
            "uuid": self._own("assessment-results"),
            "metadata": self._head(f"Coverage of {self._standard.name}"),
            "import-ap": {"href": f"#{plan}"},
            "results": [result],
            "back-matter": {
                "resources": [
                    {
                        "uuid": plan,
                        "title": "No plan of its own",
                        "description": "The rules of ims say what is looked at: `ims coverage`.",
                    }
                ]
            },
        }

    def _observation(self, one: ClauseCoverage, start: str) -> _Data:
        evidence = [
            {"href": path, "description": f"as of commit {self.copying.commit or 'none'}"}
            for path in dict.fromkeys(_evidence(one))
        ]
        return {
            "uuid": self._own("observation", str(one.text.clause)),
            "description": f"{one.text.clause} {one.text.title}: {one.reach.reason}",
            "props": [
                _prop("rung", one.reach.rung.key),
                _prop("questioned", "yes" if one.questions else "no"),
            ],
            "methods": ["EXAMINE"],
            "collected": start,
            **({"relevant-evidence": evidence} if evidence else {}),
        }

    def _finding(self, one: ClauseCoverage) -> _Data:
        is_met = _is_met(one)
        return {
            "uuid": self._own("finding", str(one.text.clause)),
            "title": f"{one.text.clause} {one.text.title}",
            "description": one.reach.reason if is_met else (one.reach.raise_by or one.reach.reason),
            "target": {
                "type": "objective-id",
                "target-id": f"{self._control_id(one.text.clause)}_smt",
                "status": {"state": "satisfied" if is_met else "not-satisfied"},
            },
            "related-observations": [
                {"observation-uuid": self._own("observation", str(one.text.clause))}
            ],
        }


def _is_met(one: ClauseCoverage) -> bool:
    """Whether everything that is asked of a clause is there, and nothing speaks against it."""
    required = [each for each in one.items if each.item.required and each.applicable]
    if one.questions or any(each.reach.rung < each.asked for each in required):
        return False
    return one.reach.rung >= Rung.COMPLETED


def _evidence(one: ClauseCoverage) -> Iterator[str]:
    yield from one.reach.evidence
    for each in one.items:
        yield from each.reach.evidence


def _prop(name: str, value: str) -> _Data:
    return {"name": name, "ns": _SPACE, "value": " ".join(value.split()) or "none"}


def _json(data: Mapping[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
