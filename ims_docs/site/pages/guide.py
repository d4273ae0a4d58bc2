"""How to read this site: for auditors, and for anybody who opens it for the first time."""

from __future__ import annotations

from ims_docs.domain.coverage import RUNG_OF_A_CLAUSE, audit_period
from ims_docs.site.pages import (
    about,
    audits,
    baseline,
    clauses,
    competence,
    distribution,
    follow_up,
    indicators,
    loosened,
    markup,
    master_list,
    matrix,
    people,
    records,
    registers,
    removed,
    retention,
    trail,
    verdict,
)
from ims_docs.site.pages.content import FINDINGS_PAGE, SiteContent, record_index
from ims_docs.site.pages.integrity import Kind, Word

PAGE = "guide.md"
_GLOSSARY = "glossary"
_HEADER = (
    ("Identifier", "the name that never changes; search for it, or follow it from any list"),
    (
        "Version and state",
        "what the text says of itself; whether it is a draft or in force, and who approved it",
    ),
    ("Owner", "the role that answers for it, with the people who hold that role"),
    ("Next review due", "when somebody has to look at it again"),
    ("Clauses served", "the requirements for which it is evidence"),
    ("SHA-256 of the file", "a fingerprint of exactly the bytes that the page shows"),
)
_WORDS = (
    ("Document", "a text that is kept up to date: a policy, a procedure, a plan"),
    ("Register", "a list that is kept up to date: risks, objectives, roles"),
    ("Record", "what was done, when and by whom; it is not changed once it is closed"),
    ("Entry", "one line of a register, with an identifier of its own"),
    ("Evidence", "a document, register or record that serves a clause"),
    ("Finding", "something that the check found not to be right, with file and line"),
    ("Waiver", "a decision not to apply a rule in one place, with reason, person and end"),
    ("Revision", "one saved change of one file"),
    ("Commit", "a saved state of all files; its name is computed from their content"),
    (
        "Baseline",
        "everything that was kept at one commit, fixed in a signed file; its code is in the minutes",
    ),
    ("Audit period", "the days in which a record has to lie to show that the system runs now"),
    ("Waiting too long", "an open record that nobody has changed for longer than its state allows"),
)
_LIMITS = (
    "Whether later commits were dropped, unless the site was compared with something from elsewhere: “About” says with what.",
    "Whether a clock was right: every day of an approval is the one that the signer's computer claimed.",
    "Text of a standard: clauses have numbers, short titles and a summary in our own words.",
    "Attachments that could run code in your browser, such as HTML and SVG files.",
)
_IN_FORCE = (
    "A document or register is in force when the role that may approve it has approved exactly its bytes, and "
    "somebody else prepared it. The page of a document shows the text in force. A draft of the next version and "
    "every former text have pages of their own, which say at the top that they are not in force; a search does "
    "not find them. “What it said on a day” leads to them."
)
_SIGNED = (
    "Under “Approvals” each page names who said what about its text, in which role, on which day and with which "
    "key. The digest is computed from identifier, version and bytes together, so a statement fits no other text."
)
_BY_HAND = """\
cat approvals/POL-0001/v1.0/approved-PER-0001.txt   # what was signed: document, version, digest, meaning
ssh-keygen -Y verify -f trust/allowed_signers -I PER-0001 -n doc-approval@ims-docs \\
  -s approvals/POL-0001/v1.0/approved-PER-0001.txt.sig < approvals/POL-0001/v1.0/approved-PER-0001.txt
python3 -c 'import sys, hashlib
said = [b"doc-digest/v1", *map(str.encode, sys.argv[1:3]), open(sys.argv[3], "rb").read().replace(b"\\r\\n", b"\\n")]
parts = [len(one).to_bytes(8, "big") + one for one in said]
print("sha256:" + hashlib.sha256(b"".join(parts)).hexdigest())' POL-0001 1.0 docs/leadership/innovation-policy.md"""
_CHECKS = """\
sha256sum docs/leadership/innovation-policy.md      # the fingerprint in the control header
git log --follow docs/leadership/innovation-policy.md   # its revisions
git show COMMIT:docs/leadership/innovation-policy.md    # what it said then"""


def page(content: SiteContent) -> str:
    """The way through the site, and how to check what it says."""
    return markup.page(
        "How to read this site",
        "# How to read this site",
        f"This site shows the innovation management system of {markup.inline(content.organisation)}: "
        "every document, register and record, every change of them, and how far each clause has come.",
        "## Where to start",
        markup.table(("You want to", "Start at"), _ways(content)),
        "## What auditors ask",
        markup.table(("Question", "Answer"), _questions(content)),
        "## The control header",
        "Every document, register and record starts with a box. It prints with the page.",
        markup.table(("Line", "Means"), _HEADER),
        "## Approvals",
        _IN_FORCE,
        _SIGNED,
        "Check one by hand, in a copy of the repository. The first two commands show the statement and judge its "
        "signature; the third computes the digest of a text, here of the policy, to be compared with the statement.",
        f"```sh\n{_BY_HAND}\n```",
        "## Levels of evidence",
        "Colours never stand alone: each level has its word.",
        matrix.legend(),
        _period(content),
        "## Tables",
        "Click on the heading of a column to sort, twice to turn the order. Choose from the fields above a table "
        "to filter. Without scripts every table is there in full.",
        "## Check it yourself",
        f"You need not believe this site. In a copy of the repository, {markup.code('ims verify')} looks at the whole history "
        f"and gives the verdict that is shown under {markup.link('About', verdict.ANCHOR, PAGE)}. Single files you can check "
        "with nothing but git and common tools:",
        f"```sh\n{_CHECKS}\n```",
        "## What it does not show",
        markup.bullets(_LIMITS),
        "## Words",
        markup.table(("Word", "Means here"), _WORDS),
        _glossary(content),
    )


