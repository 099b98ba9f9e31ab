"""Texts that are taken away: hidden by the moderation, gone under an order; their hashes stay."""

import hashlib
import json
from typing import Any

import pytest
from django.core.files.base import ContentFile

from maslikhat.commitments import actions, moderated
from maslikhat.commitments.course import Act
from maslikhat.commitments.joint import delivering
from maslikhat.commitments.models import Commitment, Joint, Paper, Remark, Taken
from maslikhat.commitments.taking import GONE, TEXTS
from maslikhat.kit import uploads
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.ledger.models import Entry
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
    assert (step.words, step.signed) == ("Будет", "А. Б.")
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


def joint(cast: Cast) -> Joint:
    made = actions.draft_joint(
        cast.council, by=cast.deputy, language="ru", title="Тайный вопрос", text="Тайна всех"
    )
    actions.address_joint(made, by=cast.deputy, bodies=[cast.body, cast.school])
    made = actions.send_joint(made, by=cast.deputy)
    delivering.deliver.func(made.pk)
    return made


def joint_page(made: Joint) -> str:
    return browser(None).get(f"/en/commitments/joint/{made.pk}/").content.decode()


def test_the_text_of_a_joint_inquiry_goes_under_an_order_with_that_of_its_letters(
    cast: Cast,
) -> None:
    made = joint(cast)
    words = {name: getattr(made, name) for name in TEXTS["joint"]}
    told = json.dumps(words, ensure_ascii=False, sort_keys=True)
    assert browser(cast.clerk).get(f"/en/commitments/blank/joint/{made.pk}/").status_code == 404
    address = f"/en/commitments/blank/joint/{made.pk}/"
    assert browser(cast.operator).get(address).status_code == 200
    answer = browser(cast.operator).post(address, {"reason": "court", "note": "№ 8"})
    assert answer.status_code == 302
    taken = Taken.objects.get(kind="joint")
    assert taken.sha256 == hashlib.sha256(told.encode()).hexdigest()
    assert Entry.objects.filter(act="commitments.blank", subject=taken.pk).exists()
    assert Event.objects.filter(channel="held").exists()
    drain()
    shown = joint_page(made)
    assert taken.sha256 in shown
    assert "Decision of a court. № 8" in shown
    for letter in Commitment.objects.filter(joint=made):
        assert (letter.title, letter.text) == (GONE, "")
        assert "Тайн" not in page(None, letter)
    assert "Тайн" not in shown
    # Who wrote it hears of the whole, and once.
    told_of = Notice.objects.filter(user=cast.deputy, happening__act="commitments.blank")
    assert told_of.count() == 1


def test_a_joint_inquiry_that_was_hidden_comes_back_with_its_letters(cast: Cast) -> None:
    made = joint(cast)
    own = Commitment.objects.filter(joint=made).order_by("pk")[0]
    moderation.hide(Ref(moderated.LETTER, own.pk), by=cast.operator, reason="insult")
    ref = Ref(moderated.JOINT, made.pk)
    for _round in range(2):
        measure = moderation.hide(ref, by=cast.operator, reason="insult")
        drain()
        assert not Commitment.objects.filter(joint=made).exclude(text="").exists()
        assert "Тайна всех" in str(moderated.KINDS[moderated.JOINT].text(made.pk).html)
        moderation.restore(Measure.objects.get(pk=measure.pk), by=cast.operator)
        drain()
        assert "Тайна всех" in joint_page(made)
        # What was hidden for itself stays hidden.
        told = Commitment.objects.filter(joint=made).exclude(text="")
        assert own.pk not in told.values_list("pk", flat=True)
        assert told.count() == 1


def test_words_taken_away_before_the_letters_are_made_are_in_none(cast: Cast) -> None:
    made = actions.draft_joint(
        cast.council, by=cast.deputy, language="ru", title="Тайный вопрос", text="Тайна всех"
    )
    actions.address_joint(made, by=cast.deputy, bodies=[cast.body])
    made = actions.send_joint(made, by=cast.deputy)
    actions.blank("joint", made.pk, by=cast.operator, reason="court")
    delivering.deliver.func(made.pk)
    letter = Commitment.objects.get(joint=made)
    assert letter.text == ""
    assert Taken.objects.filter(kind="letter", number=letter.pk, is_order=True).exists()


def test_a_draft_is_no_thing_of_the_moderation(cast: Cast) -> None:
    made = actions.draft_joint(
        cast.council, by=cast.deputy, language="ru", title="Вопрос", text="Текст"
    )
    with pytest.raises(Hidden):
        moderation.hide(Ref(moderated.JOINT, made.pk), by=cast.operator, reason="insult")
