"""The rules that are delivered: one citation each, or said plainly that there is none."""

import datetime as dt

import pytest

from maslikhat.kit.delivered import rows_of
from maslikhat.voting.models import VotingRule
from maslikhat.voting.reference import FOLDER
from tests.voting.cast import FOR, Cast

pytestmark = pytest.mark.django_db
BY_REGULATIONS = {"majority_of_present", "two_thirds_of_total", "three_quarters_of_total"}
ARTICLES = {
    "majority_of_total": "11", "closed_sitting": "11", "early_end_of_mandate": "20",
    "sanctions": "21", "no_confidence": "24", "chair_of_council": "19", "commission": "15",
}  # fmt: skip


def test_each_rule_of_a_day_cites_one_article_or_none() -> None:
    rules = VotingRule.objects.on().filter(is_for_national=False)
    assert {rule.key: rule.article for rule in rules if rule.article} == ARTICLES
    silent = rules.filter(article="")
    assert {rule.key for rule in silent} == BY_REGULATIONS
    assert not any(rule.law_kk or rule.law_ru or rule.law_en for rule in silent)
    assert all("," not in rule.article for rule in VotingRule.objects.all())


def test_the_database_has_every_row_as_it_is_delivered() -> None:
    rows = rows_of(FOLDER / "rules.csv")
    assert VotingRule.objects.count() == len(rows)
    for row in rows:
        rule = VotingRule.objects.get(key=row["key"], from_day=row["from_day"])
        assert (rule.article, rule.used_for_ru) == (row["article"], row["used_for_ru"])
        assert rule.is_for_national is (row["is_for_national"] == "yes")


def test_no_confidence_needed_two_thirds_before_2009_and_a_majority_since() -> None:
    for day, share in ((dt.date(2008, 12, 1), "2/3"), (dt.date(2010, 1, 1), "decision_share")):
        assert VotingRule.objects.on(day).get(key="no_confidence").share == share


def test_the_page_and_the_sentence_say_that_the_regulations_set_it(cast: Cast) -> None:
    ballot = cast.open(rule="two_thirds_of_total")
    page = cast.client("citizen").get(f"/en/votes/{ballot.pk}/").content.decode()
    assert (
        "names no such share" in page
        and "article" not in page.split("names no such share")[0][-200:]
    )
    cast.vote(ballot, [FOR] * 17)
    closed = cast.close(ballot)
    assert "by the council&#x27;s regulations" not in closed.sentence_en
    assert "by the council's regulations)." in closed.sentence_en
    assert "article" not in closed.sentence_en and closed.outcome == "adopted"
