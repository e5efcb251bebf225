"""What of the recovery area can be shared, in the words people see where they choose."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kith.people.sharing_kinds import TAP, WORDS, Kind, Level, register

CHECK_INS, STRATEGIES, HARD_TIME = "check_ins", "strategies", "hard_time"


def several_check_ins(count: int) -> str:
    return ngettext(
        "%(who)s sees one check-in that you shared by itself.",
        "%(who)s sees %(n)s check-ins that you shared one by one.",
        count,
    )


def several_strategies(count: int) -> str:
    return ngettext(
        "%(who)s sees one coping strategy that you shared by itself.",
        "%(who)s sees %(n)s coping strategies that you shared one by one.",
        count,
    )


WITHOUT_WORDS = Level(
    code=TAP,
    choice=_("How I am, without my words"),
    hint=_("Each check-in from now on: only the word you choose."),
    mine=_("your check-ins, without your words"),
    theirs=_("check-ins, without their words"),
)
WITH_WORDS = Level(
    code=WORDS,
    choice=_("How I am, with my words"),
    hint=_("Each check-in from now on: the word you choose and what you write."),
    mine=_("your check-ins, with your words"),
    theirs=_("check-ins, with their words"),
)
ALL_STRATEGIES = Level(
    code=WORDS,
    choice=_("My coping strategies"),
    hint=_("What helps you, as you wrote it. Never when or how often you tried it."),
    mine=_("your coping strategies"),
    theirs=_("coping strategies"),
)
SAYING_SO = Level(
    code=WORDS,
    choice=_("That I am having a hard time"),
    hint=_("When you say so on your start page: that you do, and what you write there. Nothing else."),
    mine=_("when you say that you are having a hard time"),
    theirs=_("when they say that they are having a hard time"),
)


def register_all() -> None:
    register(
        Kind(
            CHECK_INS,
            _("your check-ins"),
            (WITHOUT_WORDS, WITH_WORDS),
            place=10,
            one=_("one of your check-ins"),
            several=several_check_ins,
            also=("check_in",),
        )
    )
    register(
        Kind(
            STRATEGIES,
            _("your coping strategies"),
            (ALL_STRATEGIES,),
            place=20,
            one=_("one of your coping strategies"),
            several=several_strategies,
            also=("strategy",),
        )
    )
    register(
        Kind(
            HARD_TIME,
            _("when you are having a hard time"),
            (SAYING_SO,),
            place=15,
            looked=_("your note of a hard time"),
        )
    )
