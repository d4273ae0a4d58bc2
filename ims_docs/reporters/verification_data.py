"""Verification -> str: the same as JSON for programs and as Markdown for a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ims_docs.reporters import verification as page
from ims_docs.reporters.printable import Json, place, printable, report_text
from ims_docs.reporters.verification_facts import first_page, known_elsewhere, newest, who
from ims_docs.services.verification import Changed, Control, Irregularity, Verification

VerificationReporter: TypeAlias = Callable[[Verification], str]

SCHEMA_VERSION = 2
"""Rises when a key goes or means something else."""


def as_json(one: Verification) -> str:
    """Every fact and every finding."""
    return report_text(
        {
            "verdict": one.verdict.value,
            "judged": one.judged,
            "as_of": one.as_of.isoformat(),
            "head": one.head,
            "branch": one.branch,
            "root": {
                "fingerprint": one.root.fingerprint,
                "named": one.root.pinned,
                "pinned": one.root.is_pinned,
            },
            "baselines": [each._asdict() for each in one.anchors],
            "newest": {
                "said": newest(one),
                "is_known": bool(known_elsewhere(one)),
                "witnesses": [each._asdict() for each in one.witnesses],
            },
            "checked": dict(one.counts),
            "start": one.start,
            "controls": [_control(each) for each in one.controls],
            "not_saved": list(one.not_saved),
            "not_checked": [each._asdict() for each in one.unchecked],
            "findings": [_finding(one, each) for each in one.found],
            "tool": one.tool,
        },
        SCHEMA_VERSION,
    )


def as_markdown(one: Verification) -> str:
    """A page to keep with the audit's papers."""
    lines = ["# Verification", "", _cell(page.verdict(one)), "", "| | |", "|---|---|"]
    lines += [f"| {_cell(title.strip())} | {_cell(text)} |" for title, text in first_page(one)]
    for heading, found in page.sections(one):
        lines += ["", f"## {heading}", ""]
        for each in found:
            lines.append(f"- {_head(each)}")
            lines += [f"    - {_cell(text)}" for text in _more(one, each)]
            lines += [f"        - {_head(effect)}" for effect in each.effects]
    lines += ["", page.closing(one)]
    return "\n".join(lines) + "\n"


def _head(each: Irregularity) -> str:
    where = f"`{place(each.where)}` " if each.where.path else ""
    return f"{where}{each.check} {each.code}: ".replace(" :", ":") + _cell(each.message)


def _more(one: Verification, each: Irregularity) -> list[str]:
    commit = who(one, each.commit) if each.commit else ""
    because = page.because(each) if each.effects else ""
    return [text for text in (commit, each.hint, page.after(one, each), because) if text]


def _finding(one: Verification, each: Irregularity) -> Json:
    commit = one.commits.get(each.commit)
    saved = commit.moment if commit else None
    return {
        "kind": each.kind.value,
        "check": each.check.value,
        "code": each.code,
        "path": each.where.path,
        "line": each.where.line,
        "column": each.where.column,
        "message": each.message,
        "hint": each.hint,
        "commit": each.commit,
        "author": commit.author if commit else "",
        "committed_claimed": saved.isoformat() if saved else "",
        "anchored_by": one.anchored.get(each.commit, ""),
        "repaired_in": each.repaired,
        "waived": each.waived,
        "changed": _changed(each.changed),
        "effects": [_finding(one, effect) for effect in each.effects],
    }


def _changed(changed: Changed | None) -> Json:
    if changed is None:
        return None
    return {
        "what": changed.what,
        "from": changed.before,
        "to": changed.after,
        "loosens": changed.loosens,
    }


def _control(control: Control) -> Json:
    return {
        "name": control.name,
        "since": control.since,
        "commits": control.commits,
        "changed": list(control.changed),
        "lapses": [each._asdict() for each in control.lapses],
    }


def _cell(text: str) -> str:
    shown = printable(text)
    for sign in "\\`*_<>|[]":
        shown = shown.replace(sign, f"\\{sign}")
    return shown


VERIFICATION_REPORTERS: dict[str, VerificationReporter] = {
    "json": as_json,
    "markdown": as_markdown,
}
