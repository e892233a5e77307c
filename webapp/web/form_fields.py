"""The fields of a form by their names: which are secret, which say something to a reader, and how
they are called.
"""

import re

# Never written into a page or a file, whatever has gone wrong.
_SECRET = re.compile(r"password|passphrase|secret|recovery|(^|_)otp|(^|_)code$", re.IGNORECASE)
# What the pages themselves put into their forms: it is sent again and says nothing to a reader.
_OF_THE_PAGE = re.compile(
    r"opened_.*|was-.*|accepted|checked|fingerprint|form_token|late|means|next|revision|sharing|shown"
    r"|shown_id|start_key"
)
_ABBREVIATIONS = {"UCI", "ULN", "OCR", "QAN"}


def is_secret(name: str) -> bool:
    return bool(_SECRET.search(name))


def is_readable(name: str) -> bool:
    """Whether people typed or chose what is in the field, and may be shown it."""
    return not is_secret(name) and not _OF_THE_PAGE.fullmatch(name)


def label(name: str) -> str:
    """A field's name, or a part of an address, in words: order_number gives Order number."""
    words = re.sub(r"[_-]+", " ", name).capitalize().split()
    return " ".join(word.upper() if word.upper() in _ABBREVIATIONS else word for word in words)


def parse_ids(text: str) -> list[int]:
    """Return the ids in a text, one space between; anything else is left out."""
    return [int(word) for word in text.split() if _is_id(word)]


def _is_id(word: str) -> bool:
    # SQLite's own integers have 18 digits for certain.
    return word.isascii() and word.isdecimal() and len(word) <= 18
