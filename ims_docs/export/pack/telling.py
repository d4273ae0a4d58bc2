"""What a pack says of itself to an auditor: what it holds, what it leaves out, how to verify it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ims_docs.formats.packs import MANIFEST
from ims_docs.formats.packs.layout import ABOUT, BUNDLE, REPORT, REPORT_DATA, About
from ims_docs.reporters.printable import printable

PAGE, SCRIPT = "verify.html", "verify.py"
_WIDTH = 78
_WAYS = (
    f"Open {PAGE} in a browser, and choose the ZIP. It needs no network.",
    f"python3 {SCRIPT} FILE.zip      (needs Python 3.9 and ssh-keygen)",
    "ims verify --pack FILE.zip",
)
_CONTENTS = (
    ("site/", "The whole system as pages. Open site/index.html in a browser; it loads nothing from elsewhere."),
    ("pdf/", "Each text in force with its approvals, and everything as one book, manual.pdf. Each file carries its text, its statements and their signatures."),
    ("sample/", "The texts that were asked for, each as PDF; sample.csv lists them with the digest of each file."),
    ("workbook.xlsx", "Registers, records and how far each clause has come, as lists."),
    ("changes.csv", "Every saved change of the period: who, when, why."),
    ("tree/", "The files of the repository, byte for byte."),
    ("approvals/", "The statements of those who approved, with their signatures."),
    ("baselines/", "Lists of every file at a day, with digests, each signed."),
    ("trust/", "The list of those who may sign, and the root key that signs this list."),
    (BUNDLE, "The history: every change since the beginning. `git clone` reads it."),
    (REPORT, "What `ims verify` said of the history when the pack was made; verify.json says the same for programs."),
    (MANIFEST, "The SHA-256 of every other file."),
    (ABOUT, "What this pack is, for programs."),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Telling:
    """Everything that the README of a pack says."""

    about: About
    files: Mapping[str, bytes]
    verdict: str
    told: str
    """Who it is for, and what is left out for that reason."""
    code: str
    root: str
    saved: str
    left_out: tuple[str, ...]
    """Texts without a PDF, and why."""
    partial: tuple[str, ...]
    """Registers of which some entries are left out."""

    @property
    def readme(self) -> bytes:
        """The README, in lines that every editor shows."""
        return ("\n".join(self._lines()).rstrip("\n") + "\n").encode()

    def _lines(self) -> Iterator[str]:
        title = f"Audit pack of {printable(self.about.organisation)}"
        yield from (title, "=" * min(len(title), _WIDTH), "")
        yield f"State:    commit {self.about.commit}"
        yield f"          saved {self.saved} (claimed), asked about on {self.about.as_of}"
        if self.about.baseline:
            yield f"Baseline: {self.about.baseline}, code {self.code or 'unknown'}"
        if self.about.period:
            yield f"Period:   {self.about.period} (records and changes of these days)"
        yield f"Root key: {self.root or 'no root key signed the list of signers'}"
        yield f"History:  {self.verdict}"
        yield f"Made by:  {self.about.tool}"
        for title, body in (
            ("First of all", self._first),
            ("What is in it", self._contents),
            ("What is not in it", self._missing),
            ("How to verify it", self._how),
            ("What this cannot show", self._limits),
        ):
            yield from ("", title, "-" * len(title), "")
            yield from body()

    def _first(self) -> Iterator[str]:
        yield from _text(
            "The SHA-256 of the whole ZIP was printed when it was made. Compare it with the one in the minutes "
            "or in the letter that came with it: if the two are the same, nothing in this pack was changed since."
        )
        yield from (
            "",
            "    sha256sum FILE.zip",
            "    certutil -hashfile FILE.zip SHA256     (Windows)",
            "",
        )
        yield from _text(
            "Whoever can change this pack can change the verifiers in it too. Where the digest did not come "
            "another way, take verify.py and verify.html from a pack or a release that you trust."
        )

    def _contents(self) -> Iterator[str]:
        for name, text in _CONTENTS:
            if name == MANIFEST or any(
                one == name or (name[-1] == "/" and one.startswith(name)) for one in self.files
            ):
                yield from textwrap.wrap(
                    text, _WIDTH, initial_indent=f"{name:<19}", subsequent_indent=" " * 19
                )

    def _missing(self) -> Iterator[str]:
        if self.told:
            yield from _text(self.told)
        if self.about.audience and BUNDLE not in self.files:
            yield from _text(
                "The history, the settings and the baselines are left out, because they name what this audience may "
                "not see. In tree/ are the texts that it may see whole. The findings of the verification are left out too."
            )
        for path in self.partial:
            yield from _item(
                f"{path}: some entries are not shown, so its file is left out; the workbook has the others"
            )
        for one in self.left_out:
            yield from _item(f"no PDF of {one}")
        for one in self.about.left_out:
            yield from _item(f"{one}: not every computer could keep a file of this name or kind")
        if not (self.told or self.partial or self.left_out or self.about.left_out):
            yield from _text(
                "Nothing is left out: the pack holds everything, also what is confidential."
            )

    def _how(self) -> Iterator[str]:
        yield from _text(
            "Three ways, which have to agree. Each names every file that is not as it was."
        )
        yield from ("", *(f"    {at}. {text}" for at, text in enumerate(_WAYS, 1)), "")
        yield from _text(
            "The third also judges every commit of the history. By hand: unpack the ZIP, and run "
            f"`sha256sum -c {MANIFEST}` in the folder."
        )

    def _limits(self) -> Iterator[str]:
        yield from _text(
            "Days are those that people claimed, unless a time stamp or minutes anchor them. Who holds a key is "
            "known by the list of signers: compare the fingerprint of the root key with the one that you have from "
            "elsewhere. Whether later commits were held back, no pack can tell. What the pages and the PDF files show "
            "was made from the texts in tree/, and is covered by the manifest alone."
        )
        if REPORT_DATA in self.files and "not intact" in self.verdict:
            yield from (
                "",
                *_text(f"The history was not intact when the pack was made: read {REPORT}."),
            )


def _text(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, break_on_hyphens=False)


def _item(text: str) -> list[str]:
    return textwrap.wrap(
        printable(text), _WIDTH, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False
    )
