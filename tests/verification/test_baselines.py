"""Baselines: made of what is saved, never changed, and the anchors of a verification."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from complete_records import NONCONFORMITY, NONCONFORMITY_PATH
from signers import signed
from support import POLICY, write
from verification_samples import judged, told

from ims_docs.adapters.git import History
from ims_docs.cli import run
from ims_docs.formats.signatures import BASELINES, STATEMENTS
from ims_docs.model.baseline import Baseline, Listed
from ims_docs.model.stamp import Stamp, read_stamp
from ims_docs.services.baselines import files_of
from ims_docs.services.verification import Check

USES = f'namespaces="{STATEMENTS},{BASELINES}"'
FILE = "baselines/2026-review.txt"


@pytest.fixture
def keyed(acme, office):
    """Both persons may sign baselines as well."""
    office.keys = {one: office.keys[one] for one in ("PER-0001", "PER-0002")}
    office.lists(USES)
    acme.commit({}, "Let both sign baselines as well")
    return acme


def ims(acme, *arguments):
    return run(["-C", str(acme.root), *arguments])


@pytest.fixture
def create(keyed, office):
    def made(name="2026-review"):
        return ims(keyed, "baseline", "create", name, "--key", str(office.keys["PER-0002"]))

    return made


@pytest.fixture
def anchored(keyed, create):
    """A baseline that is saved, with a change after it."""
    assert create() == 0
    keyed.commit({}, "Fix the baseline of the review")
    keyed.commit({"docs/notes/later.txt": "later\n"}, "Keep a note of later")
    return Baseline.parse((keyed.root / FILE).read_bytes())


def test_a_baseline_lists_every_file_and_is_told_with_its_code(keyed, create, capsys):
    head = keyed.git("rev-parse", "HEAD").strip()
    assert create() == 0
    said = capsys.readouterr()
    made = Baseline.parse((keyed.root / FILE).read_bytes())
    assert said.out == f"{FILE}\n"
    assert f"  {made.code}\n" in said.err
    assert (made.commit, made.commits, made.previous, made.made_by) == (head, 4, "none", "PER-0002")
    assert made.files == files_of(History(keyed.root), head)
    assert [one.path for one in made.files] == keyed.git("ls-files").split()
    assert keyed.git("cat-file", "-t", "baseline/2026-review") == "tag\n"
    assert made.code in keyed.git("tag", "-n1", "-l", "baseline/*")


def test_a_second_run_says_so_and_another_state_needs_another_name(keyed, create, capsys):
    assert create() == 0
    before = (keyed.root / FILE).read_bytes()
    assert create() == 0
    assert "is there already, of exactly this; nothing was written" in capsys.readouterr().err
    keyed.commit({"docs/notes/later.txt": "later\n"}, "Keep a note of later")
    assert create() == 1
    assert "Choose another name" in capsys.readouterr().err
    assert create("second") == 0
    keyed.commit({}, "Fix a second baseline")
    second = Baseline.parse((keyed.root / "baselines/second.txt").read_bytes())
    assert second.previous == Baseline.parse(before).sha256
    assert told(judged(keyed.root)) == []


@pytest.mark.parametrize("name", ["../evil", "A", "", "-x", "a b", "a\n", "x" * 61])
def test_a_name_that_is_no_name_is_refused(create, name):
    assert create(name) == 2


def test_what_is_not_saved_or_not_finished_is_refused_in_a_sentence(keyed, create, capsys):
    write(keyed.root, {"docs/notes/new.txt": "new\n"})
    assert create() == 1
    assert "Not everything is saved to git: docs/notes/new.txt" in capsys.readouterr().err
    keyed.git("add", "-A")
    keyed.git("stash", "-q")
    keyed.git("checkout", "-q", "-b", "side")
    keyed.commit({"a.txt": "1\n"}, "Say one thing")
    keyed.git("checkout", "-q", "main")
    keyed.commit({"a.txt": "2\n"}, "Say another thing")
    keyed.git("merge", "-q", "side", check=False)
    assert create() == 1
    assert "A merge is under way" in capsys.readouterr().err
    assert not (keyed.root / "baselines").exists()


def test_a_key_for_approvals_alone_signs_no_baseline(acme, office, capsys):
    key = str(office.keys["PER-0002"])
    assert ims(acme, "baseline", "create", "x", "--key", key) == 1
    assert BASELINES in capsys.readouterr().err
    assert not (acme.root / "baselines").exists()


def test_list_and_compare_say_what_there_is_and_what_changed(keyed, anchored, create, capsys):
    policy = (keyed.root / POLICY).read_text().replace('"1.0"', '"1.1"')
    keyed.commit({POLICY: policy}, "Bring the policy to version 1.1")
    (keyed.root / "baselines/2026-review.tsr").write_bytes(b"stamp")
    assert create("second") == 1  # the time stamp is not saved yet
    keyed.commit({}, "Keep the time stamp of the baseline")
    capsys.readouterr()
    assert ims(keyed, "baseline", "list") == 0
    assert capsys.readouterr().out == (
        f"2026-review  {anchored.code}  {anchored.made_at:%Y-%m-%d} (claimed) by PER-0002  4 commits"
        f" up to {anchored.commit[:10]}, {len(anchored.files)} files  with a time stamp of something else\n"
    )
    assert ims(keyed, "baseline", "list", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["baselines"][0]["time_stamp_file"] is True
    assert ims(keyed, "baseline", "compare", "2026-review") == 0
    said = capsys.readouterr().out
    assert (
        "Changed: 1\n  POL-0001  Innovation policy: version 1.0, current → version 1.1, draft"
        in said
    )
    assert "Added: nothing" in said
    assert ims(keyed, "baseline", "compare", "2026-review", "HEAD", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["changed"][0]["id"] == "POL-0001"
    assert ims(keyed, "baseline", "compare", "2026-revew") == 2
    assert "Did you mean `2026-review`?" in capsys.readouterr().err


CLOSED = NONCONFORMITY.replace("NCR-0001", "NCR-0002")
OPEN = CLOSED.replace("status: effective", "status: open").replace("closed_on: 2026-09-02\n", "")
SECOND_PATH = NONCONFORMITY_PATH.replace("NCR-0001", "NCR-0002")


@pytest.fixture
def compared(keyed, anchored, capsys):
    """Two more states after the baseline, and what `ims baseline compare` says about them."""
    text = (keyed.root / POLICY).read_text().replace('"1.0"', '"1.1"')
    paragraph = next(line for line in text.split("\n") if line and line[0].isupper())
    text = text.replace(paragraph, f"{paragraph} Gladly.")
    keyed.commit({POLICY: text, SECOND_PATH: CLOSED}, "Bring the policy to version 1.1")
    (keyed.root / NONCONFORMITY_PATH).unlink()
    keyed.commit({}, "Lose a record")
    capsys.readouterr()

    def said(*arguments):
        assert ims(keyed, "baseline", "compare", "2026-review", *arguments) == 0
        return capsys.readouterr().out

    return said


def test_compare_shows_what_changed_in_each_text(compared):
    lines = compared().splitlines()
    at = lines.index("  POL-0001  Innovation policy: version 1.0, current → version 1.1, draft")
    assert lines[at + 1] == "      version: 1.0 → 1.1"
    assert any(line.startswith("      ") and "{+ Gladly.+}" in line for line in lines)
    assert "Records added: 1" in lines
    assert "  NCR-0002  The seal leaked at the customer: effective" in lines
    gone = "NCR-0001 The seal leaked at the customer: effective; it is not there any more"
    assert gone in " ".join(" ".join(lines).split())
    assert max(map(len, lines)) <= 80


def test_compare_shows_an_open_record_key_by_key(keyed, create, capsys):
    keyed.commit({SECOND_PATH: OPEN}, "Report a second leak")
    assert create() == 0
    keyed.commit({}, "Fix the baseline of the review")
    keyed.commit({SECOND_PATH: CLOSED}, "Close the second leak")
    capsys.readouterr()
    assert ims(keyed, "baseline", "compare", "2026-review") == 0
    lines = capsys.readouterr().out.splitlines()
    assert "Records added: nothing" in lines
    at = lines.index("Records changed: 1")
    assert lines[at + 1 : at + 4] == [
        "  NCR-0002  The seal leaked at the customer: open → effective",
        "      status: open → effective",
        "      closed on: {+2026-09-02+}",
    ]


def test_redlines_can_be_left_out_or_cut_short_with_the_way_to_the_rest(keyed, anchored, compared):
    said = compared
    assert "Gladly" not in said("--no-redlines")
    assert "POL-0001  Innovation policy: version 1.0, current" in said("--no-redlines")
    head = keyed.git("rev-parse", "--short=10", "HEAD").strip()
    cut = said("--lines", "1")
    assert "version: 1.0 → 1.1" in cut
    assert "Gladly" not in cut
    assert f"      ims diff POL-0001 {anchored.commit[:10]} {head}\n" in cut
    assert "more line" not in said("--lines", "1000")
    found = json.loads(said("--format", "json", "--lines", "1"))
    (policy,) = found["changed"]
    assert policy["changes"]["fields"][0] == {
        "pointer": ["version"],
        "change": "changed",
        "before": "1.0",
        "after": "1.1",
        "runs": [],
    }
    assert " Gladly." in json.dumps(policy["changes"]["text"])
    assert json.loads(said("--format", "json", "--no-redlines"))["changed"][0]["changes"] is None


def test_the_page_of_a_comparison_is_inert_and_whole(keyed, compared, tmp_path, capsys):
    said = compared
    text = (keyed.root / POLICY).read_text().replace("Gladly", "<script>alert(1)</script>")
    keyed.commit({POLICY: text}, "Try something")
    page = said("--format", "html")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "<ins>" in page
    assert "default-src 'none'" in page
    assert page.endswith("</html>\n")
    assert ims(keyed, "baseline", "compare", "2026-review", "--output", str(tmp_path / "x")) == 0
    assert (tmp_path / "x").read_text() == said()


def test_a_document_that_only_moved_is_told_as_changed_without_a_redline(keyed, anchored, capsys):
    keyed.git("mv", POLICY, "docs/leadership/our-policy.md")
    keyed.commit({}, "Give the policy another name")
    capsys.readouterr()
    assert ims(keyed, "baseline", "compare", "2026-review", "--format", "json") == 0
    (one,) = json.loads(capsys.readouterr().out)["changed"]
    assert (one["former_path"], one["path"]) == (POLICY, "docs/leadership/our-policy.md")
    assert one["changes"] is None


def test_a_baseline_anchors_what_came_before_it_when_its_code_is_named(keyed, anchored):
    plain = judged(keyed.root)
    assert (told(plain), plain.anchors[0].is_pinned, plain.anchored) == ([], False, {})
    found = judged(keyed.root, codes=(anchored.code.upper().replace("-", " "),))
    assert told(found) == []
    assert (found.anchors[0].is_pinned, found.anchors[0].is_kept) == (True, True)
    assert len(found.anchored) == anchored.commits


def test_a_history_that_was_written_anew_is_told(keyed, anchored):
    keyed.git("filter-branch", "-f", "--env-filter", "GIT_AUTHOR_NAME=Eve", "HEAD")
    (line,) = told(judged(keyed.root, codes=(anchored.code,)))
    assert line.startswith(
        f"anchors {FILE} Its commit {anchored.commit[:10]} is not in this history"
    )


def test_a_code_that_no_baseline_has_is_told(keyed, anchored):
    lines = told(judged(keyed.root, codes=("0000-1111-2222-3333",)))
    assert lines == ["anchors baselines No baseline here has the code 0000-1111-2222-3333"]


@pytest.mark.parametrize("change", ["count", "files", "signature", "deleted", "previous"])
def test_a_baseline_that_does_not_hold_is_told(keyed, anchored, office, change):
    before = (keyed.root / FILE).read_bytes()
    other = {
        "count": replace(anchored, commits=3),
        "files": replace(anchored, files=(Listed("0" * 64, "100644", "a"), *anchored.files[1:])),
        "previous": replace(anchored, previous="sha256:" + "0" * 64),
    }.get(change, anchored)
    office.put(FILE, other.text)
    office.put(f"{FILE}.sig", signed(other.text.encode(), office.keys["PER-0002"], BASELINES))
    if change == "signature":
        office.put(f"{FILE}.sig", signed(before, office.keys["PER-0002"], STATEMENTS))
    if change == "deleted":
        (keyed.root / FILE).unlink()
        (keyed.root / f"{FILE}.sig").unlink()
    bad = keyed.commit({}, "Tidy up the baseline")
    lines = told(judged(keyed.root))
    wanted = {
        "count": "It counts 3 commits, and there are 4",
        "files": "It lists other files than its commit: .gitattributes, a",
        "signature": "It was signed for another use",
        "deleted": "The baseline was deleted",
        "previous": "The baseline before it is gone",
    }[change]
    assert any(line.startswith(f"anchors {FILE}") and wanted in line for line in lines), lines
    found = [one for one in judged(keyed.root).found if not one.changed]
    deed = "deleted" if change == "deleted" else "changed"
    assert {(one.message, one.commit) for one in found if one.commit} >= {
        (f"The baseline was {deed}", bad)
    }
    assert {one.check for one in found} == {Check.ANCHORS}


def test_a_tag_that_was_moved_is_told_and_one_that_is_missing_is_no_matter(keyed, anchored):
    keyed.git("tag", "-f", "-a", "-m", "moved", "baseline/2026-review", "HEAD")
    (line,) = told(judged(keyed.root))
    assert "The tag baseline/2026-review leads to another commit" in line
    keyed.git("tag", "-d", "baseline/2026-review")
    assert told(judged(keyed.root)) == []


SAMPLE = Baseline(
    name="a",
    commit="1" * 40,
    commits=2,
    previous="none",
    made_by="PER-0001",
    made_at=datetime(2026, 11, 23, tzinfo=UTC),
    files=(Listed("2" * 64, "100644", "docs/a b.md"),),
)


def test_a_baseline_has_one_form_only():
    assert Baseline.parse(SAMPLE.text.encode()) == SAMPLE
    for old, new in (
        ("v1\n", "v2\n"),
        ("name: a", "name:  a"),
        ("commits: 2", "commits: 02"),
        ("made-at: 2026-11-23", "made-at: 2026-13-23"),
        ("100644", "100000"),
        ("docs/a b.md\n", "docs/a b.md"),
        ("docs/a b.md\n", "docs/a b.md\n\n"),
        ("\n", "\r\n"),
    ):
        with pytest.raises(ValueError, match=r"^[A-Z`]"):
            Baseline.parse(SAMPLE.text.replace(old, new).encode())
    twice = SAMPLE.text + SAMPLE.text.splitlines(keepends=True)[-1]
    with pytest.raises(ValueError, match="twice"):
        Baseline.parse(twice.encode())


def test_where_approvals_are_recorded_a_baseline_needs_no_key(acme, capsys):
    settings = (acme.root / "ims.yml").read_text() + "approval:\n  level: recorded\n"
    acme.commit({"ims.yml": settings}, "Record approvals without keys")
    assert ims(acme, "baseline", "create", "x", "--as", "PER-0001") == 0
    acme.commit({}, "Fix the first baseline")
    assert not (acme.root / "baselines/x.txt.sig").exists()
    assert [line for line in told(judged(acme.root)) if "anchors" in line] == []


def test_a_record_of_the_baseline_stays_what_it_was(keyed, anchored):
    bad = NONCONFORMITY.replace("Four", "Two")
    keyed.commit({NONCONFORMITY_PATH: bad}, "Tidy up the record of the seal")
    lines = told(judged(keyed.root, codes=(anchored.code,)))
    assert [line.split()[1] for line in lines] == ["HIS001"]


def test_check_tells_of_a_damaged_baseline_at_once_and_of_no_other(keyed, anchored, capsys):
    def codes(*more):
        capsys.readouterr()
        ims(keyed, "check", "--select", "APR008", "--format", "json", *more)
        found = json.loads(capsys.readouterr().out)["findings"]
        return [(one["path"], one["message"]) for one in found]

    assert codes() == codes("--at", "HEAD") == []
    text = (keyed.root / FILE).read_text()
    (keyed.root / FILE).write_text(text.replace("commits: 4", "commits: 5"))
    ((path, why),) = codes()
    assert path == FILE
    assert "signature" in why
    assert codes("--at", "HEAD") == codes("--staged") == []
    keyed.git("add", "-A")
    assert codes("--staged") == codes()
    (keyed.root / FILE).write_text("nothing\n")
    assert codes() == [
        (FILE, "It does not begin with ims-baseline/v1, or its last line does not end")
    ]
    (keyed.root / FILE).write_bytes(b"\xff\n")
    assert codes() == [(FILE, "It is not UTF-8")]
    (keyed.root / FILE).unlink()
    assert codes() == [(f"{FILE}.sig", "There is no baseline that this signature belongs to")]


def test_a_signature_that_alone_is_staged_is_judged_with_its_baseline(keyed, anchored, capsys):
    path = keyed.root / f"{FILE}.sig"
    path.write_text(path.read_text().replace("A", "B"))
    keyed.git("add", "-A")
    capsys.readouterr()
    ims(keyed, "check", "--select", "APR008", "--format", "json", "--staged")
    assert [one["path"] for one in json.loads(capsys.readouterr().out)["findings"]] == [FILE]


TSA = """
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
certs = {folder}/tsa.pem
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
[use]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[req]
distinguished_name = name
[name]
"""


@pytest.fixture
def authority(tmp_path):
    """An authority that stamps what it is asked to: `authority(file)` is its answer."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    (tmp_path / "tsa.cnf").write_text(TSA.format(folder=tmp_path))
    (tmp_path / "serial").write_text("01\n")

    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=tmp_path, check=True, capture_output=True)

    openssl(
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.pem",
        "-subj", "/CN=An authority", "-config", "tsa.cnf", "-extensions", "use",
    )  # fmt: skip

    def stamp(file):
        openssl("ts", "-query", "-data", str(file), "-sha256", "-cert", "-out", "q.tsq")
        openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "q.tsq", "-out", "a.tsr")
        openssl("ts", "-verify", "-data", str(file), "-in", "a.tsr", "-CAfile", "tsa.pem")
        return (tmp_path / "a.tsr").read_bytes()

    return stamp


