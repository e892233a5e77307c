"""Names that somebody had before: before a change of name, and those of records merged into
theirs.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from webapp.candidates.record import name


class Name(NamedTuple):
    """As it was written; one of the two may be blank."""

    surname: str
    forenames: str


class NameRecord(NamedTuple):
    """A record of the register: its name now, what it was merged into, and whether its former names
    are hidden.
    """

    surname: str
    forenames: str
    merged_into: int | None
    hidden: bool


class NameChange(NamedTuple):
    """A change of surname or forenames; all those of one moment belong together."""

    changed_at: str
    field: str
    before: str


def list_merged_ids(records: Mapping[int, NameRecord]) -> dict[int, list[int]]:
    """Return whose records were merged into whose: candidate_id → candidate_ids, in their order."""
    merged_ids: dict[int, list[int]] = {}
    for candidate_id, record in records.items():
        if record.merged_into is not None:
            merged_ids.setdefault(record.merged_into, []).append(candidate_id)
    return merged_ids


def find(
    candidate_id: int,
    records: Mapping[int, NameRecord],
    changes: Mapping[int, Sequence[NameChange]],
    merged_ids: Mapping[int, Sequence[int]],
) -> list[Name]:
    """Return somebody's former names, the latest first, each once and without the present one.

    records: by candidate_id, at least the person's and all that were merged into it; changes: by
    candidate_id, the latest first; merged_ids: those of list_merged_ids. What a merged record hides
    stays hidden.
    """
    present = Name(*records[candidate_id][:2])
    found: dict[str, Name] = {}
    for one in _all_of(candidate_id, records, changes, merged_ids):
        found.setdefault(_key(one), one)
    found.pop(_key(present), None)
    found.pop("", None)
    return list(found.values())


def _all_of(
    candidate_id: int,
    records: Mapping[int, NameRecord],
    changes: Mapping[int, Sequence[NameChange]],
    merged_ids: Mapping[int, Sequence[int]],
) -> Iterable[Name]:
    yield from _earlier(Name(*records[candidate_id][:2]), changes.get(candidate_id, ()))
    for other_id in merged_ids.get(candidate_id, ()):
        other = records[other_id]
        yield Name(*other[:2])
        if not other.hidden:
            yield from _all_of(other_id, records, changes, merged_ids)


def _earlier(present: Name, changes: Sequence[NameChange]) -> Iterable[Name]:
    """The names before each change, going back from the present one."""
    now = present
    for place, change in enumerate(changes):
        now = now._replace(**{change.field: change.before})
        if place + 1 == len(changes) or changes[place + 1].changed_at != change.changed_at:
            yield now


def _key(one: Name) -> str:
    return name.unspaced(f"{one.forenames} {one.surname}")


def as_json(names: Sequence[Name]) -> str:
    """Former names as the file keeps them, "" for none."""
    return json.dumps(names, ensure_ascii=False) if names else ""


def from_json(text: str) -> list[Name]:
    return [Name(*one) for one in json.loads(text)] if text else []


def search_text(names: Sequence[Name]) -> str:
    """The folded words that a search looks through, no word twice."""
    texts = (name.search_text(*one) for one in names)
    return " ".join(dict.fromkeys(word for text in texts for word in text.split()))


def formerly(forenames: str, former_names: str, words: Sequence[str] | None = None) -> str:
    """Such as "formerly Smith", "" for nobody with former names.

    Only those that hold one of the folded words, if words are given. Forenames that have stayed are
    left out. former_names are as the file keeps them.
    """
    kept = [
        one
        for one in from_json(former_names)
        if words is None or any(word in name.search_text(*one) for word in words)
    ]
    present = name.fold(forenames)
    texts = [
        one.surname if one.surname and name.fold(one.forenames) == present else name.full(one)
        for one in kept
    ]
    return f"formerly {', '.join(texts)}" if texts else ""
