"""Pictures are drawn again: smaller, without the place, the device or the comments they carried."""

from io import BytesIO

from django.core.files import File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from levain.foundation.files import Unacceptable

LONGEST_SIDE = 1600
MOST_PIXELS = 40_000_000
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
FORMATS = ("JPEG", "PNG", "WEBP")


def redraw(upload: File) -> bytes:
    """The picture as WebP, upright, at most 1,600 pixels a side."""
    upload.seek(0)
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Unacceptable(_("This picture has more than 40 million pixels. Send a smaller one."))
            picture.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
            upright = ImageOps.exif_transpose(picture)
            upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            drawn = BytesIO()
            # A fresh canvas carries nothing of what the file knew.
            clean = Image.new(upright.mode, upright.size)
            clean.paste(upright)
            clean.save(drawn, "WEBP", quality=80, method=4)
            return drawn.getvalue()
    except Unacceptable:
        raise
    except Image.DecompressionBombError as error:
        raise Unacceptable(_("This picture has more than 40 million pixels. Send a smaller one.")) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, ArithmeticError) as error:
        raise Unacceptable(
            _("This picture cannot be opened. Take it again, or save it in another format.")
        ) from error
