"""The addresses of learning programmes: frameworks, reports, files, picking people, details."""

from litestar import Router

from webapp.results.programmes import pages as pages_programmes
from webapp.results.programmes import pages_details
from webapp.results.reports import pages as pages_report
from webapp.results.reports import pages_file as pages_report_file
from webapp.results.reports import pages_people

router = Router(
    "/",
    route_handlers=[
        *pages_programmes.of_frameworks,
        *pages_report.of_report,
        *pages_report_file.of_files,
        *pages_people.of_people,
        *pages_details.of_details,
    ],
)
