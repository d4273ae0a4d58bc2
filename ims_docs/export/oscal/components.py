"""Documents as a component definition of OSCAL."""

from __future__ import annotations

from ims_docs.domain.approval_state import standings
from ims_docs.export.oscal.subject import Data, Subject, prop
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.register import Register

_KINDS = {
    "policy": "policy",
    "plan": "plan",
    "procedure": "process-procedure",
    "process": "process-procedure",
}


def components(subject: Subject) -> Data:
    """The documents that serve each clause."""
    found = [one for one in (_component(subject, one) for one in subject.copying.every()) if one]
    return {
        "uuid": subject.own("component-definition"),
        "metadata": subject.head(
            f"Documents of {subject.copying.repository.settings.organisation}"
        ),
        **({"components": found} if found else {}),
    }


def _component(subject: Subject, item: Document | Record | Register) -> Data | None:
    known = subject.copying.repository.types.get(item.type)
    clauses = [
        one
        for one in (known.clauses.get(subject.standard.id, ()) if known else ())
        if one in subject.controls
    ]
    if not clauses or not isinstance(item, Document):
        return None
    standing = standings(subject.copying.repository).of(item)
    said = (
        ("state", standing.state.value),
        ("version", item.version or "none"),
        ("file", item.path),
    )
    where = [
        {
            "uuid": subject.own("requirement", item.path, str(clause)),
            "control-id": subject.control_id(clause),
            "description": f"{item.id} {item.title}",
        }
        for clause in dict.fromkeys(clauses)
    ]
    return {
        "uuid": subject.own("component", item.path),
        "type": _KINDS.get(item.type.rpartition("-")[2], "documented-information"),
        "title": f"{item.id} {item.title}",
        "description": known.title if known else item.type,
        "props": [prop(name, value) for name, value in said],
        "control-implementations": [
            {
                "uuid": subject.own("implementation", item.path),
                "source": subject.file("catalog"),
                "description": subject.standard.name,
                "implemented-requirements": where,
            }
        ],
    }
