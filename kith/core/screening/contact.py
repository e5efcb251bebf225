"""Ways to reach someone outside, in any language: addresses, numbers, names on other services."""

import re
from collections.abc import Set

from kith.core.screening.findings import Kind, Match

SERVICES = frozenset(
    [
        "snap",
        "snapchat",
        "insta",
        "instagram",
        "ig",
        "discord",
        "whats",
        "whatsapp",
        "telegram",
        "kik",
        "skype",
        "signal",
        "tiktok",
        "facebook",
        "fb",
        "messenger",
        "twitter",
        "wechat",
        "viber",
        "email",
        "mail",
        "number",
        "phone",
        "mobile",
        "cell",
        "addy",
        "gamertag",
        "psn",
        "hmu",
        "zoom",
    ]
)
STREETS = frozenset(
    [
        "street",
        "st",
        "road",
        "rd",
        "avenue",
        "ave",
        "lane",
        "ln",
        "drive",
        "close",
        "crescent",
        "terrace",
        "boulevard",
        "blvd",
        "court",
        "gardens",
        "grove",
        "mews",
    ]
)
LIVING = frozenset(["live", "living", "stay", "staying", "based"])
SIGNS = {
    **dict.fromkeys(SERVICES, "service"),
    **dict.fromkeys(STREETS, "street"),
    **dict.fromkeys(LIVING, "living"),
    "name": "name",
}
WORDS = frozenset(SIGNS)
LINKS = (".me/", ".gg/", "gram.com/", "chat.com/", "ook.com/", "tok.com/", "edin.com/")
HALF_POSTCODE = re.compile(r"\d[abd-hjlnp-uw-z]{2}\b")
NINE = re.compile(r"\d(?:[ .()-]{0,2}\d){8}")
ZIP = re.compile(r"\d{5}")

