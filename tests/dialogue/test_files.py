"""Files: sent in parts on a bad link, put to a post, fetched by those who may read it."""

import base64
import datetime as dt
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from maslikhat.dialogue import actions, attached, tasks
from maslikhat.dialogue.actions.uploads import BYTES_A_DAY, FILES_A_DAY, PART_MOST
from maslikhat.dialogue.models import Attachment, Post, Topic, Upload
from maslikhat.kit import uploads
from maslikhat.kit.refusals import Hidden, Refused
from tests.dialogue.cast import Cast

pytestmark = pytest.mark.django_db
UPLOADS = "/en/dialogue/uploads/"
TUS = {"Tus-Resumable": "1.0.0"}
PART = "application/offset+octet-stream"


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.FILES = tmp_path


def begin(client: Client, size: int, name: str = "plan.txt") -> Any:
    """The answer to a file that is announced."""
    words = base64.b64encode(name.encode()).decode()
    headers = {**TUS, "Upload-Length": str(size), "Upload-Metadata": f"filename {words}"}
    return client.post(UPLOADS, headers=headers)


def send(client: Client, address: str, offset: int, part: bytes) -> Any:
    """The answer to a part."""
    headers = {**TUS, "Upload-Offset": str(offset)}
    # The client leaves the type of an empty body out unless it is told twice.
    told: Any = {"content_type": PART, "CONTENT_TYPE": PART, "headers": headers}
    return client.generic("PATCH", address, part, **told)


def arrived(client: Client, address: str) -> int:
    """How much the server says it has."""
    answer = client.head(address, headers=TUS)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store" or "no-store" in answer["Cache-Control"]
    return int(answer["Upload-Offset"])


def whole(cast: Cast, part: str = "viktor", name: str = "plan.txt", text: bytes = b"Text") -> int:
    """The number of a file that has arrived."""
    made = actions.add_upload(by=getattr(cast, part), name=name, content=BytesIO(text))
    return made.pk or 0


def test_a_file_sent_in_parts_goes_on_where_it_broke_off(cast: Cast, topic: Topic) -> None:
    client, text = cast.client("viktor"), "Жоспар ".encode() * 1000
    made = begin(client, len(text), "жоспар.csv")
    assert made.status_code == 201
    address = made["Location"]
    assert arrived(client, address) == 0
    first = send(client, address, 0, text[:3000])
    assert (first.status_code, first["Upload-Offset"]) == (204, "3000")
    # The answer was lost: the same part once more is refused, and what is there is asked.
    assert send(client, address, 0, text[:3000]).status_code == 409
    assert arrived(client, address) == 3000
    assert not Upload.objects.whole().exists()
    last = send(client, address, 3000, text[3000:])
    assert last.status_code == 204
    upload = Upload.objects.get()
    assert (upload.is_whole, upload.name) == (True, "жоспар.csv")
    assert uploads.path_of(upload.sha256).read_bytes() == text
    # Asked again after the end, it is as it was.
    assert send(client, address, len(text), b"").status_code == 204
    words = {"body": "See the plan", "language": "kk", "files": str(upload.pk)}
    client.post(f"/en/dialogue/topics/{topic.pk}/reply/", words)
    kept = Attachment.objects.get()
    assert kept.post.body == "See the plan"
    assert not Upload.objects.exists()
    page = cast.client("anonymous").get(f"/en/dialogue/topics/{topic.pk}/").content.decode()
    assert "жоспар.csv" in page
    fetched = cast.client("anonymous").get(f"/en/dialogue/files/{kept.pk}/")
    assert b"".join(fetched) == text
    assert fetched["Content-Disposition"].startswith("attachment")
    assert fetched["X-Content-Type-Options"] == "nosniff"


