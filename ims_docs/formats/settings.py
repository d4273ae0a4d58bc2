"""The keys of ims.yml as settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ims_docs.model.clause import Clause
from ims_docs.model.content import Content, Value
from ims_docs.model.settings import LEADING, NotApplicable, Settings
from ims_docs.model.trust import Level
from ims_docs.model.waiver import Waiver

FILE = "ims.yml"


def read(content: Content) -> Settings:
    """Settings from keys that fit `settings.schema.json`; what does not fit is left out."""
    values = content.values
    coverage = _mapping(values.get("coverage"))
    certification = _mapping(values.get("certification"))
    approval = _mapping(values.get("approval"))
    return Settings(
        organisation=content.text("organisation") or "The organisation",
        profile=content.text("profile") or "full",
        language=content.text("language") or "en",
        standards=tuple(str(one) for one in _list(values.get("standards"))) or (LEADING,),
        review_months=_number(values.get("review_months"), 1, 36) or 12,
        certification_target=_date(certification.get("target")),
        required_rung=_number(coverage.get("required_rung"), 0, 5),
        audit_period_months=_number(coverage.get("audit_period_months"), 1, 60) or 12,
        approval_level=_level(approval.get("level")),
        alone=str(approval.get("alone") or ""),
        approvers=_number(approval.get("approvers"), 1, 9) or 1,
        not_applicable=tuple(_not_applicable(content)),
        waivers=tuple(_waivers(content)),
    )


def _not_applicable(content: Content) -> list[NotApplicable]:
    found = []
    for index, entry in enumerate(_list(content.values.get("not_applicable"))):
        values = _mapping(entry)
        try:
            clause = Clause.parse(str(values.get("clause", "")))
        except ValueError:
            continue
        line = content.position("not_applicable", index)[0]
        found.append(
            NotApplicable(
                clause=clause, justification=str(values.get("justification", "")), line=line
            )
        )
    return found


def _waivers(content: Content) -> list[Waiver]:
    found = []
    for index, entry in enumerate(_list(content.values.get("waivers"))):
        values = _mapping(entry)
        until = _date(values.get("until"))
        if until is None or not all(
            isinstance(values.get(key), str) for key in ("rule", "reason", "person")
        ):
            continue
        found.append(
            Waiver(
                code=str(values["rule"]),
                path=str(values.get("path") or ""),
                clause=str(values.get("clause") or ""),
                reason=str(values["reason"]),
                person=str(values["person"]),
                until=until,
                line=content.position("waivers", index)[0],
            )
        )
    return found


def _level(value: Value) -> Level:
    return Level(value) if value in tuple(Level) else Level.SIGNED


def _mapping(value: Value) -> Mapping[str, Value]:
    return value if isinstance(value, dict) else {}


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def _number(value: Value, lowest: int, highest: int) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest:
        return value
    return None


def _date(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
