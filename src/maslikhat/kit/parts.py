"""Files that come in parts: what has arrived so far, until the whole is checked and kept.

They lie beside the kept files under names of their own, are never served and in no backup.
"""

from pathlib import Path

from django.conf import settings


def path_of(name: str) -> Path:
    """Where the parts of this name lie; a name is letters, digits and hyphens."""
    assert name.replace("-", "").isalnum(), name
    return Path(settings.FILES) / "parts" / name


def arrived(name: str) -> int:
    """How many bytes of it are there; 0 when there is nothing."""
    try:
        return path_of(name).stat().st_size
    except FileNotFoundError:
        return 0


def append(name: str, offset: int, part: bytes) -> int:
    """Put a part at its place and drop what lay behind it; how many bytes are there now.

    The caller lets nobody else write to it meanwhile. It is not yet sure to outlive a loss of
    power: what is there is asked anew, and the whole is kept only after it was read again.
    """
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    assert offset <= arrived(name), f"a gap before {offset}"
    with path.open("r+b" if path.exists() else "w+b") as file:
        file.truncate(offset)
        file.seek(offset)
        file.write(part)
    return offset + len(part)


def drop(name: str) -> None:
    """Forget what has arrived; nothing happens when there is nothing."""
    path_of(name).unlink(missing_ok=True)
