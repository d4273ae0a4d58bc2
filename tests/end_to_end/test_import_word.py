"""`ims import` of Word files: every piece is placed, in front matter or told; nothing counts as approved."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest
import word_files
import yaml
from word_files import NASTY, document, paragraph, run

from ims_docs.domain.coverage import cover
from ims_docs.errors import UnreadableError
from ims_docs.formats import frontmatter
from ims_docs.formats.markdown.prose import prose
from ims_docs.intake.word.reading import word
from ims_docs.model.prose import text_of
from ims_docs.reporters.coverage import COLUMNS, rows
from ims_docs.services.workspace import Workspace

_TEXT = re.compile(
    r"<(?:w:t|w:delText|w:instrText|dc:title|dc:creator)(?: [^>]*)?>([^<]*)</", re.DOTALL
)


def all_words(data: bytes) -> Counter[str]:
    """Every word of every part, by a reader that knows nothing of ours."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            if name.endswith(".xml"):
                for text in _TEXT.findall(file.read(name).decode()):
                    found.update(text.split())
    return found


def words(former, *fates: str) -> Counter[str]:
    return Counter(
        word for one in former.pieces if not fates or one.fate in fates for word in one.text.split()
    )


def shown(former) -> str:
    body = "\n\n".join(
        f"{'#' * one.level} {one.text}" if one.level else one.text for one in former.blocks
    )
    return text_of(prose(f"\n{body}\n", "docs/a.md"))


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("changes", ["accept", "reject"])
def test_every_word_is_placed_or_in_front_matter_or_told(name, changes):
    data = NASTY[name]()
    former = word(f"{name}.docx", data, changes)
    assert words(former) == all_words(data)
    assert sum(former.counts.values()) == len(former.pieces)
    letters = Counter("".join(shown(former).split()))
    placed = Counter("".join("".join(words(former, "placed").elements()).split()))
    assert not placed - letters
    told = " ".join(former.not_taken)
    assert all(one in told for one in words(former, "not taken"))
    assert not [one for one in former.notes if "do not show" in one]


@pytest.mark.parametrize("name", NASTY)
def test_another_word_anywhere_changes_the_account(name):
    data = NASTY[name]()
    before = word("a.docx", data, "accept")
    for one in before.pieces:
        if not one.text.strip():
            continue
        held = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
            for part in old.namelist():
                text = old.read(part)
                if part == one.part:
                    text = text.replace(f">{one.text}<".encode(), f">{one.text}Zebra<".encode())
                new.writestr(part, text)
        after = word("a.docx", held.getvalue(), "accept")
        assert [x.text for x in after.pieces] != [x.text for x in before.pieces]
        if one.fate == "placed":
            assert "Zebra" in shown(after).replace(" ", "")


def test_tracked_changes_are_asked_and_never_decided():
    former = word("a.docx", word_files.tracked(), "")
    assert "4" not in former.asks
    assert "3 by Dora, 1 by Emil" in former.asks
    assert "People may always experiment. last" in shown(
        word("a.docx", word_files.tracked(), "accept")
    )
    assert "People must never experiment. first" in shown(
        word("a.docx", word_files.tracked(), "reject")
    )


def test_a_look_is_kept_where_it_ends_at_a_word_and_no_sign_acts():
    text = [one.text for one in word("a.docx", word_files.by_look(), "").blocks]
    assert text[2:4] == ["How we take risk", "**We lose small** and *early*."]
    assert "innovation is * one _ word # and [TODO: no place]" in shown(
        word("a.docx", word_files.by_look(), "")
    )


@pytest.mark.parametrize(
    "text",
    ["- a", "1. x", "!!! note", "# no", "a < b <script>x</script>", "[TODO: hi]", "| a |", "=== x"],
)
def test_a_paragraph_stays_a_paragraph(text):
    data = document(paragraph(run(text.replace("<", "&lt;"))))
    assert shown(word("a.docx", data, "")).splitlines()[-1].strip() == text


def test_a_word_file_that_is_none_has_a_sentence():
    for data in (b"", b"PK\3\4", document()[:-30]):
        with pytest.raises(UnreadableError, match="no whole Office file"):
            word("a.docx", data, "")
    strict = document().replace(b"schemas.openxmlformats.org", b"schemas.openxmlformats.orx")
    with pytest.raises(UnreadableError):
        word("a.docx", strict, "")


def test_a_folder_comes_in_as_drafts_and_a_second_run_takes_nothing(acme, ims, git, tmp_path):
    folder, plan = tmp_path / "in", tmp_path / "plan.yaml"
    folder.mkdir()
    for name in ("tracked", "pictures", "protected"):
        (folder / f"{name}.docx").write_bytes(NASTY[name]())
    (folder / "Größe 1.doc").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1"))
    done = ims("-C", acme, "import", folder, "--plan", plan)
    assert done.code == 1
    assert "save it as .docx" in done.out
    files = {one["file"]: one for one in yaml.safe_load(plan.read_text())["files"]}
    assert files["protected.docx"]["report"]["said_of_itself"]["id"] == "QM-007"
    assert files["tracked.docx"]["tracked_changes"] == "decide"
    done = ims("-C", acme, "import", "--apply", plan)
    assert done.code == 1
    assert "tracked.docx: nothing of it was taken" in done.out
    plan.write_text(plan.read_text().replace("tracked_changes: decide", "tracked_changes: reject"))
    done = ims("-C", acme, "import", "--apply", plan)
    assert done.code == 0, done.out
    assert git(acme, "status", "--porcelain").stdout == ""
    for name, item in files.items():
        if item["becomes"] == "document":
            read = frontmatter.read_page((acme / item["path"]).read_bytes())
            assert read.values["version"] == "0.1"
            origin = read.values["imported_from"]
            assert origin["sha256"] == item["sha256"]
            assert (acme / origin["kept"]).read_bytes() == (folder / name).read_bytes()
            _account_is_true(acme, item, read)
    repository = Workspace(root=acme).files()
    (rung,) = [
        int(row[COLUMNS.index("rung")])
        for row in rows(cover(repository, repository.standards["iso56001"]))
        if "5.2" in row[:2]
    ]
    assert rung <= 2
    again = tmp_path / "again.yaml"
    done = ims("-C", acme, "import", folder, "--plan", again)
    assert {one["becomes"] for one in yaml.safe_load(again.read_text())["files"]} == {"nothing"}


def _account_is_true(root: Path, item, read) -> None:
    """Each piece that is said to be in a line is there."""
    lines = (root / item["path"]).read_text().splitlines()
    text = (root / f"docs/imported/{item['id']}/account.csv").read_text()
    told = list(csv.DictReader(io.StringIO(text)))
    assert len(told) == item["report"]["pieces"]["all"]
    for row in told:
        if row["what became of it"] == "placed" and row["text"].strip():
            at = int(row["where or why"].removeprefix("line "))
            assert row["text"].split()[0] in lines[at - 1].replace("\\", "")
    assert read.body
