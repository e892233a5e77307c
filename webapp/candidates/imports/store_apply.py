"""Taking rows of a spreadsheet into the register: whom it knows by then, and the writing itself."""

from collections.abc import Iterable
from datetime import date

from webapp.candidates.candidate_row import KnownPerson
from webapp.candidates.duplicates import duplicate, nearby
from webapp.candidates.duplicates.duplicate import Double
from webapp.candidates.groups import store as store_groups
from webapp.candidates.imports.row import Row
from webapp.candidates.imports.row_outcome import Verdict
from webapp.candidates.record import changes as change
from webapp.candidates.record import former_name, store, store_changes
from webapp.candidates.record.candidate import Candidate
from webapp.database.connection import Db, transaction
from webapp.database.rows import list_values

_UNIQUE = ("uci", "uln", "ocr_number")


class Register:
    """The file's people as they will be after the sheet's earlier rows; see verdict.Known.

    When those rows are written as they come, the file itself knows them.
    """

    def __init__(self, db: Db, writes: bool) -> None:
        self.db, self.writes = db, writes
        self._changed: dict[int, KnownPerson] = {}
        self._by_birth = nearby.ByBirth()
        self._crowded: Candidate | None = None
        self._by_number: dict[tuple[str, str], int] = {}
        self._joined: dict[int, set[str]] = {}
        self._ids: dict[int, int] = {}
        self._rows: dict[int, int] = {}
        self._open: dict[tuple[str, str], int] = {}

    def one(self, candidate_id: int) -> KnownPerson | None:
        candidate_id = self._ids.get(candidate_id, candidate_id)
        return self._changed.get(candidate_id) or store.one(self.db, candidate_id)

    def doubles(self, new: Candidate) -> list[Double]:
        compared = store.compared(self.db, new)
        is_cut = compared.is_cut
        doubles = store.doubles_among(self.db, new, compared.people)
        found = {double.person.candidate_id: double for double in doubles}
        near = {one for one in found if one in self._changed}
        for day in nearby.days(new.born_on):
            earlier = self._by_birth.near(day, new.surname, new.forenames)
            near |= {person.candidate_id for person in earlier.people}
            is_cut = is_cut or earlier.is_cut
        near |= {self._by_number.get((key, getattr(new, key)), 0) for key in _UNIQUE} - {0}
        self._crowded = new if is_cut else None
        for one in near:
            found.pop(one, None)
            if kind := duplicate.kind(new, self._changed[one]):
                found[one] = Double(self._changed[one], kind)
        return sorted(found.values(), key=lambda double: duplicate.KINDS.index(double.kind))

    def is_crowded(self, new: Candidate) -> bool:
        """Of the candidate whose doubles were looked for last; of anybody else it is not known."""
        return self._crowded is new

    def is_free(self, key: str, number: str) -> bool:
        if (key, number) in self._by_number:
            return False
        held = f"select 1 from candidates where {key} = ?"
        return not self.db.execute(held, [number]).fetchone()

    def number_holder(self, candidate_number: str) -> KnownPerson | None:
        holder = self._by_number.get(("candidate_number", candidate_number))
        if holder:
            return self._changed[holder]
        row = store.number_holder(self.db, candidate_number)
        now = row and self._changed.get(row.candidate_id, row)
        return now if now and now.candidate_number == candidate_number else None

    def earlier_row(self, candidate_id: int) -> int:
        return self._rows.get(candidate_id, 0)

    def groups(self, candidate_id: int) -> set[str]:
        titles = list_values(
            self.db,
            str,
            "select title from group_members join candidate_groups using (group_id)"
            " where candidate_id = ?",
            [candidate_id],
        )
        return {title.casefold() for title in titles} | self._joined.get(candidate_id, set())

    def open_row(self, new: Candidate) -> int:
        rows = (self._open.get((key, getattr(new, key)), 0) for key in _UNIQUE)
        return next((row_number for row_number in rows if row_number), 0)

    def leave_open(self, row_number: int, row: Row) -> None:
        """Remember the numbers of a row that is not settled."""
        person = row.value or row.undated
        for key in _UNIQUE if person else ():
            if number := getattr(person, key):
                self._open.setdefault((key, number), row_number)

    def note(self, row_number: int, verdict: Verdict, candidate_id: int = 0) -> None:
        """Count a good row in; candidate_id is the new person's, when the row has been written."""
        assert verdict.new
        one = verdict.candidate_id or candidate_id or -row_number
        self._ids[-row_number] = one
        self._rows.setdefault(one, row_number)
        self._joined.setdefault(one, set()).update(title.casefold() for title in verdict.groups)
        if self.writes:
            return
        now = self.one(one) if one > 0 else None
        person = KnownPerson(
            candidate_id=one,
            **vars(verdict.new),
            archived_at=None,
            merged_into=None,
            former_names=_former_names(now, verdict.new),
            former_names_hidden=now is not None and now.former_names_hidden,
        )
        self._changed[one] = person
        self._by_birth.add(person)
        for key in (*_UNIQUE, "candidate_number"):
            if number := getattr(person, key):
                self._by_number[key, number] = one


def _former_names(now: KnownPerson | None, new: Candidate) -> str:
    """As they will be once the person is as given."""
    if now is None or now.former_names_hidden:
        return ""
    names = former_name.from_json(now.former_names)
    before = former_name.Name(now.surname, now.forenames)
    if before != (new.surname, new.forenames):
        names = [before, *names]
    return former_name.as_json(names)


def write(db: Db, verdict: Verdict, added_on: date, account_id: int | None) -> int:
    """Do what a good verdict says, but for the groups; give the person's id. Raises store.Taken."""
    with transaction(db):
        if verdict.outcome == "add":
            return store.add(db, verdict.person, added_on, account_id)
        if verdict.changes:
            store_changes.change(db, verdict.candidate_id, verdict.person, account_id)
        # Only now, because the number they had may be somebody else's by now.
        if change.ARCHIVED in verdict.changes:
            store_changes.bring_back(db, verdict.candidate_id, account_id)
    return verdict.candidate_id


def join(db: Db, joining: Iterable[tuple[int, str]], today: date) -> None:
    """Put people into groups, (candidate_id, title); a group that is not there is made."""
    with transaction(db):
        known = {group.title.casefold(): group.group_id for group in store_groups.groups(db)}
        members: dict[int, list[int]] = {}
        for candidate_id, title in joining:
            if title.casefold() not in known:
                known[title.casefold()] = store_groups.add_untaken(db, title, today)
            members.setdefault(known[title.casefold()], []).append(candidate_id)
        for group_id, candidate_ids in members.items():
            store_groups.add_members(db, group_id, candidate_ids)
