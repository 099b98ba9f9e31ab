"""Addresses as squares that a telephone reads (QR)."""

import qrcode
from qrcode.image.svg import SvgPathImage


def drawn(link: str) -> str:
    """The link as an SVG of squares, without any style of its own."""
    image = qrcode.make(link, image_factory=SvgPathImage, border=2)
    drawing: str = image.to_string(encoding="unicode")
    return drawing
