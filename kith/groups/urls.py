"""Addresses of groups and their conversations."""

from django.urls import path

from kith.groups.views import calendars, joining, meetings, met, names, pages, running, sessions, threads

urlpatterns = [
    path("you/names/", names.names, name="names"),
    path("you/calendar/", calendars.my_calendar, name="my_calendar"),
    path("calendar/<str:secret>.ics", calendars.feed, name="calendar"),
    path("gatherings/", meetings.gatherings, name="gatherings"),
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
    path("groups/<slug:slug>/meetings/", meetings.meetings, name="group_meetings"),
    path("groups/<slug:slug>/meetings/once/", meetings.add_once, name="meeting_once"),
    path("groups/<slug:slug>/meetings/reminders/", meetings.remind, name="meeting_reminders"),
    path("groups/<slug:slug>/meetings/<int:time_id>/", meetings.edit_meeting, name="group_meeting"),
    path("groups/<slug:slug>/meetings/on/<slug:meeting>/", meetings.meeting, name="meeting"),
    path("groups/<slug:slug>/meetings/on/<slug:meeting>/coming/", meetings.coming, name="meeting_coming"),
    path("groups/<slug:slug>/meetings/on/<slug:meeting>/change/", meetings.change, name="meeting_change"),
    path("groups/<slug:slug>/meetings/on/<slug:meeting>/calendar.ics", calendars.one_meeting, name="meeting_ics"),
    path("groups/<slug:slug>/sessions/<slug:meeting>/", sessions.session, name="session"),
    path("groups/<slug:slug>/sessions/<slug:meeting>/typing/", sessions.typing, name="session_typing"),
    path("groups/<slug:slug>/threads/new/", threads.new_thread, name="thread_new"),
    path("groups/<slug:slug>/threads/<int:thread_id>/", threads.thread, name="thread"),
    path("groups/<slug:slug>/threads/<int:thread_id>/answer/", threads.answer, name="thread_answer"),
    path("groups/<slug:slug>/threads/<int:thread_id>/posts/<int:post_id>/edit/", threads.edit_post, name="post_edit"),
    path("groups/<slug:slug>/threads/<int:thread_id>/posts/<int:post_id>/name/", met.name_of, name="name_of"),
]
