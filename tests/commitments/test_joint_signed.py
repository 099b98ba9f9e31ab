"""Who signs a joint inquiry: each by themselves, and the very words that were read."""

import pytest

from maslikhat.commitments import actions
from maslikhat.kit.refusals import Hidden
from maslikhat.ledger.models import Entry
from tests.commitments.cast import Cast
from tests.commitments.test_joint import HOME, draft, page
from tests.registry.cast import browser

pytestmark = pytest.mark.django_db


def test_who_is_invited_signs_by_themselves_and_nobody_for_another(cast: Cast) -> None:
    made = draft(cast)
    with pytest.raises(Hidden):
        actions.sign_joint(made, by=cast.member, seen=made.words_digest)
    actions.invite_to_joint(made, by=cast.deputy, mandates=[cast.mandate(3), cast.mandate(4)])
    for user in (cast.clerk, cast.chair, cast.deputy, cast.operator):
        with pytest.raises(Hidden):
            actions.sign_joint(made, by=user, seen=made.words_digest)
    actions.sign_joint(made, by=cast.member, seen=made.words_digest)
    assert made.signatures.get(mandate=cast.mandate(3)).state == "signed"


def test_who_declines_has_for_others_simply_not_signed(cast: Cast) -> None:
    made = draft(cast)
    actions.invite_to_joint(made, by=cast.deputy, mandates=[cast.mandate(3), cast.mandate(4)])
    before = page(cast.deputy, f"{HOME}{made.pk}/")
    entries = Entry.objects.count()
    actions.decline_joint(made, by=cast.member)
    assert Entry.objects.count() == entries
    assert before.count("not signed") == page(cast.deputy, f"{HOME}{made.pk}/").count("not signed")
    actions.address_joint(made, by=cast.deputy, bodies=[cast.body])
    actions.send_joint(made, by=cast.deputy)
    name = str(cast.mandate(3).person.full_name())
    assert name not in page(None, f"{HOME}{made.pk}/")


def test_other_words_are_signed_anew_and_the_same_are_not(cast: Cast) -> None:
    made = draft(cast)
    actions.invite_to_joint(made, by=cast.deputy, mandates=[cast.mandate(3)])
    actions.sign_joint(made, by=cast.member, seen=made.words_digest)
    told = {"language": "ru", "title": "Сухие шкафы", "text": "Сколько их и где?"}
    actions.amend_joint(made, by=cast.deputy, **told)
    assert made.signatures.get().state == "signed"
    actions.amend_joint(made, by=cast.deputy, **{**told, "text": "Сколько их?"})
    assert made.signatures.get().state == "invited"


def test_nobody_signs_words_that_came_after_those_they_read(cast: Cast) -> None:
    made = draft(cast)
    actions.invite_to_joint(made, by=cast.deputy, mandates=[cast.mandate(3)])
    address, read = f"{HOME}{made.pk}/", made.words_digest
    actions.amend_joint(made, by=cast.deputy, language="ru", title="Сухие шкафы", text="Почему?")
    answer = browser(cast.member).post(f"{address}sign/", {"seen": read})
    assert answer.status_code == 409 and "Read them anew" in answer.content.decode()
    assert made.signatures.get().state == "invited"
