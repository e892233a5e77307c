"""The addresses of learning programmes: frameworks, reports, files, picking people, details."""

from litestar import Router

from webapp.results import (
    pages_details,
    pages_people,
    pages_programmes,
    pages_report,
    pages_report_file,
)

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
