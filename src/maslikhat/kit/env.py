"""Settings come from `MASLIKHAT_*`: typed, and a bad value refuses to start."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

PREFIX = "MASLIKHAT_"


class BadSetting(SystemExit):
    """A setting whose value cannot be used; the message names it and what it takes."""

    def __init__(self, name: str, wanted: str) -> None:
        value = os.environ[PREFIX + name]
        # An address with an @ may hold a password, and the message goes into logs.
        told = "not told here: it may hold a password" if "@" in value else repr(value)
        super().__init__(f"{PREFIX}{name} must be {wanted}; it is {told}.")


def text(name: str, default: str = "") -> str:
    """The value as it stands, without surrounding white space."""
    return os.environ.get(PREFIX + name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off and for an empty value."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise BadSetting(name, "1 or 0")


def whole(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number in [least, most]."""
    value = text(name)
    if not value:
        return default
    # More digits than `most` has are refused before they are read: Python reads 4,300 at most.
    readable = value.isascii() and value.isdigit() and len(value.lstrip("0")) <= len(str(most))
    if not readable or not least <= int(value) <= most:
        raise BadSetting(name, f"a whole number from {least} to {most}")
    return int(value)


def listed(name: str, default: str = "") -> list[str]:
    """Comma-separated words."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    """An absolute path; made when it is first needed."""
    value = text(name)
    try:
        return Path(value).expanduser().resolve() if value else default
    except (RuntimeError, OSError):
        raise BadSetting(name, "a folder") from None


def database(name: str, default: Path) -> dict[str, object]:
    """Django's database settings out of `sqlite:///path` or `postgresql://user:word@host:port/name`.

    An empty value means SQLite in the file `default`. Hosts with commas are a primary and its
    standbys: the one that takes writes is used. Nothing after `?` or `#` is taken: dropped in
    silence, a wish such as `sslmode` would be believed. PostgreSQL's own variables (`PGSSLMODE`)
    say such things.
    """
    value = text(name)
    if not value:
        return _sqlite(default)
    wanted = "sqlite:///path/to/file or postgresql://user:password@host/name, with nothing after it"
    try:
        parts = urlsplit(value)
        hosts = _hosts(parts.netloc.rpartition("@")[2])
    except ValueError:
        raise BadSetting(name, wanted) from None
    if parts.query or parts.fragment:
        raise BadSetting(name, wanted)
    if parts.scheme == "sqlite" and not parts.netloc and parts.path.strip("/"):
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme in {"postgresql", "postgres"} and parts.path.strip("/"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.strip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            **hosts,
            "CONN_MAX_AGE": 0,
            "OPTIONS": {
                # A standby that has not taken over yet is passed over.
                "target_session_attrs": "read-write",
                # One for each of the most threads, the work beside them and who hears the events;
                # one that is tried for longer is tried ever more seldom.
                "pool": {"min_size": 2, "max_size": 20, "timeout": 10, "reconnect_timeout": 10},
                # What a connection asks for the third time is parsed no more: values go apart.
                "prepare_threshold": 2,
                "server_side_binding": True,
            },
        }
    raise BadSetting(name, wanted)


def _hosts(value: str) -> dict[str, str]:
    """`HOST` and `PORT` as libpq takes them, of `host:port,host:port`; ValueError if it is none."""
    hosts = [urlsplit(f"//{host}") for host in value.split(",")]
    if len(hosts) > 1 and not all(host.hostname for host in hosts):
        raise ValueError(value)
    ports = ["" if host.port is None else str(host.port) for host in hosts]
    return {
        "HOST": ",".join(unquote(host.hostname or "") for host in hosts),
        "PORT": ",".join(ports) if any(ports) else "",
    }


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            # An answer given is on disk: FULL syncs the WAL at each commit.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA mmap_size=268435456; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY"
            ),
        },
    }
