"""Statements and keys in a history: closed, deleted, brought back, and what the list rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from ledgers import commit, history, keeping, touching
from signers import listed

from ims_docs.adapters.git.ledger import Touch
from ims_docs.formats.signatures import STATEMENTS, read_list
from ims_docs.model.approval import Meaning, Statement, StoredStatement
from ims_docs.model.trust import LIST, Trust
from ims_docs.services.verification.keys import Keys
from ims_docs.services.verification.result import Kind, Root
from ims_docs.services.verification.statements import Statements

ADA = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBbKMlBRzS/x4Z2mnkmT3WhiKfCsGTpOTp8kQnPh9J6k"
A, B, C, D = "abcd"
LINE = (commit(A), commit(B, A), commit(C, B), commit(D, C))
PLACE = "approvals/POL-0001/v1.0/approved-PER-0002.txt"
USE = f'namespaces="{STATEMENTS}"'
OPEN = listed("PER-0002", ADA, USE).encode()
CLOSED = listed("PER-0002", ADA, f'{USE},valid-before="20260701000000Z"').encode()
LATER = CLOSED.replace(b"20260701", b"20270701")
PASSED = OPEN.replace(b"PER-0002", b"PER-0003")
EMPTY = b"# nobody\n"
BLOBS = {
    "open": OPEN,
    "passed": PASSED,
    "closed": CLOSED,
    "empty": EMPTY,
    "later": LATER,
    "junk": b"\xff",
}


class Git:
    """The bytes behind the names of a made-up history."""

    def blobs(self, names):
        return iter([BLOBS.get(one) for one in names])

    def run(self, *_arguments, **_options):
        """Every two lines parted at the first commit."""
        return A.encode()


def statement():
    return Statement(
        document="POL-0001",
        version="1.0",
        digest="sha256:" + "0" * 64,
        meaning=Meaning.APPROVED,
        signer="PER-0002",
        signed_at=datetime(2026, 6, 1, tzinfo=UTC),
        previous="none",
    )


def trusting(data):
    return Trust(keys=read_list(data)[0], is_kept=True)


def signed(data=CLOSED, **more):
    """A repository with one statement by the key of that list."""
    trust = trusting(data)
    stored = StoredStatement(PLACE, statement(), key=trust.keys[0].fingerprint, **more)
    return keeping(trust=trust, stored_statements={"POL-0001": (stored,)})


def statements(ledger, repository=None):
    keys = Keys(history=Git(), ledger=ledger)
    return Statements(ledger=ledger, repository=repository or keeping(), keys=keys)


def controls(touches, line=LINE):
    found = statements(history(*line, touches=touches)).irregularities(Root())
    return [(one.commit, one.message) for one in found if one.kind is Kind.CONTROLS]


def told(touches, repository=None, *, line=LINE, root=None):
    found = statements(history(*line, touches=touches), repository)
    return [
        (one.commit, one.where.path, one.message)
        for one in found.irregularities(root or Root())
        if not one.code and one.kind is Kind.INTEGRITY
    ]


# The root key


@pytest.mark.parametrize(
    ("found", "pinned", "message"),
    [
        ("", "", ""),
        ("SHA256:a", "", ""),
        ("SHA256:a", "SHA256:a", ""),
        ("SHA256:a", "SHA256:b", "The root key is SHA256:a"),
        ("", "SHA256:b", "No root key signed it"),
    ],
)
def test_the_root_key_is_told_where_it_is_not_the_one_on_paper(found, pinned, message):
    expected = f"The list of signers does not rest on the root key that you named. {message}"
    assert told({}, root=Root(found, pinned)) == ([("", LIST, expected)] if message else [])
    assert Root(found, pinned).is_pinned is bool(pinned and not message)


# A key that was closed


def closing(at, came_in):
    """The list closed at one commit, and the statement saved at another."""
    touches = {A: [Touch(LIST, "", "open")], at: [], came_in: []}
    touches[at].append(Touch(LIST, "open", "closed"))
    touches[came_in].append(Touch(PLACE, "", "1"))
    return {name: touching(*some) for name, some in touches.items()}


@pytest.mark.parametrize(("came_in", "is_told"), [(B, False), (C, False), (D, True)])
def test_a_statement_is_told_that_came_in_after_the_commit_that_closed_its_key(came_in, is_told):
    message = (
        "The key of PER-0002 was closed when this came in; that it is older "
        "(2026-06-01, claimed) cannot be shown"
    )
    expected = [(D, PLACE, message)] if is_told else []
    assert told(closing(C, came_in), signed()) == expected


def test_a_key_stays_closed_whatever_the_list_says_in_the_end():
    ((commit_, place, _),) = told(closing(B, D), signed(OPEN))
    assert (commit_, place) == (D, PLACE)


def test_a_key_that_is_opened_again_is_told_whatever_lay_between():
    for between in ("empty", "", "junk"):
        touches = {
            A: touching(Touch(LIST, "", "closed")),
            B: touching(Touch(LIST, "closed", between)),
            C: touching(Touch(LIST, between, "open")),
        }
        assert [one[2][-41:] for one in told(touches)][1:] == [
            f"was closed on 2026-07-01 in {A}, and was opened again"[-41:]
        ], between
    touches = {A: touching(Touch(LIST, "", "closed")), B: touching(Touch(LIST, "closed", "later"))}
    assert [one[0] for one in told(touches)] == [B]


def test_what_the_list_says_otherwise_is_a_control_that_changed():
    touches = {A: touching(Touch(LIST, "", "open")), B: touching(Touch(LIST, "open", "closed"))}
    fingerprint = trusting(OPEN).keys[0].fingerprint
    assert controls(touches) == [
        (B, f"End of the key {fingerprint} of PER-0002: none → 2026-07-01 00:00 UTC")
    ]
    touches = {A: touching(Touch(LIST, "", "empty")), C: touching(Touch(LIST, "empty", "open"))}
    assert controls(touches) == [(C, f"signers: a key of PER-0002: nothing → {fingerprint}")]


def test_a_merge_of_two_lists_changes_no_control_and_opens_no_key():
    line = (commit(A), commit(B, A), commit(C, A), commit(D, B, C))
    touches = {
        A: touching(Touch(LIST, "", "open")),
        B: touching(Touch(LIST, "open", "closed")),
        D: ((), (Touch(LIST, "open", "closed"),)),
    }
    assert [one[0] for one in controls(touches, line)] == [B]
    assert told(touches, line=line) == []
    touches[D] = ((Touch(LIST, "closed", "open"),), ())
    assert [one[0] for one in told(touches, line=line)] == [D]


def test_the_first_closing_counts_and_not_a_later_one():
    touches = closing(B, C)
    touches[D] = touching(Touch(LIST, "closed", "closed"))
    assert [one[:2] for one in told(touches, signed())] == [(C, PLACE)]


def test_closing_on_another_line_does_not_reach_what_came_in_beside_it():
    line = (commit(A), commit(B, A), commit(C, A), commit(D, B, C))
    touches = {
        A: touching(Touch(LIST, "", "open")),
        B: touching(Touch(LIST, "open", "closed")),
        C: touching(Touch(PLACE, "", "1")),
        D: ((Touch(PLACE, "", "1"),), (Touch(LIST, "open", "closed"),)),
    }
    assert told(touches, signed(), line=line) == []


def test_a_statement_that_is_refused_anyway_is_not_told_twice():
    assert told(closing(B, D), signed(refused="It is not signed", hint="Sign it.")) == []


def test_a_statement_by_another_key_is_left_alone():
    repository = signed()
    (stored,) = repository.stored_statements["POL-0001"]
    other = replace(
        repository, stored_statements={"POL-0001": (stored._replace(key="SHA256:other"),)}
    )
    assert told(closing(B, D), other) == []


# A key that was deleted


def test_a_line_that_was_deleted_is_told_with_its_return():
    fingerprint = trusting(OPEN).keys[0].fingerprint
    touches = {A: touching(Touch(LIST, "", "open")), B: touching(Touch(LIST, "open", "empty"))}
    message = f"The key {fingerprint} of PER-0002 was deleted from the list of signers"
    assert told(touches) == [(B, LIST, message)]
    ledger = history(*LINE, touches={**touches, D: touching(Touch(LIST, "empty", "open"))})
    (one,) = [
        one for one in statements(ledger).irregularities(Root()) if one.kind is Kind.INTEGRITY
    ]
    assert one.repaired == D


def test_a_key_that_is_passed_on_to_somebody_else_is_told():
    fingerprint = trusting(OPEN).keys[0].fingerprint
    touches = {A: touching(Touch(LIST, "", "open")), B: touching(Touch(LIST, "open", "passed"))}
    message = f"The key {fingerprint} was passed from PER-0002 to PER-0003"
    assert told(touches) == [(B, LIST, message)]


def test_the_whole_list_gone_is_every_key_gone():
    touches = {A: touching(Touch(LIST, "", "open")), B: touching(Touch(LIST, "open", ""))}
    assert [one[:2] for one in told(touches)] == [(B, LIST)]


@pytest.mark.parametrize(("before", "after"), [("open", "closed"), ("empty", "open")])
def test_closing_or_adding_a_key_deletes_none(before, after):
    touches = {A: touching(Touch(LIST, "", before)), B: touching(Touch(LIST, before, after))}
    assert told(touches) == []


# A statement that was taken away


@pytest.mark.parametrize(("ending", "what"), [("", "statement"), (".sig", "signature")])
@pytest.mark.parametrize(("after", "deed"), [("", "deleted"), ("2", "changed")])
def test_what_was_signed_is_told_when_it_goes_or_changes(ending, what, after, deed):
    path = f"{PLACE}{ending}"
    touches = {A: touching(Touch(path, "", "1")), B: touching(Touch(path, "1", after))}
    assert told(touches) == [(B, path, f"The {what} was {deed}")]


def test_a_merge_that_takes_a_statement_of_one_side_is_told():
    line = (commit(A), commit(B, A), commit(C, A), commit(D, B, C))
    touches = {C: touching(Touch(PLACE, "", "1")), D: ((), (Touch(PLACE, "1", ""),))}
    assert told(touches, line=line) == [(D, PLACE, "The statement was deleted")]


def test_other_files_near_approvals_may_change():
    touches = {
        A: touching(Touch("approvals/README.md", "1", "2"), Touch("docs/approvals/a.txt", "1", ""))
    }
    assert told(touches) == []
