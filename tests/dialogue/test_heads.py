"""The head of a topic: one query, short enough to be known again, whatever else there is."""

from psycopg._queries import MAX_CACHED_STATEMENT_LENGTH

from maslikhat.dialogue import actions, heads
from maslikhat.dialogue.models import Topic
from maslikhat.kit.days import today
from tests.dialogue.cast import Cast


def test_the_questions_are_short_enough_for_the_driver_to_know_them_again(topic: Topic) -> None:
    for ask, values in (
        (heads._topics, (topic.pk,)),
        (heads._topics_of_reader, (topic.pk, topic.author_id, today())),
    ):
        assert len(ask._prepare(values).sql) <= MAX_CACHED_STATEMENT_LENGTH


def test_the_head_counts_the_councils_whose_deputies_spoke_each_once(
    cast: Cast, topic: Topic
) -> None:
    def counted() -> int:
        head = heads.topic_head(topic.pk, cast.viktor)
        assert head is not None
        return head.council_count

    councils = {topic.posts.get().mandate.convocation.council_id}
    assert counted() == 1
    for user in (cast.viktor, cast.aigerim, cast.viktor):
        post = actions.reply(topic, by=user, language="kk", body="Text")
        councils.add(post.mandate.convocation.council_id)
        assert counted() == len(councils)
    assert len(councils) == 2


def test_the_councils_are_counted_by_no_join_that_could_read_every_mandate() -> None:
    sql = str(Topic.objects.with_councils().query)
    assert "registry_mandate" in sql
    assert 'JOIN "registry_mandate"' not in sql
