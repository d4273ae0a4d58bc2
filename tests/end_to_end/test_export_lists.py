"""`ims export xlsx` and `calendar`, `ims status --mail`: lists and dates for other programs."""

from __future__ import annotations

import contextlib
import email
import email.policy
import mailbox
import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import icalendar
import openpyxl
import pytest

RISKS = "docs/registers/risks.yaml"
BAD = """type: risks
title: Risks
owner: top-management
classification: internal
entries:
  - id: RSK-0001
    title: "=HYPERLINK(\\"https://example.org\\";\\"x\\")"
    kind: risk
    likelihood: 4
    impact: 3
    response: "https://example.org/x"
    owner: top-management
    source: "+49 461 123"
    built_into: "@SUM(1)"
    effective: "_x0041_ and \\u0011".
    status: open
    review_on: 2027-01-31
"""


@pytest.fixture(name="out")
def a_folder(tmp_path):
    return tmp_path / "out"


@pytest.fixture(name="example")
def an_example(nordwind, tmp_path):
    return Path(shutil.copytree(nordwind, tmp_path / "nordwind", symlinks=True))


def opened(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


def rows(page) -> list[dict[str, object]]:
    head, *found = page.iter_rows(values_only=True)
    return [dict(zip(head, one, strict=True)) for one in found]


def test_a_register_has_typed_cells_and_the_choices_of_its_schema(nordwind, ims, out):
    done = ims("-C", nordwind, "export", "xlsx", "risks", "-o", out)
    assert (done.code, done.err) == (0, "")
    assert re.fullmatch(rf"{re.escape(str(out))}/risks.xlsx  sha256:[0-9a-f]{{64}}\n", done.out)
    book = opened(out / "risks.xlsx")
    assert book.sheetnames == ["risks", "About", "Columns", "Choices"]
    page = book["risks"]
    first = rows(page)[0]
    assert first["Id"] == "RSK-0001"
    assert first["Likelihood"] == 4
    assert first["Next look"].date() == date(2027, 4, 15)
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == page.dimensions
    (offered,) = [one for one in page.data_validations.dataValidation if "C2" in str(one.sqref)]
    cells = book["Choices"][offered.formula1.partition("!")[2].replace("$", "")]
    assert {row[0].value for row in cells} == {"risk", "opportunity", "uncertainty"}
    assert book["Choices"].sheet_state == "hidden"


def test_no_text_becomes_a_formula_or_a_link(git_repository, ims, out):
    text = BAD.replace(' and \\u0011".', ' more"')
    root = git_repository([{RISKS: text}]).root
    done = ims("-C", root, "export", "xlsx", "risks", "-o", out)
    assert done.code == 0, done.out + done.err
    page = opened(out / "risks.xlsx")["risks"]
    cells = {one.value: one for row in page.iter_rows() for one in row}
    for said in (
        '=HYPERLINK("https://example.org";"x")', "+49 461 123", "@SUM(1)", "https://example.org/x",
        "_x0041_ more",
    ):  # fmt: skip
        assert cells[said].data_type == "s", said
    assert cells["+49 461 123"].quotePrefix
    with zipfile.ZipFile(out / "risks.xlsx") as packed:
        names = packed.namelist()
        sheet = packed.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet
    assert not any(
        "externalLink" in name or (name.endswith(".rels") and "sheet" in name) for name in names
    )


def test_everything_in_one_workbook(nordwind, ims, out):
    assert ims("-C", nordwind, "export", "xlsx", "--all", "-o", out).code == 0
    book = opened(out / "workbook.xlsx")
    ideas = rows(book["idea"])
    kept = list((nordwind / "docs/records/idea").glob("*.md"))
    assert len(ideas) == len(kept)
    text = next(one["Text"] for one in ideas if one["Id"] == kept[0].stem)
    assert text.split("\n")[0] in kept[0].read_text()
    ladder = rows(book["coverage iso56001"])
    assert {one["Rung"] for one in ladder} <= set(range(6))
    assert len(ladder) > 30
    about = dict(book["About"].iter_rows(values_only=True))
    assert about["What this is"] == "An uncontrolled copy. The repository holds what counts."
    assert "Not saved" not in about


def test_a_workbook_of_changed_files_says_so(example, ims, out):
    (example / RISKS).write_text(
        (example / RISKS).read_text().replace("likelihood: 4", "likelihood: 5", 1)
    )
    ims("-C", example, "export", "xlsx", "risks", "-o", out)
    assert "Not saved" in dict(opened(out / "risks.xlsx")["About"].iter_rows(values_only=True))


def test_a_cell_that_is_too_long_is_a_finding(git_repository, ims, out):
    long = BAD.replace(' and \\u0011".', '"').replace("+49 461 123", "x" * 40_000)
    root = git_repository([{RISKS: long}]).root
    done = ims("-C", root, "export", "xlsx", "risks", "-o", out)
    assert done.code == 1
    assert done.out.splitlines()[1].startswith(f"{RISKS}:6: ")
    assert "longer than a cell of Excel" in done.out


def test_names_of_lists_that_are_none(nordwind, ims, out):
    assert ims("-C", nordwind, "export", "xlsx", "-o", out).code == 2
    assert ims("-C", nordwind, "export", "xlsx", "idea", "-o", out).code == 2
    assert ims("-C", nordwind, "export", "xlsx", "--records", "risks", "-o", out).code == 2
    assert ims("-C", nordwind, "export", "calendar", "--person", "Nobody", "-o", out).code == 2


def test_a_missing_library_is_one_sentence(nordwind, ims, out, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    done = ims("-C", nordwind, "export", "xlsx", "risks", "-o", out)
    assert done.code == 2
    assert re.search(r"pip install '\S+\[office\]'`", done.err), done.err


@pytest.mark.parametrize(
    "command", [["xlsx", "risks", "--records", "idea"], ["calendar", "--as-of", "2026-10-30"]]
)
def test_a_state_gives_the_same_list(nordwind, tmp_path, command):
    made = []
    for zone, mask in [("UTC", 0o022), ("Pacific/Kiritimati", 0o077), ("America/St_Johns", 0o027)]:
        folder = tmp_path / zone.replace("/", "-")
        done = subprocess.run(
            [sys.executable, "-m", "ims_docs", "-C", nordwind, "export", *command, "-o", folder],
            env={**os.environ, "TZ": zone},
            umask=mask,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        made.append([one.read_bytes() for one in folder.iterdir()])
    assert made[0] == made[1] == made[2]


def test_every_dated_duty_is_one_event_that_keeps_its_name(example, ims, out, git):
    assert ims("-C", example, "export", "calendar", "--as-of", "2026-10-30", "-o", out).code == 0
    data = (out / "calendar.ics").read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    names = {str(one["UID"]) for one in events}
    assert len(events) == len(names) > 100
    mine = out / "calendar-PER-0002.ics"
    ims(
        "-C",
        example,
        "export",
        "calendar",
        "--person",
        "PER-0002",
        "--as-of",
        "2026-10-30",
        "-o",
        out,
    )
    some = icalendar.Calendar.from_ical(mine.read_bytes()).walk("VEVENT")
    assert {str(one["UID"]) for one in some} < names
    path = next((example / "docs/records/nonconformity").glob("NCR-0002.md"))
    path.write_text(path.read_text().replace("2026-11-13", "2026-12-18"))
    ims("-C", example, "export", "calendar", "-o", out / "later")
    later = icalendar.Calendar.from_ical((out / "later/calendar.ics").read_bytes()).walk("VEVENT")
    days = {str(one["UID"]): one.decoded("DTSTART") for one in later}
    before = {
        str(one["UID"]): one.decoded("DTSTART") for one in events if "NCR-0002" in one["SUMMARY"]
    }
    assert before
    assert any(days.get(name) != day and name in days for name, day in before.items())


def test_a_message_for_each_person(nordwind, ims, tmp_path):
    done = ims("-C", nordwind, "status", "--mail", "--as-of", "2026-11-23")
    assert done.code == 0
    (tmp_path / "box").write_text(done.out)
    with contextlib.closing(mailbox.mbox(tmp_path / "box")) as box:
        messages = list(box)
    assert len(messages) > 2
    for one in messages:
        read = email.message_from_bytes(one.as_bytes(), policy=email.policy.default)
        assert "@example.org" in read["To"]
        assert re.search(r"\d+ things? needs? you \(2026-11-23\)", read["Subject"])
        assert "Nordwind Antriebe GmbH" in read.get_content()
    one = ims("-C", nordwind, "status", "--mail", "--person", "PER-0002", "--as-of", "2026-11-23")
    assert one.out.count("\nTo: ") == 1


def test_no_name_of_a_person_adds_an_address(example, ims):
    people = example / "docs/registers/people.yaml"
    people.write_text(
        people.read_text()
        .replace("name: Jonas Petersen", 'name: "Jonas, <eve@example.org>;"')
        .replace("h.lorenzen@example.org", "no address")
    )
    done = ims("-C", example, "status", "--mail", "--as-of", "2026-11-23")
    assert done.code == 0
    assert "note: Henrike Lorenzen (PER-0001) has no e-mail address" in done.err
    messages = done.out.split("\nFrom ims ")
    parsed = [
        email.message_from_string(one.partition("\n")[2], policy=email.policy.default)
        for one in messages
    ]
    addresses = [[each.addr_spec for each in one["To"].addresses] for one in parsed]
    assert ["j.petersen@example.org"] in addresses
    assert not any("eve@example.org" in some for some in addresses)


@pytest.mark.parametrize(
    "command", [("xlsx", "risks"), ("calendar",), ("pack", "--without", "site")]
)
def test_a_place_that_cannot_hold_a_file_is_told_with_a_remedy(nordwind, ims, tmp_path, command):
    """A file on the way stops also those who may write everywhere."""
    block = tmp_path / "block"
    block.write_text("mine", encoding="utf-8")
    result = ims("export", *command, "-o", str(block / "deeper"), cwd=nordwind)
    assert result.code == 3
    assert "Nothing can be written to" in result.err
    assert "Name a folder that you may write to: `-o DIR`." in result.err
    assert block.read_text(encoding="utf-8") == "mine"
