"""What a person is told about how they sign in, so that nobody else changes it unseen."""

import msgspec

SENTENCES = {
    "password": "Your password was changed.",
    "password_void": "Your password was made void, and a link to choose a new one was made.",
    "password_kept": "A password that you had typed after your session had ended was kept in the"
    " centre’s"
    " file in the clear until this version, and may be in copies of it. Choose a new password.",
    "two_step_on": "Two-step sign-in was turned on.",
    "two_step_app": "Another authenticator app took the place of yours.",
    "two_step_off": "Two-step sign-in was turned off.",
    "codes_made": "New recovery codes were made. The earlier ones no longer count.",
    "code_used": "A recovery code was used. You have {detail} left.",
    "email": "Your e-mail was changed: {detail}.",
    "role": "Your role was changed: {detail}.",
    "browser": "Somebody signed in as you in a browser that was new, or had been forgotten when"
    " you were"
    " signed out: {detail}.",
}


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """What a person was told, when, and who had done it; what is a key of SENTENCES."""

    notice_id: int
    told_at: str
    what: str
    detail: str
    actor: str
    read_at: str | None

    @property
    def sentence(self) -> str:
        """The notice as its person reads it."""
        return SENTENCES[self.what].format(detail=self.detail)
