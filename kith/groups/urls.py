"""Addresses of groups and their conversations."""

from django.urls import path

from kith.groups.views import began, earlier, joining, met, names, pages, running, threads, writing

urlpatterns = [
    path("you/names/", names.names, name="names"),
    path("you/drafts/", began.began, name="drafts"),
    path("you/drafts/<uuid:draft_id>/throw-away/", began.throw_away, name="draft_throw_away"),
    path("you/drafts/<uuid:draft_id>/put-back/", began.put_back, name="draft_put_back"),
    path("gatherings/", pages.gatherings, name="gatherings"),
    path("groups/", pages.groups, name="groups"),
    path("groups/new/", running.new_group, name="group_new"),
    path("groups/<slug:slug>/", pages.group, name="group"),
    path("groups/<slug:slug>/join/", joining.join, name="group_join"),
    path("groups/<slug:slug>/name/", names.name_here, name="group_name"),
    path("groups/<slug:slug>/leave/", joining.leave, name="group_leave"),
    path("groups/<slug:slug>/leave/undo/", joining.come_back, name="group_come_back"),
    path("groups/<slug:slug>/join/withdraw/", joining.withdraw_request, name="group_withdraw_request"),
    path("groups/<slug:slug>/members/", pages.members, name="group_members"),
    path("groups/<slug:slug>/names/", met.name_met, name="name_met"),
    path("groups/<slug:slug>/members/role/", running.set_role, name="group_role"),
    path("groups/<slug:slug>/invite/", running.invite, name="group_invite"),
    path("groups/<slug:slug>/requests/", running.requests, name="group_requests"),
    path("groups/<slug:slug>/edit/", running.edit_group, name="group_edit"),
    path("groups/<slug:slug>/meetings/", running.meetings, name="group_meetings"),
    path("groups/<slug:slug>/meetings/<int:time_id>/", running.edit_meeting, name="group_meeting"),
    path("groups/<slug:slug>/members/named/", writing.names, name="names_like"),
    path("groups/<slug:slug>/threads/new/", threads.new_thread, name="thread_new"),
    path("groups/<slug:slug>/threads/new/look/", writing.look_at_thread, name="thread_look"),
    path("groups/<slug:slug>/threads/new/keep/", began.keep_thread, name="thread_keep"),
    path("groups/<slug:slug>/threads/<int:thread_id>/", threads.thread, name="thread"),
    path("groups/<slug:slug>/threads/<int:thread_id>/answer/", threads.answer, name="thread_answer"),
    path("groups/<slug:slug>/threads/<int:thread_id>/look/", writing.look_at_answer, name="answer_look"),
    path("groups/<slug:slug>/threads/<int:thread_id>/keep/", began.keep_answer, name="answer_keep"),
    path(
        "groups/<slug:slug>/threads/<int:thread_id>/posts/<int:post_id>/before/",
        earlier.earlier_words,
        name="post_before",
    ),
    path("groups/<slug:slug>/threads/<int:thread_id>/posts/<int:post_id>/edit/", threads.edit_post, name="post_edit"),
    path("groups/<slug:slug>/threads/<int:thread_id>/posts/<int:post_id>/name/", met.name_of, name="name_of"),
]