def _ways(content: SiteContent) -> list[tuple[str, str]]:
    ways = [
        ("see where the system stands", markup.link("Home", "index.md", PAGE)),
        ("see all clauses at once, with filters", markup.link("Coverage", matrix.INDEX, PAGE)),
        (
            "see every document with its state, owner, approver and next review",
            markup.link("Master list of documents", master_list.DOCUMENTS, PAGE),
        ),
        ("see every record, of all types", markup.link("All records", master_list.RECORDS, PAGE)),
        (
            "follow an action until it is done, also in a closed record",
            markup.link("Actions", follow_up.PAGE, PAGE),
        ),
        (
            "see what may be disposed of, and when",
            markup.link("Retention and disposal", retention.PAGE, PAGE),
        ),
        ("draw a sample of records", markup.link("Records", records.INDEX, PAGE)),
        ("look into a list, for example risks", markup.link("Registers", registers.INDEX, PAGE)),
        ("see who changed what, when and why", markup.link("Audit trail", trail.INDEX, PAGE)),
        ("see what is not right yet", markup.link("Findings", FINDINGS_PAGE, PAGE)),
        ("know what the site was made from", markup.link("About", about.PAGE, PAGE)),
    ]
    if content.baselines:
        fixed = markup.link("Baselines", baseline.INDEX, PAGE)
        ways.insert(-2, ("see what was fixed at a review, and what changed since", fixed))
    if content.primary:
        by_clause = markup.link("By clause", clauses.INDEX, PAGE)
        ways.insert(1, ("go from a requirement to its evidence", by_clause))
    if any(content.repository.register(name) for name in ("people", "roles")):
        ways.insert(-2, ("see who answers for what", markup.link("Who", people.PAGE, PAGE)))
    return ways


def _questions(content: SiteContent) -> list[tuple[str, str]]:
    """Questions of a documentation review, and where the site answers them."""
    by_clause = markup.link("By clause", f"{clauses.INDEX}#{audits.HEADING}", PAGE)
    measured = record_index("measurement")
    trend = [markup.link("Coverage", matrix.INDEX, PAGE)]
    if content.baselines:
        trend = [
            f"levels of all clauses then and now: {markup.link('Baselines', baseline.INDEX, PAGE)}"
        ]
    if indicators.is_needed(content):
        trend.append(markup.link("Indicators and objectives", indicators.PAGE, PAGE))
    if any(one.type == "measurement" for one in content.repository.records):
        trend.append(f"indicators over time: {markup.link('Measurements', measured, PAGE)}")
    return [
        ("Can this be believed?", f"{markup.link('About', verdict.ANCHOR, PAGE)}: the verdict, and everything that was found"),
        ("Which audits covered which clause, and when is the next?", by_clause if content.primary else "no standard is in use"),
        ("Were the auditors impartial?", f"{by_clause}, in the column Impartiality" if content.primary else "no standard is in use"),
        ("Which records speak of this clause?", "the page of the clause, open ones first"),
        ("How were texts handed out and made known?", f"{markup.link('Distribution and awareness', distribution.PAGE, PAGE)}: by text, not by person"),
        ("What was decided, and was it done?", markup.link("Actions", follow_up.PAGE, PAGE)),
        ("Does it get better or worse?", "; ".join(trend)),
        ("Since when does a deadline slip?", "the page of the record, and “Due within a month” on the home page: each keeps the days that it had"),
        ("Until when is a record kept, and what may go?", f"{markup.link('Retention and disposal', retention.PAGE, PAGE)}: each closed record with its end"),
        ("Who is able to do what?", markup.link("Competence", competence.PAGE, PAGE) if competence.is_needed(content) else "no competence is recorded"),
        ("Is less asked for than before?", _asked_for_less(content)),
        ("What was removed, by whom and why?", markup.link("What is gone", removed.INDEX, PAGE) if removed.is_needed(content) else "nothing was removed"),
    ]  # fmt: skip


def _asked_for_less(content: SiteContent) -> str:
    if not content.integrity.of(Kind.CONTROLS):
        known = content.integrity.word in (Word.INTACT, Word.NOT_INTACT)
        about_it = "no control changed" if known else "nobody could look"
        return f"{markup.link('About', verdict.ANCHOR, PAGE)}: {about_it}"
    linked = markup.link("Controls that changed", loosened.CONTROLS, PAGE)
    return f"{linked}: from what to what, by whom; the home page names what asks for less"


def _period(content: SiteContent) -> str:
    start, end = audit_period(content.repository.settings, content.repository.as_of)
    return (
        f"The audit period of this site is {start.isoformat()} to {end.isoformat()}. "
        f"{RUNG_OF_A_CLAUSE}"
    )


def _glossary(content: SiteContent) -> str:
    one = next((one for one in content.repository.documents if one.type == _GLOSSARY), None)
    if one is None:
        return ""
    linked = markup.link(markup.inline(content.label(one.path)), content.place(one.path), PAGE)
    return f"The organisation's own words are in {linked}."
