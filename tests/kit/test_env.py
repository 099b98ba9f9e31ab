"""Settings: read, or refused by name."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.kit import env

DEFAULT = Path("/srv/portal.sqlite3")
Set = Callable[[str], None]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Set:
    """Give the setting TRIED a value."""
    return lambda value: monkeypatch.setenv("MASLIKHAT_TRIED", value)


@pytest.mark.parametrize("value", ["1", "true", "YES", " on "])
def test_a_flag_is_set_by_any_word_for_yes(said: Set, value: str) -> None:
    said(value)
    assert env.flag("TRIED") is True


@pytest.mark.parametrize("value", ["0", "false", "No", "off"])
def test_a_flag_is_unset_by_any_word_for_no(said: Set, value: str) -> None:
    said(value)
    assert env.flag("TRIED", default=True) is False


def test_an_empty_value_is_the_default(said: Set) -> None:
    said("  ")
    assert env.flag("TRIED", default=True) is True
    assert env.whole("TRIED", 7, least=1, most=9) == 7
    assert env.folder("TRIED", DEFAULT) == DEFAULT
    assert env.database("TRIED", DEFAULT)["NAME"] == str(DEFAULT)
    assert env.listed("TRIED") == []


@pytest.mark.parametrize("value", ["2", "да", "truee", "-"])
def test_a_flag_that_is_neither_is_refused_by_name(said: Set, value: str) -> None:
    said(value)
    with pytest.raises(env.BadSetting, match="MASLIKHAT_TRIED must be 1 or 0"):
        env.flag("TRIED")


@pytest.mark.parametrize(
    "value", ["0", "10", "-1", "+3", "3.0", "1e1", "٣", "²", "0x3", "9" * 5000, "3 000"]
)
def test_a_number_out_of_bounds_or_no_number_is_refused_by_name(said: Set, value: str) -> None:
    said(value)
    with pytest.raises(env.BadSetting, match="MASLIKHAT_TRIED must be a whole number from 1 to 9"):
        env.whole("TRIED", 5, least=1, most=9)


@given(number=st.integers(0, 10_000))
def test_a_number_is_taken_exactly_within_its_bounds(number: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MASLIKHAT_TRIED", f"{number:06d}")
        if 10 <= number <= 5000:
            assert env.whole("TRIED", 11, least=10, most=5000) == number
        else:
            with pytest.raises(env.BadSetting):
                env.whole("TRIED", 11, least=10, most=5000)


def test_a_list_is_parted_by_commas_and_has_no_empty_words(said: Set) -> None:
    said(" a.kz, b.kz ,,")
    assert env.listed("TRIED") == ["a.kz", "b.kz"]


def test_a_folder_is_made_absolute_and_an_unknown_home_is_refused(said: Set) -> None:
    said("here/../there")
    assert env.folder("TRIED", DEFAULT) == Path.cwd() / "there"
    said("~no-such-person-here/var")
    with pytest.raises(env.BadSetting, match="MASLIKHAT_TRIED must be a folder"):
        env.folder("TRIED", DEFAULT)


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("sqlite:////srv/a.db", {"NAME": "//srv/a.db"}),
        ("sqlite:///srv/a%20b.db", {"NAME": "/srv/a b.db"}),
        (
            "postgresql://me:p%40ss%2F@db.kz:5433/portal",
            {"NAME": "portal", "USER": "me", "PASSWORD": "p@ss/", "HOST": "db.kz", "PORT": "5433"},
        ),
        ("postgres://db.kz/portal", {"NAME": "portal", "USER": "", "PASSWORD": "", "PORT": ""}),
        ("postgresql:///portal", {"NAME": "portal", "HOST": ""}),
        ("postgresql://me@[::1]:5432/portal", {"HOST": "::1", "PORT": "5432"}),
        ("postgresql://me:a,b@one.kz,two.kz/portal", {"HOST": "one.kz,two.kz", "PORT": ""}),
        ("postgresql://one.kz:5433,two.kz/portal", {"HOST": "one.kz,two.kz", "PORT": "5433,"}),
    ],
)
def test_the_address_of_a_database_is_read(said: Set, url: str, wanted: dict[str, str]) -> None:
    said(url)
    found = env.database("TRIED", DEFAULT)
    assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    "url",
    [
        "portal.sqlite3",
        "sqlite://",
        "sqlite:///",
        "sqlite://var/portal.sqlite3",
        "mysql://db/portal",
        "postgresql://db.kz",
        "postgresql://db.kz/",
        "postgresql://db.kz:five/portal",
        "postgresql://db.kz:99999/portal",
        "postgresql://[::1/portal",
        "postgresql://one.kz,/portal",
        "postgresql://one.kz,two.kz:five/portal",
        "postgresql://db.kz/portal?sslmode=require",
        "postgresql://db.kz/portal#1",
    ],
)
def test_the_address_of_no_database_is_refused_by_name(said: Set, url: str) -> None:
    said(url)
    with pytest.raises(env.BadSetting, match="MASLIKHAT_TRIED must be sqlite:///path"):
        env.database("TRIED", DEFAULT)


def test_a_refused_address_does_not_tell_its_password(said: Set) -> None:
    said("postgresql://me:hunter2@db.kz:five/portal")
    with pytest.raises(env.BadSetting) as refused:
        env.database("TRIED", DEFAULT)
    assert "hunter2" not in str(refused.value)


def test_an_answer_given_is_on_disk() -> None:
    options = env.database("NEVER_SET", DEFAULT)["OPTIONS"]
    assert isinstance(options, dict)
    assert "synchronous=FULL" in options["init_command"]
    assert "foreign_keys=ON" in options["init_command"]
    assert options["transaction_mode"] == "IMMEDIATE"
