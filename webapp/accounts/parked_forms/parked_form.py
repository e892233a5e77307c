"""Forms that came after their person's session had run out, kept beside the centre's file for a
day.

Each is a file of its own in a folder of its own, named ACCOUNT-DIGEST-TOKEN, so that no copy of the
centre's file ever holds one: a line of JSON, then the files that the form brought, one after the
other.
"""

import json
import os
import re
import secrets
import time
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlencode

from webapp.web import form_fields

MAX_FORMS = 5
"""for one account"""
MAX_BYTES = 12_000_000
"""of all forms of one account together"""
KEPT_SECONDS = 24 * 60 * 60
# Whatever has to do with who may sign in is typed anew; the centre's own details are not of that
# kind.
PRIVATE = re.compile(
    r"/(account|accounts(?!/centre$)|first-visit|invitation|kept|session|sign-in|sign-out)(/.*)?"
)
NAME = re.compile(r"([0-9]+-[0-9a-f]{16})-([0-9a-f]{32})-([A-Za-z0-9_-]{20,})")
SENDING = ".sending"
# Several forms come at once, each in a thread; what there is room for is counted by one after the
# other.
_parking = Lock()


class Owner(Protocol):
    """The account that a form waits for."""

    @property
    def account_id(self) -> int: ...

    @property
    def account_made_at(self) -> str: ...


class File(NamedTuple):
    """A file that a form brought."""

    field: str
    name: str
    content_type: str
    content: bytes


class Form(NamedTuple):
    """What was sent: what it does in words, where to, and its fields without the form's token."""

    does: str
    path: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[File, ...] = ()
    is_multipart: bool = False


class Parked(NamedTuple):
    """A form that waits; parked_at is a moment of the file."""

    token: str
    parked_at: str
    form: Form


class NoRoom(Exception):
    """The account has as much waiting as it may."""


class TooLarge(Exception):
    """The form would not fit if nothing else waited."""


def may_wait(path: str, field_names: Iterable[str] = ()) -> bool:
    """Return whether a form to this address may be kept at all: never one with a secret in it."""
    return not PRIVATE.fullmatch(path) and not any(map(form_fields.is_secret, field_names))


def park(folder: Path, owner: Owner, form: Form, *, now: str) -> None:
    """Keep a form for an account, once however often it is sent. Raises TooLarge, NoRoom and
    OSError.
    """
    with _parking:
        _park(folder, owner, form, now=now)


def _park(folder: Path, owner: Owner, form: Form, *, now: str) -> None:
    sweep(folder)
    content = _content(form)
    head = json.dumps({"parked_at": now, "form": _head(form)}).encode() + b"\n"
    size = len(head) + len(content)
    if size > MAX_BYTES:
        raise TooLarge
    digest = sha256(json.dumps(_head(form)).encode() + content).hexdigest()[:32]
    own = _names(folder, owner)
    if any(_parts(one)[1] == digest for one in own):
        return
    if len(own) >= MAX_FORMS or sum(_size(folder / one) for one in own) + size > MAX_BYTES:
        raise NoRoom
    folder.mkdir(mode=0o700, exist_ok=True)
    with NamedTemporaryFile(dir=folder, prefix=".", delete=False) as file:
        try:
            file.write(head + content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).rename(folder / f"{_owner(owner)}-{digest}-{secrets.token_urlsafe(16)}")
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise


def waiting(folder: Path, owner: Owner) -> list[Parked]:
    """List what waits for an account, the earliest first; what is a day old is gone."""
    sweep(folder)
    parked = [_read(folder / one, one) for one in _names(folder, owner)]
    return sorted((one for one in parked if one), key=lambda one: one.parked_at)


def count(folder: Path, owner: Owner) -> int:
    """Return how many forms wait, without reading them."""
    sweep(folder)
    return len(_names(folder, owner))


