"""Working out what pages will ask for, while nobody asks: right after something changed."""

from __future__ import annotations

import gc
import threading
from contextlib import suppress
from dataclasses import dataclass, field

from ims_docs.adapters.git.begun import clear
from ims_docs.desk.office import Office, Sight
from ims_docs.domain.coverage import cover
from ims_docs.errors import ImsDocsError

_SELDOM = (50_000, 20, 100)
"""How often Python looks for what nobody needs any more. It walks through everything that was read
of ten thousand texts for that, and stops the desk for half a second; so what was read is left out."""


@dataclass
class Ahead:
    """A second pair of hands at a desk. It answers nobody, and what it does is done again when it fails."""

    office: Office
    _opened: threading.Event = field(default_factory=threading.Event, init=False)
    _changed: threading.Event = field(default_factory=threading.Event, init=False)

    def begin(self) -> None:
        """Read the repository, and from then on work ahead whenever it was read anew."""
        gc.set_threshold(*_SELDOM)
        self.office.told = self._told
        self.office.opened = self._opened
        threading.Thread(target=self._work, name="ahead", daemon=True).start()

    def _told(self) -> None:
        gc.freeze()
        self._changed.set()

    def _work(self) -> None:
        with suppress(ImsDocsError, OSError):  # the page that asks will say it
            clear(self.office.workspace.history)
            self.office.look()
        self._opened.set()
        while True:
            self._changed.wait()
            self._changed.clear()
            if sight := self.office.last:
                with suppress(ImsDocsError, OSError):
                    self._work_out(sight)

    @staticmethod
    def _work_out(sight: Sight) -> None:
        _ = sight.titles, sight.unsaved, sight.duties, sight.report
        repository = sight.repository
        if standard := repository.standards.get(repository.settings.leading):
            cover(repository, standard)
