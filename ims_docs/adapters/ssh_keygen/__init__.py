"""Making keys and signatures with ssh-keygen, so that agents and hardware keys work too."""

from ims_docs.adapters.ssh_keygen.agent import LockedError, needs_passphrase, unlocked
from ims_docs.adapters.ssh_keygen.keys import new_key, read_listed, read_public, sign

__all__ = [
    "LockedError",
    "needs_passphrase",
    "new_key",
    "read_listed",
    "read_public",
    "sign",
    "unlocked",
]
