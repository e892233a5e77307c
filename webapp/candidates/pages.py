"""The register's room: which pages there are."""

from litestar import Router

from webapp.candidates.groups import pages as pages_groups
from webapp.candidates.groups import pages_members
from webapp.candidates.record import pages as pages_person
from webapp.candidates.record import pages_edit
from webapp.candidates.record import pages_identifiers as pages_numbers
from webapp.candidates.record import pages_new as pages_form
from webapp.candidates.register import pages as pages_register

router = Router(
    "/candidates",
    route_handlers=[
        *pages_register.of_register,
        *pages_form.of_form,
        *pages_edit.of_edit,
        *pages_person.of_person,
        *pages_numbers.of_numbers,
        *pages_groups.of_groups,
        *pages_members.of_members,
    ],
)
