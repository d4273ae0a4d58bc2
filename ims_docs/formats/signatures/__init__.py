"""SSH signatures and lists of signers: read and judged. The only importer of cryptography."""

from ims_docs.formats.signatures.allowed_signers import closed, line_for, read_list
from ims_docs.formats.signatures.enrolment import (
    Assertion,
    EnrolledKey,
    Registration,
    challenge_of,
    enrolled,
    signature_of,
)
from ims_docs.formats.signatures.judging import judge, root_of
from ims_docs.formats.signatures.keys import PublicKey
from ims_docs.formats.signatures.kinds import KeyFormError
from ims_docs.formats.signatures.namespaces import BASELINES, STATEMENTS, TRUST_LIST
from ims_docs.formats.signatures.passkeys import is_origin, listed_passkey
from ims_docs.formats.signatures.webauthn import MisuseError, host_of, url_text

__all__ = [
    "BASELINES",
    "STATEMENTS",
    "TRUST_LIST",
    "Assertion",
    "EnrolledKey",
    "KeyFormError",
    "MisuseError",
    "PublicKey",
    "Registration",
    "challenge_of",
    "closed",
    "enrolled",
    "host_of",
    "is_origin",
    "judge",
    "line_for",
    "listed_passkey",
    "read_list",
    "root_of",
    "signature_of",
    "url_text",
]
