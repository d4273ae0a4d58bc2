"""Working out what pages will ask for, while nobody asks: right after something changed."""

from __future__ import annotations

import gc
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

from ims_docs.adapters.git.begun import clear
from ims_docs.desk.addresses import READS, WRITES
from ims_docs.desk.office import Office, Sight
from ims_docs.domain.coverage import cover
from ims_docs.errors import ImsDocsError

_SELDOM = (50_000, 20, 100)
"""How often Python looks for what nobody needs any more. It walks through everything that was read
of ten thousand texts for that, and stops the desk for half a second; so what was read is left out."""
_BREATH = 0.5
"""Seconds for the page that somebody waits for now, before the next ones are thought of."""


@dataclass
class Ahead:
    """A second pair of hands at a desk. It answers nobody, and what it does is done again when it fails."""

    office: Office
    _opened: threading.Event = field(default_factory=threading.Event, init=False)
    _changed: threading.Event = field(default_factory=threading.Event, init=False)

    def begin(self) -> None:
        """Read the repository, and from then on work ahead whenever it was read anew."""
        self.office.told = self._told
        self.office.opened = self._opened
        threading.Thread(target=self._work, name="ahead", daemon=True).start()

    def _told(self) -> None:
        gc.freeze()
        gc.set_threshold(*_SELDOM)
        self._changed.set()

    def _work(self) -> None:
        try:
            with suppress(ImsDocsError, OSError):  # the page that asks will say it
                clear(self.office.workspace.history)
                _first(self.office.look())
        finally:
            self._opened.set()
        time.sleep(_BREATH)
        for room in (*READS.values(), *WRITES.values()):
            room.handler()
        while True:
            self._changed.wait()
            time.sleep(_BREATH)
            self._changed.clear()
            if sight := self.office.last:
                with suppress(ImsDocsError, OSError):
                    _first(sight)
                    _ = sight.titles, sight.report


def _first(sight: Sight) -> None:
    """What Today asks for."""
    _ = sight.unsaved, sight.duties
    repository = sight.repository
    if standard := repository.standards.get(repository.settings.leading):
        cover(repository, standard)
