"""Where the QR code of a page stands, for those who read the page on paper."""

from sitegen.views.page import Frame


def qr_url(url: str, frame: Frame) -> str:
    """The picture with the page's full address; empty where the site does not know its own."""
    return f"{url}qr.svg" if frame.base_url else ""
