"""By what commitments are found, and in which order: each list of them has an index."""

from django.db import models
from django.db.models import Q

IS_OWED = Q(owed_on__isnull=False)
INDEXES = [
    models.Index(name="commitment_lately", fields=["-moved_on", "-id"]),
    models.Index(name="commitment_of_council", fields=["council", "-moved_on", "-id"]),
    models.Index(name="commitment_of_body", fields=["addressee", "-moved_on", "-id"]),
    models.Index(name="commitment_of_kind", fields=["kind", "-moved_on", "-id"]),
    # What is asked for beside stands behind the order: where few of many answer to all
    # filters at once, they are found in the index and not by reading each row.
    models.Index(
        name="commitment_of_rubric", fields=["rubric", "-moved_on", "-id", "kind", "state"]
    ),
    models.Index(
        name="commitment_of_region",
        fields=["region", "-moved_on", "-id", "rubric", "kind", "state"],
    ),
    models.Index(name="commitment_in_state", fields=["state", "-moved_on", "-id", "rubric"]),
    models.Index(
        name="commitment_kind_in_state",
        fields=["kind", "state", "-moved_on", "-id", "rubric"],
    ),
    # Few of many wait: what is owed has small indexes of its own.
    models.Index(
        name="commitment_owed",
        fields=["owed_on", "id", "kind", "rubric"],
        condition=IS_OWED,
    ),
    models.Index(name="commitment_owed_in", fields=["region", "owed_on", "id"], condition=IS_OWED),
    models.Index(
        name="commitment_owed_to",
        fields=["council", "owed_on", "id"],
        condition=IS_OWED,
    ),
    models.Index(
        name="commitment_owed_by",
        fields=["addressee", "owed_on", "id"],
        condition=IS_OWED,
    ),
    # A state that few are in, of one subject: else all of the subject would be read.
    models.Index(
        name="commitment_owed_about",
        fields=["rubric", "state", "-moved_on", "-id"],
        condition=IS_OWED,
    ),
    models.Index(name="commitment_of_joint", fields=["joint"], condition=Q(joint__isnull=False)),
    models.Index(
        name="commitment_of_forwarding",
        fields=["forwarding"],
        condition=Q(forwarding__isnull=False),
    ),
    models.Index(name="commitment_about", fields=["about"], condition=~Q(about="")),
    models.Index(name="commitment_of_event", fields=["event"], condition=Q(event__isnull=False)),
]
