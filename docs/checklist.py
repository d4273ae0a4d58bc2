"""The form of an audit checklist: every auditor question of a standard, clause by clause.

The questions stand in the pack; `docs/generate.py` writes the form from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ims_docs.model.standard import ClauseText, Standard

HEAD = """The questions are ours and rest on public sources; check them against your licensed copy of {name}.

## Preparation

!!! guidance "Ask what is in the scope"
    What you leave untouched below and is not among the `clauses` of this paper goes when it is closed. Add questions on your own rules. Each auditor keeps a paper of their own. Say what you read beforehand, and how you drew the sample.
    Example: "Read: both earlier reports, the scope. Drawn by lot from the lists of 2027: eight ideas, three initiatives."

!!! guidance "How to fill in a row"
    What was looked at: documents and records by id, people by role, what you saw. Result: conforms, nonconformity, observation, strength, or not asked. No cell of the result stays blank.
    Example: "IDE-0004 to IDE-0011, dates of receipt and answer | nonconformity, AUF-0003"

[TODO: what was read beforehand, and how the sample was drawn]
"""
TAIL = """## Findings and open questions

!!! guidance "What the report takes from here"
    The findings by id, each with a record of its own; write "none" if there is none. Then the questions of the scope that were not asked, and why.
    Example: "AUF-0003 and AUF-0004. Not asked: outside workers (7.3), because none worked here this year."

[TODO: findings by id, questions that were not asked and why]
"""
TABLE = "| Question | What was looked at | Result |\n|---|---|---|\n"


class Lead(NamedTuple):
    """Whom to ask about a clause and where to begin, with a conclusion as an example."""

    who: str
    example: str


LEADS = {
    4: Lead(
        "Begin with the intent and the scope, and hold the registers of issues and interested parties against them. Ask top management, and then somebody who was not there when they were written.",
        "Conforms. The intent follows from the issues; needs of partners were last asked for two years ago (observation).",
    ),
    5: Lead(
        "Hear top management in person, not through the innovation manager. Then ask staff what they have noticed of it.",
        "Conforms and works. Two of three people can say what the policy asks of them; the third is new.",
    ),
    6: Lead(
        "Pick one objective, one risk and one decision on the portfolio, and follow each from its reason to what was done.",
        "Conforms with one exception: two actions are late and nobody has decided what follows.",
    ),
    7: Lead(
        "Ask teams before managers: did they get the time, money and tools that were promised? Draw documents and records yourself.",
        "Conforms on paper. Time promised to one team was taken back in spring (nonconformity).",
    ),
    8: Lead(
        "Follow one idea and one initiative from beginning to end, also one that was stopped. Talk to authors and users.",
        "Conforms. Decisions rest on tests; lessons of stopped work are kept but seldom read (observation).",
    ),
    9: Lead(
        "Take one figure and one decision of the last management review: where does it come from, and what changed because of it? The audit of audits is for somebody from outside the audit team.",
        "Conforms. Of nine decisions, eight are carried out and one has a new date with a reason.",
    ),
    10: Lead(
        "Draw closed nonconformities and look whether the same has happened again. Ask for one improvement that people noticed.",
        "Conforms and works. No nonconformity of the last two years came back.",
    ),
}


def form(standard: Standard) -> str:
    """The text of a new checklist: a section for each top-level clause."""
    tops = [text for text in standard.clauses if text.clause.parent is None]
    head = HEAD.format(name=standard.name)
    return "\n".join([head, *("\n".join(_section(standard, top)) for top in tops), TAIL])


def _section(standard: Standard, top: ClauseText) -> Iterator[str]:
    lead = LEADS[top.clause.parts[0]]
    yield f"## {top.clause} {top.title}\n"
    yield '!!! guidance "Where to begin"'
    yield f'    {lead.who}\n    Example of a conclusion: "{lead.example}"\n'
    yield f"Conclusion on clause {top.clause}: [TODO: does it conform, does it work, which findings]\n"
    for text in standard.clauses:
        if text.questions and top.clause.contains(text.clause):
            rows = "".join(f"| {question} | | |\n" for question in text.questions)
            yield f"### {text.clause} {text.title}\n\n{TABLE}{rows}"
