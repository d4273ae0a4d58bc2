"""A standard, and the way from another one, as libraries that CISO Assistant loads.

Clauses come with our own summaries; what a clause asks to be kept becomes typical evidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs import __version__
from ims_docs.formats import frontmatter
from ims_docs.model.clause import Clause
from ims_docs.model.content import Value
from ims_docs.model.standard import Crosswalk, Standard

_MAKER = "ims-docs"
_COPYRIGHT = (
    "Numbers and short titles of clauses with summaries of our own (Apache-2.0). This holds no text of the "
    "standard, which its publisher sells."
)
_Data = dict[str, Value]


def library(standard: Standard) -> bytes:
    """The framework of one standard."""
    framework: _Data = {
        "urn": _urn("framework", standard.id),
        "ref_id": standard.id,
        "name": standard.name,
        "description": standard.title,
        "requirement_nodes": list(_nodes(standard)),
    }
    return _written(standard.id, standard.name, standard.title, {"framework": framework}, ())


def mapping(crosswalk: Crosswalk, origin: Standard, target: Standard) -> bytes:
    """The way from one standard to another. Clauses that have no counterpart are not in it."""
    name = f"mapping-{origin.id}-to-{target.id}"
    held = {one.clause for one in target.clauses}
    rows: list[Value] = [
        {
            "source_requirement_urn": _node(origin, one.origin),
            "target_requirement_urn": _node(target, goal),
            "relationship": "intersect",
        }
        for one in crosswalk.crossings
        if one.origin is not None and origin.find(one.origin)
        for goal in one.targets
        if goal in held
    ]
    title = f"{origin.name} to {target.name}"
    found: _Data = {
        "urn": _urn("req_mapping_set", name),
        "ref_id": name,
        "name": title,
        "description": crosswalk.note or title,
        "source_framework_urn": _urn("framework", origin.id),
        "target_framework_urn": _urn("framework", target.id),
        "requirement_mappings": rows,
    }
    needed = (_urn("library", origin.id), _urn("library", target.id))
    return _written(name, title, title, {"requirement_mapping_sets": [found]}, needed)


def _nodes(standard: Standard) -> Iterator[_Data]:
    for one in standard.clauses:
        parent = one.clause.parent
        kept = [item.what for item in standard.items if one.clause in (item.clause, *item.also)]
        yield {
            "urn": _node(standard, one.clause),
            "assessable": not standard.children(one.clause),
            "depth": len(one.clause.parts),
            **({"parent_urn": _node(standard, parent)} if parent else {}),
            "ref_id": str(one.clause),
            "name": one.title,
            "description": one.summary or one.title,
            **({"typical_evidence": "\n".join(f"- {what}" for what in kept)} if kept else {}),
        }


def _urn(kind: str, name: str) -> str:
    return f"urn:{_MAKER}:risk:{kind}:{name}"


def _node(standard: Standard, clause: Clause) -> str:
    return f"{_urn('req_node', standard.id)}:{clause}"


def _written(
    name: str, title: str, description: str, objects: _Data, needed: tuple[str, ...]
) -> bytes:
    """A library file."""
    known: _Data = {
        "urn": _urn("library", name),
        "locale": "en",
        "ref_id": name,
        "name": title,
        "description": description,
        "copyright": _COPYRIGHT,
        "version": 1,
        "provider": _MAKER,
        "packager": f"{_MAKER} {__version__}",
        **({"dependencies": list(needed)} if needed else {}),
        "objects": objects,
    }
    return frontmatter.dump(known).encode()
