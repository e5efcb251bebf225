"""Everything a person can do with their check-ins, strategies, hard times and the library, and how others answer."""

from kith.recovery.actions.check_ins import (
    answer,
    change_check_in,
    check_in,
    kind_answers,
    note_look,
    remove_check_in,
    take_back_check_in,
)
from kith.recovery.actions.hard_times import make_longer, put_words, say_so, take_back
from kith.recovery.actions.library import agree_to_changes, keep_own_words, offer, say_what_is_wrong, take_back_entry
from kith.recovery.actions.reviewing import Review, check_again, decline, put_back, settle_problem, take_in, take_out
from kith.recovery.actions.strategies import (
    add_strategy,
    borrow,
    borrow_from,
    change_strategy,
    remove_strategy,
    share_strategy,
    take_back_strategy,
)
from kith.recovery.actions.tries import More, change_try, log_try, remove_try, take_back_try

__all__ = [
    "More",
    "Review",
    "add_strategy",
    "agree_to_changes",
    "answer",
    "borrow",
    "borrow_from",
    "change_check_in",
    "change_strategy",
    "change_try",
    "check_again",
    "check_in",
    "decline",
    "keep_own_words",
    "kind_answers",
    "log_try",
    "make_longer",
    "note_look",
    "offer",
    "put_back",
    "put_words",
    "remove_check_in",
    "remove_strategy",
    "remove_try",
    "say_so",
    "say_what_is_wrong",
    "settle_problem",
    "share_strategy",
    "take_back",
    "take_back_check_in",
    "take_back_entry",
    "take_back_strategy",
    "take_back_try",
    "take_in",
    "take_out",
]
