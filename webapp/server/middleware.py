"""What looks at each request before the application does."""

from litestar.types import ASGIApp

from webapp.server.body_timeout import BodyTimeoutMiddleware
from webapp.server.https_headers import HTTPSHeadersMiddleware
from webapp.server.trusted_hosts import TrustedHostMiddleware
from webapp.settings import Settings


def add_middleware(app: ASGIApp, settings: Settings) -> ASGIApp:
    """Return the application behind known names, HTTPS headers, and the time for a body."""
    app = BodyTimeoutMiddleware(app)
    app = HTTPSHeadersMiddleware(app, settings.hsts_subdomains)
    return TrustedHostMiddleware(app, settings)
