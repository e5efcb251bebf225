"""Makes sense of single values as people write them, or says that it cannot. Nothing is guessed that could mislead."""

import re
from datetime import date, time
from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.dateparse import parse_date

from kith.core.geo import is_on_earth
from kith.directory.records import LONGEST_TEXT, PhoneRecord
from kith.directory.regions import NOUGHT_STATES, region_key
from kith.directory.vocabulary import language_codes

BLANKS = {
    "na",
    "n/a",
    "n.a.",
    "null",
    "none",
    "nil",
    "nan",
    "-",
    "--",
    "?",
    "unknown",
    "not known",
    "#n/a",
    "tbc",
    "tba",
}
YES, NO = {"yes", "y", "true", "t", "1"}, {"no", "n", "false", "f", "0"}


class Bad(ValueError):
    """A value that cannot be taken, with the reason for people."""


def plain(value: object, longest: int = LONGEST_TEXT) -> str:
    """The text without markup of blankness, control characters or stray quotes; cut where it is too long to keep."""
    if value is None or isinstance(value, (dict, list)):
        return ""
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", str(value)).strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].strip()
    return "" if text.lower() in BLANKS else text[:longest]


def line(value: object, longest: int = 200) -> str:
    """One line of text."""
    return " ".join(plain(value).split())[:longest]


def answer(value: object) -> str:
    """ "yes", "no", or "" for anything else: what is not known stays so."""
    text = plain(value).lower()
    return "yes" if text in YES else "no" if text in NO else ""


def website(value: object) -> str:
    """An http address, with the scheme added where it was left off. Raises Bad for anything else."""
    text = line(value, 500).replace("\\", "/")
    if text.lower() in ("", "http://", "https://"):
        return ""
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and " " not in address
    except ValueError:
        sound = False
    if not sound:
        raise Bad(f"web address {text[:60]!r} is not one")
    return address


def email(value: object) -> str:
    text = line(value, 254)
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError:
        raise Bad(f"email {text[:60]!r} is not one") from None
    return text


def whole(value: object, low: int, high: int) -> int | None:
    """A whole number within bounds; None for blank. Raises Bad."""
    text = plain(value)
    if not text:
        return None
    try:
        number = int(float(text))
    except (ValueError, OverflowError):
        raise Bad(f"{text[:30]!r} is not a number") from None
    if not low <= number <= high:
        raise Bad(f"{text[:30]!r} is not between {low} and {high}")
    return number


def point(lat: object, lng: object) -> tuple[float, float] | tuple[None, None]:
    """Degrees, or two blanks. Raises Bad for what is not on earth, or half a pair."""
    one, two = plain(lat), plain(lng)
    if not one and not two:
        return None, None
    try:
        north, east = float(one), float(two)
    except ValueError:
        raise Bad(f"coordinates {one[:20]!r}, {two[:20]!r} are not numbers") from None
    if not is_on_earth(north, east):
        raise Bad(f"coordinates {one[:20]}, {two[:20]} are not a place on earth")
    return north, east


def postcode(value: object, region: str, country: str = "") -> str:
    """The postcode as it is written there; an American one gets back the noughts a spreadsheet lost."""
    text = line(value, 20).upper().removesuffix(".0")
    american = country in ("", "US") and region_key(region).upper() in NOUGHT_STATES
    if american and text.isdigit() and 3 <= len(text) <= 4:
        return text.zfill(5)
    if re.fullmatch(r"[A-Z]\d[A-Z]\d[A-Z]\d", text):
        return f"{text[:3]} {text[3:]}"
    return text


def phone(value: object, kind: str = "voice", label: str = "", extension: object = "") -> PhoneRecord | None:
    """A number people can dial; the written form is kept. None for blank. Raises Bad."""
    text = line(value, 60).removeprefix("tel:")
    if not text:
        return None
    main, _, tail = _split_extension(text)
    digits = re.sub(r"\D", "", main)
    if not 3 <= len(digits) <= 15 or re.search(r"[A-Za-z]{3}", main):
        raise Bad(f"phone {text[:40]!r} is not a number")
    more = re.sub(r"\D", "", tail or plain(extension))[:10]
    dial = ("+" if main.lstrip("( ").startswith("+") else "") + digits
    return PhoneRecord(main.strip()[:40], dial, more, _phone_kind(kind), line(label))


def _split_extension(text: str) -> tuple[str, str, str]:
    match = re.search(r"\s*(?:\bext(?:ension)?\.?|\bx|#)\s*(\d{1,10})\s*$", text, re.I)
    return (text[: match.start()], "x", match[1]) if match else (text, "", "")


def _phone_kind(kind: str) -> str:
    return {"text": "text", "sms": "text", "fax": "fax", "tty": "tty", "textphone": "tty"}.get(kind.lower(), "voice")


def language(value: object) -> str:
    """An ISO 639 code for a code or a name; "" when it is neither. Region parts ("pt-BR") are left off."""
    text = plain(value).lower()
    known = language_codes()
    return known.get(text) or known.get(re.split(r"[-_(]", text)[0].strip(), "")


def day(value: object) -> date | None:
    """A date, from the beginning of a timestamp too; None when it is not one."""
    try:
        return parse_date(plain(value)[:10])
    except ValueError:
        return None


def clock(value: object) -> time | None:
    """ "9:00", "09:00:00", "9am", "17.30", "10:00:00Z"; None when it is not a time. The zone is the place's own."""
    match = re.match(r"^\s*(\d{1,2})(?:[:.](\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*([ap])?\.?m?\.?", plain(value).lower())
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    if (hour, minute) == (24, 0):
        return time(23, 59)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def uuid(value: object) -> UUID | None:
    try:
        return UUID(plain(value))
    except ValueError:
        return None


def pieces(value: object) -> list[str]:
    """A list someone wrote into one cell."""
    return [part.strip() for part in re.split(r"[;,|/]", plain(value)) if part.strip()]
