"""Saying when files of a repository are saved. The only importer of watchdog."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from ims_docs.model.tree_entry import FOLDERS, ROOT_FILES

QUIET = 0.2
"""Seconds without another change after which the saving of several files counts as over."""

_WRITES = ("created", "modified", "moved", "deleted")
"""Not `opened` and `closed`: looking at files must not count as changing them."""


def saves(root: Path) -> Iterator[None]:
    """Once at first, then again each time something that matters was saved; until interrupted."""
    queue: SimpleQueue[None] = SimpleQueue()
    observer = Observer()
    handler = _Handler(root, queue)
    observer.schedule(handler, str(root))
    watched: set[str] = set()
    observer.start()
    try:
        while True:
            for name in FOLDERS:
                if name not in watched and (root / name).is_dir():
                    observer.schedule(handler, str(root / name), recursive=True)
                    watched.add(name)
            watched = {name for name in watched if (root / name).is_dir()}
            yield
            queue.get()
            _drain(queue)
    finally:
        observer.stop()
        observer.join()


def _drain(queue: SimpleQueue[None]) -> None:
    try:
        while True:
            queue.get(timeout=QUIET)
    except Empty:
        return


class _Handler(FileSystemEventHandler):
    def __init__(self, root: Path, queue: SimpleQueue[None]) -> None:
        self._root = root
        self._queue = queue

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Tell of a write to something that is looked at; the folder as such says nothing new."""
        if event.event_type not in _WRITES:
            return
        if event.is_directory and event.event_type == "modified":
            return
        if any(map(self._matters, (event.src_path, event.dest_path))):
            self._queue.put(None)

    def _matters(self, path: str | bytes) -> bool:
        text = path.decode("utf-8", "surrogateescape") if isinstance(path, bytes) else path
        if not text or not Path(text).is_relative_to(self._root):
            return False
        first = Path(text).relative_to(self._root).parts[:1]
        return first != () and first[0] in (*FOLDERS, *ROOT_FILES)
