"""Writes what surrounds the demo's posts: quotes of one another, what was said before a change, and answers not sent yet."""

from datetime import timedelta

from kith.demo import stories
from kith.demo.loader.scene import Scene
from kith.spaces.models import Draft, Post, PostVersion, Thread

CHANGED_AFTER = timedelta(minutes=20)


def shape_posts(posts: list[Post], rows: list[stories.Row]) -> None:
    """`quotes` is the number of an earlier post of the thread, from 0; `was` is what a post said before."""
    for post, row in zip(posts, rows, strict=True):
        if "quotes" in row:
            source = posts[row["quotes"]]
            said = "\n".join(f"> {line}".rstrip() for line in source.body.split("\n"))
            Post.objects.filter(pk=post.pk).update(body=f"> {source.author} (#{source.pk}):\n{said}\n\n{post.body}")
        if "was" in row and post.author:
            changed = post.created + CHANGED_AFTER
            PostVersion.objects.create(post=post, person_id=post.author.person_id, body=row["was"], until=changed)
            Post.objects.filter(pk=post.pk).update(edited=changed)


def make_drafts(scene: Scene) -> int:
    """What people began: an answer in the thread with that title, or a conversation of their own."""
    for row in stories.drafts():
        space = scene.groups[row["group"]].space_id
        thread = Thread.objects.get(space=space, title=row["answers"]) if "answers" in row else None
        at = scene.ago(hours=row["hours"])
        words = {"title": row.get("title", ""), "hope": row.get("hope", ""), "body": row["text"], "unnamed": False}
        mine = {"person": scene.people[row["author"]], "space_id": space, "thread": thread}
        Draft.objects.create(**mine, words=words, begun=at, changed=at)
    return len(stories.drafts())
