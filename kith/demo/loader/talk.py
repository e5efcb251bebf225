"""Writes the demo's conversations: threads, replies, warm words, what has been read, and messages between two people."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import F

from kith.core.ids import short_code
from kith.demo import stories
from kith.demo.loader.enclosed import enclose
from kith.demo.loader.scene import Scene
from kith.demo.loader.writing import shape_posts
from kith.notices.models import Notice
from kith.people.models import Handle, MutedWords
from kith.spaces.models import Bookmark, Letter, Membership, Post, Reaction, ReadMark, Space, Thread, pair_key

WARM = {"heard": "hear", "suggestions": "metoo", "hello": "thinking", "win": "thinking"}
FRESH = timedelta(hours=30)  # what came after this was not read by everyone yet


def make_posts(scene: Scene) -> int:
    """Every thread with its posts, in the order they were written."""
    number = 0
    for slug, group in scene.groups.items():
        for row in sorted(stories.threads(slug), key=lambda row: -row["hours"]):
            number += _make_thread(scene, group.space_id, row)
        _mark_read(scene, group.space_id)
    return number


def _make_thread(scene: Scene, space_id: int, row: stories.Row) -> int:
    rows = stories.posts(row)
    authors = [_author(scene, space_id, p) for p in rows]
    author = authors[0]
    thread = Thread.objects.create(
        space_id=space_id, author=author, title=row["title"], hope=row["hope"], replies=len(rows) - 1,
        created=scene.ago(hours=row["hours"]), last_post_at=scene.ago(hours=rows[-1]["hours"]),
        note=row.get("note", ""), readers=row.get("readers", Thread.Readers.ALL),
        pinned=scene.ago(hours=row["hours"]) if row.get("pinned") else None,
    )  # fmt: skip
    posts = [
        Post(
            thread=thread,
            author=by,
            body=p["text"].strip(),
            note=p.get("note", ""),
            opening=p is row,
            created=scene.ago(hours=p["hours"]),
        )
        for p, by in zip(rows, authors, strict=True)
    ]
    Post.objects.bulk_create(posts)
    if thread.pinned:
        Space.objects.filter(pk=space_id).update(pins=F("pins") + 1)
    kept = [Bookmark(person=scene.people[name], post=posts[0], at=posts[0].created) for name in row.get("kept_by", [])]
    Bookmark.objects.bulk_create(kept)
    for post, p in zip(posts, rows, strict=True):
        enclose(scene, post, p)
    shape_posts(posts, rows)
    Reaction.objects.bulk_create([*_told_reactions(scene, posts, rows), *_more_warmth(scene, posts, rows)])
    if posts[-1].created > scene.at - FRESH and authors[-1].person_id != author.person_id:
        _tell_author(author, thread, posts[-1])
    return len(posts)


def _author(scene: Scene, space_id: int, row: stories.Row) -> Handle:
    """Their name in the group; or, for words without a name, a handle for these alone."""
    if not row.get("unnamed"):
        return scene.name_in(space_id, row["author"])
    person, key = scene.people[row["author"]], short_code(40)
    return Handle.objects.create(person=person, name="", name_key=key, kind=Handle.Kind.ONCE)


def _told_reactions(scene: Scene, posts: list[Post], rows: list[stories.Row]) -> Iterator[Reaction]:
    for post, row in zip(posts, rows, strict=True):
        for kind, names in row.get("reactions", {}).items():
            for number, name in enumerate(names):
                at = min(post.created + timedelta(minutes=20 * (number + 1)), scene.at)
                yield Reaction(post=post, author=scene.name_in(post.thread.space_id, name), kind=kind, at=at)


def _more_warmth(scene: Scene, posts: list[Post], rows: list[stories.Row]) -> Iterator[Reaction]:
    """What the story leaves out: those who answered also gave the first post a warm word, and were thanked for theirs."""
    opening, chance = posts[0], scene.random.random
    others = list(dict.fromkeys(post.author for post in posts[1:] if _may_thank(post, opening)))
    if not rows[0].get("reactions"):
        yield from (_warm(opening, name, WARM[rows[0]["hope"]]) for name in others[:4] if chance() < 0.7)
    for post, row in zip(posts[1:], rows[1:], strict=True):
        if not row.get("reactions") and _may_thank(post, opening) and chance() < 0.4:
            yield _warm(post, opening.author, "hear")


def _may_thank(post: Post, opening: Post) -> bool:
    """Two people's words, neither of them without a name: such a handle gives no warm words."""
    once = Handle.Kind.ONCE
    by, first = post.author, opening.author
    return bool(by and first and by.person_id != first.person_id and once not in (by.kind, first.kind))


def _warm(post: Post, author: Handle | None, kind: str) -> Reaction:
    return Reaction(post=post, author=author, kind=kind, at=post.created)


def _tell_author(author: Handle, thread: Thread, post: Post) -> None:
    Notice.objects.create(
        person_id=author.person_id,
        kind="reply",
        thing_kind="thread",
        thing_id=str(thread.pk),
        actor=post.author,
        at=post.created,
    )


def _mark_read(scene: Scene, space_id: int) -> None:
    """Members have read what is not quite fresh, and what they answered themselves; the rest shows as new."""
    seen: dict[tuple[int, int], int] = {}
    posts = list(Post.objects.filter(thread__space=space_id).select_related("author").order_by("id"))
    for membership in Membership.objects.filter(space=space_id, state=Membership.State.ACTIVE):
        for post in posts:
            if post.created < scene.at - FRESH or (post.author and post.author.person_id == membership.person_id):
                seen[membership.person_id, post.thread_id] = post.pk
    marks = [
        ReadMark(person_id=person, thread_id=thread, last_seen_post=post) for (person, thread), post in seen.items()
    ]
    ReadMark.objects.bulk_create(marks, batch_size=300)


def make_folds(scene: Scene) -> int:
    """Kinds of content note that someone would rather have folded."""
    rows = [row for row in stories.people() if row.get("folds")]
    for row in rows:
        MutedWords.objects.create(person=scene.people[row["handle"]], words={"words": [], "topics": row["folds"]})
    return len(rows)


def make_letters(scene: Scene) -> int:
    """Messages between two connected people, sealed with the key of whoever wrote them."""
    made = []
    for row in stories.letters():
        one, other = (scene.people[name] for name in row["between"])
        first, last = (scene.ago(hours=row["messages"][at]["hours"]) for at in (0, -1))
        space = Space.objects.create(kind=Space.Kind.PAIR, pair=pair_key(one, other), members=2, created=first)
        Membership.objects.bulk_create(
            [
                Membership(
                    space=space,
                    person=scene.people[name],
                    handle=scene.names[name],
                    joined=first,
                    changed=first,
                    seen=last,
                )
                for name in row["between"]
            ]
        )
        made += [
            Letter(
                space=space,
                person=scene.people[m["by"]],
                author=scene.names[m["by"]],
                body=m["text"],
                created=scene.ago(hours=m["hours"]),
            )
            for m in row["messages"]
        ]
    Letter.objects.bulk_create(made)
    return len(made)
