"""A letter is looked at before it is sent, with its day, its norm and a file."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maslikhat.commitments.forms.asking import SendForm
from maslikhat.commitments.forms.steps import AssessForm
from maslikhat.commitments.models import Commitment, Paper
from maslikhat.kit.days import today
from maslikhat.kit.formats import words
from maslikhat.norms.calendar import Calendar
from tests.commitments.cast import Cast

pytestmark = pytest.mark.django_db


def told(cast: Cast, **other: Any) -> dict[str, Any]:
    return {
        "author": f"deputy:{cast.mandate(2).pk}",
        "addressee": cast.body.pk,
        "language": "ru",
        "title": "Ремонт дороги",
        "text": "Когда будет\nотремонтирована дорога?",
        "source": "own",
        "key": "6f1e7a52-7f62-4f3f-9f0e-000000000001",
        **other,
    }


def page(cast: Cast, kind: str = "inquiry") -> str:
    return reverse("commitments:send", args=[cast.council.code, kind])


def test_the_day_and_its_norm_stand_before_anything_is_typed(cast: Cast, client: Client) -> None:
    client.force_login(cast.deputy)
    shown = client.get(page(cast)).content.decode()
    assert words.day(Calendar().end_of_months(today(), 1)) in shown
    assert "art. 21-1" in shown


def test_looking_sends_nothing_and_sending_keeps_the_file(cast: Cast, client: Client) -> None:
    client.force_login(cast.deputy)
    looked = client.post(page(cast), {**told(cast), "look": "yes"})
    shown = looked.content.decode()
    assert looked.status_code == 200
    # A long address in it breaks, and the page of a phone stays as wide as it is.
    assert '<p class="plain-text">отремонтирована дорога?</p>' in shown
    assert words.day(Calendar().end_of_months(today(), 1)) in shown
    assert not Commitment.objects.exists()
    changed = client.post(page(cast), {**told(cast), "change": "yes"}).content.decode()
    assert "Ремонт дороги" in changed
    assert not Commitment.objects.exists()
    ahead = {**told(cast), "sent_on": "9999-12-31", "out_number": "7", "look": "yes"}
    assert client.post(page(cast), ahead).status_code == 422
    file = SimpleUploadedFile("scan", b"%PDF-1.4 words")
    assert client.post(page(cast), {**told(cast), "file": file}).status_code == 302
    paper = Paper.objects.get()
    assert (paper.step.act, paper.media_type) == ("send", "application/pdf")


def test_a_scan_stands_for_the_number_of_an_earlier_day(cast: Cast, client: Client) -> None:
    client.force_login(cast.deputy)
    earlier = told(cast, sent_on=(today() - dt.timedelta(days=3)).isoformat())
    assert client.post(page(cast), earlier).status_code == 422
    file = SimpleUploadedFile("scan", b"%PDF-1.4 words")
    assert client.post(page(cast), {**earlier, "file": file}).status_code == 302


def test_a_recommendation_begins_with_its_first_day_and_as_the_authors_own(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.deputy)
    form = SendForm(council=cast.council, kind="recommendation", user=cast.deputy)
    assert form.fields["due_on"].initial == Calendar().add_working_days(today(), 10)
    assert form.fields["due_on"].required
    assert "selected" not in str(form["source"])
    assert str(form["source"]).index('"own"') < str(form["source"]).index('"session"')
    two_days = (today() + dt.timedelta(days=2)).isoformat()
    asked = told(cast, source="session", due_on=two_days)
    for more in ({"look": "yes"}, {}):
        refused = client.post(page(cast, "recommendation"), {**asked, **more})
        assert refused.status_code == 422
        assert "ten working days to a month" in refused.content.decode()


@pytest.mark.parametrize(("worth", "needed"), [("full", False), ("formal", True), ("", True)])
def test_what_is_missing_is_asked_for_unless_the_answer_is_full(
    cast: Cast, worth: str, needed: bool
) -> None:
    form = AssessForm({"assessment": worth}, commitment=cast.send())
    assert form.fields["reason"].required is needed


def test_what_was_asked_in_no_matter_leads_to_the_list(client: Client) -> None:
    answer = client.get(reverse("commitments:about"))
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        reverse("commitments:commitments"),
    )
