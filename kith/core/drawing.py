"""Draws a picture anew from what someone sent, so that nothing of the file itself is kept: only what one sees.

What a camera wrote beside it (where it was taken, with what, when) goes, and so does anything hidden in the file. Whatever
is sent, the answer is a small clean picture or `NotAPictureError`; the name and type it came with are never asked.
"""

from __future__ import annotations

import io
import threading
from contextlib import suppress
from dataclasses import dataclass

from PIL import Image, ImageOps

LARGEST = 8_000_000
"""Bytes of one file, as it is sent."""
MOST_PIXELS = 40_000_000
WIDEST = 1600
SMALL = 350_000
"""Bytes a drawn picture should not pass: it is drawn a little coarser until it does not."""
QUALITIES = (80, 65, 50)
READ = ("JPEG", "PNG", "WEBP", "GIF")
TYPE = "image/webp"

_one_at_a_time = threading.BoundedSemaphore(1)  # each takes up to 160 MB for a moment


class NotAPictureError(Exception):
    """This cannot be read as a picture of a kind we know."""


class TooLargeError(Exception):
    """It has more bytes or more pixels than we take."""


@dataclass(frozen=True)
class Drawn:
    """A picture as we keep it: WebP, at most 1600 pixels wide or high, with nothing beside it."""

    data: bytes
    width: int
    height: int


def redraw(data: bytes) -> Drawn:
    """The same picture, upright and without what lay beside it. Of moving ones, the first. Raises NotAPictureError, TooLargeError."""
    if len(data) > LARGEST:
        raise TooLargeError
    with _one_at_a_time:
        try:
            return _drawn(_seen(data))
        except (TooLargeError, Image.DecompressionBombError) as error:
            raise TooLargeError from error
        except Exception as error:  # noqa: BLE001  a broken file may fail anywhere in four decoders, in any way
            raise NotAPictureError from error


def _seen(data: bytes) -> Image.Image:
    """What one sees of the file: upright, small enough, in plain colours."""
    picture: Image.Image = Image.open(io.BytesIO(data), formats=READ)
    if picture.width * picture.height > MOST_PIXELS:
        raise TooLargeError
    picture.draft("RGB", (WIDEST, WIDEST))  # a large JPEG is read at a half or a quarter at once
    picture.load()
    with suppress(Exception):  # what says which way is up may be broken where the picture is not
        picture = ImageOps.exif_transpose(picture)
    picture = _plain(picture)
    picture.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
    return picture


def _plain(picture: Image.Image) -> Image.Image:
    """In colours WebP has; see-through only where the picture is."""
    if picture.mode.startswith("I"):  # sixteen bits of grey
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _drawn(picture: Image.Image) -> Drawn:
    picture.info.clear()  # colour profile, comments, whatever the file said of itself
    out = io.BytesIO()
    for quality in QUALITIES:
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=quality, method=4, exif=b"", xmp=b"", icc_profile=b"")
        if out.tell() <= SMALL:
            break
    return Drawn(out.getvalue(), picture.width, picture.height)