def test_parts_lost_with_the_power_are_sent_again(cast: Cast) -> None:
    client = cast.client("viktor")
    address = begin(client, 10)["Location"]
    send(client, address, 0, b"01234")
    part = attached.part_of(Upload.objects.get())
    part.write_bytes(b"01")
    assert send(client, address, 5, b"56789").status_code == 409
    assert send(client, address, 2, b"23456789").status_code == 204
    assert uploads.path_of(Upload.objects.get().sha256).read_bytes() == b"0123456789"


def test_the_protocol_says_its_version_and_limits(cast: Cast) -> None:
    client = cast.client("viktor")
    told = client.options(UPLOADS)
    assert told["Tus-Version"] == "1.0.0"
    assert told["Tus-Max-Size"] == str(20 * 1024 * 1024)
    assert "creation" in told["Tus-Extension"]
    without = client.post(UPLOADS, headers={"Upload-Length": "5"})
    assert (without.status_code, without["Tus-Version"]) == (412, "1.0.0")
    assert begin(client, 20 * 1024 * 1024 + 1).status_code == 413
    assert begin(client, 0).status_code == 422
    assert client.post(UPLOADS, headers={**TUS, "Upload-Length": "x"}).status_code == 400
    assert client.post(UPLOADS, headers={**TUS, "Upload-Length": "5"}).status_code == 422
    address = begin(client, 5)["Location"]
    wrong = client.generic("PATCH", address, b"abc", content_type="text/plain", headers=TUS)
    assert wrong.status_code == 415
    assert send(client, address, 0, b"abcdef").status_code == 413
    assert client.generic(
        "PATCH", address, b"abc", content_type=PART, headers=TUS
    ).status_code == 400  # fmt: skip
    assert client.delete(address, headers=TUS).status_code == 204
    assert client.head(address, headers=TUS).status_code == 404
    big = begin(client, PART_MOST + 2)["Location"]
    assert send(client, big, 0, b"x" * (PART_MOST + 1)).status_code == 413


def test_an_upload_is_its_senders_alone(cast: Cast, topic: Topic) -> None:
    address = begin(cast.client("viktor"), 5)["Location"]
    for part in ("dana", "citizen", "operator"):
        assert cast.client(part).head(address, headers=TUS).status_code == 404
        assert send(cast.client(part), address, 0, b"abcde").status_code == 404
        assert cast.client(part).delete(address, headers=TUS).status_code == 404
    assert begin(cast.client("citizen"), 5).status_code == 403
    assert begin(cast.client("anonymous"), 5).status_code == 302
    number = whole(cast, "dana")
    with pytest.raises(Refused):
        actions.reply(topic, by=cast.viktor, body="Mine", language="kk", files=[number])
    with pytest.raises(Hidden):
        actions.drop_upload(Upload.objects.get(pk=number), by=cast.viktor)
    assert Post.objects.count() == 1


@pytest.mark.parametrize(
    "content", [b"<html><script>alert(1)</script>", b"MZ\x90\x00\xff\xfe", b"\x00\x01"]
)
def test_a_file_that_is_none_of_the_kinds_is_refused_whatever_it_is_called(
    cast: Cast, content: bytes
) -> None:
    client = cast.client("viktor")
    address = begin(client, len(content), "plan.pdf")["Location"]
    answer = send(client, address, 0, content)
    assert answer.status_code == 415
    assert "PDF" in answer.content.decode()
    assert answer["Tus-Resumable"] == "1.0.0"
    # What was refused does not lie about, and does not pass by asking again.
    assert not attached.part_of(Upload.objects.get()).exists()
    assert send(client, address, len(content), b"").status_code == 422
    assert not Upload.objects.whole().exists()


def test_the_name_follows_the_content_and_has_no_folders(cast: Cast) -> None:
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    for given, content, name in (
        ("../../etc/passwd", b"Text", "passwd.txt"),
        ("C:\\Users\\a\\plan.csv", b"a;b", "plan.csv"),
        ("invoice.exe", b"Text", "invoice.exe.txt"),
        ("photo.pdf", picture.getvalue(), "photo.pdf.png"),
        ("Фото.PNG", picture.getvalue(), "Фото.PNG"),
        ("x" * 300 + ".txt", b"Text", "x" * 156 + ".txt"),
    ):
        made = actions.add_upload(by=cast.viktor, name=given, content=BytesIO(content))
        assert made.name == name
        assert len(made.name) <= 160
    for bad in ("", "...", "/", "a\u202efdp.txt", "a\nb.txt"):
        with pytest.raises(Refused):
            actions.add_upload(by=cast.viktor, name=bad, content=BytesIO(b"Text"))


