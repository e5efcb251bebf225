"""Addresses of reports and cases."""

from django.urls import path

from kith.safety.cases import views

urlpatterns = [
    path("report/<slug:what>/<str:thing>/", views.report, name="report"),
    path("safety/", views.queue, name="safety"),
    path("safety/closed/", views.closed, name="safety-closed"),
    path("safety/times/", views.times, name="safety-times"),
    path("safety/break/", views.give_all_back, name="safety-break"),
    path("safety/my-reports/", views.my_reports, name="my-reports"),
    path("safety/my-reports/<uuid:report_id>/", views.my_report, name="my-report"),
    path("safety/my-reports/<uuid:report_id>/take-back/", views.take_back, name="my-report-take-back"),
    path("safety/cases/<uuid:case_id>/", views.case, name="case"),
    path("safety/cases/<uuid:case_id>/around/", views.around, name="case-around"),
    path("safety/cases/<uuid:case_id>/alike/", views.consistency, name="safety-consistency"),
    path("safety/cases/<uuid:case_id>/claim/", views.claim, name="case-claim"),
    path("safety/cases/<uuid:case_id>/let-go/", views.let_go, name="case-let-go"),
    path("safety/cases/<uuid:case_id>/pass/", views.pass_on, name="case-pass"),
    path("safety/cases/<uuid:case_id>/note/", views.add_note, name="case-note"),
    path("safety/cases/<uuid:case_id>/close/", views.close, name="case-close"),
    path("safety/cases/<uuid:case_id>/reopen/", views.reopen, name="case-reopen"),
]
