"""What counts as unusual in the activity of some hours, and how that is said."""

from collections.abc import Iterator, Mapping, Sequence

WHAT = {
    "refused": ("was refused", "were refused"),
    "exported": ("file was taken away", "files were taken away"),
    "changed": ("row was changed", "rows were changed"),
}


def sentences(
    counts: Mapping[str, Sequence[tuple[str, int]]], limits: Mapping[str, int], hours: int
) -> Iterator[str]:
    """Say each count that reaches its limit; counts are those of store_activity_read."""
    for kind, people in counts.items():
        for person, count in people:
            if count >= limits[kind]:
                whose = "" if kind == "refused" else f"{person}: "
                yield (
                    f"{whose}{count:,} {WHAT[kind][count != 1]} in {period(hours)};"
                    f" {limits[kind]:,} or more count as unusual."
                )


def period(hours: int) -> str:
    return "the last hour" if hours == 1 else f"the last {hours} hours"
