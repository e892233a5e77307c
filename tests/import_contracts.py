"""A contract for import-linter: the language of a module says what it may import.

In a room, pages*.py speak HTTP, store*.py speak SQL, and everything else is plain Python.
"""

import re

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

HTTP = {"litestar"}
SQL = {"sqlite3", "sqlite_utils"}
PAGES = re.compile(r"pages(_\w+)?|guard")
STORE = re.compile(r"store(_\w+)?")
# Pages take the type of a connection from it, and hand the connection to a store.
DATABASE = "webapp.db"


class LanguagesContract(Contract):
    """Pages import stores and trade, stores import trade, and trade imports neither."""

    rooms = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        broken = [
            f"{importer} may not import {imported}"
            for importer in sorted(graph.modules)
            if (language := self._language(importer))
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if not self._may_import(language, importer, imported)
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for sentence in check.metadata["broken"]:
            output.print_error(sentence, bold=False)

    def _language(self, module: str) -> str:
        """Return pages, store or trade for a module of a room, else an empty text."""
        parts = module.split(".")
        if len(parts) < 3 or parts[1] not in self.rooms:
            return ""
        if PAGES.fullmatch(parts[-1]):
            return "pages"
        return "store" if STORE.fullmatch(parts[-1]) else "trade"

    def _may_import(self, language: str, importer: str, imported: str) -> bool:
        package = imported.partition(".")[0]
        theirs = self._language(imported)
        if language == "pages":
            same_room = importer.split(".")[:2] == imported.split(".")[:2]
            return package not in SQL and (theirs != "pages" or same_room)
        if language == "store":
            return package not in HTTP and theirs != "pages"
        return package not in HTTP | SQL and imported != DATABASE and theirs in ("", "trade")
