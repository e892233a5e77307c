"""Doubts about a candidate before they are saved, each accepted by itself."""

from collections.abc import Collection, Sequence
from hashlib import sha256
from typing import NamedTuple

from webapp.candidates.duplicates import duplicate
from webapp.candidates.duplicates.duplicate import Double


class Doubts(NamedTuple):
    """Warnings, field → message, and doubles."""

    warnings: dict[str, str]
    doubles: Sequence[Double]

    @property
    def refuses(self) -> bool:
        """Whether saving is out of the question: another candidate has the same identifier."""
        return any(duplicate.refuses(double.kind) for double in self.doubles)

    def keys(self) -> set[str]:
        """What a form sends to accept these, a key a doubt; none for what cannot be accepted."""
        fields = {_of_warning(*one) for one in self.warnings.items()}
        return fields | {_of_double(one) for one in self.doubles if not duplicate.refuses(one.kind)}

    def without(self, accepted: Collection[str]) -> "Doubts":
        """Those that were not accepted."""
        return Doubts(
            {
                key: said
                for key, said in self.warnings.items()
                if _of_warning(key, said) not in accepted
            },
            [
                one
                for one in self.doubles
                if duplicate.refuses(one.kind) or _of_double(one) not in accepted
            ],
        )


def _of_warning(field: str, said: str) -> str:
    return _key(field, said)


def _of_double(double: Double) -> str:
    return _key(str(double.person.candidate_id), double.kind)


def _key(*words: str) -> str:
    return sha256("\n".join(words).encode()).hexdigest()[:32]
