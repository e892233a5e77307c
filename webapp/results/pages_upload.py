"""Uploading results: the same pages as for candidates, with the results' own columns and rules."""

from webapp.candidates.intake import Intake
from webapp.results import store_check
from webapp.results.result_heading import RESULTS

UPLOAD = Intake(
    kind="results",
    address="/results/uploads",
    shown_at="/results",
    noun="result",
    columns="Needed are something that identifies the candidate (UCI, ULN, OCR candidate number, or"
    " the candidate number with name and date of birth), the entry code, and the grade or the"
    " outcome.",
    headings=RESULTS,
    check=store_check.check,
    save=store_check.save,
)
