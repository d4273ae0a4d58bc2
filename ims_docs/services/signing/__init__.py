"""Submitting, approving, reviewing and withdrawing a text; keeping the list of signers."""

from ims_docs.services.signing.drafting import Act
from ims_docs.services.signing.earlier import Before, since_approval
from ims_docs.services.signing.key_list import Signers
from ims_docs.services.signing.opening import (
    KEY,
    find_signer,
    find_subject,
    key_file,
    open_session,
    open_sessions,
    open_waiting,
    unsigned,
    waiting_for,
)
from ims_docs.services.signing.passkey_enrolment import (
    BegunEnrolment,
    begin_enrolment,
    finish_enrolment,
)
from ims_docs.services.signing.passkey_signing import (
    BegunSigning,
    Outcome,
    ToSign,
    begin_approval,
    begin_signing,
    finish_signing,
)
from ims_docs.services.signing.permission import Signer
from ims_docs.services.signing.session import SigningSession, SignResult

__all__ = [
    "KEY",
    "Act",
    "Before",
    "BegunEnrolment",
    "BegunSigning",
    "Outcome",
    "SignResult",
    "Signer",
    "Signers",
    "SigningSession",
    "ToSign",
    "begin_approval",
    "begin_enrolment",
    "begin_signing",
    "find_signer",
    "find_subject",
    "finish_enrolment",
    "finish_signing",
    "key_file",
    "open_session",
    "open_sessions",
    "open_waiting",
    "since_approval",
    "unsigned",
    "waiting_for",
]
