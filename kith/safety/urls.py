"""Addresses of the safety app."""

from django.urls import path

from kith.safety.acts import urls as acts
from kith.safety.cases import urls as cases
from kith.safety.views import help, openings
from kith.safety.watch import urls as watch
from kith.safety.words.urls import urlpatterns as words

urlpatterns = [
    *watch.urlpatterns,
    path("help-now/", help.help_now, name="help-now"),
    path("safety/looked/", openings.had_to_look, name="had-to-look"),
    path("safety/openings/", openings.openings, name="openings"),
    path("safety/openings/new/", openings.new_opening, name="opening-new"),
    path("safety/openings/new/record/", openings.new_record_opening, name="opening-new-record"),
    path("safety/openings/<uuid:opening_id>/", openings.opening, name="opening"),
    path("safety/openings/<uuid:opening_id>/agree/", openings.agree, name="opening-agree"),
    path("safety/openings/<uuid:opening_id>/end/", openings.end, name="opening-end"),
    path("safety/openings/<uuid:opening_id>/quiet/", openings.keep_quiet, name="opening-quiet"),
    path("safety/openings/<uuid:opening_id>/tell/", openings.tell, name="opening-tell"),
    path("safety/openings/<uuid:opening_id>/read/", openings.read, name="opening-read"),
    *cases.urlpatterns,
    *acts.urlpatterns,
    *words,
]
