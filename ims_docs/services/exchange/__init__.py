"""Getting what others sent, sending what was saved here, and the shared place between them."""

from __future__ import annotations

from ims_docs.services.exchange.clash import Choice, Clash, UndecidedError
from ims_docs.services.exchange.get import Got, get
from ims_docs.services.exchange.send import Sent, send
from ims_docs.services.exchange.share import Shared, share

__all__ = [
    "Choice", "Clash", "Got", "Sent", "Shared", "UndecidedError", "get", "send", "share",
]  # fmt: skip
