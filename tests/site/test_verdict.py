"""The site says what the verification says: on every page, on the page of whatever is not as it was, and in full."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from complete_records import NONCONFORMITY_PATH
from reviewed import GONE, RISKS
from signers import make_key, public
from site_reader import AS_OF, DEMO_DAY, Site, built, commit, edit, git, text
from support import POLICY

from ims_docs.cli import run
from ims_docs.model.baseline import Baseline
from ims_docs.services.workspace import Workspace
from ims_docs.site import build as site_build
from ims_docs.site.build import integrity, reading
from ims_docs.site.pages import Change, Integrity, Kind, Told, Word, pages

HOME, ABOUT, CHECKED = "index.md", "about.md", "docs/records/experiment/EXP-0001.md"
BANNER = "NOT intact: this is not as it was kept"
RESTS = "NOT intact: this page rests on what is not as it was kept"


@pytest.fixture(scope="module")
def demo_copy(demo_site, tmp_path_factory):
    """A copy of the example for each tampering."""
    folder = tmp_path_factory.mktemp("tampered")

    def made(name):
        return Path(shutil.copytree(demo_site.root, folder / name, symlinks=True))

    return made


def pages_of(root):
    return pages(reading.read(Workspace(root=root), as_of=DEMO_DAY))


def altered(root):
    edit(root / CHECKED, " 3 ", " 9 ")
    commit(root, "Sharpen the result of the experiment")


def deleted(root):
    (root / "docs/records/nonconformity/NCR-0002.md").unlink()
    commit(root, "Tidy up the records of the year")


def rolled_back(root):
    git(root, "reset", "-q", "--hard", "HEAD~4")


def replaced(root):
    lines = (root / "trust/allowed_signers").read_text("utf-8").splitlines()
    (mine,) = [line for line in lines if line.startswith("PER-0001 ")]
    new = f"{mine.split(' ssh-ed25519')[0]} {public(make_key(root.parent / 'key'))}"
    edit(root / "trust/allowed_signers", mine, new)
    commit(root, "Renew a key of the list")


TAMPERED = {
    altered: ("was closed, and it was changed", "records/experiment/EXP-0001.md", "clauses/8.3.4.md"),
    deleted: ("NCR-0002", "gone/records/nonconformity/NCR-0002.md", "clauses/10.2.md"),
    rolled_back: ("Rolled back: the tag baseline/2026-audit-readiness", "registers/audit-programme.md", "clauses/9.2.2.md"),
    replaced: ("of PER-0001 was replaced", "leadership/innovation-policy.md", "clauses/5.2.md"),
}  # fmt: skip


@pytest.mark.parametrize("deed", TAMPERED, ids=lambda deed: deed.__name__)
def test_home_the_page_and_what_rests_on_it_say_that_it_is_not_intact(demo_copy, deed):
    root = demo_copy(deed.__name__)
    deed(root)
    said, page, clause = TAMPERED[deed]
    found = pages_of(root)
    above = found[HOME].partition("ims-figures")[0]
    assert "NOT intact: do not rely on what is named here" in above
    assert said in above
    assert "not intact</span>" in found[HOME]  # a clause on the map
    assert BANNER in found[page]
    assert RESTS in found[clause] or BANNER in found[clause]
    assert "### What is not intact" in found[ABOUT]
    assert said in found[ABOUT]


def test_the_example_is_intact_on_every_page(demo_site):
    for path in sorted(demo_site.folder.rglob("*.html")):
        page = demo_site.page(str(path.relative_to(demo_site.folder)))
        said = text(page)
        assert "· integrity: intact, with 30 notes" in said, path
        assert "NOT intact" not in said.replace("NOT intact means", ""), path
        assert "ims-verdict" not in {given.get("class") for _, given in page.tags}, path


def test_the_report_tells_what_the_verdict_rests_on(demo_site):
    page = demo_site.page("about.html")
    assert page.fact("Integrity") == "intact, with 30 notes"
    assert "70 commits" in page.fact("Looked at")
    last = Baseline.parse((demo_site.root / "baselines/2026-audit-readiness.txt").read_bytes())
    assert f"2026-audit-readiness, code {last.code}" in page.fact("Baselines")
    assert ["person PER-0003", "nothing"] in [row[:2] for row in page.table("Control")]
    assert "It is dated 2026-02-18 (claimed) and was recorded 92 days later" in text(page)
    assert "1 finding in 1 commit" in text(page)


def test_a_site_that_was_not_verified_says_so_on_every_page(reviewed, tmp_path, monkeypatch):
    monkeypatch.setattr(integrity, "verify", None)  # nobody asks it
    made = site_build.build(
        Workspace(root=reviewed.root),
        tmp_path / "out",
        as_of=AS_OF,
        verifier=site_build.Verifier(is_off=True),
    )
    for path in sorted((tmp_path / "out").rglob("*.html")):
        said = text(Site(reviewed.root, tmp_path / "out", made).page(str(path)))
        assert "Not verified: nobody looked whether this was tampered with." in said, path
        assert "· integrity: not verified" in said, path


def test_staged_pages_say_it_by_themselves(reviewed, tmp_path):
    site_build.stage(Workspace(root=reviewed.root), tmp_path / "out", as_of=AS_OF)
    for path in sorted((tmp_path / "out").rglob("*.md")):
        assert path.read_text("utf-8").rstrip().endswith("integrity: intact, with 24 notes*"), path


def test_what_was_altered_in_the_folder_only_counts_as_well(reviewed, tmp_path):
    path = reviewed.root / POLICY
    path.write_text(path.read_text("utf-8") + "\nAnd more.\n", "utf-8")
    site = built(reviewed, tmp_path)
    assert site.built.warning == "NOT intact: 1 thing is not as it was kept."
    assert BANNER in text(site.page("leadership/innovation-policy.html"))
    assert "not the one that Ben Boss approved" in text(site.page("index.html"))


def test_what_is_gone_without_a_statement_says_so_on_its_page(reviewed_site):
    for page in ("gone/improvement/nonconformity-procedure.html", "registers/risks.html"):
        assert BANNER in text(reviewed_site.page(page)), page
    bar = next(
        given for tag, given in reviewed_site.page(GONE.replace("docs/", "gone/").replace(".md", ".html")).tags
        if given.get("class") == "ims-verdict"
    )  # fmt: skip
    assert bar["href"] == "../../about.html#integrity"


def test_a_day_before_the_newest_commit_makes_no_forgery(reviewed):
    past = reading.read(Workspace(root=reviewed.root), as_of=date(2026, 1, 6))
    assert past.integrity.word is Word.INTACT
    assert past.integrity.day == date(2026, 1, 12)


def test_it_is_asked_once_while_nothing_changes(reviewed, monkeypatch):
    asked = []
    real = integrity.verify
    monkeypatch.setattr(integrity, "verify", lambda *given: asked.append(given) or real(*given))
    verifier, workspace = integrity.Verifier(), Workspace(root=reviewed.root)
    for _ in range(2):
        reading.read(workspace, as_of=AS_OF, verifier=verifier)
    assert len(asked) == 1
    reviewed.save("docs: go on", "2026-02-02", {"docs/more.md": "# More\n\nText.\n"})
    reading.read(workspace, as_of=AS_OF, verifier=verifier)
    assert len(asked) == 2


@pytest.fixture
def content(reviewed):
    """What is read of an honest organisation, to be told other verdicts about."""
    return reading.read(
        Workspace(root=reviewed.root), as_of=AS_OF, verifier=integrity.Verifier(is_off=True)
    )


def told(path="", kind=Kind.INTEGRITY, **more):
    return Told(kind=kind, path=path, message="It was changed", commit="a" * 40, **more)


def with_verdict(content, *found, word=Word.NOT_INTACT, **more):
    return pages(replace(content, integrity=Integrity(word=word, found=found, **more)))


def test_what_no_commit_here_holds_has_a_page_that_says_so(content):
    lost = "docs/records/nonconformity/NCR-0099.md"
    found = with_verdict(content, told(effects=(told(lost),)))
    page = found["gone/records/nonconformity/NCR-0099.md"]
    assert BANNER in page
    assert "the history in this copy does not hold it" in page
    assert "gone/records/nonconformity/NCR-0099.md" in found[HOME] or "more place" in found[HOME]
    assert RESTS in found["records/nonconformity/index.md"]


def test_a_cause_is_named_beside_each_effect(content):
    cause = replace(told("trust/allowed_signers"), message="The key of PER-0001 was replaced")
    found = with_verdict(
        content,
        replace(cause, effects=(told("approvals/POL-0001/v1.0/approved-PER-0002.txt"),)),
    )
    page = found["leadership/innovation-policy.md"]
    assert "Because: The key of PER-0001 was replaced" in page
    assert "It shows in 1 place" in found[ABOUT]


def test_controls_that_ask_for_less_come_first_and_show_at_home(content):
    loose = told("ims.yml", Kind.CONTROLS, change=Change("approval.level", "signed", "recorded", loosens=True))  # fmt: skip
    usual = told("ims.yml", Kind.CONTROLS, change=Change("person PER-0009", "nothing", "Eve", loosens=False))  # fmt: skip
    found = with_verdict(content, loose, usual, word=Word.INTACT)
    assert "1 control asks for less than before" in found[HOME]
    report = found[ABOUT].partition("### Controls that changed")[2]
    assert report.index("approval.level") < report.index("1 change that asked for no less")
    assert BANNER not in "".join(found.values())


def test_what_could_not_be_looked_at_is_told_at_home_and_in_the_report(content):
    found = with_verdict(content, word=Word.CANNOT_TELL, missed=("the history: it is cut off",))
    for page in (HOME, ABOUT):
        assert "the history: it is cut off" in found[page], page


@pytest.mark.parametrize("path", ["", "ims.yml", "docs/../x.md", "docs/a\nb.md", "trust/", "baselines/", "baselines/none.txt", "approvals/", "approvals/XX/removed.txt", "docs/\u202e.md"])  # fmt: skip
def test_a_finding_about_anything_makes_pages(content, path):
    found = with_verdict(content, told(path))
    assert "It was changed" in found[HOME]
    assert all("\n" not in page and ".." not in page for page in found)


def test_markup_of_a_message_or_a_commit_stays_inert(content):
    evil = "<script>x</script> [a](b) `c`"
    one = Told(kind=Kind.INTEGRITY, path=POLICY, message=evil, commit="b" * 40, by=evil)
    for page in with_verdict(content, one).values():
        assert "<script>x" not in page


@pytest.mark.parametrize("path", [RISKS, NONCONFORMITY_PATH, POLICY])
def test_each_kind_of_file_gets_its_banner_and_so_do_its_other_pages(content, path):
    found = with_verdict(content, told(path))
    page = content.place(path)
    assert BANNER in found[page]
    for other in found:
        if other in (f"changes/{page}", f"drafts/{page}"):
            assert BANNER in found[other]


def test_the_command_says_it_and_still_builds(reviewed, tmp_path, capsys):
    path = reviewed.root / POLICY
    path.write_text(path.read_text("utf-8") + "\nAnd more.\n", "utf-8")
    arguments = ["-C", str(reviewed.root), "site", "build", "--output", str(tmp_path / "out")]
    assert run(arguments) == 0
    assert "NOT intact: 1 thing" in capsys.readouterr().err
    assert run([*arguments, "--no-verify"]) == 0
    assert "The history was not verified." in capsys.readouterr().err
