"""What the desk hands out, what it says of findings, and what stands on the page of a signature."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import sys
import zipfile

import pytest
from visiting import ORIGIN, Visitor, said

from ims_docs.desk.telling import told
from ims_docs.model.finding import Finding, Location, Severity

NAMED = {
    "/export/pdf/POL-0001": (b"%PDF", "POL-0001"),
    "/export/docx/POL-0001": (b"PK", "POL-0001"),
    "/export/docx/IDE-0001": (b"PK", "IDE-0001"),
    "/export/slides/MRV-0001": (b"%PDF", "MRV-0001-slides.pdf"),
    "/export/xlsx/risks": (b"PK", "risks.xlsx"),
    "/export/xlsx/idea": (b"PK", "idea.xlsx"),
    "/export/csv/risks": (b"\xff\xfe", "risks.csv"),
    "/export/csv/idea": (b"\xff\xfe", "idea.csv"),
    "/export/xlsx/coverage": (b"PK", "coverage"),
    "/export/ics/all": (b"BEGIN:VCALENDAR", "calendar.ics"),
    "/export/ics/mine": (b"BEGIN:VCALENDAR", "calendar-PER-"),
}


@pytest.mark.parametrize("path", NAMED)
def test_a_copy_comes_as_a_file_with_a_name_and_nothing_is_written(still: Visitor, path: str):
    answer = still.get(path)
    begins, name = NAMED[path]
    assert answer.status_code == 200, said(answer)
    assert answer.content.startswith(begins)
    assert name in answer.headers["content-disposition"]
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert still.git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    "path", ["/export/pdf/NO-0001", "/export/xlsx/nothing", "/export/xls/risks", "/export/ics/you"]
)
def test_what_is_not_there_is_told_and_is_no_fault(still: Visitor, path: str):
    assert still.get(path).status_code in (404, 422)
    assert still.faults == []


def test_a_missing_part_of_ims_is_one_sentence(still: Visitor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    answer = still.get("/export/pdf/POL-0001")
    assert answer.status_code == 422
    assert "A PDF needs a part of ims that is not installed" in said(answer)
    assert "pip install" in said(answer)


def test_every_page_with_something_to_take_away_offers_it(still: Visitor):
    for page, copies in {
        "/docs/leadership/innovation-policy.md": (
            "/export/pdf/",
            "/export/docx/",
            "/export/slides/",
        ),
        "/docs/registers/risks.yaml": ("/export/xlsx/risks", "/export/csv/risks"),
        "/records/idea": ("/export/xlsx/idea",),
        "/coverage": ("/export/xlsx/coverage",),
        "/": ("/export/ics/all", "/export/ics/mine"),
    }.items():
        text = still.get(page).text
        assert all(f'href="{one}' in text for one in copies), page


def _found(
    message: str, hint: str, path: str = "docs/records/nonconformity/NCR-0001.md"
) -> Finding:
    return Finding(
        code="X01", severity=Severity.ERROR, where=Location(path, 3, 1), message=message, hint=hint
    )


@pytest.mark.parametrize(
    ("message", "hint", "shown", "helps"),
    [
        (
            "`verified_by` is PER-0002, who is the owner too",
            "Name somebody else in `verified_by`.",
            "“Effectiveness checked by” is PER-0002 (Jonas Petersen), who is the owner too",
            "Name somebody else in “Effectiveness checked by”.",
        ),
        (
            "The key `source` is missing",
            "Add a line `source: …`, or set `status: open` until it is there.",
            "The field “How it was found” is missing",
            "Fill in “How it was found”, or set “Status”: open until it is there.",
        ),
        ("`no_key` of `ims check`", "Run `ims check`.", "`no_key` of `ims check`", "Run `ims check`."),
        (
            "docs/leadership/innovation-policy.md: text is left",
            "Complete docs/leadership/innovation-policy.md.",
            "“Innovation policy”: text is left",
            "Complete “Innovation policy”.",
        ),
        ("Jonas Petersen (PER-0002) did it", "", "Jonas Petersen (PER-0002) did it", ""),
    ],
)  # fmt: skip
def test_a_finding_speaks_of_fields_and_people(still: Visitor, message, hint, shown, helps):
    one = told([_found(message, hint)], still.desk.office.look())[0]
    assert (one.message, one.hint) == (shown, helps)


def test_a_refused_form_names_the_field_and_the_person(desk: Visitor):
    """Also where nothing lies there yet."""
    sight = desk.desk.office.look()
    new = _found("`owner` is PER-0002", "", "docs/records/idea/IDE-9999.md")
    assert told([new], sight)[0].message == "“Owner” is PER-0002 (Jonas Petersen)"


def test_the_verdict_is_reached_anew_when_somebody_says_so(desk: Visitor):
    first = desk.get("/integrity")
    assert "Verified on" in said(first)
    verifier = desk.desk.office._verifier
    done = desk.post("/integrity")
    assert done.status_code == 303
    assert "Verified anew, from the first save to the last: intact." in said(
        desk.get(done.headers["location"])
    )
    assert desk.desk.office._verifier is not verifier


def test_whoever_approves_reads_each_text_on_the_page(still: Visitor):
    """A first approval shows the words of a document and the rows of a register; no link leads away."""
    waiting = [one for one in ("POL-0001", "risks") if still.get(f"/approve/{one}").status_code == 200]  # fmt: skip
    text = still.get("/approve?" + "&".join(f"id={one}" for one in waiting)).text
    assert waiting
    assert text.count("<details class=") == len(waiting)
    assert "in a new tab" not in text
    assert "<table" in text or "<h2" in text


def test_nobody_knows_whose_dates_are_mine_before_somebody_sits_here(nordwind, tmp_path):
    root = shutil.copytree(nordwind, tmp_path / "nordwind", symlinks=True)
    subprocess.run(["git", "config", "user.email", "nobody@example.org"], cwd=root, check=True)
    desk = Visitor(root)
    desk.get(desk.desk.door.link().removeprefix(ORIGIN))
    answer = desk.get("/export/ics/mine")
    assert answer.status_code == 422
    assert "Nobody knows yet who sits here" in said(answer)
    assert desk.get("/export/ics/all").status_code == 200


def test_a_list_of_people_says_that_names_will_do(still: Visitor):
    assert "By name. Several: put a semicolon between them." in said(still.get("/move/IDE-0010?to=under evaluation")) + said(still.get("/edit/IDE-0003"))  # fmt: skip


SMALL = "made=1&without=site&without=pdf&without=workbook"
BASELINE = "2026-audit-readiness"


def test_the_pack_is_made_at_the_desk_with_its_digest_for_the_minutes(still: Visitor):
    form = still.get("/pack").text
    assert f'<option value="{BASELINE}">' in form
    answer = still.get(f"/pack?{SMALL}&baseline={BASELINE}&audience=public")
    assert answer.status_code == 200, said(answer)
    digest = re.findall(r"sha256:([0-9a-f]{64})", answer.text)[0]
    file = still.get(f"/export/zip/{digest}")
    assert f"pack-{BASELINE}-public.zip" in file.headers["content-disposition"]
    assert hashlib.sha256(file.content).hexdigest() == digest
    with zipfile.ZipFile(io.BytesIO(file.content)) as pack:
        names = pack.namelist()
    assert "verify.html" in names
    assert "repository.bundle" not in names
    assert still.git("status", "--porcelain") == ""
    kept = still.desk.office.packs.get(digest)
    still.get(f"/pack?{SMALL}&baseline={BASELINE}&audience=public")
    assert still.desk.office.packs.get(digest) is kept, "a reload makes no second pack"


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("&baseline=no-such-baseline", "There is no baseline"),
        ("&first=2026-01-01", "A period has a first and a last day"),
        ("&first=2026-02-01&last=2026-01-01", "The first day is after the last one"),
        (f"&baseline={BASELINE}&first=2026-01-01&last=2026-02-01", "not of both"),
        ("&audience=secret", "There is no classification 'secret'"),
    ],
)
def test_a_pack_that_cannot_be_made_says_why_and_keeps_what_was_chosen(
    still: Visitor, asked, answer
):
    found = still.get(f"/pack?{SMALL}{asked}")
    assert found.status_code == 422
    assert answer in said(found)
    assert "There is no pack yet" in said(found)
    assert 'value="pdf" checked' in found.text
    assert still.faults == []


def test_a_pack_that_the_desk_does_not_keep_is_at_no_address(still: Visitor):
    assert still.get(f"/export/zip/{'0' * 64}").status_code == 404
