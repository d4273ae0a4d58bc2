"""Home and the page concerned say what was tampered with, in words: on plain values, without building a site."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from complete_records import NONCONFORMITY_PATH
from reviewed import RISKS
from site_reader import AS_OF, git
from support import POLICY

from ims_docs.cli import run
from ims_docs.errors import UnreadableError
from ims_docs.model.moved_date import DateMove, MovedDate
from ims_docs.services.verification import Elsewhere
from ims_docs.services.workspace import Workspace
from ims_docs.site import build as site_build
from ims_docs.site.build import reading
from ims_docs.site.pages import Change, Integrity, Kind, Told, Word, navigation, pages

HOME, ABOUT, GONE = "index.md", "about.md", "gone.md"
BANNER = "NOT intact: this is not as it was kept"
FORMER = "former/leadership/innovation-policy/version-{}.md"


def read(root, **elsewhere):
    verifier = site_build.Verifier(is_off=not elsewhere, elsewhere=Elsewhere(**elsewhere))
    return reading.read(Workspace(root=root), as_of=AS_OF, verifier=verifier)


@pytest.fixture(scope="module")
def lived(reviewed_site):
    """An organisation with a past, of which nobody has asked yet whether it can be believed."""
    return read(reviewed_site.root)


def told(path="", kind=Kind.INTEGRITY, **more):
    more = {"message": "It was changed", "commit": "a" * 40, **more}
    return Told(kind=kind, path=path, **more)


def found(content, *some, word=Word.NOT_INTACT):
    return replace(content, integrity=Integrity(word=word, found=some))


# What is gone


@pytest.mark.parametrize("end", ["", ".sig"])
def test_a_baseline_that_is_gone_has_a_page_that_says_so(lived, end):
    content = found(lived, told(f"baselines/2026.q3-audit.txt{end}"))
    made = pages(content)
    page = made["gone/baselines/2026.q3-audit.md"]
    assert "# Baseline 2026.q3-audit" in page
    assert BANNER in page
    assert "ims verify --code" in page
    assert "[Baseline 2026.q3-audit](gone/baselines/2026.q3-audit.md)" in made[HOME]
    assert "[Baseline 2026.q3-audit](gone/baselines/2026.q3-audit.md)" in made[GONE]
    assert "What is gone" in str(navigation(content))


def test_a_baseline_that_is_here_keeps_its_page_and_one_that_cannot_be_read_is_in_the_list(lived):
    views = (lived.baselines[0], replace(lived.baselines[1], baseline=None))
    broken = views[1].path
    made = pages(found(replace(lived, baselines=views), told(views[0].path), told(broken)))
    assert BANNER in made["baselines/2026-start.md"]
    assert BANNER in made["baselines.md"]
    assert not [one for one in made if one.startswith("gone/baselines")]


def test_a_record_that_only_another_copy_holds_is_listed_among_what_is_gone(lived):
    held = "No commit here holds it as the branch origin/main does"
    cause = told(
        message="Rolled back: the branch origin/main is 4 commits ahead",
        effects=(told("docs/records/idea/IDE-0099.md", message=held),),
    )
    made = pages(found(lived, cause))
    missing = made[GONE].partition("## Missing here")[2]
    assert "[IDE-0099](gone/records/idea/IDE-0099.md)" in missing
    assert "No commit here holds it as the branch origin/main does" in missing
    assert BANNER in made["gone/records/idea/IDE-0099.md"]


def test_where_nothing_is_missing_nothing_says_so(lived):
    assert "Missing here" not in pages(lived)[GONE]


def test_the_id_of_an_entry_that_is_gone_leads_to_the_row_that_says_so(lived):
    lost = told(RISKS, message="The entry RSK-0009 was deleted", gone="RSK-0009")
    content = found(lived, lost)
    assert content.find("RSK-0009") == "gone.md#RSK-0009"
    assert found(lived).find("RSK-0009") == ""
    assert content.find("RSK-0001") == "registers/risks.md#RSK-0001"  # it is there
    assert '<a id="RSK-0009"' in pages(content)[GONE]


# What was altered, and what was not


def test_a_former_text_says_that_it_is_the_one_that_was_kept(lived):
    made = pages(found(lived, told(POLICY)))
    for version in ("1.0", "1.1"):
        page = made[FORMER.format(version)]
        assert BANNER not in page
        assert "The file was altered, this text was not" in page
    assert BANNER in made["leadership/innovation-policy.md"]
    assert BANNER in made["changes/leadership/innovation-policy.md"]


def test_a_former_text_whose_approval_was_altered_says_that(lived):
    made = pages(found(lived, told("approvals/POL-0001/v1.0/approved-PER-0002.txt")))
    assert BANNER in made[FORMER.format("1.0")]
    assert BANNER not in made[FORMER.format("1.1")]


def test_a_former_list_whose_approval_was_altered_says_that(lived):
    made = pages(found(lived, told("approvals/risks/v1/approved-PER-0002.txt")))
    former = [one for one in made if one.startswith("former/registers/risks/")]
    assert [BANNER in made[one] for one in former] == [
        one.endswith("version-1.md") for one in former
    ]
    assert former


def test_a_text_that_nobody_can_read_is_missed_on_the_page_of_its_clause(reviewed):
    (reviewed.root / POLICY).write_text("nothing", "utf-8")
    (reviewed.root / NONCONFORMITY_PATH).write_bytes(b"---\ntitle: [\n---\n")
    made = pages(read(reviewed.root))
    assert "1 file that belongs here could not be read" in made["clauses/5.2.md"]
    assert (
        "[POL-0001 Innovation policy](../leadership/innovation-policy.md)" in made["clauses/5.2.md"]
    )
    assert f"[NCR-0001](../{NONCONFORMITY_PATH.removeprefix('docs/')})" in made["clauses/10.2.md"]
    assert "that belongs here could not be read" not in made["clauses/6.1.md"]


def test_a_page_that_shows_the_signed_text_says_where_the_altered_one_is(reviewed):
    path = reviewed.root / POLICY
    path.write_text(path.read_text("utf-8") + "\nAnd more.\n", "utf-8")
    page = pages(read(reviewed.root))["leadership/innovation-policy.md"]
    assert BANNER in page
    assert "And more." not in page
    assert "The text below is the one that was signed" in page
    assert "[The draft](../drafts/leadership/innovation-policy.md)" in page


# What asks for less


def test_home_names_the_controls_that_ask_for_less(lived):
    def change(what, before, after):
        made = Change(what, before, after, loosens=True)
        return told(
            "ims.yml", Kind.CONTROLS, change=made, by="“Tidy up” by Eve, 2026-03-01 (claimed)"
        )

    some = [change(f"gate g{number}", "there", "nothing") for number in range(4)]
    level = change("approval.level", "signed", "recorded")
    home = pages(found(lived, level, *some, word=Word.INTACT))[HOME]
    assert "5 controls ask for less than before" in home
    assert "**How an approval is proven**: signed → recorded. Commit" in home
    assert "“Tidy up” by Eve, 2026-03-01 (claimed)" in home
    assert "**Gate g1**: there → nothing" in home
    assert "**Gate g2**" not in home
    assert "And 2 more: [the report names all of them](about.md#controls-that-changed)" in home


def test_home_names_the_deadlines_that_were_moved_the_furthest_first(lived):
    def moved(what, *days, **more):
        each = [date.fromisoformat(f"2026-{one}") for one in days]
        moves = (DateMove(*pair, "Eve", "b" * 40, each[0]) for pair in pairwise(each))
        return MovedDate(tuple(moves), what, **more)

    places = {
        (RISKS, 9): moved("Ask the supplier", "03-01", "03-09"),
        (POLICY, 3): moved("Write it down", "03-01", "05-01", "09-01"),
        (RISKS, 5): moved("Look again", "03-01", "12-01", is_renewed=True),
    }
    home = pages(replace(lived, moved=places))[HOME]
    box = home.partition('"2 deadlines were moved"')[2]
    assert box.index("Write it down") < box.index("Ask the supplier")
    assert "due 2026-03-01, moved twice, now 2026-09-01, by Eve" in box
    assert "Look again" not in home
    assert "(lists/actions.md)" in box


def test_what_an_edition_leaves_out_is_not_named_at_home(lived):
    silent = Change("not shown", "", "", loosens=True)
    home = pages(found(lived, told("ims.yml", Kind.CONTROLS, change=silent), word=Word.INTACT))[
        HOME
    ]
    assert "**Not shown**. Commit" in home


# What somebody has from elsewhere


def test_another_copy_that_holds_more_is_told_on_home_and_on_the_pages_of_what_it_holds(reviewed):
    git(reviewed.root, "bundle", "create", "-q", str(reviewed.root.parent / "all.bundle"), "main")
    git(reviewed.root, "reset", "-q", "--hard", "HEAD~1")
    made = pages(read(reviewed.root, copies=(reviewed.root.parent / "all.bundle",)))
    assert "Rolled back: the copy all.bundle is 1 commit ahead" in made[HOME]
    assert str(reviewed.root.parent) not in made[HOME]
    assert BANNER in made["leadership/innovation-policy.md"]  # its approvals were dropped
    assert "The copy all.bundle: 1 of its commits are NOT here" in made[ABOUT]


def test_what_fits_is_told_in_the_report(lived, reviewed_site, tmp_path):
    shutil.copytree(reviewed_site.root, tmp_path / "other")
    code = lived.baselines[-1].baseline.code
    made = pages(read(reviewed_site.root, copies=(tmp_path / "other",), codes=(code,)))
    assert "The copy other: it holds the same" in made[ABOUT]
    assert f"The code {code} is that of the baseline 2026-review: it holds" in made[ABOUT]
    assert "No copy can tell by itself" not in made[ABOUT]


def test_a_code_of_no_baseline_is_not_intact(reviewed):
    made = pages(read(reviewed.root, codes=("0000-0000-0000-0000",)))
    assert "No baseline here has the code 0000-0000-0000-0000" in made[HOME]


def test_a_copy_that_is_not_there_stops_the_site(reviewed):
    with pytest.raises(UnreadableError, match="There is nothing at"):
        read(reviewed.root, copies=(Path("none.bundle"),))


@pytest.mark.parametrize("command", [["build"], ["serve"], ["stage", "out"]])
def test_nobody_compares_without_looking(reviewed, capsys, command):
    assert run(["-C", str(reviewed.root), "site", *command, "--no-verify", "--code", "1"]) == 2
    assert "--no-verify does not go with" in capsys.readouterr().err
