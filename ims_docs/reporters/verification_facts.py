"""What a verification rests on -> titles and texts: its first page, and how commits are named on it."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.reporters.printable import printable
from ims_docs.services.verification import Control, Verification

SHORT = 10
_NAMED = 3
"""So many of what was left out for one reason are named."""
_NOT_PINNED = (
    "NOT pinned: every name below is what the repository says of itself. "
    "Get the fingerprint of the root key from the organisation's minutes: --root SHA256:…"
)


def first_page(one: Verification) -> Iterator[tuple[str, str]]:
    """Title and text of each fact that the verdict rests on, in a fixed order."""
    yield "Trust root", _root(one)
    yield "Repository", f"{printable(one.judged)}, judged as of {one.as_of}"
    branch = f"branch {one.branch}" if one.branch else "no branch, detached"
    yield "Head", f"{one.head[:SHORT]}, {branch}, saved on {day(one, one.head)}"
    if one.not_saved:
        yield "Not saved", not_saved(one)
    yield "Newest commit", newest(one)
    yield "Baselines", "; ".join(_anchors(one)) or "none, so every date here is claimed"
    counted = ", ".join(
        f"{number} {noun.removesuffix('s') if number == 1 else noun}"
        for noun, number in one.counts.items()
    )
    yield "Checked", counted or "nothing"
    start = f"commit {named(one, one.start)}" if one.start else "no commit has ims.yml"
    yield "In control since", start
    for control in one.controls:
        yield f"  {control.name}", _control(one, control)
    yield "Not checked", "; ".join(left_out(one)) or "nothing was left out"
    yield "Judged by", one.tool


def left_out(one: Verification) -> list[str]:
    """What could not be looked at, by the reason; where many have the same, how many they are."""
    by_reason: dict[str, list[str]] = {}
    for what, why in one.unchecked:
        by_reason.setdefault(printable(why), []).append(printable(what))
    return [
        f"{', '.join(some[:_NAMED])}{_more(len(some) - _NAMED)}: {why}"
        for why, some in by_reason.items()
    ]


def _more(number: int) -> str:
    return f" and {number} more" if number > 0 else ""


def not_saved(one: Verification) -> str:
    """What is on disk and was not judged."""
    number = len(one.not_saved)
    differ, it = (
        ("1 file on disk is", "it") if number == 1 else (f"{number} files on disk are", "them")
    )
    named = ", ".join(map(printable, one.not_saved[:_NAMED]))
    return (
        f"{differ} not as the head holds {it}, and nothing here speaks of that: {named}"
        f"{_more(number - _NAMED)}. `ims check` judges what is on disk"
    )


def newest(one: Verification) -> str:
    """What says that nothing after this commit was dropped, and how far that reaches."""
    if any(each.missing for each in one.witnesses):
        return "this is NOT the newest that is known, see below"
    said = known_elsewhere(one)
    return f"{'; '.join(said)}. For what came later, ask two people" if said else alone(one)


def known_elsewhere(one: Verification) -> list[str]:
    """Who else speaks of this history."""
    pinned = [each for each in one.anchors if each.is_pinned and each.is_kept]
    said = [f"{_later(each.later)} {_lower(printable(each.name))}" for each in one.witnesses]
    return [
        *said,
        *(f"after the baseline {printable(each.name)}, whose code you named" for each in pinned),
    ]


def alone(one: Verification) -> str:
    """What a copy cannot say of itself."""
    anchored = " of a baseline" if one.anchors else ""
    return (
        "nothing outside of this copy says what the newest commit is. Whether later commits were dropped, "
        f"or all of them written anew, it cannot tell without the code{anchored} that minutes give "
        "(--code CODE), another copy such as a bundle (--against PATH), or the place that you share (git fetch)"
    )


def _lower(name: str) -> str:
    return f"{name[:1].lower()}{name[1:]}"


def _later(number: int) -> str:
    if not number:
        return "the same as in"
    return f"{_commits(number)} after"


def day(one: Verification, commit: str) -> str:
    """The day of a commit, and whether it is claimed or anchored."""
    known = one.commits.get(commit)
    if known is None:
        return "an unknown day"
    saved = known.moment
    shown = f"{saved:%Y-%m-%d}" if saved else "no day of the calendar"
    anchor = one.anchored.get(commit)
    return f"{shown} (claimed; anchored by baseline {anchor})" if anchor else f"{shown} (claimed)"


def named(one: Verification, commit: str) -> str:
    """A commit with its day."""
    return f"{commit[:SHORT]} of {day(one, commit)}"


def who(one: Verification, commit: str) -> str:
    """A commit as a heading: what it says, and who it says made it."""
    known = one.commits.get(commit)
    if known is None:
        return f"Commit {commit[:SHORT]}"
    subject = printable(known.commit.subject) or "(no message)"
    author = printable(known.author) or "no name"
    return f"Commit {commit[:SHORT]} “{subject}” by {author}, {day(one, commit)}"


def _root(one: Verification) -> str:
    root = one.root
    if not root.pinned:
        said = f" It names {root.fingerprint}." if root.fingerprint else ""
        return _NOT_PINNED + said
    if root.is_pinned:
        return f"pinned, {printable(root.fingerprint)}"
    return (
        f"NOT the one that you named: it is {printable(root.fingerprint) or 'no key at all'}, "
        f"you named {printable(root.pinned)}"
    )


def _anchors(one: Verification) -> Iterator[str]:
    for each in one.anchors:
        kept = "intact" if each.is_kept else "NOT intact"
        pinned = "the code you named" if each.is_pinned else "code not compared with any minutes"
        stamp = ", with a time stamp file (not read here)" if each.has_timestamp else ""
        yield (
            f"{printable(each.name)}, {each.code}, {pinned}, {_commits(each.commits)} up to "
            f"{each.commit[:SHORT]} {kept}{stamp}"
        )


def _control(one: Verification, control: Control) -> str:
    if not control.since:
        return "never there"
    changed = ", ".join(_changed(one, name) for name in control.changed[-3:])
    earlier = len(control.changed) - 3
    more = f" and {earlier} earlier" if earlier > 0 else ""
    lapses = "; ".join(
        f"off from {named(one, each.since)} "
        + (f"to {named(one, each.until)}" if each.until else "until now")
        for each in control.lapses
    )
    return (
        f"since {named(one, control.since)}, {_commits(control.commits)}; "
        f"changed in {changed}{more}; lapses: {lapses or 'none'}"
        if changed
        else f"since {named(one, control.since)}, {_commits(control.commits)}; never changed; "
        f"lapses: {lapses or 'none'}"
    )


def _changed(one: Verification, commit: str) -> str:
    known = one.commits.get(commit)
    author = printable(known.author) if known and known.author else "no name"
    return f"{commit[:SHORT]} by {author}"


def _commits(number: int) -> str:
    return "1 commit" if number == 1 else f"{number} commits"
