"""Putting a closed record right so that everybody sees what stood there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ims_docs.errors import ConfigurationError
from ims_docs.model.content import Value
from ims_docs.model.record import Record
from ims_docs.services.loading.former import digest
from ims_docs.services.records.record_text import with_keys, with_text_below

SHORTEST_REASON = 10
_FIXED = ("id", "type", "status", "corrections")


def corrected(  # noqa: PLR0913 - each is one fact about the correction
    text: str,
    record: Record,
    keys: Mapping[str, Value],
    *,
    reason: str,
    words: str,
    person: str,
    today: date,
) -> str:
    """The record's text with one more correction. Nothing that stood there is lost.

    The former values stay in `corrections`, the former text stays above, and the digest
    names the bytes that are corrected. Raises ConfigurationError.
    """
    _refuse(record, keys, reason, words)
    values = record.content.values
    changed: list[Value] = [
        {"key": key, **({"was": values[key]} if key in values else {}), "is": value}
        for key, value in keys.items()
        if values.get(key) != value
    ]
    correction: dict[str, Value] = {
        "corrected_on": today.isoformat(),
        "corrected_by": person,
        "reason": reason.strip(),
        "corrects": digest(text),
    }
    if changed:
        correction["changed"] = changed
    earlier = values.get("corrections")
    corrections: list[Value] = [*(earlier if isinstance(earlier, list) else []), correction]
    text = with_keys(text, {**keys, "corrections": corrections})
    said = f"{reason.strip()}\n\n{words.strip()}" if words.strip() else reason.strip()
    return with_text_below(text, f"Correction {len(corrections)}, {today.isoformat()}", said)


def _refuse(record: Record, keys: Mapping[str, Value], reason: str, words: str) -> None:
    if not record.is_closed:
        raise ConfigurationError(
            f"{record.id} is not closed ({record.state}), so it needs no correction",
            hint=f"Change {record.path} as it should be.",
        )
    if len(reason.strip()) < SHORTEST_REASON:
        raise ConfigurationError(
            f"The reason {reason!r} is too short", hint="Say in a sentence what was wrong and why."
        )
    for key in keys:
        if key in _FIXED:
            raise ConfigurationError(
                f"`{key}` of a closed record cannot be corrected",
                hint="Add a new record that says what holds instead.",
            )
    if not keys and not words.strip():
        raise ConfigurationError(
            "Nothing is corrected", hint='Say what: --set KEY=VALUE, or --text "…".'
        )
