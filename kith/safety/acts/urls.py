"""Addresses of acts, appeals, and what people read about both."""

from django.urls import path

from kith.safety.acts.views import acting, mine

urlpatterns = [
    path("safety/cases/<uuid:case_id>/act/<str:kind>/", acting.act_on_case, name="case-act"),
    path("safety/cases/<uuid:case_id>/all-posts/", acting.remove_many, name="remove-many"),
    path("safety/acts/<uuid:act_id>/", acting.act, name="act"),
    path("safety/acts/<uuid:act_id>/undo/", acting.undo, name="act-undo"),
    path("safety/acts/<uuid:act_id>/agree/", acting.agree, name="act-agree"),
    path("safety/acts/<uuid:act_id>/answer/", acting.answer, name="appeal-answer"),
    path("safety/appeals/", acting.appeals_list, name="appeals"),
    path("safety/about-you/", mine.about_you, name="about-you"),
    path("safety/about-you/<uuid:act_id>/", mine.about_you_act, name="about-you-act"),
    path("safety/how/", mine.ladder, name="ladder"),
]