def take(folder: Path, owner: Owner, token: str) -> Parked | None:
    """Take a form out so that nobody else can; `settle` follows. None when it is not there.

    When the program ends in between, the form is gone: it may have been carried out.
    """
    name = _named(folder, owner, token)
    if not name:
        return None
    with suppress(FileNotFoundError):
        return _read((folder / name).rename(folder / (name + SENDING)), name)
    return None


def settle(folder: Path, owner: Owner, token: str, *, is_done: bool) -> None:
    """Let go of a form that was taken; when it could not be carried out it waits on."""
    for path in folder.glob(f"{_owner(owner)}-*{SENDING}"):
        name = path.name.removesuffix(SENDING)
        if _parts(name)[2] == token:
            path.unlink() if is_done else path.rename(folder / name)


def discard(folder: Path, owner: Owner, token: str) -> bool:
    """Throw a form away; whether it was there."""
    name = _named(folder, owner, token)
    if name:
        (folder / name).unlink(missing_ok=True)
    return bool(name)


def sweep(folder: Path) -> None:
    """Delete what is a day old."""
    if not folder.is_dir():
        return
    oldest = time.time() - KEPT_SECONDS
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()


def body_of(form: Form, form_token_field: str, form_token: str) -> tuple[str, bytes]:
    """Return content type and body with which a form is sent on, under this session's own token."""
    fields = [(form_token_field, form_token), *form.fields]
    if not form.is_multipart:
        return "application/x-www-form-urlencoded", urlencode(fields, errors="replace").encode()
    boundary = secrets.token_hex(16)
    parts = [
        (f'name="{_quoted(name)}"', value.encode("utf-8", "replace")) for name, value in fields
    ]
    for one in form.files:
        kind = one.content_type or "application/octet-stream"
        head = (
            f'name="{_quoted(one.field)}"; filename="{_quoted(one.name)}"\r\ncontent-type: {kind}'
        )
        parts.append((head, one.content))
    body = b"".join(
        b"--%b\r\ncontent-disposition: form-data; %b\r\n\r\n%b\r\n"
        % (boundary.encode(), head.encode("utf-8", "replace"), content)
        for head, content in parts
    )
    return f"multipart/form-data; boundary={boundary}", body + b"--%b--\r\n" % boundary.encode()


def _quoted(text: str) -> str:
    # As browsers write it: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _owner(owner: Owner) -> str:
    # In a restored file the number may be another person's.
    made_at = sha256(owner.account_made_at.encode()).hexdigest()[:16]
    return f"{owner.account_id}-{made_at}"


def _names(folder: Path, owner: Owner) -> list[str]:
    if not folder.is_dir():
        return []
    names = [path.name for path in folder.iterdir()]
    return [name for name in names if _parts(name)[0] == _owner(owner)]


def _parts(name: str) -> tuple[str, str, str]:
    """Return owner, digest and token; all blank when a file is of another kind."""
    parts = NAME.fullmatch(name)
    return (parts[1], parts[2], parts[3]) if parts else ("", "", "")


def _named(folder: Path, owner: Owner, token: str) -> str:
    return next((one for one in _names(folder, owner) if _parts(one)[2] == token), "")


def _size(path: Path) -> int:
    with suppress(FileNotFoundError):
        return path.stat().st_size
    return 0


def _head(form: Form) -> list[Any]:
    files = [(one.field, one.name, one.content_type, len(one.content)) for one in form.files]
    return [form.does, form.path, form.fields, files, form.is_multipart]


def _content(form: Form) -> bytes:
    return b"".join(one.content for one in form.files)


def _read(path: Path, name: str) -> Parked | None:
    """What a file holds; None when somebody was quicker."""
    try:
        head, _, content = path.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    kept = json.loads(head)
    does, address, fields, heads, is_multipart = kept["form"]
    files, begins = [], 0
    for field, file_name, kind, size in heads:
        files.append(File(field, file_name, kind, content[begins : begins + size]))
        begins += size
    texts = tuple((field, value) for field, value in fields)
    form = Form(does, address, texts, tuple(files), is_multipart)
    return Parked(_parts(name)[2], kept["parked_at"], form)