def test_without_a_script_the_form_brings_its_files(cast: Cast, topic: Topic) -> None:
    client, address = cast.client("viktor"), f"/en/dialogue/topics/{topic.pk}/reply/"
    bad = SimpleUploadedFile("a.bin", b"\x00\x01")
    words = {"body": "With files", "language": "kk"}
    refused = client.post(address, {**words, "file": [bad, SimpleUploadedFile("b.txt", b"B")]})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "With files</textarea>" in page
    assert 'role="alert"' in page
    # What was good stays chosen, and is not sent twice.
    number = Upload.objects.get().pk
    assert f'name="files" value="{number}" checked' in page
    good = SimpleUploadedFile("c.txt", b"C")
    assert client.post(address, {**words, "files": str(number), "file": good}).status_code == 302
    assert [row["name"] for row in Post.objects.latest("pk").files] == ["b.txt", "c.txt"]


def test_a_new_topic_takes_files_too(cast: Cast) -> None:
    number = whole(cast)
    words = {"kind": "proposal", "room": "national", "title": "New", "language": "kk", "body": "T"}
    client = cast.client("viktor")
    assert client.post("/en/dialogue/start/", {**words, "files": str(number)}).status_code == 302
    assert Attachment.objects.get().post == Topic.objects.get().posts.get()


def test_a_post_has_five_files_at_most_and_only_whole_ones(cast: Cast, topic: Topic) -> None:
    numbers = [whole(cast, text=b"Text %d" % number) for number in range(6)]
    words: Any = {"by": cast.viktor, "body": "Files", "language": "kk"}
    with pytest.raises(Refused):
        actions.reply(topic, **words, files=numbers)
    half = actions.begin_upload(by=cast.viktor, name="half.txt", size=10).pk
    with pytest.raises(Refused):
        actions.reply(topic, **words, files=[half])
    assert Post.objects.count() == 1
    assert Upload.objects.count() == 7
    made = actions.reply(topic, **words, files=[*numbers[:5], numbers[0]])
    assert [row["name"] for row in made.files] == ["plan.txt"] * 5


def test_the_same_form_twice_has_its_files_once(cast: Cast, topic: Topic) -> None:
    words = {"body": "Once", "language": "kk", "files": str(whole(cast)), "key": "1" * 32}
    client, address = cast.client("viktor"), f"/en/dialogue/topics/{topic.pk}/reply/"
    assert client.post(address, words).status_code == 302
    assert client.post(address, words).status_code == 302
    assert Attachment.objects.count() == 1


def test_nobody_sends_more_than_the_quota_of_a_day(cast: Cast) -> None:
    half = BYTES_A_DAY // 15 // 1024 * 1024
    for _number in range(15):
        Upload.objects.create(user=cast.viktor, name="a", size=half)
    with pytest.raises(Refused) as refusal:
        actions.begin_upload(by=cast.viktor, name="a.txt", size=20 * 1024 * 1024)
    assert refusal.value.status == 429
    Upload.objects.all().delete()
    for _number in range(FILES_A_DAY):
        Upload.objects.create(user=cast.viktor, name="a", size=1)
    with pytest.raises(Refused):
        actions.add_upload(by=cast.viktor, name="a.txt", content=BytesIO(b"Text"))
    yesterday = timezone.now() - dt.timedelta(hours=25)
    Upload.objects.update(made_at=yesterday)
    assert actions.begin_upload(by=cast.viktor, name="a.txt", size=5)
    assert actions.begin_upload(by=cast.dana, name="a.txt", size=5)


