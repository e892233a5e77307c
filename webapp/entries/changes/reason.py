"""Why something was changed, in a person's own words."""

from webapp.web import letters

LONGEST = 200


def read(typed: str) -> tuple[str, str]:
    """The tidied reason and its problem, "" when there is none; required, up to 200 characters."""
    reason = " ".join(letters.visible(typed).split())
    if not reason:
        return "", "The reason is missing: write in a few words why, such as “left the course”."
    if not reason.isprintable():
        return reason, "Use letters, digits and signs only in the reason."
    if len(reason) > LONGEST:
        said = f"The reason has {len(reason)} characters, but only {LONGEST} can be kept."
        return reason, f"{said} Shorten it."
    return reason, ""