# Each is tried only where its sign stands in the text. None begins with an assertion, so that the engine can skip to
# where it may begin; that no letter stands before it is seen afterwards.
PATTERNS = (
    ("contact.mail", re.compile(r"[\w.+-]{1,64}(?:@| ?[(\[]at[)\]] ?)[a-z0-9-]{1,60}(?:(?:\.| ?[(\[]dot[)\]] ?)[a-z]{2,12}){1,3}\b"), "at"),
    ("contact.handle", re.compile(r"(?<![\w.+@/-])@[a-z0-9_][a-z0-9_.]{2,30}\b(?!@)"), "at"),
    ("contact.link", re.compile(r"\b(?:t\.me|wa\.me|discord\.gg|instagram\.com|snapchat\.com|facebook\.com|fb\.me|tiktok\.com|linkedin\.com)/[\w@./?=-]{2,60}"), "link"),
    ("contact.postcode", re.compile(r"(?:[a-z]{1,2}\d{1,2}|[a-z]{1,2}\d[a-z]) ?\d[abd-hjlnp-uw-z]{2}\b"), "postcode"),
    ("contact.street", re.compile(r"\d{1,5}[a-z]?,? (?:[a-z]{2,20} ){1,3}(?:street|st|road|rd|avenue|ave|lane|ln|drive|close|crescent|terrace|boulevard|blvd|court|gardens|grove|mews)\b(?! (?:ago|later|with|to (?:go|work)))"), "street"),
    ("contact.zip", re.compile(r"\b(?:al|ak|az|ar|ca|co|ct|de|fl|ga|hi|ia|id|il|ks|ky|la|ma|md|mi|mn|mo|ms|mt|nc|nd|ne|nh|nj|nm|nv|ny|oh|pa|ri|sc|sd|tn|tx|ut|va|vt|wa|wi|wv|wy),? \d{5}(?:-\d{4})?\b"), "zip"),
    ("contact.service", re.compile(r"(?:snap(?:chat)?|insta(?:gram)?|ig|discord|whats ?app|telegram|kik|skype|signal|tiktok|facebook|fb|messenger|twitter|wechat|viber|line id|email|e-mail|number|phone(?: number)?|mobile|cell|addy|gamertag|psn)(?: name| id| username| handle| tag| user)?(?: is|'s|:| =| -)+ ?(?!(?:not|a|an|the|so|dead|broken|down|on|my|full|off|in|really|very|great|good|bad|where|how|just|out|gone|for|too|always|like|that|what|because|and|or|to)\b)[\w.@+#-]{3,40}"), "service"),
    ("contact.add_me", re.compile(r"(?:add|follow|find|message|text|dm|call|ring|hit|reach|contact|msg|write|email|pm|join|whatsapp|phone|hmu) ?(?:me|us)?(?: up| to)? (?:on|at|via|over|through) (?:my )?(?:snap(?:chat)?|insta(?:gram)?|ig|discord|whats ?app|telegram|kik|skype|signal|tiktok|facebook|fb|messenger|twitter|wechat|viber|zoom|e-?mail|mobile|cell|phone|this number|0\d|\+\d)"), "service"),
    ("contact.live_at", re.compile(r"i(?:'m| am)? (?:live|living|stay|staying|based) (?:at|on) (?:number )?(?:\d{1,5}[a-z]?,? |flat |apartment )[a-z0-9' ]{3,40}"), "living"),
    ("contact.name", re.compile(r"(?:my|his|her|their) (?:full|real|legal) name(?: is|'s|:) [a-z'-]{2,20}(?: [a-z'-]{2,20}){0,2}"), "name"),
)  # fmt: skip
PHONE = re.compile(r"(?:\+\d{1,3}[ .-]?)?(?:\(\d{1,5}\)[ .-]?)?\d{2,5}(?:[ .-]?\d{2,5}){1,4}(?![\w/:%]|[.,]\d|-\d)")
PART = tuple("abcdefghijklmnopqrstuvwxyz_.,/:£$€#-")  # before a figure: not the beginning of a number to call
FREE = re.compile(r"^(?:\+?44 ?)?(?:0?800|0?808|1[ .-]?8(?:00|33|44|55|66|77|88)|1800|116|0?300|13 ?\d\d|1300|0?345)")
DATE = re.compile(
    r"^(?:19|20)\d\d[-. ]\d{1,2}[-. ]\d{1,2}$|^\d{1,2}[-. ]\d{1,2}[-. ](?:19|20)?\d\d$|^(?:19|20)\d\d ?- ?(?:19|20)\d\d$"
)
DIGIT = re.compile(r"\d")


def contacts(low: str, words: Set[str]) -> list[Match]:
    """Matches in a text in small letters. Lines of help, which are free to call, are not anyone's own number."""
    there = signs(low, words)
    found = [
        Match(Kind.CONTACT, one.start(), one.end(), rule)
        for rule, pattern, sign in PATTERNS
        if sign in there
        for one in pattern.finditer(low)
        if not low[one.start() - 1 : one.start()].isalnum()
    ]
    if "phone" in there:
        found += [Match(Kind.CONTACT, one.start(), one.end(), "contact.phone") for one in phones(low)]
    return found


def signs(low: str, words: Set[str]) -> set[str]:
    """What stands in a text that one of the patterns may belong to: a quick look."""
    there = {SIGNS[word] for word in words & WORDS}
    if "@" in low or "(at)" in low or "[at]" in low:
        there.add("at")
    if "/" in low and any(link in low for link in LINKS):
        there.add("link")
    if DIGIT.search(low):
        there.update(("figures", "postcode") if HALF_POSTCODE.search(low) else ("figures",))
        there.update(("zip",) if ZIP.search(low) else ())
        there.update(("phone",) if NINE.search(low) else ())
    return there - {"street", "living"} if "figures" not in there else there


def phones(low: str) -> list[re.Match[str]]:
    return [one for one in PHONE.finditer(low) if is_phone(one[0]) and low[one.start() - 1 : one.start()] not in PART]


def is_phone(said: str) -> bool:
    figures = sum(sign.isdigit() for sign in said)
    return 9 <= figures <= 15 and not FREE.match(said) and not DATE.match(said)