def test_a_file_of_a_closed_room_is_for_its_people(cast: Cast, closed_topic: Topic) -> None:
    words: Any = {"by": cast.serik, "body": "Secret", "language": "kk"}
    made = actions.reply(closed_topic, **words, files=[whole(cast, "serik")])
    address = f"/en/dialogue/files/{made.attachments.get().pk}/"
    for part in ("aigerim", "serik", "clerk", "chair"):
        assert b"".join(cast.client(part).get(address)) == b"Text"
    nothing = cast.client("viktor").get("/en/dialogue/files/999999/")
    for part in ("anonymous", "viktor", "citizen", "operator", "clerk_elsewhere", "former"):
        assert cast.client(part).get(address).status_code == nothing.status_code == 404


def test_a_text_taken_away_takes_its_files_and_keeps_their_hashes(cast: Cast, topic: Topic) -> None:
    words: Any = {"by": cast.viktor, "language": "kk"}
    files = [whole(cast, name="secretname.txt"), whole(cast, text=b"Shared")]
    made = actions.reply(topic, **words, body="First", files=files)
    other = actions.reply(topic, **words, body="Second", files=[whole(cast, text=b"Shared")])
    own, shared = made.attachments.order_by("pk")
    actions.blank(made, by=cast.operator, reason="personal")
    page = cast.client("anonymous").get(f"/en/dialogue/topics/{topic.pk}/").content.decode()
    assert "secretname" not in page
    for kept in (own, shared):
        address = f"/en/dialogue/files/{kept.pk}/"
        assert cast.client("viktor").get(address).status_code == 404
    own.refresh_from_db()
    assert (own.name, len(own.sha256)) == ("", 64)
    tasks.forget_contents.call([own.sha256, shared.sha256])
    assert not uploads.path_of(own.sha256).exists()
    assert uploads.path_of(shared.sha256).exists()
    fetched = cast.client("anonymous").get(f"/en/dialogue/files/{other.attachments.get().pk}/")
    assert b"".join(fetched) == b"Shared"


def test_a_portrait_of_the_same_content_stays(cast: Cast, topic: Topic) -> None:
    number = whole(cast)
    digest = Upload.objects.get(pk=number).sha256
    person = cast.dana.person
    person.photo = digest
    person.save()
    actions.drop_upload(Upload.objects.get(pk=number), by=cast.viktor)
    tasks.forget_contents.call([digest])
    assert uploads.path_of(digest).exists()
    person.photo = ""
    person.save()
    tasks.forget_contents.call([digest])
    assert not uploads.path_of(digest).exists()


def test_what_nobody_posts_is_swept(cast: Cast) -> None:
    client = cast.client("viktor")
    address = begin(client, 10)["Location"]
    send(client, address, 0, b"01234")
    half = Upload.objects.get()
    number = whole(cast)
    Upload.objects.update(made_at=timezone.now() - dt.timedelta(hours=25))
    digest = Upload.objects.get(pk=number).sha256
    tasks.sweep.call("", "")
    assert [upload.pk for upload in Upload.objects.all()] == [number]
    assert not attached.part_of(half).exists()
    Upload.objects.update(made_at=timezone.now() - dt.timedelta(days=8))
    tasks.sweep.call("", "")
    assert not Upload.objects.exists()
    assert not uploads.path_of(digest).exists()


def test_files_cost_the_page_of_a_topic_no_query(cast: Cast, topic: Topic) -> None:
    address = f"/en/dialogue/topics/{topic.pk}/"
    Client().get(address)
    with CaptureQueriesContext(connection) as plain:
        Client().get(address)
    words: Any = {"by": cast.viktor, "body": "Files", "language": "kk"}
    actions.reply(topic, **words, files=[whole(cast)])
    with CaptureQueriesContext(connection) as with_files:
        assert "plan.txt" in Client().get(address).content.decode()
    assert len(with_files) == len(plain)
