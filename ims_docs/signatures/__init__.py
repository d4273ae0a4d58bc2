"""SSH signatures: read, verified and made. The only importer of cryptography and user of ssh-keygen."""

from ims_docs.signatures.allowed_signers import closed, line_for, read_list
from ims_docs.signatures.judging import judge, root_of
from ims_docs.signatures.keygen import new_key, read_public, sign
from ims_docs.signatures.keys import KeyFormError, PublicKey
from ims_docs.signatures.namespaces import BASELINES, STATEMENTS, TRUST_LIST

__all__ = [
    "BASELINES",
    "STATEMENTS",
    "TRUST_LIST",
    "KeyFormError",
    "PublicKey",
    "closed",
    "judge",
    "line_for",
    "new_key",
    "read_list",
    "read_public",
    "root_of",
    "sign",
]
