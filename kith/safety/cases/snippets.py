"""Words a moderator can begin from: short, warm, and safe to say to someone in distress. Each is a start, to be made one's own.

They ask and do not tell, praise no one for staying strong, name no method, promise nothing that nobody can keep, and always
say where a person can be reached now.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kith.safety.models import Report

Kind = Report.Kind

ALWAYS: dict[str, Any] = {
    "thanks": _("Thank you for writing here. I read what you wrote, and I am glad you told someone."),
    "who": _("I am one of the people who keep this place safe. You have done nothing wrong by being honest here."),
}

SNIPPETS: dict[str, dict[str, Any]] = {
    Kind.WORRIED: {
        "heard": _(
            "I read your words just now, and I want you to know that somebody did. That sounds very heavy to carry."
        ),
        "ask": _(
            "May I ask you straight out: are you thinking about ending your life? You can say yes here. Nobody will be angry with you."
        ),
        "now": _(
            "Is there someone who could be with you tonight? If you think you may not stay safe, please call or text one of "
            "the numbers on the page Help now. I cannot see where you are, so they can reach you faster than I can."
        ),
        "plan": _(
            "If you have a safety plan, this may be a good time to open it. If you have none, the first step can be small: one person, one room, one hour."
        ),
        "back": _(
            "I will look here again. You do not have to answer, and you can write at any time, also just one word."
        ),
        "friend": _(
            "You told us that you are worried about someone. That was kind, and right. You need not carry this alone: we are looking at it now."
        ),
    },
    Kind.DETAIL: {
        "held": _(
            "Your words matter, and we want them to be here. There is one part that could hurt someone who reads it on a bad day."
        ),
        "change": _(
            "Could you say it once more without how it was done, where, or with what? How it felt can stay, all of it."
        ),
        "numbers": _("Could you leave out the numbers? For some people here they are hard to put down again."),
    },
    Kind.UNKIND: {
        "effect": _("I think you did not mean it so, but these words can hurt. Would you look at them once more?"),
        "both": _(
            "You can disagree here, and you can be angry. Please write about what happened for you, and not about what the other person is."
        ),
        "agreed": _(
            "All of us agreed to be kind here, also when it is hard. If something got to you, tell us. We would like to help with that, too."
        ),
    },
    Kind.PRIVATE: {
        "yours": _(
            "There is something in your post by which people could find you. You may not want everyone to have it. Would you take it out?"
        ),
        "theirs": _(
            "Your post tells something about another person that is theirs to tell. Would you take it out, or say it without who it is?"
        ),
    },
    Kind.SELLING: {
        "place": _(
            "People here did not come to be sold something, so we do not show this. If it helped you yourself, you are welcome to say how."
        ),
        "list": _("If it is a service in this area, it can be in the list of services. Someone checks it first."),
    },
    Kind.OTHER: {
        "more": _("Thank you for telling us. Could you say a little more, so that we understand what is wrong?"),
    },
}


FITS: dict[str, str] = {
    "danger": Kind.WORRIED,
    "goodbye": Kind.WORRIED,
    "worry": Kind.WORRIED,
    "method": Kind.DETAIL,
    "numbers": Kind.DETAIL,
    "contact": Kind.PRIVATE,
    "session": Kind.UNKIND,
}
"""Which of them fit what was found without a report."""


def snippets(kind: str) -> list[tuple[str, str]]:
    """What one can begin from, for a kind of report or of what was found in words; those that always fit stand first. Code and words."""
    found = {**ALWAYS, **SNIPPETS.get(FITS.get(kind, kind), {})}
    return [(code, str(text)) for code, text in found.items()]


def begin_with(codes: list[str]) -> str:
    """The words behind some codes, one after another, to be adapted; codes that there are not are nothing."""
    every = {**ALWAYS, **{code: text for kind in SNIPPETS.values() for code, text in kind.items()}}
    return "\n\n".join(str(every[code]) for code in dict.fromkeys(codes) if code in every)
