"""Addresses of the safety app."""

from django.urls import path

from kith.safety.acts import urls as acts
from kith.safety.cases import urls as cases
from kith.safety.views import help, lines, openings
from kith.safety.watch import urls as watch
from kith.safety.words.urls import urlpatterns as words

urlpatterns = [
    *watch.urlpatterns,
    path("help-now/", help.help_now, name="help-now"),
    path("help-now/right-now/", help.right_now, name="right-now"),
    path("safety/lines/", lines.lines, name="help-lines"),
    path("safety/lines/new/", lines.new_line, name="help-line-new"),
    path("safety/lines/countries/new/", lines.country, name="help-country-new"),
    path("safety/lines/countries/<slug:code>/", lines.country, name="help-country"),
    path("safety/lines/<slug:line_id>/", lines.edit_line, name="help-line"),
    path("safety/lines/<slug:line_id>/check/", lines.check_line, name="help-line-check"),
    path("safety/lines/<slug:line_id>/remove/", lines.remove_line, name="help-line-remove"),
    path("safety/lines/<slug:line_id>/put-back/", lines.put_back, name="help-line-put-back"),
    path("safety/looked/", openings.had_to_look, name="had-to-look"),
    path("safety/openings/", openings.openings, name="openings"),
    path("safety/openings/new/", openings.new_opening, name="opening-new"),
    path("safety/openings/new/record/", openings.new_record_opening, name="opening-new-record"),
    path("safety/openings/<uuid:opening_id>/", openings.opening, name="opening"),
    path("safety/cases/<uuid:case_id>/outside/", openings.new_outside, name="opening-new-outside"),
    path("safety/openings/<uuid:opening_id>/contacted/", openings.contacted, name="opening-contacted"),
    path("safety/openings/<uuid:opening_id>/agree/", openings.agree, name="opening-agree"),
    path("safety/openings/<uuid:opening_id>/end/", openings.end, name="opening-end"),
    path("safety/openings/<uuid:opening_id>/quiet/", openings.keep_quiet, name="opening-quiet"),
    path("safety/openings/<uuid:opening_id>/tell/", openings.tell, name="opening-tell"),
    path("safety/openings/<uuid:opening_id>/read/", openings.read, name="opening-read"),
    *cases.urlpatterns,
    *acts.urlpatterns,
    *words,
]
