"""Every page of the program in its states: where a walk through all of them stops.

test_every_page.py goes there and holds that no address is missing; docs/guide/accessibility.md
lists them.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Stop:
    """A page as one person meets it in one centre, there after sending a form where sends says
    so.
    """

    name: str
    route: str
    state: str = "plain"
    query: str = ""
    person: str = "administrator"
    centre: str = "full"
    sends: tuple[str, ...] = ()
    """Actions of forms to send one after the other, routes like the page's; the last answer is
    looked at.
    """
    fields: dict[str, str] = field(default_factory=dict)
    """{nth} in one of them is another number each time."""
    status: int = 200

    def __str__(self) -> str:
        return f"{self.name}, {self.state}"


PLAIN = """
Home                                    /
Your account                            /account
What you sent is kept                   /kept
Two-step sign-in                        /account/two-step
Set up your app                         /account/two-step/app
Accounts                                /accounts
Invite a person                         /accounts/new
One account                             /accounts/{account_id:int}
Two-step sign-in for everybody          /accounts/two-step
Centre                                  /accounts/centre
Activity                                /accounts/activity
One deed                                /accounts/activity/{deed:int}
Backups                                 /backups
Candidates                              /candidates
Add a candidate                         /candidates/new
One candidate                           /candidates/{candidate_id:int}
Edit candidate                          /candidates/{candidate_id:int}/edit
Candidate groups                        /candidates/groups
One group                               /candidates/groups/{group_id:int}
Merge two records                       /candidates/merge/{one_id:int}/{other_id:int}
Two records merged                      /candidates/merges/{merge_id:int}
Retention                               /candidates/retention
Upload a spreadsheet                    /candidates/uploads
What the columns are                    /candidates/uploads/{upload_id:int}/columns
Check the sheet                         /candidates/uploads/{upload_id:int}
Catalogue                               /catalogue
One framework                           /catalogue/frameworks/{framework_id:int}
One package                             /catalogue/packages/{package_id:int}
One assessment                          /catalogue/assessments/{assessment_id:int}
Calendar of closing dates               /catalogue/calendar
Catalogue edition                       /catalogue/edition
Check the edition                       /catalogue/edition/{edition_id:int}
Series                                  /catalogue/series
Add a series                            /catalogue/series/new
Change a series                         /catalogue/series/{series_id:int}
Copy a year’s series to the next        /catalogue/series/copy
Fees                                    /catalogue/fees
Make entries                            /entries/make
Learning programmes                     /entries/make/learning-programmes
Drafts                                  /entries/drafts
Select package                          /entries/drafts/new
Select package, changed                 /entries/drafts/{draft_id:int}/package
Select candidates                       /entries/drafts/{draft_id:int}/candidates
Select candidates, new one              /entries/drafts/{draft_id:int}/candidates/new
Entry options                           /entries/drafts/{draft_id:int}/options
Entry summary                           /entries/drafts/{draft_id:int}/summary
Entry submission history                /entries/submissions
Hand over                               /entries/hand-over
One submission                          /entries/submissions/{submission_id:int}
Amend the order number                  /entries/submissions/{submission_id:int}/order-number
Entries of a candidate                  /entries/candidates/{candidate_id:int}
Attendance lists                        /entries/attendance
Attendance list of a submission         /entries/submissions/{submission_id:int}/attendance
Results                                 /results
Results since your last visit           /results/new
Results of a candidate                  /results/candidates/{candidate_id:int}
Learning programmes, results            /results/learning-programmes
A framework’s results                   /results/learning-programmes/{framework_id:int}
Individual candidates                   /results/learning-programmes/{framework_id:int}/candidates
Details of a candidate                  /results/learning-programmes/{framework_id:int}/candidates/{candidate_id:int}
Learning programme report, its form     /results/learning-programmes/{framework_id:int}/report
Correct a result                        /results/corrections/{result_id:int}
Upload results                          /results/uploads
What the columns of results are         /results/uploads/{upload_id:int}/columns
Check the results                       /results/uploads/{upload_id:int}
Support                                 /support
A chapter of the guide                  /support/guide/{name:str}
"""
REPORT = "/results/learning-programmes/{framework_id:int}/report"
ANSWERED = "?kind={}&from=2020-01-01"
DRAFT = "/entries/drafts/{draft_id:int}"
SUBMISSION = "/entries/submissions/{submission_id:int}"

# What a form answers when it is sent as it must not be.
PROBLEMS = (
    ("Your account", "/account/password", {"password": "short"}),
    ("Two-step sign-in", "/account/two-step/start", {"password": "wrong"}),
    ("Set up your app", "/account/two-step/app", {"code": "1"}),
    ("Centre", "/accounts/centre", {"number": "1", "centre_name": ""}),
    ("Invite a person", "/accounts/new", {}),
    ("One account", "/accounts/{account_id:int}", {"name": "", "email": "x"}),
    ("Activity", "/accounts/activity", {"candidate_number": "12345"}),
    ("Add a candidate", "/candidates/new", {}),
    ("Edit candidate", "/candidates/{candidate_id:int}/edit", {"surname": "", "forenames": ""}),
    ("Candidate groups", "/candidates/groups", {"title": ""}),
    ("One group", "/candidates/groups/{group_id:int}/rename", {"title": ""}),
    ("Upload a spreadsheet", "/candidates/uploads", {}),
    ("Catalogue edition", "/catalogue/edition", {}),
    ("Add a series", "/catalogue/series/new", {}),
    ("Change a series", "/catalogue/series/{series_id:int}", {"title": ""}),
    ("Select package", "/entries/drafts/new", {"next": "1"}),
    ("Select candidates, new one", f"{DRAFT}/candidates/new", {}),
    ("Entry summary", f"{DRAFT}/summary", {"order_number": "an order number that is far too long"}),
    ("One submission", f"{SUBMISSION}/acknowledgement", {"reference": "9"}),
    ("Amend the order number", f"{SUBMISSION}/order-number", {"order_number": "x" * 31}),
    ("Correct a result", "/results/corrections/{result_id:int}", {"grade": "x" * 41, "reason": ""}),
    ("Upload results", "/results/uploads", {}),
)
# A centre that has just been opened.
EMPTY = (
    "Home",
    "Accounts",
    "Activity",
    "Backups",
    "Candidates",
    "Candidate groups",
    "Retention",
    "Upload a spreadsheet",
    "Catalogue",
    "Series",
    "Copy a year’s series to the next",
    "Fees",
    "Make entries",
    "Drafts",
    "Select package",
    "Entry submission history",
    "Hand over",
    "Attendance lists",
    "Results",
    "Results since your last visit",
    "Learning programmes, results",
    "Upload results",
)


def stops() -> list[Stop]:
    plain = [Stop(line[:40].strip(), line[40:]) for line in PLAIN.strip().splitlines()]
    routes = {one.name: one.route for one in plain}
    return [
        *plain,
        *(
            Stop("Learning programme report", REPORT, kind.replace("-", " "), ANSWERED.format(kind))
            for kind in ("all-candidates", "components-awarded", "all")
        ),
        Stop("The guide on accessibility", "/support/guide/accessibility"),
        Stop(
            "People touched by a change",
            "/catalogue/edition/{edition_id:int}/people",
            query="?table=assessments&row=03999",
        ),
        Stop("Merge: which record", "/candidates/merge", query="?one={one}"),
        Stop("Attendance list of a series", "/entries/attendance", "plain", "?series_id={series}"),
        *(
            Stop(name, routes[name], "problem", sends=(sends,), fields=fields, status=422)
            for name, sends, fields in PROBLEMS
        ),
        *(Stop(name, routes[name], "empty", centre="empty") for name in EMPTY),
        Stop(
            "Withdraw entries",
            SUBMISSION,
            "plain",
            sends=(f"{SUBMISSION}/withdraw/check",),
            fields={"all": "1"},
        ),
        Stop(
            "Archive a candidate",
            "/candidates/{candidate_id:int}",
            "plain",
            sends=("/candidates/{candidate_id:int}/archive",),
        ),
        Stop("Change series", f"{DRAFT}/options/series", "plain", "?assessment=25"),
        Stop(
            "Change series",
            DRAFT + "/options/series",
            "problem",
            "?assessment=25",
            sends=(f"{DRAFT}/options/series",),
            fields={"for": "candidates"},
            status=422,
        ),
        Stop("Fill in fees", "/entries/fees", "plain", "?assessments=25"),
        Stop(
            "The list of retention",
            "/candidates/retention",
            "plain",
            sends=("/candidates/retention",),
            fields={"years": "1"},
        ),
        Stop(
            "Delete for good",
            "/candidates/retention",
            "plain",
            fields={"years": "1", "which": "all"},
            sends=("/candidates/retention", "/candidates/retention/check"),
        ),
        Stop(
            "The link of an invitation",
            "/accounts/new",
            "plain",
            sends=("/accounts/new",),
            fields={"name": "Bo Ash", "email": "bo{nth}@riverside.example", "role": "results"},
        ),
        Stop("Sign in", "/sign-in", person="stranger"),
        Stop("Sign in", "/sign-in", "problem", person="stranger", sends=("/sign-in",), status=422),
        Stop("Type your code", "/sign-in/code", person="halfway"),
        Stop(
            "Type your code",
            "/sign-in/code",
            "problem",
            person="halfway",
            sends=("/sign-in/code",),
            status=422,
        ),
        Stop("Set up two-step sign-in to go on", "/account/two-step", person="enrolling"),
        Stop("Invitation", "/invitation/{token:str}", person="stranger"),
        Stop(
            "Invitation",
            "/invitation/{token:str}",
            "problem",
            person="stranger",
            sends=("/invitation/{token:str}",),
            status=422,
        ),
        Stop("Invitation", "/invitation/nobody", "ended", person="stranger", status=404),
        Stop("First visit", "/first-visit", person="stranger", centre="new"),
        Stop(
            "First visit",
            "/first-visit",
            "problem",
            person="stranger",
            centre="new",
            sends=("/first-visit",),
            status=422,
        ),
        Stop("Nothing is here", "/{rest:path}", status=404),
        Stop("You cannot do this", "/accounts", person="results", status=403),
    ]


STOPS = stops()
# What is asked for with GET and is no page, but a file or a word between browser and server.
NO_PAGES = {
    "/calendar/{secret:str}",
    "/candidates/uploads/{upload_id:int}/refused",
    "/candidates/{candidate_id:int}/record",
    "/entries/attendance.pdf",
    f"{SUBMISSION}/attendance.pdf",
    f"{SUBMISSION}/hand-overs/{{hand_over_id:int}}",
    "/results/uploads/{upload_id:int}/refused",
    f"{REPORT}.csv",
    f"{REPORT}.xlsx",
    "/session/left",
    "/static/{file_path:path}",
}
