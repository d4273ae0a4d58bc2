"""Baselines -> str: what was made, and what there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ims_docs.model.stamp import Stamp
from ims_docs.reporters.printable import Json, printable, report_text
from ims_docs.services.baselines import Made, StoredBaseline


def made(one: Made) -> Iterator[str]:
    """What a person is told who has made a baseline."""
    baseline = one.baseline
    number = "1 file" if len(baseline.files) == 1 else f"{len(baseline.files)} files"
    if one.again:
        yield f"Baseline {baseline.name} is there already, of exactly this; nothing was written."
        yield f"Its code: {baseline.code}"
        return
    yield f"Baseline {baseline.name}: {number} of commit {baseline.commit[:10]}, {baseline.commits} commits."
    yield "Write this code into the minutes, and send it to somebody outside, such as the certification body:"
    yield f"  {baseline.code}"
    yield (
        f"The tag {baseline.tag} marks the commit; `ims send` takes it along."
        if one.tagged
        else f"No tag {baseline.tag} could be made; the file alone counts."
    )
    yield f'Now save it: ims save baselines --reason "Fix the baseline {baseline.name}"'


def list_as_text(found: Sequence[StoredBaseline]) -> str:
    """A line for each, oldest first."""
    lines = []
    for one in found:
        if one.baseline is None:
            lines.append(f"{printable(one.path)}  {printable(one.refused)}")
            continue
        stamp = f"  {_stamp(one.stamp)}" if one.stamp else ""
        worth = f"  does not count: {printable(one.refused)}" if one.refused else ""
        lines.append(
            f"{printable(one.baseline.name)}  {one.baseline.code}  "
            f"{one.baseline.made_at:%Y-%m-%d} (claimed) by {one.baseline.made_by}  "
            f"{one.baseline.commits} commits up to {one.baseline.commit[:10]}, "
            f"{len(one.baseline.files)} files{stamp}{worth}"
        )
    return "\n".join(lines or ["There is no baseline yet: ims baseline create NAME"]) + "\n"


def list_as_json(found: Sequence[StoredBaseline]) -> str:
    """The same for programs."""
    return report_text({"baselines": [_row(one) for one in found]})


def _stamp(one: Stamp) -> str:
    """What a time stamp says; nobody here judges whether it is genuine."""
    if not one.fits:
        return "with a time stamp of something else"
    when = f" of {one.moment:%Y-%m-%d %H:%M:%S} UTC" if one.moment else ""
    return f"with a time stamp{when} (not judged here)"


def _row(one: StoredBaseline) -> Json:
    known = one.baseline
    return {
        "path": one.path,
        "name": known.name if known else "",
        "code": known.code if known else "",
        "commit": known.commit if known else "",
        "commits": known.commits if known else 0,
        "files": len(known.files) if known else 0,
        "previous": known.previous if known else "",
        "made_by": known.made_by if known else "",
        "made_at_claimed": known.made_at.isoformat() if known else "",
        "time_stamp_file": one.has_timestamp,
        "time_stamp_fits": one.stamp.fits if one.stamp else False,
        "time_stamp_moment": one.stamp.moment.isoformat() if one.stamp and one.stamp.moment else "",
        "refused": one.refused,
    }
