"""Pictures and files of content/medien/ as pages show them."""

from dataclasses import dataclass

from sitegen.models.blocks import Picture
from sitegen.site import AnyRecord, Site
from sitegen.visibility import shown_picture

_KILOBYTE = 1024
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture with its size, so that nothing on the page moves while it loads."""

    url: str
    alt: str
    credit: str
    licence: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class FileView:
    """A file to download; `size` says its kind as well: "PDF, 1,2 MB"."""

    url: str
    size: str


def picture_view(record: AnyRecord, site: Site) -> PictureView | None:
    """The record's picture, or nothing where there is none to show."""
    picture = shown_picture(record)
    return picture_as_shown(picture, site) if picture else None


def picture_as_shown(picture: Picture, site: Site) -> PictureView | None:
    """A picture with its size, or nothing where nobody looked for files."""
    media = (site.catalogue.media or {}).get(picture.file)
    if media is None:
        return None
    return PictureView(
        url=media.url,
        alt=picture.alt,
        credit=picture.credit,
        licence=picture.licence,
        width=media.width,
        height=media.height,
    )


def file_view(name: str | None, site: Site) -> FileView | None:
    """The file as linked, or nothing where there is none."""
    media = (site.catalogue.media or {}).get(name) if name else None
    return FileView(media.url, f"PDF, {size_words(len(media.data))}") if media else None


def size_words(amount: int) -> str:
    """How much is loaded, as people say it: `340 kB`, `1,2 MB`."""
    if amount < _MEGABYTE:
        return f"{max(1, round(amount / _KILOBYTE))} kB"
    return f"{amount / _MEGABYTE:.1f} MB".replace(".", ",")
