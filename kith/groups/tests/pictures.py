"""A picture as a phone would send it, for the tests of this area."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kith.core.drawing import redraw
from kith.spaces import enclosing
from kith.spaces.models import Picture
from kith.spaces.pictures.actions import Given


def photo(size=(60, 40), colour="teal", kind="JPEG"):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def upload(data=None, name="IMG_0412 Ana at home.jpg"):
    return SimpleUploadedFile(name, photo() if data is None else data, "image/jpeg")


def sent(alt="A wet bench", data=None, n=1, **more):
    """The part of a form that holds one picture."""
    return {f"pictures-file_{n}": upload(data), f"pictures-alt_{n}": alt, **more}


def given(alt="A wet bench"):
    return Given(redraw(photo()), alt)


def answer_with(person, thread, *alts, body="Look", **said):
    """An answer with a picture for each of `alts`; returns the pictures."""
    post = enclosing.reply(person, thread, [given(alt) for alt in alts or ("A wet bench",)], body=body, **said)
    return list(Picture.objects.filter(post=post).order_by("place"))
