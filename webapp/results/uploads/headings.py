"""What the columns of a spreadsheet of results are called."""

from webapp.candidates.imports.headings import CANDIDATES, Headings

WHO = ("uci", "uln", "ocr_number", "candidate_number")
"""What a row is matched by, the strongest first."""
_PERSON = (*WHO, "surname", "forenames", "born_on")
_SPELLINGS = {
    "entry_code": "entry code, assessment entry code, assessment code, unit entry code,"
    " qualification entry code, unit qualification entry code, entry option code,"
    " assessment option code, option code, option entry code, assessment no, assessment number,"
    " unit code, qualification code, unit qualification code, component code, scheme code,"
    " award code, entry option, code",
    "series": "series, exam series, series title, examination series, assessment series,"
    " series name, series month, session, exam session, season, exam season, sitting",
    "grade": "grade, final grade, grade awarded, awarded grade, overall grade, result grade,"
    " grade achieved, achieved grade, qualification grade, unit grade, grade result, result,"
    " final result, overall result, result awarded, results",
    "outcome": "outcome, result outcome, overall outcome, final outcome, outcome status,"
    " achieved, achieved y n, achieved yes no, pass fail",
    # Words alone count here: a single letter is no outcome (A may be active, absent or achieved).
    "status": "status, result status, achievement status, award status, certificate status,"
    " certification status",
    "awarded_on": "date awarded, awarded on, award date, date of award, achievement date,"
    " date achieved, achieved on, achieved date, date of achievement, awarded date, result date,"
    " date of result, date resulted, results date, qualification awarded date, unit awarded date",
    "certificate_number": "certificate number, certificate no, certificate num, certificate ref,"
    " certificate reference, certificate reference number, certificate id, certificate code,"
    " cert number, cert no, cert ref, certificate, certificate serial number",
    # Said of people, or of what is not entered by itself.
    "": "candidate status, learner status, student status, pupil status, apprentice status,"
    " trainee status, participant status, candidate code, learner code, student code, pupil code,"
    " apprentice code, trainee code, participant code, candidate option, award",
}
RESULTS = Headings(
    fields={field: CANDIDATES.fields[field] for field in _PERSON}
    | {
        "entry_code": "Entry code",
        "series": "Series",
        "grade": "Grade",
        "outcome": "Outcome",
        "status": "Status",
        "awarded_on": "Date awarded",
        "certificate_number": "Certificate number",
    },
    spellings={field: CANDIDATES.spellings[field] for field in _PERSON} | _SPELLINGS,
    needed=(WHO, ("entry_code",), ("grade", "outcome", "status")),
    identifying=frozenset(("entry_code", *_PERSON)) - {"born_on"},
    beside=frozenset(("surname", "forenames", "born_on", "entry_code")),
    examples=("uci", "uln", "candidate_number", "entry_code", "series", "grade", "awarded_on"),
    row="result",
    rows="results",
)
