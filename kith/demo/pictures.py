"""Draws the demo's pictures in code, so that no photograph of anyone's has to be here."""

from __future__ import annotations

from PIL import Image, ImageDraw

WIDE, HIGH = 1200, 800
TWICE = 2  # drawn at twice the size and made smaller, so that edges are smooth
Colour = tuple[int, int, int]


def _ground(top: Colour, bottom: Colour) -> Image.Image:
    """A soft change of colour from top to bottom."""
    shade = Image.linear_gradient("L").resize((WIDE * TWICE, HIGH * TWICE))
    low, high = (Image.new("RGB", shade.size, colour) for colour in (bottom, top))
    return Image.composite(low, high, shade)


def _made(picture: Image.Image) -> Image.Image:
    return picture.resize((WIDE, HIGH), Image.Resampling.LANCZOS)


def _at(*numbers: float) -> list[float]:
    return [number * TWICE for number in numbers]


def bench() -> Image.Image:
    """A bench on a harbour wall at dusk."""
    picture = _ground((54, 78, 110), (246, 190, 140))
    draw = ImageDraw.Draw(picture)
    draw.ellipse(_at(780, 330, 880, 430), fill=(255, 226, 178))
    draw.rectangle(_at(0, 430, WIDE, HIGH), fill=(62, 98, 118))
    for line in range(9):
        draw.rectangle(_at(760 - line * 9, 446 + line * 17, 900 + line * 9, 450 + line * 17), fill=(226, 180, 140))
    draw.polygon(_at(0, 430, 150, 380, 330, 410, 470, 430), fill=(48, 66, 88))
    draw.rectangle(_at(0, 600, WIDE, HIGH), fill=(92, 84, 82))
    for stone in range(0, WIDE, 150):
        draw.line(_at(stone, 600, stone - 30, HIGH), fill=(74, 68, 68), width=5)
    draw.line(_at(0, 690, WIDE, 690), fill=(74, 68, 68), width=5)
    for height in (500, 530, 560, 600):
        draw.rounded_rectangle(_at(250, height, 610, height + 18), 12, fill=(46, 36, 34))
    for leg in (275, 570):
        draw.rectangle(_at(leg, 490, leg + 16, 680), fill=(34, 28, 28))
    return _made(picture)


def lemons() -> Image.Image:
    """Four lemons in a row on a blue cloth."""
    picture = _ground((236, 228, 212), (222, 208, 186))
    draw = ImageDraw.Draw(picture)
    draw.polygon(_at(0, 470, WIDE, 400, WIDE, HIGH, 0, HIGH), fill=(70, 110, 138))
    for stripe in range(7):
        draw.line(_at(stripe * 210 - 60, HIGH, 120 + stripe * 180, 466 - stripe * 10.5), fill=(108, 146, 168), width=16)
    for lemon in range(4):
        left, top = 110 + lemon * 250, 470 - lemon * 8
        draw.ellipse(_at(left - 10, top + 120, left + 240, top + 190), fill=(48, 80, 104))
        draw.ellipse(_at(left + 185, top + 62, left + 240, top + 112), fill=(226, 178, 44))
        draw.ellipse(_at(left, top, left + 220, top + 166), fill=(244, 202, 62))
        draw.ellipse(_at(left + 38, top + 22, left + 120, top + 78), fill=(252, 224, 116))
    return _made(picture)


DRAWN = {"bench": bench, "lemons": lemons}
