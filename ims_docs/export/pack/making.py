"""Everything of a pack put together: papers, sources, proof, and the list of it all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from ims_docs import __version__
from ims_docs.errors import RefusedError
from ims_docs.export.copies import Unshown
from ims_docs.export.copying import Copying
from ims_docs.export.pack.papers import Papers
from ims_docs.export.pack.shown import Period, Shown
from ims_docs.export.pack.sources import sources
from ims_docs.export.pack.taking import Taken
from ims_docs.export.pack.telling import Telling
from ims_docs.export.pdf import Fonts
from ims_docs.formats.packs import MANIFEST, PackFormError, manifest_of, written
from ims_docs.formats.packs.layout import (
    ABOUT,
    BUNDLE,
    README,
    REPORT,
    REPORT_DATA,
    About,
    place_of,
)
from ims_docs.model.baseline import Baseline
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository
from ims_docs.reporters import verification as report
from ims_docs.reporters.printable import json_text
from ims_docs.reporters.revisions import COLUMNS, cells, csv_text
from ims_docs.reporters.verification_data import as_json
from ims_docs.services.workspace import Disk

PDF, WORKBOOK = "pdf", "workbook"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What somebody asks of a pack."""

    taken: Taken
    shown: Shown
    site: Callable[[], Mapping[str, bytes]]
    """Builds the pages by path, when all else is known to be right; nothing where they are left out."""
    verifiers: Mapping[str, bytes]
    """The programs that travel in it, by name."""
    baseline: str = ""
    baseline_files: Mapping[str, bytes] = field(default_factory=dict)
    """The baseline whose state it is, with signature and time stamp: later commits brought them."""
    period: Period | None = None
    sample: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()
    fonts: Fonts = field(default_factory=Fonts)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A pack, and what it lacks."""

    data: bytes
    about: About
    unshown: tuple[Unshown, ...]
    left_out: tuple[str, ...]
    fonts_of_computer: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """For the minutes."""
        return hashlib.sha256(self.data).hexdigest()


def make(request: Request) -> Made:
    """The pack. Raises ConfigurationError, RefusedError, UnreadableError."""
    taken, shown = request.taken, request.shown
    held = sources(taken.workspace.history, taken.commit, shown)
    papers = _papers(request)
    files = {f"site/{path}": data for path, data in request.site().items()}
    files |= {**papers.files, **held.files, **request.verifiers}
    if shown.is_whole:
        files |= {BUNDLE: taken.bundle, **request.baseline_files}
    files |= _reports(request)
    if request.period:
        files["changes.csv"] = _changes(request.shown, request.period)
    about = _about(request, held.left_out)
    files[ABOUT] = about.data
    files[README] = _telling(request, about, papers, files).readme
    files[MANIFEST] = manifest_of(files)
    return Made(
        data=_written(files),
        about=about,
        unshown=tuple(papers.unshown),
        left_out=tuple(papers.left_out),
        fonts_of_computer=tuple(papers.fonts_of_computer),
    )


def _telling(request: Request, about: About, papers: Papers, files: Mapping[str, bytes]) -> Telling:
    return Telling(
        about=about,
        files=files,
        verdict=_verdict(request),
        told=request.shown.told,
        code=_code(request),
        root=request.shown.repository.trust.root,
        saved=f"{papers.copying.moment:%Y-%m-%d %H:%M} UTC",
        left_out=tuple(papers.left_out),
        partial=tuple(sorted(request.shown.cut)),
    )


def _written(files: Mapping[str, bytes]) -> bytes:
    try:
        return written(files)
    except PackFormError as error:
        named = f"{error.faults[0].name}: " if error.faults[0].name else ""
        raise RefusedError(
            f"{named}{error.faults[0].message}", hint="`--without site` makes it smaller."
        ) from error


def _papers(request: Request) -> Papers:
    """PDFs and the workbook of what may be seen, of the period."""
    shown = replace(request.shown, repository=_of_period(request))
    repository = shown.repository
    seen = replace(
        repository,
        registers=tuple(one for one in repository.registers if one.path not in shown.cut),
    )
    snapshot = request.taken.workspace.read(Disk(request.taken.day))
    snapshot = replace(snapshot, repository=seen)
    copying = Copying(
        snapshot=snapshot,
        today=seen,
        audience=None if shown.is_whole else shown.audience,
        told=None if shown.is_whole else shown.revisions,
    )
    papers = Papers(copying=copying, shown=shown, fonts=request.fonts)
    if PDF not in request.without:
        papers.texts()
        whole = replace(
            snapshot, repository=replace(seen, records=request.shown.repository.records)
        )
        asked = replace(papers, copying=replace(copying, snapshot=whole))
        items = asked.sample(request.sample)
        if items:
            papers.files["sample.csv"] = _sampled(asked.copying, items)
    if WORKBOOK not in request.without:
        papers.lists()
    return papers


def _of_period(request: Request) -> Repository:
    repository, period = request.shown.repository, request.period
    if period is None:
        return repository
    return replace(
        repository, records=tuple(one for one in repository.records if period.holds(one))
    )


def _sampled(copying: Copying, items: Iterable[Document | Record | Register]) -> bytes:
    """The sample as a list: what was asked for, and the digest of the file that was there."""
    found = copying.snapshot.bodies(one.path for one in items)
    rows = [
        (
            one.type if isinstance(one, Register) else one.id,
            one.type,
            one.title,
            place_of(one.path),
            hashlib.sha256(found.get(one.path, b"")).hexdigest(),
        )
        for one in items
    ]
    return csv_text(("id", "type", "title", "file", "sha256"), iter(rows)).encode()


def _changes(shown: Shown, period: Period) -> bytes:
    rows = (cells(one) for one in shown.log if period.first <= one.committed.date() <= period.last)
    return csv_text(COLUMNS, rows).encode()


def _reports(request: Request) -> dict[str, bytes]:
    """What `ims verify` says; an audience that may not see all is told the verdict alone."""
    if request.shown.is_whole:
        found = request.taken.verification
        text = report.render(found, width=80, in_full=True)
        return {REPORT: text.encode(), REPORT_DATA: as_json(found).encode()}
    word = _verdict(request)
    text = f"{word.capitalize()}.\n\nWhat was found is not shown in this edition.\n"
    return {REPORT: text.encode(), REPORT_DATA: json_text({"verdict": word}).encode()}


def _verdict(request: Request) -> str:
    return request.taken.verification.verdict.value


def _about(request: Request, left_out: tuple[str, ...]) -> About:
    shown = request.shown
    return About(
        organisation=shown.repository.settings.organisation,
        commit=request.taken.commit,
        as_of=request.taken.day,
        level=shown.repository.settings.approval_level.value,
        audience="" if shown.is_whole or shown.audience is None else shown.audience.word,
        baseline=request.baseline if shown.is_whole else "",
        period=str(request.period or ""),
        left_out=left_out,
        tool=f"ims {__version__}",
    )


def _code(request: Request) -> str:
    data = request.baseline_files.get(f"baselines/{request.baseline}.txt", b"")
    try:
        return Baseline.parse(data).code
    except ValueError:
        return ""
