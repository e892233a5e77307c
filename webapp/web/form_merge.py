"""Two people with the same form: what was shown when it was opened travels along with it."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

PREFIX = "opened_"
"""A hidden field of this name, before the field's own, holds what the field was opened with."""


class Merge(NamedTuple):
    """A form after somebody else's changes.

    values: all its fields; those that were left alone hold what the other person made of them.
    opened: field → text, what the form is opened with when it is shown again.
    taken_over: fields that were left alone and that somebody else has changed.
    conflicts: fields that both have changed, to different values; values holds what was sent.
    """

    values: dict[str, str]
    opened: dict[str, str]
    taken_over: list[str]
    conflicts: list[str]

    def reopened(self) -> dict[str, str]:
        """The hidden fields of the form when it is shown again."""
        return {PREFIX + field: text for field, text in self.opened.items()}


def tidied(_field: str, text: str) -> str:
    """A text without what browsers and people add to it unseen."""
    lines = text.replace("\r\n", "\n").strip().split("\n")
    return "\n".join(" ".join(line.split()) for line in lines)


def merge(
    sent: Mapping[str, str],
    stored: Mapping[str, str],
    canonical: Callable[[str, str], str] = tidied,
) -> Merge:
    """Compare what was sent and what it was opened with to what is stored now.

    stored is field → text as the form shows it; canonical gives two ways of writing the same value
    the same text. A field that was not sent counts as left alone, one of which nothing travelled
    along as opened with what is stored.
    """
    result = Merge(dict(sent), {}, [], [])
    for field, stored_text in stored.items():
        opened_text = sent.get(PREFIX + field, stored_text)
        opened, now, typed = (
            canonical(field, text)
            for text in (opened_text, stored_text, sent.get(field, opened_text))
        )
        result.opened[field] = stored_text
        if typed == opened:
            result.values[field] = stored_text
            if now != opened:
                result.taken_over.append(field)
        elif now not in (opened, typed):
            result.conflicts.append(field)
    return result


def messages(
    merged: Merge,
    stored: Mapping[str, str],
    labels: Mapping[str, str],
    shown: Callable[[str, str], str] = lambda _field, text: text or "nothing",
    again: str = "Save again",
) -> dict[str, str]:
    """What to say beside the fields of a form that is shown again because of conflicts."""
    said = {}
    for field in stored:
        theirs = f"Somebody else has changed the {labels[field]} to {shown(field, stored[field])}"
        theirs += " since you opened this page"
        if field in merged.taken_over:
            said[field] = f"{theirs}: it stands in the form now. {again} if all is right."
        if field in merged.conflicts:
            typed = shown(field, merged.values.get(field, ""))
            said[field] = f"{theirs}; you typed {typed}. {again} to let yours stand."
    return said


def notice(merged: Merge, labels: Mapping[str, str]) -> str:
    """What to add when a form was saved beside somebody else's changes, "" when there were none."""
    if not merged.taken_over:
        return ""
    *others, last = [labels[field] for field in merged.taken_over]
    names = f"{', '.join(others)} and the {last}" if others else last
    stays = "changes were" if others else "change was"
    return f" Somebody else has changed the {names} since you opened this page. Their {stays} kept."
