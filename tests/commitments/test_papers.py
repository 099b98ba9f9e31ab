"""The file that comes with a step: the answer as it was signed, what shows that a deed is done."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from maslikhat.accounts.models import User
from maslikhat.commitments import actions
from maslikhat.commitments.course import Act
from maslikhat.commitments.models import Commitment, Paper
from maslikhat.kit.days import today
from tests.commitments.cast import ONE_DAY, Cast
from tests.registry.cast import browser

pytestmark = pytest.mark.django_db


def file() -> SimpleUploadedFile:
    return SimpleUploadedFile("scan", b"%PDF-1.4 words")


def papers(made: Commitment, act: str) -> list[str]:
    """The names of the papers of a step, as they stand on an English page."""
    found = Paper.objects.filter(step__commitment=made, step__act=act)
    page = browser(None).get(f"/en/commitments/{made.pk}/").content.decode()
    for one in found:
        assert f'href="/en/commitments/files/{one.pk}/" lang="ru">{one.name}</a>' in page
    return [one.name for one in found]


def sent(user: User, made: Commitment, act: str, told: dict[str, Any]) -> None:
    """The form of a step as a browser sends it, with a file."""
    address = f"/en/commitments/{made.pk}/{act}/"
    assert 'enctype="multipart/form-data"' in browser(user).get(address).content.decode()
    answer = browser(user).post(address, {**told, "file": file()})
    assert answer.status_code == 302, re.findall(r"errors.*", answer.content.decode())


def test_each_side_adds_the_file_in_the_form_of_its_step(cast: Cast) -> None:
    made = cast.send()
    for user, act in (
        (cast.official, Act.ANSWER),
        (cast.official, Act.REPORT_DONE),
        (cast.deputy, Act.CONFIRM),
        (cast.deputy, Act.CLOSE),
    ):
        told = {k: v for k, v in cast.least(made, act).items() if k != "number"}
        sent(user, made, act, told)
        assert papers(made, act) == [
            "Письменный ответ.pdf" if act is Act.ANSWER else "Доказательство.pdf"
        ]


def test_what_came_on_paper_without_a_number_is_entered_with_its_scan(cast: Cast) -> None:
    made = cast.send(sent_on=today() - 9 * ONE_DAY)
    told = {**cast.least(made, Act.ANSWER), "number": ""}
    actions.answer(made, by=cast.clerk, day=today() - ONE_DAY, file=file(), **told)
    reported = {**cast.least(made, Act.REPORT_DONE), "number": ""}
    actions.report_done(made, by=cast.clerk, day=today() - ONE_DAY, file=file(), **reported)
    assert Paper.objects.filter(step__commitment=made).count() == 2


def test_a_template_is_taken_with_nothing_typed_lost_and_no_file_kept(cast: Cast) -> None:
    sample = actions.keep_sample(cast.body, by=cast.official, name="Принято", text_ru="Принят.")
    made = cast.send()
    told = {"text": "Здравствуйте.", "language": "ru", "sample": sample.pk, "file": file()}
    answer = browser(cast.official).post(f"/ru/commitments/{made.pk}/answer/", told)
    assert answer.status_code == 200
    assert "Здравствуйте.\n\nПринят." in answer.content.decode()
    assert not Paper.objects.exists()
