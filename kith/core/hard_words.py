"""Knows the words people search with when it is too much, so that a page can put Help now first. Nothing is kept."""

import re
import unicodedata

SELF = "(?:my ?self|me)"
WANT = "(?:want|wants|wanted|wanting|wanna|wish|need)"
NOT = "(?:dont|do not|didnt|did not|not|never|doesnt)"
PHRASES = (
    r"suicid(?:e|es|al|ality)",
    rf"{WANT}(?: to)?(?: just)? (?:die|be dead)",
    r"(?:feel|feels|feeling) like dying",
    r"(?:wish|wished) (?:that )?i (?:was|were) dead",
    r"better off dead",
    r"kill(?:s|ed|ing)? my ?self",
    r"(?:end|ends|ended|ending|take|takes|took|taking) my (?:own )?life",
    r"(?<!front )(?<!back )(?<!week )(?:end|ends|ended|ending) it(?: all)?",
    r"self ?harm(?:s|ed|er|ers|ing)?",
    rf"(?:hurt|hurts|hurting|harm|harms|harmed|harming|cut|cuts|cutting) {SELF}",
    r"(?:cant|cannot|can not|couldnt) go on",
    rf"{NOT} {WANT}(?: to)? (?:be here|live|wake up|be alive|exist|go on)",
    r"(?:no|not any) (?:reason|point) (?:to|in) (?:live|living|going on)",
    r"over ?dos(?:e|es|ed|ing)",
    r"cris[ie]s",
    r"emergenc(?:y|ies)",
)
HARD = re.compile(rf"\b(?:{'|'.join(PHRASES)})\b")


def plain(text: str) -> str:
    """The words alone: small letters, without accents and apostrophes, with one space between them."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in folded if not unicodedata.combining(sign) and sign not in "'’‘`´")
    return " ".join(re.findall(r"[^\W_]+", kept))


def is_hard(text: str) -> bool:
    """Whether the words may be those of someone for whom it is too much right now. A look, never a verdict."""
    return bool(HARD.search(plain(text)))
