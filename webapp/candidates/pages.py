"""The register's room: which pages there are."""

from litestar import Router

from webapp.candidates import (
    pages_edit,
    pages_form,
    pages_groups,
    pages_members,
    pages_numbers,
    pages_person,
    pages_register,
)

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
