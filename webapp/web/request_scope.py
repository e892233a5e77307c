"""What a request's scope holds besides what ASGI and Litestar put there."""

from typing import Any, cast

from litestar.plugins.htmx import HTMXRequest


def own_scope(request: HTMXRequest) -> dict[str, Any]:
    """Return the scope, to read and write keys of our own in it.

    form_token: what the forms of the reply carry. form_was_read: whether a form was read before the
    handler. form_fields and form_files: what it held, see html.read_form.
    """
    return cast(dict[str, Any], request.scope)
