"""What must hold of the catalogue and its series at every moment, whatever was cut short."""

from webapp.database.connection import Db

QUESTIONS = (
    (
        "select assessment_id from assessments where length(entry_code) <> 5"
        " or entry_code glob '*[^0-9A-Z]*'",
        "Assessment {} has an entry code that is not five digits or letters.",
    ),
    (
        "select series_id from series where opens_on > closes_on or late_from > closes_on"
        " or opens_on > late_from",
        "Series {} closes before it opens or is late.",
    ),
    (
        "select package_id from packages where valid_from > valid_to",
        "Package {} ends before it begins.",
    ),
    (
        (
            "select package_id from package_assessments where (required = 'option_group') ="
            " (option_group = '')"
        ),
        "Package {} has an option group without a name, or a name without a group.",
    ),
    (
        "select requirement_id from package_requirements"
        " where date(last_day, '+0 days') is not last_day or parts = '[]' or exists (select 1"
        " from json_each(parts) as part where json_extract(part.value, '$[0]') not in"
        " (select assessment_id from assessments))",
        "Earlier requirement {} has no day, no rows, or rows of assessments that are not there.",
    ),
    (
        "select edition_id from catalogue_uploads where saved_at is not null and files <> '{}'",
        "Edition {} is saved, and its files are still kept.",
    ),
)


def broken(db: Db) -> list[str]:
    """What is wrong, a sentence each, with ids."""
    return [said.format(found) for asked, said in QUESTIONS for (found,) in db.execute(asked)]
