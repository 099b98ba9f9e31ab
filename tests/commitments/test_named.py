"""What things are called where they stand: the file of minutes, the region of a body."""

from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile

from maslikhat.commitments import actions
from maslikhat.commitments.joint import answers
from maslikhat.kit.languages import said
from maslikhat.registry import actions as registry
from tests.commitments.cast import Cast
from tests.registry import cast as register
from tests.registry.cast import browser

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("lang", "called"), [("kk", "Хаттама.txt"), ("ru", "Протокол.txt"), ("en", "Minutes.txt")]
)
def test_the_file_of_the_minutes_is_called_in_the_language_of_the_page(
    cast: Cast, lang: str, called: str
) -> None:
    made = cast.conference(file=ContentFile("Протокол".encode()))
    home = f"/{lang}/commitments/events/{made.pk}/"
    assert f'/protocol/">{called}</a>' in browser(None).get(home).content.decode()
    answer = browser(None).get(f"{home}protocol/")
    sent = answer["Content-Disposition"]
    assert b"".join(answer.streaming_content)  # type: ignore[arg-type]
    assert quote(called) in sent or f'"{called}"' in sent


def test_each_body_stands_under_its_region_that_of_the_region_too(cast: Cast) -> None:
    region = cast.council.unit.parent  # type: ignore[union-attr]
    assert region is not None
    akimat = registry.found_body(
        region,
        by=cast.operator,
        kind="akimat",
        name_kk="Облыс әкімдігі",
        name_ru="Акимат области",
        from_day=register.SINCE,
    )
    told = {"language": "ru", "title": "Шкафы", "text": "Сколько их?"}
    made = actions.draft_joint(cast.council, by=cast.deputy, **told)
    actions.address_joint(made, by=cast.deputy, bodies=[cast.body, akimat])
    assert [row.region for row in answers.rows_of(made)] == [said(region, "name")] * 2
