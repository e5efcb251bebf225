"""Finds, in a seeded community, whom to sign in as and what to look at; run inside the installation, prints JSON."""

import json

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as Rows
from django.db.models import Count

from kith.people.models import Person, Tie
from kith.spaces.models import Membership, Post, Space


def session(person: Person) -> str:
    store = Rows()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return store.session_key


def find() -> dict:
    """A thread with at least 20 posts, and a member of its group with ties of their own."""
    talks = (
        Post.objects.values("thread")
        .annotate(n=Count("pk"))
        .filter(n__gte=20, thread__space__kind=Space.Kind.GROUP, thread__space__reading=Space.Reading.ANYONE)
        .order_by("n", "thread")
    )
    for row in talks[:50]:
        first = Post.objects.select_related("thread__space__group").filter(thread=row["thread"]).first()
        members = Membership.objects.filter(space=first.thread.space, state="active").values("person")
        owner = Tie.objects.filter(owner__in=members).values("owner").annotate(n=Count("pk")).order_by("-n").first()
        if owner:
            person = Person.objects.get(pk=owner["owner"])
            return {
                "session": session(person),
                "thread": first.thread_id,
                "group": first.thread.space.group.slug,
                "posts": row["n"],
                "ties": owner["n"],
            }
    raise SystemExit("The seeded community has no thread to measure.")


print(json.dumps(find()))
