"""Submitting, approving, reviewing and withdrawing a text; keeping the list of signers."""

from ims_docs.approving.desk import Desk, Said
from ims_docs.approving.past import Before, look_back
from ims_docs.approving.permission import Signer
from ims_docs.approving.signers import Signers

__all__ = ["Before", "Desk", "Said", "Signer", "Signers", "look_back"]
