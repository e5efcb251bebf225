"""Works out where the dots of the before-and-after plot go; the page draws them, with the same facts in a table."""

from dataclasses import dataclass

from kith.recovery.what_helps import Summary

WIDTH, EDGE, FLOOR = 420, 22, 26
MOST_STEPS = 4  # from the heaviest word to the lightest
HIGHEST = 8  # dots on top of one another
DOT = 12


@dataclass(frozen=True)
class Strip:
    """Dots as one path in SVG units (0,0 top left). Each stands for `each` tries. Band and middle are None when too few."""

    dots: str
    each: int
    band: tuple[float, float] | None
    middle: float | None
    height: int
    width: int = WIDTH

    @property
    def floor(self) -> int:
        return self.height - FLOOR

    @property
    def places(self) -> list[float]:
        return [across(step) for step in range(-MOST_STEPS, MOST_STEPS + 1)]


def across(step: float) -> float:
    """Heavier to the left, lighter to the right, the same in the middle."""
    return round(EDGE + (step + MOST_STEPS) * (WIDTH - 2 * EDGE) / (2 * MOST_STEPS), 1)


def draw(summary: Summary) -> Strip | None:
    """Stack the tries on their step (a dot plot: Wilkinson, The American Statistician 53(3), 1999); None without any.

    Stacks higher than HIGHEST are drawn with dots that each stand for several tries; one that is not full still counts.
    """
    if not summary.steps:
        return None
    each = -(-max(summary.steps.values()) // HIGHEST)
    stacks = {step: -(-count // each) for step, count in summary.steps.items()}
    height = max(stacks.values()) * DOT + FLOOR + 10
    floor = height - FLOOR
    dots = "".join(
        f"M{across(step):g} {floor - DOT / 2 - DOT * level:g}h0"
        for step, stack in stacks.items()
        for level in range(stack)
    )
    if summary.low is None or summary.high is None or summary.middle is None:
        return Strip(dots, each, None, None, height)
    return Strip(dots, each, (across(summary.low) - DOT, across(summary.high) + DOT), across(summary.middle), height)
