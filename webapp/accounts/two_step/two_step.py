"""Two-step sign-in: a code from an authenticator app (RFC 6238), or a recovery code."""

import hmac
import io
import secrets
from base64 import b32encode
from datetime import datetime
from hashlib import sha256

import pyotp
import segno

STEP = 30
# A telephone's clock may be half a minute out, and a code may be typed just after its time.
WINDOW = 1
RECOVERY_CODES = 10
RECOVERY_BYTES = 15
DIGITS = 6


def new_secret() -> str:
    """160 random bits in base 32, as the app keeps them too."""
    return pyotp.random_base32()


def in_groups(secret: str) -> str:
    """A secret or code in groups of four, for reading aloud and typing."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def address(secret: str, email: str, centre: str = "") -> str:
    """What the QR code says: an otpauth address with the issuer that the app shows."""
    issuer = f"Single Point {centre}".replace(":", " ").strip()
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)


def picture(text: str) -> str:
    """The text as QR code: an svg element in which nothing is inline style or script."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        light="#fff",
        dark="#000",
        svgclass="qr",
    )
    return drawn.getvalue().decode()


def tidied(typed: str) -> str:
    """A code without the spaces and hyphens it is shown with."""
    return "".join(one for one in typed.upper() if one.isascii() and one.isalnum())


def is_app_code(code: str) -> bool:
    return len(code) == DIGITS and code.isdecimal()


def matching_step(secret: str, code: str, at: datetime, *, last_step: int) -> int | None:
    """The time step whose code this is, or None; steps up to last_step are used up.

    at: an aware moment.
    """
    totp, now = pyotp.TOTP(secret), int(at.timestamp()) // STEP
    for step in range(now - WINDOW, now + WINDOW + 1):
        if step > last_step and hmac.compare_digest(totp.generate_otp(step), code):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Make ten codes of 24 letters and digits: 120 random bits each."""
    return [b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode() for _ in range(RECOVERY_CODES)]


def hash_of(recovery_code: str) -> str:
    """What the file keeps. Nobody can try out 2**120 codes, so a quick hash is hash enough."""
    return sha256(recovery_code.encode()).hexdigest()
