"""Suspect: what a text in force depends on changed after somebody last looked at the text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from signers import Office
from support import AS_OF, DEFAULTS, POLICY, POLICY_KEYS, policy, write

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.domain.approval_state import described, suspects
from ims_docs.domain.coverage import Rung, cover
from ims_docs.domain.duties import Changes, Urgency, gather
from ims_docs.domain.runner import Selection, check
from ims_docs.services.loading import standards
from ims_docs.services.loading.repository import LoadRequest, load

SCOPE, ROLES = "docs/context/ims-scope.md", "docs/registers/roles.yaml"
LINKS = "[Scope](../context/ims-scope.md), [roles](../registers/roles.yaml), [it](#purpose)\n"
TEXT = policy(keys=POLICY_KEYS.replace('"0.1"', '"1.0"'), more=LINKS)
LINE = TEXT.splitlines().index(LINKS.rstrip()) + 1
AFTER = f"linked in line {LINE}, %s, after this text was approved on 2026-10-02"


def scope(version, more=""):
    keys = POLICY_KEYS.replace("POL-", "SCP-").replace("innovation-policy", "ims-scope")
    return policy(keys=keys.replace('"0.1"', f'"{version}"'), more=more)


@pytest.fixture
def office(root, made_keys):
    """The scope, the roles and then the policy, which links to both, are approved."""
    write(root, {**DEFAULTS, POLICY: TEXT, SCOPE: scope("1.0")})
    here = Office(root, root, ())
    here.keys = made_keys
    here.lists()
    here.approves(document="SCP-0001", text=SCOPE, when="2026-09-01")
    here.approves(document="roles", text=ROLES, version="1", when="2026-09-01")
    here.approves(when="2026-10-01")
    return here


def loaded(office):
    return load(LoadRequest(tree=WorkingTree(office.root), as_of=AS_OF))


def doubts(office):
    repository = loaded(office)
    (text,) = (one for one in repository.documents if one.path == POLICY)
    return [
        (one.reason.partition(", ")[0], one.reason.partition(", ")[2], one.command)
        for one in suspects(repository).of(text)
    ]


def next_scope(office, when="2026-10-10"):
    office.put(SCOPE, scope("1.1", "More.\n"))
    office.approves("1.1", when, document="SCP-0001", text=SCOPE)


def test_nothing_is_suspect_while_all_is_as_it_was(office):
    assert doubts(office) == []


def test_a_new_approved_version_of_a_linked_document_is_a_reason(office):
    next_scope(office)
    told = AFTER % "was approved as version 1.1 on 2026-10-11"
    assert doubts(office) == [(SCOPE, told, "ims diff SCP-0001 1.0 1.1")]


def test_typing_at_the_next_version_of_a_linked_document_is_none(office):
    office.put(SCOPE, scope("1.1", "Not decided.\n"))
    office.says(
        "prepared", "PER-0001", "2026-10-10", document="SCP-0001", text=SCOPE, version="1.1"
    )
    assert doubts(office) == []


def test_the_first_approval_of_a_linked_document_is_none(office):
    write(office.root, {SCOPE: scope("1.0").replace("SCP-0001", "SCP-0002")})
    office.approves(document="SCP-0002", text=SCOPE, when="2026-10-10")
    assert [one for one in doubts(office) if one[0] == SCOPE] == []


def test_of_a_register_the_approved_version_counts_and_no_new_entry(office):
    text = (office.root / ROLES).read_text()
    office.put(ROLES, text.replace("decides: []", "decides: [Small things]"))
    assert doubts(office) == []
    office.approves("2", "2026-10-10", document="roles", text=ROLES)
    told = AFTER % "was approved anew on 2026-10-11"
    assert doubts(office) == [(ROLES, told, "ims diff roles 2026-09-02 2026-10-11")]


def test_a_withdrawn_document_is_a_reason(office):
    office.says(
        "withdrawn", "PER-0002", "2026-10-10",
        document="SCP-0001", text=SCOPE, reason="the sites stand elsewhere",
    )  # fmt: skip
    told = AFTER % "was withdrawn on 2026-10-10"
    assert doubts(office) == [(SCOPE, told, "ims history SCP-0001")]


def test_a_replaced_document_is_a_reason(office):
    other = "docs/context/other-scope.md"
    text = scope("1.0").replace("SCP-0001", "SCP-0002")
    office.put(other, text.replace("owner:", "supersedes: [SCP-0001]\nowner:", 1))
    office.approves(document="SCP-0002", text=other, when="2026-10-10")
    told = AFTER % "was replaced by SCP-0002 on 2026-10-11"
    assert doubts(office) == [(SCOPE, told, "ims show SCP-0002")]


def test_what_is_named_as_related_counts_as_a_link(office):
    keys = 'related: [SCP-0001]\nversion: "1.1"'
    text = TEXT.replace('version: "1.0"', keys).replace(LINKS, "")
    office.put(POLICY, text)
    office.approves("1.1", "2026-10-03")
    next_scope(office)
    ((path, told, _),) = doubts(office)
    assert (path, told.partition(",")[0]) == (SCOPE, "linked in line 5")


def test_a_review_ends_it_until_the_next_change(office):
    next_scope(office)
    office.says(
        "reviewed", "PER-0002", "2026-10-20", reason="still valid because it holds everywhere"
    )
    assert doubts(office) == []
    office.put(SCOPE, scope("1.2", "Even more.\n"))
    office.approves("1.2", "2026-11-01", document="SCP-0001", text=SCOPE)
    told = "was approved as version 1.2 on 2026-11-02, after this text was last reviewed on"
    ((_, found, command),) = doubts(office)
    assert f"{told} 2026-10-20" in found
    assert command == "ims diff SCP-0001 1.1 1.2"


def test_a_new_approval_ends_it(office):
    next_scope(office)
    office.put(POLICY, TEXT.replace('"1.0"', '"1.1"'))
    assert doubts(office) == []  # under revision: somebody is looking at it
    office.approves("1.1", "2026-10-20")
    assert doubts(office) == []


def test_rung_four_falls_to_three_with_the_reason(office):
    next_scope(office)
    repository = loaded(office)
    coverage = cover(repository, repository.standards["iso56001"])
    (found,) = (one.reach for one in coverage.items if one.item.id == "DI-03")
    assert found.rung is Rung.APPROVED
    assert found.reason == (
        f"{POLICY}: approved on 2026-10-02 by Ben Boss, suspect: {SCOPE}, "
        + AFTER % "was approved as version 1.1 on 2026-10-11"
    )
    assert "`ims review POL-0001`" in found.raise_by


def test_it_is_a_warning_and_something_to_look_at(office):
    next_scope(office)
    repository = loaded(office)
    (finding,) = check(repository, Selection(select=("APR007",))).findings
    assert (finding.severity, finding.where) == ("warning", (POLICY, LINE, 0))
    assert "`ims diff SCP-0001 1.0 1.1`" in finding.hint
    (duty,) = gather(repository, Changes(), days=30).of(Urgency.LOOK)
    assert (duty.id, duty.day.isoformat(), duty.who) == (
        "POL-0001",
        "2026-10-11",
        "innovation-manager",
    )
    assert duty.command == "ims review POL-0001"


def test_a_submitted_text_waits_for_those_who_may_approve_it(office):
    office.put(SCOPE, scope("1.1", "More.\n"))
    office.says(
        "prepared", "PER-0001", "2026-11-03", document="SCP-0001", text=SCOPE, version="1.1"
    )
    (duty,) = gather(loaded(office), Changes(), days=30).of(Urgency.LOOK)
    assert (duty.kind, duty.id, duty.who, duty.day.isoformat(), duty.command) == (
        "approval", "SCP-0001", "top-management", "2026-11-03", "ims approve SCP-0001",
    )  # fmt: skip
    assert duty.what == (
        "Innovation policy: version 1.1, submitted by Ada Author, can be approved by Ben Boss"
    )
    mine = gather(loaded(office), Changes(), days=30, person="PER-0002")
    assert [one.id for one in mine.of(Urgency.LOOK)] == ["SCP-0001"]
    office.says(
        "approved", "PER-0002", "2026-11-04", document="SCP-0001", text=SCOPE, version="1.1"
    )
    found = gather(loaded(office), Changes(), days=30).of(Urgency.LOOK)
    assert [one.kind for one in found] == ["suspect"]


def test_a_register_that_only_its_writer_could_approve_says_so(office):
    path = "docs/registers/people.yaml"
    office.says("prepared", "PER-0002", "2026-11-03", document="people", text=path, version="1")
    (duty,) = gather(loaded(office), Changes(), days=30).of(Urgency.LOOK)
    assert duty.what == (
        "People: the next edition, submitted by Ben Boss, can be approved by nobody yet: "
        "no other person holds the role top-management"
    )


def known(office, path=POLICY):
    """What a person who approves now would sign about the clauses."""
    repository = loaded(office)
    texts = (*repository.documents, *repository.registers)
    text = next(one for one in texts if one.path == path)
    return described(repository.standards, repository.types[text.type])


def anew(office, clauses):
    """The next version of the policy, approved by somebody who knew this of the clauses."""
    office.put(POLICY, TEXT.replace('"1.0"', '"1.1"'))
    office.says("prepared", "PER-0001", "2026-10-05", version="1.1")
    office.says("approved", "PER-0002", "2026-10-06", version="1.1", clauses=clauses)


def reworded(monkeypatch, **change):
    """Another version of ims, which describes clause 5.2 of ISO 56001 otherwise."""
    real = standards.shipped

    def shipped():
        packs, crosswalks = real()
        pack = packs["iso56001"]
        texts = [
            replace(one, **change) if str(one.clause) == "5.2" else one for one in pack.clauses
        ]
        return {**packs, "iso56001": replace(pack, clauses=tuple(texts))}, crosswalks

    monkeypatch.setattr(standards, "shipped", shipped)


def test_a_clause_that_is_described_anew_is_a_reason_until_the_next_review(office, monkeypatch):
    anew(office, known(office))
    assert doubts(office) == []
    reworded(monkeypatch, summary="Something else is asked for.")
    told = "which this text serves, was described anew, after this text was approved on 2026-10-06"
    assert doubts(office) == [
        ("clause 5.2 (Innovation policy) of ISO 56001:2024", told, "ims explain iso56001:5.2")
    ]
    (finding,) = check(loaded(office), Selection(select=("APR007",))).findings
    assert finding.where == (POLICY, 3, 0)
    office.says(
        "reviewed", "PER-0002", "2026-10-20", version="1.1", clauses=known(office),
        reason="still valid because it says that already",
    )  # fmt: skip
    assert doubts(office) == []


@pytest.mark.parametrize(
    "change",
    [{"questions": ("Is it so?",)}, {"evidence": ("Anything",)}, {"basis": ()}],
)
def test_help_with_a_clause_is_no_part_of_what_it_asks(office, monkeypatch, change):
    anew(office, known(office))
    reworded(monkeypatch, **change)
    assert doubts(office) == []


@pytest.mark.parametrize("change", [{"title": "Other"}, {"modality": "should"}])
def test_its_title_and_how_binding_it_is_are(office, monkeypatch, change):
    anew(office, known(office))
    reworded(monkeypatch, **change)
    assert len(doubts(office)) == 1


def test_an_approval_that_does_not_say_what_was_known_is_not_suspect(office, monkeypatch):
    reworded(monkeypatch, summary="Something else is asked for.")
    assert doubts(office) == []


def test_a_clause_or_a_standard_that_is_gone_is_a_reason(office):
    digest = "=0123456789abcdef"
    anew(office, (f"iso56001:5.9{digest}", f"iso99999:1.1{digest}", f"iso56001:.{digest}"))
    assert [(what, command) for what, _, command in doubts(office)] == [
        ("clause 5.9 of ISO 56001:2024", "ims explain iso56001"),
        ("the standard iso99999", "ims explain"),
        ("clause . of ISO 56001:2024", "ims explain iso56001"),
    ]


def test_a_register_rests_on_its_clauses_too(office):
    text = (office.root / ROLES).read_text()
    office.put(ROLES, text.replace("decides: []", "decides: [Small things]"))
    office.says("prepared", "PER-0001", "2026-10-05", document="roles", text=ROLES, version="2")
    office.says(
        "approved", "PER-0002", "2026-10-06", document="roles", text=ROLES, version="2",
        clauses=("iso56001:5.5=0123456789abcdef",),
    )  # fmt: skip
    repository = loaded(office)
    (doubt,) = suspects(repository).of(repository.register("roles"))
    assert doubt.reason.startswith("clause 5.5 (Roles, responsibilities and authorities) of ISO")
