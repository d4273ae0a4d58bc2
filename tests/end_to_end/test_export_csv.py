"""`ims export csv`: lists for spreadsheets, that come back as they went."""

from __future__ import annotations

import pytest
import yaml

from ims_docs.export.separated import dialect, separated
from ims_docs.export.workbook import Column, Row, Sheet
from ims_docs.intake.sheets.separated import separated as read

FORMS = {
    "plain": ((), ("", False)),
    "semicolon": (("--separator", "semicolon"), ("semicolon", False)),
    "excel": (("--excel",), ("", True)),
    "excel-semicolon": (("--excel", "--separator", "semicolon"), ("semicolon", True)),
}
AWKWARD = (
    "=1+1", "'=1+1", "+49 461", "-2", "@SUM(A1)", "\t=1", "＝1", 'say "so"', "a;b", "a,b\tc", "two\nlines",
    "Grüße, 世界", " blank before", "x" * 40_000, "0049", "2026-01-31",
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_each_text_comes_back_from_each_form_and_none_starts_a_formula(form):
    rows = tuple(Row((one, number)) for number, one in enumerate(AWKWARD))
    sheet = Sheet("list", (Column("title", "Title"), Column("rank", "Rank", "number")), rows)
    separator, for_excel = FORMS[form][1]
    data = separated(sheet, dialect(separator, for_excel=for_excel))
    cells = [[cell.text for cell in row] for row in read("list.csv", "list", data).rows]
    assert cells == [["Title", "Rank"], *([one, str(at)] for at, one in enumerate(AWKWARD))]
    text = data.decode("utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig")
    assert not any(sign + one in text for one in AWKWARD[:1] for sign in ('"', "\t", ";"))
    assert data.startswith((b"\xff\xfe", b"\xef\xbb\xbf")) == for_excel


@pytest.mark.parametrize("form", ["plain", "excel", "excel-semicolon"])
def test_what_went_out_says_nothing_new_when_it_comes_back(nordwind, ims, tmp_path, form):
    out, plan = tmp_path / "out", tmp_path / "plan.yaml"
    lists = ("risks", "--records", "idea", *FORMS[form][0])
    assert ims("-C", nordwind, "export", "csv", *lists, "-o", out).code == 0
    assert {one.name for one in out.iterdir()} == {"risks.csv", "idea.csv"}
    done = ims("-C", nordwind, "import", out, "--plan", plan)
    assert done.code == 0, done.out
    found = yaml.safe_load(plan.read_text(encoding="utf-8"))["files"]
    assert [one["becomes"] for one in found] == ["nothing", "nothing"]


def test_nothing_is_exported_without_a_name_and_a_wrong_one_is_told(nordwind, ims, tmp_path):
    assert "Name registers" in ims("-C", nordwind, "export", "csv", "-o", tmp_path).err
    done = ims("-C", nordwind, "export", "csv", "nothing", "-o", tmp_path)
    assert (done.code, "There is no register 'nothing'" in done.err) == (2, True)
