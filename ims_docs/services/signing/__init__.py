"""Submitting, approving, reviewing and withdrawing a text; keeping the list of signers."""

from ims_docs.services.signing.earlier import Before, since_approval
from ims_docs.services.signing.key_list import Signers
from ims_docs.services.signing.permission import Signer
from ims_docs.services.signing.session import SigningSession, SignResult

__all__ = ["Before", "SignResult", "Signer", "Signers", "SigningSession", "since_approval"]
