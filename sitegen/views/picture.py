"""Pictures and files of content/medien/ as pages show them."""

from dataclasses import dataclass

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
    media = (site.catalogue.media or {}).get(picture.file) if picture else None
    if picture is None or media is None:
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
    return FileView(media.url, f"PDF, {_size(len(media.data))}") if media else None


def _size(amount: int) -> str:
    if amount < _MEGABYTE:
        return f"{max(1, round(amount / _KILOBYTE))} kB"
    return f"{amount / _MEGABYTE:.1f} MB".replace(".", ",")
