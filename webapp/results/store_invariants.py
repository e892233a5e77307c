"""What must hold of results at every moment, whatever was cut short."""

from webapp.db import Db

QUESTIONS = (
    (
        "select group_concat(result_id, ', ') from results where replaced_at is null"
        " group by candidate_id, assessment_id, series_id having count(*) > 1",
        "Results {} are all shown for one candidate, assessment and series.",
    ),
    (
        "select result_id from results join series using (series_id)"
        " where results.assessment_id <> series.assessment_id",
        "Result {} is in a series of another assessment.",
    ),
    (
        "select result_id from results where replaced_at < recorded_at",
        "Result {} was replaced before it was recorded.",
    ),
    (
        "select result_id from results where awarded_on is not null and date(awarded_on, '+0 days') is not awarded_on",
        "Result {} has a date awarded that is none.",
    ),
)  # fmt: skip


def broken(db: Db) -> list[str]:
    """What is wrong, a sentence each, with ids and no names."""
    return [said.format(found) for asked, said in QUESTIONS for (found,) in db.execute(asked)]
