"""What a name here may look like, and when two names are the same: nobody should pass for someone else, or for us."""

import re
import tomllib
import unicodedata
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST = 40
SOMEONE, GONE = _("Someone in this group"), _("Someone who left")
"""What stands where a name would, so nobody may be called it."""
WORDS = tomllib.loads((Path(__file__).parent / "data" / "names.toml").read_text(encoding="utf-8"))
DRESSED = str.maketrans("", "", "\ufe0e\ufe0f")  # only say whether a picture is in colour
UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\U000e0100-\U000e01ef]")
ALIKE = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"}
"""Scripts with letters that look the same; one word is written in one of them."""
LOOKS = str.maketrans("авекмнорстухіјѕԁһԛԝӏαβεικνορτυχγ", "abekmhopctyxijsdhqwlabeikvoptuxy")  # noqa: RUF001
DIGITS = str.maketrans("013457", "oieast")


def name_key(name: str) -> str:
    """What makes two names the same: case, spacing, accents and letters that look alike do not.

    Nor does the sign of no letter, which an address may hold and PostgreSQL cannot look for.
    """
    plain = " ".join(unicodedata.normalize("NFKC", name.replace("\0", "")).split()).casefold()
    bare = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", plain))
    return unicodedata.normalize("NFC", bare).translate(LOOKS)


def clean_name(raw: str) -> str:
    """The name as it will be shown: one form of each letter, single spaces. Raises ValidationError with what to do."""
    name = " ".join(unicodedata.normalize("NFKC", raw).translate(DRESSED).split())
    if len(name) > LONGEST or len(name_key(name)) > LONGEST:
        raise ValidationError(_("Please choose a name of at most 40 letters."))
    if len(name) < 2 or not any(sign.isalnum() for sign in name):
        raise ValidationError(_("Choose a name with two letters or more."))
    if any(unicodedata.category(sign)[0] == "C" for sign in name) or UNSEEN.search(name):
        raise ValidationError(
            _("This name has signs in it that cannot be seen. Please use only letters, numbers and spaces.")
        )
    if any(len(scripts(word)) > 1 for word in name.split()):
        raise ValidationError(_("Please write each word with the letters of one alphabet."))
    if "@" in name or re.search(r"\w\.\w{2,}|://|\d{6,}", name):
        raise ValidationError(
            _("Please leave out email addresses, phone numbers and links. A made-up name keeps you safe.")
        )
    if is_kept_back(name):
        raise ValidationError(_("That word could be mistaken for someone who works here. Please choose another name."))
    return name


def scripts(word: str) -> set[str]:
    """Which of the scripts that look alike a word uses."""
    return {unicodedata.name(sign, "").split(" ")[0] for sign in word if sign.isalpha()} & ALIKE


def is_kept_back(name: str) -> bool:
    """Whether a word of it, or all of it run together, is one that would stand for those who run the place."""
    words = re.findall(r"[^\W_]+", name_key(name).translate(DIGITS))
    ours = re.findall(r"[^\W_]+", name_key(settings.COMMUNITY_NAME).translate(DIGITS))
    if ours and f" {' '.join(ours)} " in f" {' '.join(words)} ":
        return True
    if name_key(name) in {name_key(str(words)) for words in (SOMEONE, GONE)}:
        return True
    return any(word in WORDS["kept_back"] for word in (*words, "".join(words)))
