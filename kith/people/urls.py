"""Addresses of the people app."""

from django.urls import path

from kith.people.views import devices, invitations, keys, names, proof, sharing, ties

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
    path("people/<uuid:tie_id>/block/", sharing.block, name="tie-block"),
    path("people/blocks/<int:block_id>/end/", sharing.unblock, name="unblock"),
    path("invitation/", invitations.invitation, name="invitation-held"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("sharing/", sharing.sharing, name="sharing"),
    path("sharing/give/", sharing.give, name="sharing-give"),
    path("sharing/one-by-one/<uuid:tie_id>/end/", sharing.end_singles, name="sharing-end-singles"),
    path("sharing/<uuid:grant_id>/", sharing.change, name="sharing-change"),
    path("sharing/<uuid:grant_id>/end/", sharing.end, name="sharing-end"),
    path("sharing/<uuid:grant_id>/again/", sharing.again, name="sharing-again"),
    path("you/", sharing.you, name="you"),
    path("you/names/main/", names.main_name, name="main_name"),
    path("you/privacy/", devices.privacy, name="privacy-here"),
    path("you/again/", proof.prove, name="prove"),
    path("you/again/kept/", proof.give_back, name="kept"),
    path("you/second-step/", proof.second_step, name="second-step"),
    path("lock/", proof.lock, name="lock"),
    path("lock/now/", proof.lock_now, name="lock-now"),
    path("lock/keep/", proof.lock_keep, name="lock-keep"),
    path("lock/still-here/", proof.still_here, name="still-here"),
    path("accounts/sessions/", devices.sessions, name="usersessions_list"),
    path("accounts/sessions/everywhere/", devices.end_all, name="sessions-end-all"),
    path("accounts/sessions/<int:pk>/end/", devices.end, name="session-end"),
    path("accounts/2fa/webauthn/keys/<int:pk>/remove/", keys.remove, name="mfa_remove_webauthn"),
]
