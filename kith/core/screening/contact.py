"""Ways to reach someone outside, in any language: addresses, numbers, names on other services."""

import re

from kith.core.screening.findings import Kind, Match

# Each one is tried only where its sign stands in the text: a look that costs nothing.
PATTERNS = (
    ("contact.mail", re.compile(r"[\w.+-]{1,64}(?:@| ?[(\[]at[)\]] ?)[a-z0-9-]{1,60}(?:(?:\.| ?[(\[]dot[)\]] ?)[a-z]{2,12}){1,3}\b"), ("@", "(at)", "[at]")),
    ("contact.handle", re.compile(r"(?<![\w.+@/-])@[a-z0-9_][a-z0-9_.]{2,30}\b(?!@)"), ("@",)),
    ("contact.link", re.compile(r"\b(?:t\.me|wa\.me|discord\.gg|instagram\.com|snapchat\.com|facebook\.com|fb\.me|tiktok\.com|linkedin\.com)/[\w@./?=-]{2,60}"), (".me/", ".gg/", ".com/")),
    ("contact.postcode", re.compile(r"\b(?:[a-z]{1,2}\d{1,2}|[a-z]{1,2}\d[a-z]) ?\d[abd-hjlnp-uw-z]{2}\b"), ()),
    ("contact.street", re.compile(r"\b\d{1,5}[a-z]?,? (?:[a-z]{2,20} ){1,3}(?:street|st|road|rd|avenue|ave|lane|ln|drive|close|crescent|terrace|boulevard|blvd|court|gardens|grove|mews)\b(?! (?:ago|later|with|to (?:go|work)))"), ()),
    ("contact.zip", re.compile(r"\b(?:al|ak|az|ar|ca|co|ct|de|fl|ga|hi|ia|id|il|ks|ky|la|ma|md|mi|mn|mo|ms|mt|nc|nd|ne|nh|nj|nm|nv|ny|oh|pa|ri|sc|sd|tn|tx|ut|va|vt|wa|wi|wv|wy),? \d{5}(?:-\d{4})?\b"), ()),
    ("contact.service", re.compile(r"\b(?:my )?(?:snap(?:chat)?|insta(?:gram)?|ig|discord|whats ?app|telegram|kik|skype|signal|tiktok|facebook|fb|messenger|twitter|wechat|viber|line id|email|e-mail|number|phone(?: number)?|mobile|cell|addy|gamertag|psn)(?: name| id| username| handle| tag| user)?(?: is|'s|:| =| -)+ ?(?!(?:not|a|an|the|so|dead|broken|down|on|my|full|off|in|really|very|great|good|bad|where|how|just|out|gone|for|too|always|like|that|what|because|and|or|to)\b)[\w.@+#-]{3,40}"), ("snap", "insta", "ig", "discord", "whats", "telegram", "kik", "skype", "signal", "tiktok", "facebook", "fb", "messenger", "twitter", "wechat", "viber", "mail", "number", "phone", "mobile", "cell")),
    ("contact.add_me", re.compile(r"\b(?:add|follow|find|message|text|dm|call|ring|hit|reach|contact|msg|write|email|pm|join|whatsapp|phone|hmu) ?(?:me|us)?(?: up| to)? (?:on|at|via|over|through) (?:my )?(?:snap(?:chat)?|insta(?:gram)?|ig|discord|whats ?app|telegram|kik|skype|signal|tiktok|facebook|fb|messenger|twitter|wechat|viber|zoom|e-?mail|mobile|cell|phone|this number|0\d|\+\d)"), (" me ", "hmu", "us on", "dm ", "pm ", "phone on")),
    ("contact.live_at", re.compile(r"\bi(?:'m| am)? (?:live|living|stay|staying|based) (?:at|on) (?:number )?(?:\d{1,5}[a-z]?,? |flat |apartment )[a-z0-9' ]{3,40}"), (" at ", " on ")),
    ("contact.name", re.compile(r"\b(?:my|his|her|their) (?:full|real|legal) name(?: is|'s|:) [a-z'-]{2,20}(?: [a-z'-]{2,20}){0,2}"), (" name",)),
)  # fmt: skip
PHONE = re.compile(r"(?<![\w.,/:£$€#-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{1,5}\)[ .-]?)?\d{2,5}(?:[ .-]?\d{2,5}){1,4}(?![\w/:%]|[.,]\d|-\d)")
FREE = re.compile(r"^(?:\+?44 ?)?(?:0?800|0?808|1[ .-]?8(?:00|33|44|55|66|77|88)|1800|116|0?300|13 ?\d\d|1300|0?345)")
DATE = re.compile(r"^(?:19|20)\d\d[-. ]\d{1,2}[-. ]\d{1,2}$|^\d{1,2}[-. ]\d{1,2}[-. ](?:19|20)?\d\d$|^(?:19|20)\d\d ?- ?(?:19|20)\d\d$")
DIGIT = re.compile(r"\d")


def contacts(low: str) -> list[Match]:
    """Matches in a text in small letters. Lines of help, which are free to call, are not anyone's own number."""
    numbered = DIGIT.search(low) is not None
    found = []
    for rule, pattern, signs in PATTERNS:
        if any(sign in low for sign in signs) if signs else numbered:
            found += [Match(Kind.CONTACT, one.start(), one.end(), rule) for one in pattern.finditer(low)]
    if numbered:
        found += [Match(Kind.CONTACT, one.start(), one.end(), "contact.phone") for one in phones(low)]
    return found


def phones(low: str) -> list[re.Match[str]]:
    return [one for one in PHONE.finditer(low) if is_phone(one[0])]


def is_phone(said: str) -> bool:
    figures = sum(sign.isdigit() for sign in said)
    return 9 <= figures <= 15 and not FREE.match(said) and not DATE.match(said)
