"""Pictures are drawn anew: whatever is sent, what is kept is a small clean picture, or nothing."""

import io
import os
import zlib
from contextlib import suppress

import pytest
from PIL import Image, PngImagePlugin

from kith.core.drawing import LARGEST, SMALL, WIDEST, NotAPictureError, TooLargeError, redraw

GPS = {1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)}
SECRET = b"Ana lives at number 12"


def file_of(picture, kind, **said):
    out = io.BytesIO()
    picture.save(out, kind, **said)
    return out.getvalue()


def two_halves(size=(40, 20), mode="RGB"):
    """Red on the left, blue on the right: one can tell which way up it is."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, *size))
    return picture.convert(mode)


def seen(drawn):
    return Image.open(io.BytesIO(drawn.data))


def with_exif(orientation=1):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825).update(GPS)
    return exif


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_the_four_kinds_become_webp(kind):
    drawn = redraw(file_of(two_halves(), kind))
    picture = seen(drawn)
    assert (picture.format, picture.size, (drawn.width, drawn.height)) == ("WEBP", (40, 20), (40, 20))
    red, _green, blue = picture.convert("RGB").getpixel((5, 10))
    assert red > 180 > blue


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_way_of_keeping_colours_can_be_read(mode):
    if mode == "I;16":
        data = file_of(Image.new("I;16", (9, 9), 40_000), "PNG")
    else:
        data = file_of(two_halves(mode=mode), "JPEG" if mode == "CMYK" else "PNG")
    assert seen(redraw(data)).size[0] > 0


def test_what_is_see_through_stays_so():
    assert (
        seen(redraw(file_of(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG"))).convert("RGBA").getpixel((2, 2))[3] == 0
    )


def test_what_a_camera_wrote_is_gone():
    photo = two_halves((400, 200))
    said = {"exif": with_exif(), "comment": SECRET, "icc_profile": SECRET * 20}
    sent = file_of(photo, "JPEG", **said)
    assert sent.count(SECRET) > 2
    drawn = redraw(sent)
    assert SECRET not in drawn.data
    assert not {b"EXIF", b"XMP ", b"ICCP"} & {drawn.data[at : at + 4] for at in range(12, 60)}
    picture = seen(drawn)
    assert not picture.getexif() and not picture.getexif().get_ifd(0x8825) and not picture.info.get("icc_profile")


def test_words_hidden_in_a_png_are_gone():
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", SECRET.decode())
    words.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    assert SECRET not in redraw(file_of(two_halves(), "PNG", pnginfo=words)).data


def test_what_stands_behind_the_picture_is_gone():
    """A file that is a picture and a page, or an archive, at once."""
    sent = file_of(two_halves(), "JPEG") + b"<script>alert(1)</script>PK\x03\x04" + SECRET
    drawn = redraw(sent)
    assert b"script" not in drawn.data and SECRET not in drawn.data


@pytest.mark.parametrize(("orientation", "left_is_red"), [(1, True), (3, False)])
def test_it_is_upright(orientation, left_is_red):
    drawn = redraw(file_of(two_halves(), "JPEG", exif=with_exif(orientation), quality=95))
    assert (seen(drawn).convert("RGB").getpixel((3, 10))[0] > 128) is left_is_red


def test_a_turned_photo_has_its_sides_exchanged():
    drawn = redraw(file_of(two_halves(), "JPEG", exif=with_exif(6)))
    assert (drawn.width, drawn.height) == (20, 40)


def test_a_picture_whose_notes_are_broken_is_still_a_picture():
    sent = file_of(two_halves(), "JPEG", exif=with_exif(6))
    broken = sent.replace(b"Exif\x00\x00MM", b"Exif\x00\x00\xff\xff").replace(
        b"Exif\x00\x00II", b"Exif\x00\x00\xff\xff"
    )
    assert broken != sent
    assert redraw(broken).width in (20, 40)


def test_a_large_photo_is_made_small():
    photo = Image.frombytes("RGB", (2400, 3000), os.urandom(2400 * 3000 * 3)).resize((2400, 3000))
    drawn = redraw(file_of(photo, "JPEG", quality=40))
    assert max(drawn.width, drawn.height) == WIDEST
    assert (drawn.width, drawn.height) == (1280, 1600)


def test_an_everyday_photo_stays_small():
    photo = Image.radial_gradient("L").resize((4000, 3000)).convert("RGB")
    assert len(redraw(file_of(photo, "JPEG")).data) < SMALL


def test_of_moving_pictures_the_first_is_kept():
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "blue", "green")]
    sent = file_of(frames[0], "GIF", save_all=True, append_images=frames[1:])
    picture = seen(redraw(sent))
    assert getattr(picture, "n_frames", 1) == 1
    assert picture.convert("RGB").getpixel((5, 5))[0] > 180


def bomb():
    """A PNG that says it is 60,000 by 60,000, in a few hundred bytes."""

    def chunk(name, data):
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    head = (60_000).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    packed = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def test_a_bomb_is_refused_by_what_it_says_of_itself():
    with pytest.raises(TooLargeError):
        redraw(bomb())


def test_too_many_bytes_are_refused():
    with pytest.raises(TooLargeError):
        redraw(b"\xff\xd8\xff" + b"x" * LARGEST)


HOSTILE = {
    "nothing": b"",
    "words": b"hello",
    "a page named as a picture": b"<!doctype html><script>alert(1)</script>",
    "a drawing that can run scripts": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "half a JPEG": file_of(two_halves((600, 600)), "JPEG")[:2000],
    "half a PNG": file_of(Image.effect_noise((300, 300), 80), "PNG")[:9000],
    "half a WebP": file_of(Image.effect_noise((300, 300), 80), "WEBP")[:3000],
    "half a GIF": file_of(Image.effect_noise((300, 300), 80), "GIF")[:3000],
    "only a beginning": b"\xff\xd8\xff\xe0",
    "a kind we do not read": file_of(two_halves(), "TIFF"),
    "another kind we do not read": file_of(two_halves(), "BMP"),
    "a program for a printer": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\nshowpage",
    "an archive": b"PK\x03\x04" + b"\0" * 100,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_whatever_else_is_sent_is_no_picture(what):
    with pytest.raises(NotAPictureError):
        redraw(HOSTILE[what])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_file_with_any_broken_place_is_a_picture_or_none_and_nothing_else(kind):
    whole = bytearray(file_of(two_halves((64, 64)), kind))
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        broken = whole.copy()
        broken[at] ^= 0xFF
        with suppress(NotAPictureError, TooLargeError):
            assert redraw(bytes(broken)).data[8:12] == b"WEBP"
