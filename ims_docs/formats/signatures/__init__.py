"""SSH signatures and lists of signers: read and judged. The only importer of cryptography."""

from ims_docs.formats.signatures.allowed_signers import closed, line_for, read_list
from ims_docs.formats.signatures.judging import judge, root_of
from ims_docs.formats.signatures.keys import KeyFormError, PublicKey
from ims_docs.formats.signatures.namespaces import BASELINES, STATEMENTS, TRUST_LIST

__all__ = [
    "BASELINES",
    "STATEMENTS",
    "TRUST_LIST",
    "KeyFormError",
    "PublicKey",
    "closed",
    "judge",
    "line_for",
    "read_list",
    "root_of",
]
