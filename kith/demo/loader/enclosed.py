"""Writes what stands with the demo's words: pictures that are drawn in code, and polls with the answers people gave."""

import io

from kith.core.drawing import redraw
from kith.demo import stories
from kith.demo.loader.scene import Scene
from kith.demo.pictures import DRAWN
from kith.spaces.models import Picture, Poll, PollAnswer, PollChoice, Post, Thread


def enclose(scene: Scene, post: Post, row: stories.Row) -> None:
    """The pictures and the poll of one post, where the story has some."""
    if "pictures" in row:
        for place, told in enumerate(row["pictures"]):
            _picture(scene, post, row["author"], place, told)
        Thread.objects.filter(pk=post.thread_id).update(has_pictures=True)
    if "poll" in row:
        _poll(scene, post, row["poll"])
        Thread.objects.filter(pk=post.thread_id).update(has_poll=True)


def _picture(scene: Scene, post: Post, author: str, place: int, told: stories.Row) -> None:
    out = io.BytesIO()
    DRAWN[told["of"]]().save(out, "PNG")
    drawn = redraw(out.getvalue())
    Picture.objects.create(
        post=post,
        person=scene.people[author],
        place=place,
        alt=told["shows"],
        drawn=drawn.data,
        width=drawn.width,
        height=drawn.height,
    )


def _poll(scene: Scene, post: Post, told: stories.Row) -> None:
    """All answers are in the numbers, as after the last of them."""
    chosen = told["answers"]
    poll = Poll.objects.create(
        post=post, question=told["question"], several=told.get("several", False), people=len(chosen), shows=True
    )
    everything = [place for places in chosen.values() for place in places]
    PollChoice.objects.bulk_create(
        [
            PollChoice(poll=poll, place=place, words=words, counted=everything.count(place))
            for place, words in enumerate(told["choices"])
        ]
    )
    PollAnswer.objects.bulk_create(
        [
            PollAnswer(poll=poll, person=scene.people[who], chosen=places, counted=places, changed=False)
            for who, places in chosen.items()
        ]
    )
