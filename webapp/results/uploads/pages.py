"""Uploading results: the same pages as for candidates, with the results' own columns and rules."""

from webapp.candidates.imports.import_kind import Intake
from webapp.results.uploads import store_review
from webapp.results.uploads.headings import RESULTS

UPLOAD = Intake(
    kind="results",
    address="/results/uploads",
    shown_at="/results",
    noun="result",
    columns="Needed are something that identifies the candidate (UCI, ULN, OCR candidate number, or"
    " the candidate number with name and date of birth), the entry code, and the grade or the"
    " outcome.",
    headings=RESULTS,
    check=store_review.check,
    save=store_review.save,
)
