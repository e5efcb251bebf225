"""Fills the demo people's own records: how they were, what helps them, and who looked at what was shared."""

from kith.core.audit import AuditEvent, Verb
from kith.core.crypto import prefetch_keys
from kith.demo import stories
from kith.demo.loader.scene import Scene
from kith.people.models import Grant
from kith.recovery.models import CheckIn, Occasion, Strategy, StrategyTry


def make_check_ins(scene: Scene) -> int:
    """Taps and words over the last weeks. Many people made few or none: nobody has to."""
    prefetch_keys(person.pk for person in scene.people.values())
    made = [
        CheckIn(person=scene.people[row["handle"]], mood=mood, words=words, at=scene.at_the_hour(days, *_hour(scene)))
        for row in stories.people()
        for days, mood, words in row.get("check_ins", [])
    ]
    CheckIn.objects.bulk_create(made, batch_size=200)
    AuditEvent.objects.bulk_create(
        [
            AuditEvent(
                at=c.at, verb=Verb.CHECKED_IN, actor=c.person_id, owner=c.person_id, kind="check_in", thing=str(c.pk)
            )
            for c in made
        ],
        batch_size=200,
    )
    return len(made)


def _hour(scene: Scene) -> tuple[int, int]:
    return scene.random.choice([8, 9, 13, 18, 20, 21]), scene.random.randint(0, 59)


def make_strategies(scene: Scene) -> int:
    """What helps each person, and when they tried it."""
    made, tries = [], []
    for row in stories.people():
        for number, told in enumerate(row.get("strategies", [])):
            first = max((days for days, *_said in told["tries"]), default=30)
            strategy = Strategy(
                person=scene.people[row["handle"]],
                name=told["title"],
                how=told["note"],
                created=scene.ago(first + 9 - number),
            )
            made.append(strategy)
            tries += [_tried(scene, strategy, *said) for said in told["tries"]]
    Strategy.objects.bulk_create(made)
    _keep_occasions(tries)
    StrategyTry.objects.bulk_create(tries, batch_size=300)
    return len(made)


def _tried(
    scene: Scene, strategy: Strategy, days: int, helped: int, before: int = 0, after: int = 0, when: str = ""
) -> StrategyTry:
    """One time; 0 for a before or an after that was not said."""
    occasion = Occasion(person=strategy.person, words=when) if when else None
    at = scene.at_the_hour(days, *_hour(scene))
    return StrategyTry(
        strategy=strategy, helped=helped, before=before or None, after=after or None, occasion=occasion, at=at
    )


def _keep_occasions(tries: list[StrategyTry]) -> None:
    """Each person's words for what was going on are kept once."""
    kept: dict[tuple[int, str], Occasion] = {}
    for made in tries:
        if made.occasion:
            key = (made.occasion.person_id, made.occasion.words)
            made.occasion = kept.setdefault(key, made.occasion)
    Occasion.objects.bulk_create(kept.values())


def make_looks(scene: Scene) -> int:
    """The record of who looked at what was shared with them, so that people can see it on the sharing page."""
    grants = Grant.objects.filter(grantee__isnull=False, revoked__isnull=True, kind__in=["check_ins", "strategies"])
    looks = []
    for grant in grants.order_by("starts", "id"):
        for days in scene.random.sample(range(1, 21), 3):
            thing = (
                CheckIn.objects.filter(person=grant.owner, at__gte=grant.starts, at__lt=scene.ago(days))
                .order_by("-at")
                .first()
            )
            if thing and grant.starts < scene.ago(days):
                looks.append(
                    AuditEvent(
                        at=scene.ago(days - 0.2),
                        verb=Verb.LOOKED,
                        actor=grant.grantee_id,
                        owner=grant.owner_id,
                        kind=grant.kind,
                        thing=str(thing.pk),
                    )
                )
    AuditEvent.objects.bulk_create(looks)
    return len(looks)
