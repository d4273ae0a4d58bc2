"""What the people of the example organisation submitted, approved, reviewed and fixed, signed anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from ims_docs.adapters.git import History
from ims_docs.adapters.git.commits import count
from ims_docs.adapters.git.digests import files_of
from ims_docs.domain.approval_state import described
from ims_docs.errors import TemplateError
from ims_docs.formats import frontmatter, signatures
from ims_docs.formats.signatures.example import ExampleKey
from ims_docs.model.approval import NO_PREVIOUS, Meaning, Statement, digest
from ims_docs.model.baseline import Baseline
from ims_docs.model.trust import LIST
from ims_docs.model.type import Kind, Type
from ims_docs.services.loading.standards import shipped

_HEAD = """\
# Who may sign approvals in this example. The keys are made from the ids of the people, by
# anybody who runs `ims demo`: they show how it works, and prove nothing.
"""


class DemoSigning:
    """Signs into one repository while it grows."""

    def __init__(self, root: Path, types: Mapping[str, Type]) -> None:
        self._root = root
        self._types = types
        self._standards, _ = shipped()
        self._last: dict[str, str] = {}
        self._versions: dict[str, str] = {}
        self._last_baseline = NO_PREVIOUS

    def list_signers(self, people: Mapping[str, str], when: datetime) -> None:
        """Write the list of those who may sign: id to name."""
        lines = [
            signatures.line_for(person, ExampleKey(person).public, when, f"{name}, example key")
            for person, name in people.items()
        ]
        self._write(LIST, _HEAD + "".join(lines))

    def say(
        self, meaning: Meaning, type_name: str, person: str, when: datetime, reason: str = ""
    ) -> None:
        """One person signs a statement about the document or register of a type."""
        type_ = self._types[type_name]
        path = self._root / type_.path("")
        if not path.is_file():
            raise TemplateError(
                f"history.yaml: there is no {type_name} to sign",
                hint="This is a fault in ims-docs; please report it.",
            )
        data = path.read_bytes()
        name, version = self._bound(type_, data, meaning)
        statement = Statement(
            document=name,
            version=version,
            digest=digest(name, version, data),
            meaning=meaning,
            signer=person,
            signed_at=when,
            previous=self._last.get(name, NO_PREVIOUS),
            reason=reason,
            clauses=described(self._standards, type_) if meaning.looks else (),
        )
        self._last[name] = statement.sha256
        file = self._free_name(f"{statement.folder}/{statement.stem}")
        self._write(file, statement.text)
        signature = ExampleKey(person).sign(statement.text.encode(), signatures.STATEMENTS)
        self._write(f"{file}.sig", signature)

    def fix(self, name: str, history: History, person: str, when: datetime) -> Baseline:
        """One person signs a baseline of the last commit."""
        commit = history.head()
        made = Baseline(
            name=name,
            commit=commit,
            commits=count(history, commit),
            previous=self._last_baseline,
            made_by=person,
            made_at=when,
            files=files_of(history, commit),
        )
        self._last_baseline = made.sha256
        self._write(made.path, made.text)
        signature = ExampleKey(person).sign(made.text.encode(), signatures.BASELINES)
        self._write(f"{made.path}.sig", signature)
        return made

    def _bound(self, type_: Type, data: bytes, meaning: Meaning) -> tuple[str, str]:
        """What a statement is bound to: a document's id and version, a register's name and number."""
        if type_.kind is Kind.REGISTER:
            number = int(self._versions.get(type_.name, "0")) + (meaning is Meaning.PREPARED)
            self._versions[type_.name] = str(number)
            return type_.name, str(number)
        values = frontmatter.read_page(data).values
        return str(values["id"]), str(values["version"])

    def _free_name(self, stem: str) -> str:
        """Somebody may say the same again later."""
        names = (f"{stem}.txt", *(f"{stem}-{number}.txt" for number in range(2, 10)))
        return next(name for name in names if not (self._root / name).exists())

    def _write(self, path: str, text: str) -> None:
        target = self._root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
