"""What must hold of results at every moment, whatever was cut short."""

from webapp.database.connection import Db

QUESTIONS = (
    (
        "select group_concat(result_id, ', ') from results where replaced_at is null"
        " group by candidate_id, assessment_id, series_id, attempt having count(*) > 1",
        "Results {} are all shown for one candidate, assessment, series and attempt.",
    ),
    (
        "select result_id from results left join attempt_outcomes using (candidate_id,"
        " assessment_id,"
        " series_id, attempt) where replaced_at is null and (attempt_outcomes.outcome is null"
        " or attempt_outcomes.outcome <> results.outcome or attempt_outcomes.grade <> results.grade"
        " or dated_on <> coalesce(awarded_on, substr(recorded_at, 1, 10)))",
        "Result {} is not what entries know of its attempt.",
    ),
    (
        "select candidate_id || ', ' || assessment_id || ', ' || series_id || ', ' || attempt"
        " from attempt_outcomes left join (select * from results where replaced_at is null)"
        " using (candidate_id, assessment_id, series_id, attempt) where result_id is null",
        (
            "Entries know an outcome that no result shows: {} (candidate, assessment, series,"
            " attempt)."
        ),
    ),
    (
        "select result_id from results left join awards using (candidate_id, assessment_id)"
        " where replaced_at is null and outcome = 'achieved' and awards.awarded_on is null",
        "Result {} is achieved, and no award says so.",
    ),
    (
        "select result_id from results where (replaced_as <> '') <> (reason <> '')"
        " or (replaced_as <> '' and replaced_at is null)",
        "Result {} was corrected or taken back, and nobody knows why.",
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
        (
            "select result_id from results where awarded_on is not null and date(awarded_on, '+0"
            " days') is not awarded_on"
        ),
        "Result {} has a date awarded that is none.",
    ),
)


def broken(db: Db) -> list[str]:
    """What is wrong, a sentence each, with ids and no names."""
    return [said.format(found) for asked, said in QUESTIONS for (found,) in db.execute(asked)]
