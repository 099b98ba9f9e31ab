"""Texts that are taken away: hidden by the moderation, gone under an order; their hashes stay."""

import hashlib
import json
from typing import Any

import pytest
from django.core.files.base import ContentFile

from maslikhat.commitments import actions, moderated
from maslikhat.commitments.course import Act
from maslikhat.commitments.models import Commitment, Paper, Remark, Taken
from maslikhat.commitments.taking import GONE, TEXTS
from maslikhat.kit import uploads
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.live.models import Event
from maslikhat.moderation import actions as moderation
from maslikhat.moderation.models import Measure
from maslikhat.moderation.registers import Ref
from maslikhat.notices.models import Notice
from tests.commitments.cast import Cast
from tests.registry.cast import browser
from tests.worker import drain

pytestmark = pytest.mark.django_db


def page(user: Any, made: Commitment) -> str:
    return browser(user).get(f"/en/commitments/{made.pk}/").content.decode()


def test_a_letter_taken_away_under_an_order_is_gone_and_its_hash_stays(cast: Cast) -> None:
    made = cast.send(title="Секретный дом", text="Тайна", result="Знак")
    words = {name: getattr(made, name) for name in TEXTS["letter"]}
    told = json.dumps(words, ensure_ascii=False, sort_keys=True)
    actions.blank("letter", made.pk, by=cast.operator, reason="court", note="№ 5")
    made.refresh_from_db()
    assert (made.title, made.text, made.result) == (GONE, "", "")
    taken = Taken.objects.get()
    assert (taken.sha256, taken.words) == (hashlib.sha256(told.encode()).hexdigest(), "")
    shown = page(None, made)
    assert taken.sha256 in shown
    assert "Decision of a court. № 5" in shown
    assert "Тайна" not in shown
    # Nor on any page that is held for visitors.
    assert Event.objects.filter(channel="held").exists()
    with pytest.raises(Refused, match="taken away already"):
        actions.blank("letter", made.pk, by=cast.operator, reason="court")


def test_its_author_hears_what_was_taken_and_why_and_nobody_else(cast: Cast) -> None:
    made = cast.take(cast.send(), Act.ANSWER)
    step = made.steps.get(act=Act.ANSWER)
    actions.blank("step", step.pk, by=cast.operator, reason="personal")
    drain()
    heard = Notice.objects.filter(happening__act="commitments.blank")
    assert [notice.user for notice in heard] == [cast.official]
    inbox = browser(cast.official).get("/en/notices/").content.decode()
    assert "Personal data" in inbox


def test_what_the_moderation_hides_it_shows_again(cast: Cast) -> None:
    made = cast.take(cast.send(), Act.ANSWER)
    step = made.steps.get(act=Act.ANSWER)
    ref = Ref(moderated.STEP, step.pk)
    measure = moderation.hide(ref, by=cast.operator, reason="insult", note="Грубо")
    step.refresh_from_db()
    assert (step.words, step.signed) == ("", "")
    assert "Insult or hatred. Грубо" in page(None, made)
    assert "Будет" in str(moderated.KINDS[moderated.STEP].text(step.pk).html)
    moderation.restore(Measure.objects.get(pk=measure.pk), by=cast.operator)
    step.refresh_from_db()
    assert (step.words, step.signed) == ("Будет", "аким")
    assert not Taken.objects.exists()


def test_what_went_under_an_order_no_moderator_brings_back(cast: Cast) -> None:
    made = cast.send()
    ref = Ref(moderated.LETTER, made.pk)
    measure = moderation.hide(ref, by=cast.operator, reason="personal")
    actions.blank("letter", made.pk, by=cast.operator, reason="body")
    moderation.restore(measure, by=cast.operator)
    made.refresh_from_db()
    assert made.text == ""
    assert Taken.objects.get().is_order


def test_a_maslikhat_hides_no_answer(cast: Cast) -> None:
    step = cast.take(cast.send(), Act.ANSWER).steps.get(act=Act.ANSWER)
    for user in (cast.clerk, cast.chair, cast.deputy):
        with pytest.raises(Hidden):
            moderation.hide(Ref(moderated.STEP, step.pk), by=user, reason="insult")


def test_a_file_is_taken_from_the_disk_and_its_hash_stays(cast: Cast) -> None:
    made = cast.send()
    paper = actions.attach(made, by=cast.deputy, file=ContentFile(b"%PDF-1.4 x"), name="Письмо")
    actions.blank("paper", paper.pk, by=cast.operator, reason="court")
    drain()
    kept = Paper.objects.get(pk=paper.pk)
    assert (kept.name, kept.sha256) == ("", paper.sha256)
    assert not uploads.path_of(paper.sha256).exists()
    assert browser(None).get(f"/en/commitments/files/{paper.pk}/").status_code == 404
    shown = page(None, made)
    assert paper.sha256 in shown
    assert "Письмо" not in shown


def test_a_bodys_own_word_that_was_hidden_stands_beside_no_figures(cast: Cast) -> None:
    cast.send()
    remark = actions.remark(cast.body, by=cast.official, text="Много писем", language="ru")
    moderation.hide(Ref(moderated.REMARK, remark.pk), by=cast.operator, reason="spam")
    assert Remark.objects.get().words == ""
    assert "Много писем" not in browser(None).get(f"/en/bodies/{cast.body.pk}/").content.decode()


def test_the_operator_takes_a_text_away_on_a_page_and_others_report_it(cast: Cast) -> None:
    made = cast.send()
    address = f"/en/commitments/blank/letter/{made.pk}/"
    for user in (cast.clerk, cast.deputy, cast.citizen):
        assert browser(user).get(address).status_code == 404
    assert browser(cast.operator).get(address).status_code == 200
    for wrong in (f"/en/commitments/blank/thing/{made.pk}/", "/en/commitments/blank/step/99999/"):
        assert browser(cast.operator).get(wrong).status_code == 404
    report = f"/en/moderation/report/commitments.commitment/{made.pk}/"
    assert "commitments.commitment" in page(cast.citizen, made)
    assert browser(cast.citizen).get(report).status_code in {200, 404}
    assert browser(cast.operator).post(address, {"reason": "court"}).status_code == 302
    made.refresh_from_db()
    assert made.title == GONE


def test_a_reported_answer_waits_for_the_operator(cast: Cast) -> None:
    step = cast.take(cast.send(), Act.ANSWER).steps.get(act=Act.ANSWER)
    moderation.report(Ref(moderated.STEP, step.pk), by=cast.citizen, reason="insult")
    queue = "/en/moderation/"
    assert browser(cast.operator).get(queue).content.decode().count("commitments.step") >= 1
