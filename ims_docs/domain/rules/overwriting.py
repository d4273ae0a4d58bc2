"""What a change did to a closed record beyond correcting it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ims_docs.model.change import Version
from ims_docs.model.content import Value

_CORRECTIONS = "corrections"


def overwritten(before: Version, after: Version) -> Iterator[str]:
    """What a change did to a closed record beyond correcting it."""
    old, new = before.record.content.values, after.record.content.values
    earlier, corrections = _corrections(old), _corrections(new)
    added = corrections[len(earlier) :]
    if corrections[: len(earlier)] != earlier:
        yield "an earlier correction was changed"
    elif not added:
        yield "it was changed without a correction"
    elif added[0].get("corrects") != before.digest:
        yield "its correction does not name the text that it corrects"
    else:
        corrected = _corrected(added)
        for key in {**old, **new}:
            if key != _CORRECTIONS and old.get(key) != new.get(key):
                if key == "status":
                    yield "its state was changed; what is closed stays closed"
                elif corrected.get(key) != (old.get(key), new.get(key)):
                    yield f"its correction does not say what `{key}` was and is"
        if not after.body.rstrip().startswith(before.body.rstrip()):
            yield "its text was changed; a correction adds below it"


def _corrections(values: Mapping[str, Value]) -> list[dict[str, Value]]:
    found = values.get(_CORRECTIONS)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _corrected(corrections: list[dict[str, Value]]) -> dict[str, tuple[Value, Value]]:
    """By key: what the corrections say it was at first and is in the end."""
    corrected: dict[str, tuple[Value, Value]] = {}
    for correction in corrections:
        changed = correction.get("changed")
        for one in changed if isinstance(changed, list) else []:
            if isinstance(one, dict):
                key = str(one.get("key"))
                first = corrected[key][0] if key in corrected else one.get("was")
                corrected[key] = (first, one.get("is"))
    return corrected
