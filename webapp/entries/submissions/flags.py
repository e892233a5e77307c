"""What a submission still wants: to be handed over, handed over again, or acknowledged."""

from collections.abc import Collection, Mapping

NOT_HANDED_OVER, CHANGED, NOT_ACKNOWLEDGED = "not-handed-over", "changed", "not-acknowledged"
LABELS = {
    NOT_HANDED_OVER: "Not handed over",
    CHANGED: "Changed since hand-over",
    NOT_ACKNOWLEDGED: "Not acknowledged",
}
Marks = Mapping[str, Collection[int]]
"""Each mark → the ids of all submissions that wear it."""


def of(marks: Marks, submission_id: int) -> list[str]:
    """The labels of one submission's marks."""
    return [label for one, label in LABELS.items() if submission_id in marks[one]]
