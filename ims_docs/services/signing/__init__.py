"""Submitting, approving, reviewing and withdrawing a text; keeping the list of signers."""

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
)
from ims_docs.services.signing.permission import Signer
from ims_docs.services.signing.session import SigningSession, SignResult

__all__ = [
    "KEY",
    "Before",
    "SignResult",
    "Signer",
    "Signers",
    "SigningSession",
    "find_signer",
    "find_subject",
    "key_file",
    "open_session",
    "open_sessions",
    "open_waiting",
    "since_approval",
]
