"""What content is judged by: settings, types and standards, the organisation's own beside ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ims_docs.adapters import resources
from ims_docs.formats import settings
from ims_docs.formats.frontmatter import MalformedError, decode
from ims_docs.formats.schemas import KEYS_FILE, Schemas
from ims_docs.model.content import Content
from ims_docs.model.defect import Defect, DefectKind
from ims_docs.model.standard import Crosswalk, Standard
from ims_docs.services.loading import standards
from ims_docs.services.loading.content import load_keys
from ims_docs.services.loading.reading import Reader
from ims_docs.services.loading.shared import Memory


@dataclass
class Ruleset:
    """Reads it from files that are known by path; what is wrong with it is added to the defects."""

    configuration: Mapping[str, bytes]
    memory: Memory
    defects: list[Defect]
    packs: dict[str, Standard] = field(default_factory=dict)
    crosswalks: list[Crosswalk] = field(default_factory=list)

    def settings(self) -> Content:
        """The keys of ims.yml; none where it cannot be read."""
        if settings.FILE in self.configuration:
            content = load_keys(settings.FILE, self.configuration[settings.FILE])
            if isinstance(content, Content):
                return content
            self.defects.append(content)
        return Content(values={})

    def schemas(self) -> Schemas:
        """The types of the product and those of the organisation."""
        own = list(self._own("schemas/"))
        if not own:
            return self.memory.schemas
        schemas = Schemas(resources.resource("schemas"))
        for path, data in own:
            if path == KEYS_FILE:
                continue
            try:
                problem = schemas.add(path, decode(data))
            except MalformedError as error:
                self._defect(path, error.message, error.hint, error.line, error.column)
                continue
            if problem:
                self._defect(
                    path, problem, "`ims explain` with the name of a type shows one that is right."
                )
        self._take_keys(schemas)
        return schemas

    def _take_keys(self, schemas: Schemas) -> None:
        """The organisation's own keys, once all types are known."""
        if KEYS_FILE not in self.configuration:
            return
        content = load_keys(KEYS_FILE, self.configuration[KEYS_FILE])
        if isinstance(content, Defect):
            self.defects.append(content)
            return
        for one in schemas.add_keys(content):
            self._defect(KEYS_FILE, one.message, one.hint, one.line, one.column)

    def take_standards(self, schemas: Schemas, reader: Reader) -> None:
        """The product's standards and the organisation's own beside them."""
        packs, crosswalks = self.memory.shipped(reader)
        self.packs.update(packs)
        self.crosswalks.extend(crosswalks)
        for path, data in self._own("standards/"):
            content = load_keys(path, data)
            if isinstance(content, Defect):
                self.defects.append(content)
                continue
            schema = "crosswalk" if "maps" in content.values else "standard"
            violations = schemas.judge_by(schema, content.values, content.positions)
            for one in violations:
                self._defect(path, one.message, one.hint, one.line, one.column)
            if not violations:
                value = standards.value(content)
                if isinstance(value, Standard) and value.id in self.packs:
                    message = f"There is a standard {value.id} already; it cannot be replaced"
                    self._defect(path, message, "Give yours an id of its own.")
                elif isinstance(value, Standard):
                    self.packs[value.id] = value
                else:
                    self.crosswalks.append(value)

    def judge_settings(self, schemas: Schemas, config: Content) -> None:
        """What ims.yml says and the product does not understand."""
        if config.positions:
            for one in schemas.judge_by("settings", config.values, config.positions):
                self._defect(settings.FILE, one.message, one.hint, one.line, one.column)

    def _own(self, folder: str) -> Iterator[tuple[str, bytes]]:
        """The organisation's own schemas or standards."""
        for path, data in self.configuration.items():
            if path.startswith(folder) and not path.endswith(".gitattributes"):
                yield path, data

    def _defect(self, path: str, message: str, hint: str, line: int = 0, column: int = 0) -> None:
        self.defects.append(
            Defect(
                kind=DefectKind.SETTINGS,
                path=path,
                line=line,
                column=column,
                message=message,
                hint=hint,
            )
        )
