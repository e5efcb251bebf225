"""Choosing the group for words one brought along from a page of one's own. Nothing is shared here yet."""

from django.http import HttpResponse

from kith.core.pages import member, page
from kith.groups.writing import groups_i_write_in
from kith.people.asking import MemberRequest
from kith.people.carried import carried as brought


@member
def carried(request: MemberRequest) -> HttpResponse:
    """The groups one may write in, each leading to its own page to start a conversation."""
    said = brought(request.session, request.user)
    groups = groups_i_write_in(request.user) if said else []
    return page(request, "groups/carried.html", {"said": said, "groups": groups, "nav": "groups"})
