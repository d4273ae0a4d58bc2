"""`ims import` of workbooks and CSV: a dry run, errors by cell, a save for each file, twice is once."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
import yaml

from ims_docs.cli import run
from ims_docs.formats import frontmatter
from ims_docs.intake.sheets.grid import cell_of
from ims_docs.intake.sheets.values import is_same, value_of
from ims_docs.reporters.cells import plain
from ims_docs.services.records.answers import Reader
from ims_docs.services.workspace import Workspace

OLD = bytes.fromhex("d0cf11e0a1b11ae1")
RISKS = "docs/registers/risks.yaml"


@pytest.fixture(name="example")
def an_example(nordwind, tmp_path):
    return Path(shutil.copytree(nordwind, tmp_path / "nordwind", symlinks=True))


@pytest.fixture(name="ours", scope="module")
def everything_exported(nordwind, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    assert run(["-C", str(nordwind), "export", "xlsx", "--all", "-o", str(out)]) == 0
    return out / "workbook.xlsx"


@pytest.fixture(name="risks", scope="module")
def one_register_exported(nordwind, tmp_path_factory):
    out = tmp_path_factory.mktemp("risks")
    assert run(["-C", str(nordwind), "export", "xlsx", "risks", "-o", str(out)]) == 0
    return out / "risks.xlsx"


def planned(path: Path) -> dict:
    return yaml.safe_load(path.read_text())


def changed(source: Path, target: Path, *cells: tuple[str, str, object]) -> Path:
    book = openpyxl.load_workbook(source)
    for sheet, place, value in cells:
        book[sheet][place] = value
    book.save(target)
    return target


def column(source: Path, sheet: str, title: str) -> str:
    (head,) = openpyxl.load_workbook(source)[sheet].iter_rows(max_row=1)
    return next(one.column_letter for one in head if one.value == title)


def test_what_we_exported_says_nothing_new(nordwind, ours, ims, tmp_path):
    plan = tmp_path / "plan.yaml"
    done = ims("-C", nordwind, "import", ours, "--plan", plan)
    assert done.code == 0, done.out
    assert {one["becomes"] for one in planned(plan)["files"]} == {"nothing"}
    assert "risks: everything in it is kept already" in done.out
    assert ims("-C", nordwind, "import", "--apply", plan).out == "Nothing to do.\n"


def test_every_value_of_the_example_comes_back_from_its_cell(nordwind):
    repository = Workspace(root=nordwind).files()
    reader, seen = Reader(repository), 0
    rows = [
        (repository.types[one.type], entry.values)
        for one in repository.registers
        for entry in one.entries
    ]
    rows += [(repository.types[one.type], one.content.values) for one in repository.records]
    for type_, values in rows:
        for name, value in values.items():
            key = type_.property(name)
            cell = cell_of(value if isinstance(value, int | float) else plain(value))
            assert is_same(cell, value), (type_.name, name)
            if key and value not in ("", [], {}):
                assert value_of(reader, key, cell) == value, (type_.name, name)
                seen += 1
    assert seen > 3000


def test_a_changed_cell_is_a_redline_and_then_one_save(example, risks, ims, git, tmp_path):
    status = column(risks, "risks", "Status")
    book = changed(risks, tmp_path / "book.xlsx", ("risks", f"{status}2", "closed"))
    plan, before = tmp_path / "plan.yaml", git(example, "rev-parse", "HEAD").stdout
    done = ims("-C", example, "import", book, "--plan", plan)
    assert done.code == 0, done.out
    assert "  RSK-0001 Status: " in done.out
    assert " → closed" in done.out
    assert git(example, "rev-parse", "HEAD").stdout == before
    old = (example / RISKS).read_text().splitlines()
    done = ims("-C", example, "import", "--apply", plan)
    assert done.code == 0, done.out
    assert "0 new, 1 changed. Saved to git as" in done.out
    new = (example / RISKS).read_text().splitlines()
    assert [b for a, b in zip(old, new, strict=True) if a != b] == ["    status: closed"]
    assert git(example, "status", "--porcelain").stdout == ""
    again = ims("-C", example, "import", "--apply", plan)
    assert (again.code, again.out) == (0, "book.xlsx: everything in it is kept already.\n")


def test_what_is_wrong_is_told_by_its_cell_and_nothing_is_taken(example, risks, ims, git, tmp_path):
    at = column(risks, "risks", "Likelihood")
    day = column(risks, "risks", "Next look")
    book = changed(
        risks, tmp_path / "book.xlsx", ("risks", f"{at}2", 99), ("risks", f"{day}3", "03/04/2027")
    )
    plan = tmp_path / "plan.yaml"
    done = ims("-C", example, "import", book, "--plan", plan)
    assert done.code == 1
    assert f"wrong: risks!{day}3: " in done.out
    book = changed(risks, tmp_path / "other.xlsx", ("risks", f"{at}2", 99))
    done = ims("-C", example, "import", book, "--plan", tmp_path / "other.yaml")
    assert f"wrong: risks!{at}2: " in done.out
    done = ims("-C", example, "import", "--apply", tmp_path / "other.yaml")
    assert done.code == 1
    assert "nothing of it was taken" in done.out
    assert git(example, "status", "--porcelain").stdout == ""


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_what_libreoffice_saved_comes_back_too(nordwind, ours, ims, tmp_path):
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        [*command, "--outdir", tmp_path / "saved", ours], check=True, capture_output=True
    )
    plan = tmp_path / "plan.yaml"
    done = ims("-C", nordwind, "import", tmp_path / "saved" / "workbook.xlsx", "--plan", plan)
    assert done.code == 0, done.out
    assert {one["becomes"] for one in planned(plan)["files"]} == {"nothing"}, done.out


FOREIGN = (
    "Our risks;;;;\n"
    "\n"
    "No;Title;Kind;Likelihood;Impact;What we do;Owner;Colour\n"
    "R-1;Müller leaves;risk;4;3;Train a second person;innovation-manager;red\n"
    "R-2;A partner stops;Risk;2;4;Ask two others;top-management;\n"
)


def test_a_list_of_others_finds_its_register_and_its_columns(example, ims, git, tmp_path):
    file, plan = tmp_path / "risks.csv", tmp_path / "plan.yaml"
    file.write_bytes(FOREIGN.encode("cp1252"))
    done = ims("-C", example, "import", file, "--plan", plan)
    assert done.code == 0, done.out
    (item,) = planned(plan)["files"]
    assert (item["becomes"], item["type"], item["head_row"]) == ("register", "risks", 3)
    assert item["columns"]["B Title"] == "title"
    assert item["columns"]["H Colour"] == ""
    assert "Windows-1252" in str(item["report"]["notes"])
    assert "H Colour" in str(item["report"]["notes"])
    done = ims("-C", example, "import", "--apply", plan)
    assert "2 new, 0 changed" in done.out, done.out
    entries = {
        one["title"]: one
        for one in frontmatter.parse((example / RISKS).read_text()).values["entries"]
    }
    assert entries["Müller leaves"]["kind"] == "risk"
    assert entries["Müller leaves"]["id"].startswith("RSK-")
    assert entries["A partner stops"]["status"] == "open"
    done = ims("-C", example, "import", file, "--plan", tmp_path / "again.yaml")
    assert {one["becomes"] for one in planned(tmp_path / "again.yaml")["files"]} == {"nothing"}
    assert git(example, "status", "--porcelain").stdout == ""


def test_new_records_begin_in_their_first_state(example, ims, tmp_path):
    file, plan = tmp_path / "ideas.csv", tmp_path / "plan.yaml"
    file.write_text(
        "Title,Date,Owner,Status,Text\n"
        'Swap batteries,2026-10-01,PER-0001,taken up,"## Idea\n\nSwap them."\n'
    )
    done = ims("-C", example, "import", file, "--plan", plan)
    (item,) = planned(plan)["files"]
    assert (item["becomes"], item["type"]) == ("records", "idea")
    assert "begins as open; the sheet says taken up" in done.out
    done = ims("-C", example, "import", "--apply", plan)
    assert "1 new" in done.out, done.out
    done = ims("-C", example, "list", "idea", "--format", "csv")
    (row,) = [one for one in done.out.splitlines() if "Swap batteries" in one]
    assert '"open"' in row


def test_a_sheet_that_fits_several_types_waits_for_a_word(example, ims, tmp_path):
    file, plan = tmp_path / "list.csv", tmp_path / "plan.yaml"
    file.write_text("Title,Owner,Status\nSwap batteries,PER-0001,open\n")
    done = ims("-C", example, "import", file, "--plan", plan)
    assert done.code == 1
    (item,) = planned(plan)["files"]
    assert item["becomes"] == "decide"
    assert len(item["report"]["likeliest"]) == 4
    done = ims("-C", example, "import", "--apply", plan)
    assert "says `decide`" in done.out
    text = plan.read_text().replace("becomes: decide", "becomes: records\n    type: idea")
    plan.write_text(text)
    assert "1 new" in ims("-C", example, "import", "--apply", plan).out


def test_a_plan_that_somebody_corrected_is_never_written_over(example, ims, tmp_path):
    file, plan = tmp_path / "risks.csv", tmp_path / "plan.yaml"
    file.write_text(FOREIGN)
    assert ims("-C", example, "import", file, "--plan", plan).code == 0
    plan.write_text(plan.read_text().replace("B Title: title", 'B Title: ""'))
    done = ims("-C", example, "import", file, "--plan", plan)
    assert done.code == 2
    assert "is there already" in done.err
    plan.write_text(plan.read_text().replace("becomes: register", "becomes: regster"))
    done = ims("-C", example, "import", "--apply", plan)
    assert done.code == 3
    assert "says 'regster'" in done.err


def test_a_file_that_changed_after_the_plan_is_not_taken(example, ims, tmp_path):
    file, plan = tmp_path / "risks.csv", tmp_path / "plan.yaml"
    file.write_text(FOREIGN)
    ims("-C", example, "import", file, "--plan", plan)
    file.write_text(FOREIGN + "R-3;x;risk;1;1;y;top-management;\n")
    done = ims("-C", example, "import", "--apply", plan)
    assert done.code == 1
    assert "was changed after the plan was made" in done.out


def bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("xl/worksheets/sheet1.xml", b" " * 101_000_000)
    return held.getvalue()


def with_entities() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("bomb.xlsx", (bomb, "far larger unpacked")),
        ("entities.xlsx", (with_entities, "declares entities")),
        ("half.xlsx", (lambda: with_entities()[:60], "is no whole Office file")),
        ("none.xlsx", (lambda: b"", "is no whole Office file")),
        ("old.xlsx", (lambda: OLD + b"x", "before 2007")),
        ("locked.xlsx", (lambda: OLD + "EncryptedPackage".encode("utf-16-le"), "is encrypted")),
        ("binary.csv", (lambda: b"\0\1\2", "is no text")),
    ],
)
def test_what_cannot_be_read_has_one_sentence_with_a_remedy(nordwind, ims, tmp_path, name, made):
    data, words = made
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(data())
    done = ims("-C", nordwind, "import", tmp_path / "in", "--plan", tmp_path / "plan.yaml")
    assert done.code == 1
    assert words in done.out
    assert len(done.out.splitlines()) == 2
