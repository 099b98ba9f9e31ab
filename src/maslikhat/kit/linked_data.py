"""What a page says to programs: JSON-LD in a block of data of the page."""

import json
from typing import Any

from markupsafe import Markup


def block(told: dict[str, Any]) -> Markup:
    """These members as the words of the block: no sign in them ends it."""
    text = json.dumps(told, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - nothing in it can be markup
