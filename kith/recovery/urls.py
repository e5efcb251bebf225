"""Addresses of the recovery app."""

from django.urls import path

from kith.recovery.views import check_ins, hard_time, strategies

urlpatterns = [
    path("check-in/", check_ins.check_in, name="check-in"),
    path("check-in/history/", check_ins.history, name="check-in-history"),
    path("check-in/<uuid:check_in_id>/", check_ins.one, name="check-in-one"),
    path("check-in/<uuid:check_in_id>/remove/", check_ins.remove, name="check-in-remove"),
    path("check-in/<uuid:check_in_id>/keep/", check_ins.take_back, name="check-in-keep"),
    path("hard-time/", hard_time.hard_time, name="hard-time"),
    path("hard-time/said/", hard_time.say_so, name="hard-time-say"),
    path("hard-time/longer/", hard_time.longer, name="hard-time-longer"),
    path("hard-time/over/", hard_time.over, name="hard-time-over"),
    path("hard-time/<uuid:hard_time_id>/", hard_time.theirs, name="hard-time-of"),
    path("strategies/", strategies.strategies, name="strategies"),
    path("strategies/new/", strategies.add, name="strategy-new"),
    path("strategies/ideas/", strategies.ideas, name="strategy-ideas"),
    path("strategies/ideas/<slug:code>/", strategies.borrow, name="strategy-borrow"),
    path("strategies/<uuid:strategy_id>/", strategies.one, name="strategy"),
    path("strategies/<uuid:strategy_id>/edit/", strategies.edit, name="strategy-edit"),
    path("strategies/<uuid:strategy_id>/tried/", strategies.log_try, name="strategy-tried"),
    path("strategies/<uuid:strategy_id>/not-tried/", strategies.undo_try, name="strategy-undo"),
    path("strategies/<uuid:strategy_id>/remove/", strategies.remove, name="strategy-remove"),
    path("strategies/<uuid:strategy_id>/keep/", strategies.take_back, name="strategy-keep"),
]
