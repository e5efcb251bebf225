"""Addresses of hours, care and rules."""

from django.urls import path

from kith.safety.watch import views

urlpatterns = [
    path("safety/rota/", views.rota, name="rota"),
    path("safety/rota/<uuid:shift_id>/", views.shift, name="shift"),
    path("safety/hand-over/", views.hand_over, name="hand-over"),
    path("safety/care/", views.care, name="care"),
    path("safety/care/buddy/", views.buddy, name="buddy"),
    path("safety/care/rest/", views.rest, name="keeper-rest"),
    path("safety/care/debrief/", views.debrief, name="debrief"),
    path("safety/raid/", views.raid, name="raid"),
    path("steward/safety/", views.safety_rules, name="safety-rules"),
    path("steward/safety/words/", views.blocked_words, name="blocked-words"),
]
