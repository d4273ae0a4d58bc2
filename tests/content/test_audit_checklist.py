"""The audit checklist asks every auditor question of the standard, and can be cut to the scope."""

from __future__ import annotations

import re

import checklist
import pytest
from support import DEFAULTS, of_form

from ims_docs.adapters.resources import resource
from ims_docs.services.loading.standards import shipped

ISO_56001 = shipped()[0]["iso56001"]
FORM = (resource("template") / "forms" / "audit-checklist.md").read_text(encoding="utf-8")
QUESTIONS = [(text.clause, question) for text in ISO_56001.clauses for question in text.questions]
PATH = "docs/records/audit-checklist/ACL-0001.md"
PLAN = "docs/records/audit-plan/APL-0001.md"
KEYS = """\
id: ACL-0001
type: audit-checklist
title: Innovation policy
date: "2026-11-02"
owner: PER-0001
status: closed
closed_on: "2026-11-03"
auditor: PER-0001
plan: APL-0001
clauses: ["5.2"]
"""
OPEN_PLAN = """\
---
id: APL-0001
type: audit-plan
title: Policy
date: "2026-10-20"
owner: PER-0001
status: open
lead_auditor: PER-0001
---
"""


def sections(text: str) -> dict[str, str]:
    """Second-level heading to the text below it."""
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def cut(text: str, *clauses: str) -> str:
    """What an auditor leaves who deletes guidance and all clauses but these, and fills in the rest."""
    text = re.sub(r"^!!! guidance.*\n(?: {4}.*\n)+\n", "", text, flags=re.MULTILINE)
    kept = [
        part
        for part in re.split(r"(?=^###? )", text, flags=re.MULTILINE)
        if not (number := re.match(r"###? (\d[\d.]*) ", part)) or number[1] in clauses
    ]
    filled = "".join(kept).replace("? | | |", "? | Two people asked. | conforms |")
    return re.sub(r"\[TODO: [^]]*\]", "Two people asked; all as agreed.", filled)


def paper(body: str, keys: str = KEYS) -> dict[str, str]:
    return {**DEFAULTS, PLAN: OPEN_PLAN, PATH: f"---\n{keys}---\n\n{body}"}


def test_every_question_of_the_standard_stands_in_it_once():
    rows = re.findall(r"^\| (.+\?|.+\.) \| \| \|$", FORM, re.MULTILINE)
    assert rows == [question for _, question in QUESTIONS]
    assert [FORM.count(question) for _, question in QUESTIONS] == [1] * len(QUESTIONS)
    assert len(rows) > 200


def test_a_question_stands_under_its_clause():
    found = dict(re.findall(r"^### ([\d.]+) [^\n]+\n\n((?:\|.*\n)+)", FORM, re.MULTILINE))
    assert list(found) == list(dict.fromkeys(str(clause) for clause, _ in QUESTIONS))
    for clause, question in QUESTIONS:
        assert f"| {question} |" in found[str(clause)]


def test_each_main_clause_has_a_section_with_a_lead_and_one_conclusion_to_write():
    found = sections(FORM)
    mains = [one for one in ISO_56001.clauses if one.clause.parent is None]
    titles = [f"{one.clause} {one.title}" for one in mains]
    assert list(found) == ["Preparation", *titles, "Findings and open questions"]
    for text in found.values():
        assert text.count("[TODO: ") == 1
        assert "!!! guidance" in text
        assert re.search(r'^    Example.*: "', text, re.MULTILINE)
    assert len(checklist.LEADS) == len(mains)


def test_it_says_what_the_questions_rest_on():
    assert "public sources; check them against your licensed copy" in FORM.splitlines()[0]


def test_it_can_be_closed_when_it_is_cut_to_the_scope_and_filled_in(report):
    body = cut(FORM, "5", "5.2")
    assert "## 5 Leadership" in body
    assert "Which frame does the policy give" in body
    assert "8.3" not in body
    assert [one for one in of_form(report(paper(body))) if PATH in one] == []


def test_it_cannot_be_closed_with_a_clause_that_nobody_looked_at(report):
    body = cut(FORM, "5", "5.2").replace(
        "## Findings",
        "## 6 Planning\n\nConclusion on clause 6: [TODO: does it conform]\n\n## Findings",
    )
    (found,) = [one for one in of_form(report(paper(body))) if PATH in one]
    assert "REC003 The record is closed, but a placeholder is left" in found


@pytest.mark.parametrize("cell", ["", " ", " - ", " … ", " &nbsp; ", " `|` "])
def test_it_cannot_be_closed_with_a_blank_result(report, cell):
    row = "| Which frame does the policy give for innovation objectives? | Two people asked. |"
    body = cut(FORM, "5", "5.2").replace(f"{row} conforms |", f"{row}{cell}|")
    (found,) = [one for one in of_form(report(paper(body))) if PATH in one]
    assert "REC003 The record is closed, but a blank cell is left: Which frame" in found


@pytest.mark.parametrize("key", ["auditor", "plan", "clauses"])
def test_closing_needs_auditor_plan_and_clauses(report, key):
    keys = re.sub(rf"^{key}: .*\n", "", KEYS, flags=re.MULTILINE)
    found = [one for one in of_form(report(paper(cut(FORM, "5", "5.2"), keys))) if PATH in one]
    assert len(found) == 1
    assert key in found[0]


def test_closing_needs_at_least_one_clause(report):
    keys = KEYS.replace('["5.2"]', "[]")
    found = [one for one in of_form(report(paper(cut(FORM, "5", "5.2"), keys))) if PATH in one]
    assert len(found) == 1
    assert "REC002" in found[0]


@pytest.mark.parametrize("title", ["Preparation", "Findings and open questions"])
def test_closing_needs_what_every_audit_has(report, title):
    body = cut(FORM, "5", "5.2")
    body = body.replace(f"## {title}\n{sections(body)[title]}", "")
    found = [one for one in of_form(report(paper(body))) if PATH in one]
    assert len(found) == 1
    assert f'REC004 The state `closed` asks for the section "{title}", which is missing' in found[0]
