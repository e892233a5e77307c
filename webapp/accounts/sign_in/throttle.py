"""How long whoever guesses has to wait: longer with every wrong try, never for good."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address, ip_network

# Wrong tries without a wait: for one account, one known browser or one code; and for one address,
# behind which a whole centre may sit.
PER_ACCOUNT = 5
PER_ADDRESS = 20
LONGEST = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)


def wait(wrong: Sequence[datetime], free: int, now: datetime) -> int:
    """Whole seconds to wait before the next try is looked at; 0 when it may come at once.

    wrong: when the wrong tries were, in any order. The last free one is followed by a wait of one
    second, each further one by twice as much, up to a quarter of an hour.
    """
    counted = sorted(one for one in wrong if now - one < FORGOTTEN_AFTER)
    if len(counted) < free:
        return 0
    doublings = min(len(counted) - free, 20)
    until = counted[-1] + min(timedelta(seconds=2**doublings), LONGEST)
    # Any part of a second counts as a whole one.
    return max(0, -((now - until) // timedelta(seconds=1)))


def in_words(seconds: int) -> str:
    """As people say it: 1 second, 40 seconds, 2 minutes; minutes are rounded up."""
    count, unit = (seconds, "second") if seconds < 60 else (-(-seconds // 60), "minute")
    return f"{count} {unit}{'' if count == 1 else 's'}"


def keys(
    purpose: str, account: str, address: str, *, known_browser: str = ""
) -> list[tuple[str, int]]:
    """What a try is counted under, hashed, each with how many are free.

    purpose: "password" or "code"; account: the e-mail as typed, or the account's number. Tries
    from a browser in which this person has signed in before have an account of their own, so that
    strangers, at the same address too, cannot make the person wait.
    """
    account = account.strip().casefold()
    if known_browser:
        return [(_hash(f"{purpose} browser {known_browser} {account}"), PER_ACCOUNT)]
    return [
        (_hash(f"{purpose} account {account}"), PER_ACCOUNT),
        (_hash(f"{purpose} address {_place(address)}"), PER_ADDRESS),
    ]


def _place(address: str) -> str:
    """One subscriber has 2**64 addresses of version 6 for the asking; they count as one."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, 64), strict=False)) if found.version == 6 else address


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()