def test_a_time_stamp_that_openssl_accepts_is_described(keyed, anchored, authority, capsys):
    answer = authority(keyed.root / FILE)
    stamp = read_stamp(answer, anchored.sha256)
    assert stamp.fits
    assert abs((datetime.now(UTC) - stamp.moment).total_seconds()) < 600
    (keyed.root / "baselines/2026-review.tsr").write_bytes(answer)
    keyed.commit({}, "Keep the time stamp of the baseline")
    capsys.readouterr()
    assert ims(keyed, "baseline", "list") == 0
    said = capsys.readouterr().out
    assert f"with a time stamp of {stamp.moment:%Y-%m-%d %H:%M:%S} UTC (not judged here)" in said
    assert ims(keyed, "baseline", "list", "--format", "json") == 0
    (row,) = json.loads(capsys.readouterr().out)["baselines"]
    assert (row["time_stamp_fits"], row["time_stamp_moment"]) == (True, stamp.moment.isoformat())
    assert told(judged(keyed.root)) == []


def test_a_time_stamp_of_something_else_is_told(keyed, anchored, authority, capsys):
    path = "baselines/2026-review.tsr"
    (keyed.root / path).write_bytes(authority(keyed.root / POLICY))
    why = "This time stamp is of something else than the baseline beside it"
    keyed.git("add", "-A")
    for more in ((), ("--staged",)):
        capsys.readouterr()
        ims(keyed, "check", "--select", "APR008", "--format", "json", *more)
        (found,) = json.loads(capsys.readouterr().out)["findings"]
        assert (found["path"], found["message"]) == (path, why)
    keyed.commit({}, "Keep the wrong time stamp")
    assert told(judged(keyed.root)) == [f"anchors {path} {why}"]


@pytest.mark.parametrize(
    ("after", "moment"),
    [
        (b"\x02\x01\x01\x18\x0f20261022090012Z", datetime(2026, 10, 22, 9, 0, 12, tzinfo=UTC)),
        (b"\x02\x01\x01\x18\x1320261022090012.123Z", datetime(2026, 10, 22, 9, 0, 12, tzinfo=UTC)),
        (b"\x18\x0f20261322090012Z", None),
        (b"", None),
        (b"\xff" * 100 + b"\x18\x0f20261022090012Z", None),
    ],
)
def test_no_bytes_of_a_time_stamp_make_its_reader_fail(after, moment):
    digest = bytes(range(32))
    name = f"sha256:{digest.hex()}"
    assert read_stamp(b"0\x04\x20" + digest + after, name) == Stamp(fits=True, moment=moment)
    assert read_stamp(after, name) == read_stamp(digest, name) == Stamp(fits=False)
