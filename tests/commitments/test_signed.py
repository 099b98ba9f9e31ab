"""In which office an answer is signed: of an inquiry the law names three."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from maslikhat.commitments import actions
from maslikhat.commitments.course import Act, Kind
from maslikhat.commitments.models import Step
from maslikhat.kit.refusals import Refused
from maslikhat.registry.models import Role
from tests.commitments.cast import Cast
from tests.registry.cast import browser

pytestmark = pytest.mark.django_db
TOLD = {"text": "Будет", "signed": "А. Б.", "language": "ru"}


@pytest.mark.parametrize("office", ["addressee", "head", "deputy_head"])
def test_the_office_is_kept_and_shown(cast: Cast, client: Client, office: str) -> None:
    made = actions.answer(cast.send(), by=cast.official, office=office, **TOLD)
    step = Step.objects.get(commitment=made, act=Act.ANSWER)
    assert step.office == office
    shown = client.get(reverse("commitments:commitment", args=[made.pk])).content.decode()
    assert str(step.get_office_display()) in shown


def test_an_inquiry_is_not_answered_by_anybody_else(cast: Cast, client: Client) -> None:
    made = cast.send()
    with pytest.raises(Refused, match=r"art\. 21-1"):
        actions.answer(made, by=cast.official, office="other", **TOLD)
    for office in ("", "king"):
        with pytest.raises(Refused, match="in which office"):
            actions.answer(made, by=cast.official, office=office, **TOLD)
    client.force_login(cast.official)
    page = reverse("commitments:answer", args=[made.pk])
    refused = client.post(page, {**TOLD, "office": "other"})
    assert refused.status_code == 422
    assert "art. 21-1" in refused.content.decode()
    made.refresh_from_db()
    assert made.answered_on is None


def test_who_may_have_signed_is_offered_and_names_stay_within_the_body(cast: Cast) -> None:
    made = cast.send()
    role = Role.objects.get(user=cast.official, body=made.addressee)
    Role.objects.filter(pk=role.pk).update(name="Серік Оспанов", position="басқарма басшысы")
    actions.answer(made, by=cast.official, office="head", **{**TOLD, "signed": "А. Ахметова"})
    page = reverse("commitments:answer", args=[cast.send().pk])
    own = browser(cast.official).get(page).content.decode()
    assert 'list="signed_offered"' in own
    offered = re.findall(r'<option value="([^"]+)"></option>', own)
    assert offered == ["Серік Оспанов, басқарма басшысы", "А. Ахметова"]
    clerk = browser(cast.clerk).get(page).content.decode()
    assert "А. Ахметова" in clerk
    assert "Серік Оспанов" not in clerk


def test_a_recommendation_may_be_answered_by_another_official(cast: Cast) -> None:
    made = cast.send(Kind.RECOMMENDATION)
    assert actions.answer(made, by=cast.official, office="other", **TOLD).answered_on
