"""Keeps our colours readable: text 7:1 and controls 3:1 on every ground, light and dark, computed from the tokens file."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parent.parent / "kith/core/static/core/css/tokens.css").read_text(encoding="utf-8")
GROUNDS = ("ground", "surface", "sunk")
SOFT = ("calm-soft", "good-soft", "care-soft", "warm-soft")

TEXT = [(word, ground) for word in ("ink", "soft", "link", "warm-ink") for ground in GROUNDS]
TEXT += [("ink", ground) for ground in SOFT]
TEXT += [
    ("on-brand", "brand"),
    ("on-brand", "brand-deep"),
    ("on-bar", "bar"),
    ("bar-warm", "bar"),
    ("warm-ink", "warm-soft"),
]
TEXT += [(f"{tone}-ink", f"{tone}-soft") for tone in ("calm", "good", "care")]
TEXT += [("soft", "calm-soft"), ("link", "calm-soft")]
TEXT += [(f"hue-{n}-ink", f"hue-{n}") for n in range(8)]

CONTROLS = [(line, ground) for line in ("edge", "brand", "warm", "focus") for ground in (*GROUNDS, *SOFT)]
KINDS = ("family", "peer", "professional", "group", "faith", "service")
CONTROLS += [(f"kind-{kind}", ground) for kind in KINDS for ground in GROUNDS]


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def scheme(name: str) -> dict[str, str]:
    light, dark = re.split(r"@media \(prefers-color-scheme: dark\)", TOKENS, maxsplit=1)
    return colours(light) if name == "light" else colours(light) | colours(dark)


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def too_faint(pairs: list[tuple[str, str]], name: str, least: float) -> list[str]:
    found = scheme(name)
    ratios = {(front, back): contrast(found[front], found[back]) for front, back in pairs}
    return [f"{front} on {back}: {ratio:.2f}" for (front, back), ratio in ratios.items() if ratio < least]


@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_stand_out_seven_to_one(name):
    assert too_faint(TEXT, name, 7) == []


@pytest.mark.parametrize("name", ["light", "dark"])
def test_controls_stand_out_three_to_one(name):
    assert too_faint(CONTROLS, name, 3) == []


def test_every_colour_of_the_light_scheme_has_a_dark_one():
    light, dark = re.split(r"@media \(prefers-color-scheme: dark\)", TOKENS, maxsplit=1)
    assert sorted(colours(light)) == sorted(colours(dark))
