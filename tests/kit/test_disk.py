"""Files that appear whole."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from maslikhat.kit import disk


def test_a_file_is_for_its_owner_alone_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "one"
    disk.write_once(path, b"first", mode=0o600)
    assert path.read_bytes() == b"first"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o077 == 0
    assert list(path.parent.iterdir()) == [path]


def test_of_many_who_write_at_once_one_stands_whole(tmp_path: Path) -> None:
    path = tmp_path / "key"
    contents = [bytes([number]) * 65536 for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda content: disk.write_once(path, content, mode=0o600), contents))
    assert path.read_bytes() in contents
    disk.write_once(path, b"later", mode=0o600)
    assert path.read_bytes() in contents
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "one"
    for content in (b"first", b"second"):
        disk.write_anew(path, content, mode=0o600)
        assert path.read_bytes() == content
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_is_destroyed_is_overwritten_before_it_goes(tmp_path: Path) -> None:
    path, beside = tmp_path / "key", tmp_path / "beside"
    path.write_bytes(b"secret")
    beside.hardlink_to(path)
    disk.destroy(path)
    assert not path.exists()
    assert beside.read_bytes() == bytes(6)
    disk.destroy(path)
