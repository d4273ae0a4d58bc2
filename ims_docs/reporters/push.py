"""What a gate says about commits: which may not be kept, why, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.reporters import text
from ims_docs.reporters.printable import printable
from ims_docs.services.commit_gate import JudgedCommit, Verdict

SHORT = 10
EXAMPLE = "Correct the review date of the innovation policy"
_NO_REASON = (
    "The first line of the message gives no reason for the change.\n"
    f"    → Say in a few words what changes and why, such as “{EXAMPLE}”."
)


def no_reason(line: str) -> str:
    """What the gate says to somebody who is about to commit with this first line."""
    message = f"It reads “{printable(line)}”." if line else "It is empty."
    return f"{_NO_REASON}\n{message} Nothing was committed; your changes are still there.\n"


def render(verdict: Verdict, *, happened: str, width: int = 0, colour: bool = False) -> str:
    """Everything against a push; nothing when it passes. `happened` says what came of the push."""
    if verdict.passes:
        return ""
    blocks = [
        "\n".join(
            (f"{printable(one.ref)}: {printable(one.why)}.", f"    → {printable(one.remedy)}")
        )
        for one in verdict.refusals
    ]
    for one in verdict.judged:
        blocks += _commit(one, width=width, colour=colour)
    blocks.append("\n".join(_ending(verdict, happened)))
    return "\n\n".join(blocks) + "\n"


def _commit(judged: JudgedCommit, *, width: int, colour: bool) -> Iterator[str]:
    message = printable(judged.commit.subject) or "(no message)"
    yield f"Commit {judged.commit.name[:SHORT]} “{message}”"
    if judged.drops_system:
        yield (
            "ims.yml: It takes ims.yml away, so nothing in it can be judged.\n"
            "    → Bring ims.yml back."
        )
    if judged.lacks_reason:
        yield _NO_REASON
    if judged.findings:
        yield text.render_findings(judged.findings, width=width, colour=colour)


def _ending(verdict: Verdict, happened: str) -> Iterator[str]:
    if not verdict.judged:
        yield happened
        return
    number = len(verdict.commits)
    counted = "The commit" if number == 1 else f"{len(verdict.judged)} of {number} commits"
    yield f"{counted} may not be kept. {happened}"
    yield "A later commit does not repair this: what is listed above would stay in the history. So:"
    back = f"reset --soft {verdict.base[:SHORT]}" if verdict.base else "update-ref -d HEAD"
    taken = len(verdict.taken_back)
    what = "the newest commit" if taken == 1 else f"the newest {taken} commits"
    yield f"  1. git {back}      (takes {what} back; your files stay as they are)"
    yield "  2. Put right what is named above, and save the files."
    yield "  3. git add --all"
    yield f'  4. git commit -m "{EXAMPLE}"      (with your own reason)'
    yield "Then send it again."
