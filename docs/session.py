"""The recorded first hour of somebody who does not know git: typed in a terminal, word for word.

`python docs/session.py` types every command into a terminal of 80 columns, writes what it
prints into docs/tutorial/first-idea.md, and the same as a recording that terminals can play
(asciicast version 2). Tests type it again and compare.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pexpect

DOCS = Path(__file__).parent
PAGE = DOCS / "tutorial" / "first-idea.md"
RECORDING = DOCS / "tutorial" / "first-idea.cast"
COLUMNS, LINES = 80, 40
DAY = "2026-11-23"
"""The day that pages show, whenever the session was typed."""

_DATE = re.compile(r"\b20[0-9]{2}-[0-9]{2}-[0-9]{2}\b")
_COMMIT = re.compile(r"\b[0-9a-f]{10}\b")


@dataclass(frozen=True, slots=True)
class Step:
    """A command, what is answered to its questions, and a word before it."""

    words: str
    command: str
    answers: tuple[tuple[str, str], ...] = ()
    """What a question begins with, and what is typed; nothing takes what is offered."""
    lines: int = 0
    """So many of the last lines are shown; 0 shows all."""
    code: int = 0


ANSWERS = """organisation: Harbour Lights Ltd
activity: makes navigation lights for small harbours
size: 1-9
profile: starter
sites: Quay Street 4
top_management_name: Ruth Adeyemi
top_management_title: Managing director
top_management_email: ruth@harbour-lights.example
manager_name: Tom Brandt
manager_title: Head of development
manager_email: tom@harbour-lights.example
forge: none
"""

STEPS = (
    Step(
        "Tom makes the folder of his company. The answers are in a file; without the file, `ims new` "
        "asks for them, one by one.",
        "ims new harbour-lights --answers answers.yaml --no-input",
        lines=12,
    ),
    Step(
        "Ruth has had an idea. Tom writes it down. `ims` asks what it needs to know; an empty "
        "answer takes what is offered, or leaves it for later.",
        "ims -C harbour-lights add idea --commit",
        (
            ("Title", "A lamp that tells when its battery gets weak"),
            ("Date", ""),
            ("Owner", "PER-0002"),
            ("Author", "PER-0001"),
            ("Type of idea", "product"),
            (
                "The idea",
                "The lamp flashes once more per minute when the battery is below a third.",
            ),
        ),
    ),
    Step(
        "They look at it together. The next state asks who looked, and whom it helps.",
        'ims -C harbour-lights move IDE-0001 "under evaluation" --commit',
        (
            ("Evaluated by", "PER-0001; PER-0002"),
            ("Who it helps and how", "Harbour masters who row out to lamps that still work."),
        ),
    ),
    Step(
        "It turns out that it may not be done. An idea cannot be stopped without a word: `ims` "
        "names what is missing, and changes nothing.",
        "ims -C harbour-lights move IDE-0001 stopped --no-input",
        code=1,
    ),
    Step(
        "So Tom says what they learned, and when he told Ruth.",
        "ims -C harbour-lights move IDE-0001 stopped --commit",
        (
            ("Decided by", "PER-0002"),
            (
                "What we learned",
                "Rules for sea marks fix how often a lamp flashes; ask the office first.",
            ),
            ("Feedback to the author", ""),
            (
                "Decision and feedback",
                "Not taken up. Ruth was told over lunch and asks for a message by radio instead.",
            ),
        ),
    ),
    Step(
        "The idea is closed: it will not change any more, and the learning stays for everybody.",
        "ims -C harbour-lights show IDE-0001",
    ),
    Step(
        "What else is there to do? `ims status` lists what is due, late or stuck.",
        "ims -C harbour-lights status",
    ),
)


@dataclass
class Session:
    """A terminal in a folder of its own."""

    folder: Path
    shown: list[tuple[Step, str]] = field(default_factory=list)

    def play(self) -> None:
        """Type every step. Raises SystemExit when one ends otherwise than told."""
        (self.folder / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
        for step in STEPS:
            child = pexpect.spawn(
                "/bin/sh",
                ["-c", step.command],
                cwd=str(self.folder),
                env=self._environment(),
                dimensions=(LINES, COLUMNS),
                encoding="utf-8",
                timeout=60,
            )
            printed = ""
            for question, answer in step.answers:
                child.expect(re.escape(question) + r"[\s\S]*?: $")
                printed += child.before + child.after
                child.sendline(answer)
            child.expect(pexpect.EOF)
            child.close()
            if child.exitstatus != step.code:
                raise SystemExit(f"{step.command} ended with {child.exitstatus}:\n{child.before}")
            self.shown.append((step, plain(printed + child.before)))

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        person = {"NAME": "Tom Brandt", "EMAIL": "tom@harbour-lights.example"}
        return {
            **kept,
            **{
                f"GIT_{who}_{what}": one
                for who in ("AUTHOR", "COMMITTER")
                for what, one in person.items()
            },
            "GIT_CONFIG_GLOBAL": os.devnull,
            "HOME": str(self.folder),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "COLUMNS": str(COLUMNS),
            "TERM": "xterm",
            "NO_COLOR": "1",
        }


def plain(text: str) -> str:
    """What was printed, with one day and one commit for all."""
    text = text.replace("\r\n", "\n").replace("\r", "")
    return _COMMIT.sub("0" * 10, _DATE.sub(DAY, text))


def page(session: Session) -> str:
    """The page of the tutorial."""
    parts = [
        "<!-- Written by docs/session.py. Change the code, not this page. -->\n",
        "# From an idea to a learning\n",
        (
            "Tom Brandt looks after innovation in a company of eight people. He has never used git. Every "
            "line below was printed by the command above it; your days, folders and the ten characters "
            "that name a saved state will differ. [The recording](first-idea.cast) plays in any program "
            "for asciicasts, such as `asciinema play`.\n"
        ),
    ]
    for step, printed in session.shown:
        lines = printed.strip("\n").split("\n")
        shown = ["…", *lines[-step.lines :]] if 0 < step.lines < len(lines) else lines
        text = "\n".join(shown).replace(str(session.folder), "/home/tom")
        parts.append(f"{step.words}\n\n```console\n$ {step.command}\n{text}\n```\n")
    parts.append(
        "That was all. Tom typed no git command, and yet every step is kept with its day, its person "
        "and its reason. [Work without knowing git](../how-to/work-without-knowing-git.md) is the page "
        "to send to colleagues.\n"
    )
    return "\n".join(parts)


def recording(session: Session) -> str:
    """The session as an asciicast: one event for each line, at an easy reading pace."""
    header = {
        "version": 2,
        "width": COLUMNS,
        "height": LINES,
        "title": "From an idea to a learning",
    }
    rows = [json.dumps(header)]
    rows += [json.dumps([round(at, 2), "o", text]) for at, text in _events(session)]
    return "\n".join(rows) + "\n"


def _events(session: Session) -> Iterator[tuple[float, str]]:
    clock = 0.5
    for step, printed in session.shown:
        yield clock, f"$ {step.command}\r\n"
        for line in printed.replace(str(session.folder), "/home/tom").strip("\n").split("\n"):
            clock += 0.4
            yield clock, f"{line}\r\n"
        clock += 3.0


def main() -> int:
    """Write the page and the recording."""
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Path(folder))
        session.play()
        PAGE.write_text(page(session), encoding="utf-8")
        RECORDING.write_text(recording(session), encoding="utf-8")
    print(PAGE.relative_to(DOCS.parent), RECORDING.relative_to(DOCS.parent), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
