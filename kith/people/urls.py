"""Addresses of the people app."""

from django.urls import path

from kith.people.views import apart, discreet, invitations, sharing, ties

urlpatterns = [
    path("network/ties/", ties.ties, name="ties"),
    path("network/ties/new/", ties.add, name="tie-add"),
    path("network/ties/removed/<uuid:removed_id>/restore/", ties.restore, name="tie-restore"),
    path("people/<uuid:tie_id>/", ties.tie, name="tie"),
    path("people/<uuid:tie_id>/edit/", ties.edit, name="tie-edit"),
    path("people/<uuid:tie_id>/move/", ties.move, name="tie-move"),
    path("people/<uuid:tie_id>/confirm/", ties.confirm, name="tie-confirm"),
    path("people/<uuid:tie_id>/in-touch/", ties.in_touch, name="tie-in-touch"),
    path("people/<uuid:tie_id>/remove/", ties.remove, name="tie-remove"),
    path("people/<uuid:tie_id>/invite/", invitations.invite, name="tie-invite"),
    path("people/<uuid:tie_id>/invite/withdraw/", invitations.withdraw, name="tie-invite-withdraw"),
    path("people/<uuid:tie_id>/block/", apart.block, name="tie-block"),
    path("people/<uuid:tie_id>/mute/", apart.mute, name="tie-mute"),
    path("people/mutes/<slug:mark>/end/", apart.unmute, name="unmute"),
    path("people/blocks/<slug:mark>/end/", apart.unblock, name="unblock"),
    path("invitation/", invitations.invitation, name="invitation-held"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("sharing/", sharing.sharing, name="sharing"),
    path("sharing/looked/", sharing.looked, name="looked"),
    path("sharing/give/", sharing.give, name="sharing-give"),
    path("sharing/one-by-one/<uuid:tie_id>/end/", sharing.end_singles, name="sharing-end-singles"),
    path("sharing/<uuid:grant_id>/", sharing.change, name="sharing-change"),
    path("sharing/<uuid:grant_id>/end/", sharing.end, name="sharing-end"),
    path("sharing/<uuid:grant_id>/again/", sharing.again, name="sharing-again"),
    path("you/", sharing.you, name="you"),
    path("you/discreet/", discreet.discreet, name="discreet"),
    path("you/leaving/", discreet.leaving, name="leaving"),
]
