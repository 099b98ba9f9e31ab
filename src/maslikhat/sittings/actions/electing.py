"""The candidates of an election on the agenda: named, and taken back, before their vote."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import Hidden, refuse_unless
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.models import Mandate
from maslikhat.sittings import heard
from maslikhat.sittings.attendance import mandates_of
from maslikhat.sittings.candidates import OF_DEPUTIES, refuse_late
from maslikhat.sittings.guards import allow, in_time, locked_item
from maslikhat.sittings.models import Candidate, Item
from maslikhat.sittings.permissions import may_drop_candidate, may_name_candidate
from maslikhat.voting.actions.preparing import MOST_CANDIDATES
from maslikhat.voting.texts import clean_candidate


@atomic
def name_candidate(
    item: Item,
    *,
    by: User,
    mandate: Mandate | None = None,
    names: Mapping[str, str] | None = None,
) -> Candidate:
    """Somebody stands in an election: a deputy of the body, or, for some offices, another by name.

    `names` are by language, at least in Kazakh or in Russian.
    """
    item = locked_item(item)
    allow(may_name_candidate(by, item), by, item)
    in_time("name_candidate", item.sitting)
    refuse_late(item)
    refuse_unless(
        item.candidates.count() < MOST_CANDIDATES, _("At most 20 candidates stand in one vote.")
    )
    refuse_unless(
        mandate is not None or item.office not in OF_DEPUTIES,
        _("Only a deputy is elected to this office. Choose one from the list."),
        status=422,
    )
    refuse_unless(
        mandate is None or any(one.pk == mandate.pk for one in mandates_of(item.sitting)),
        _("Choose a deputy who sits in this body on the day of the sitting."),
        status=422,
    )
    told = {} if mandate is not None else clean_candidate(names or {})
    candidate = Candidate(
        item=item,
        mandate=mandate,
        by=by.pk,
        **{f"name_{lang}": told.get(lang, "") for lang in LANGUAGES},
    )
    standing = {
        tuple(one.names.values()) for one in item.candidates.select_related("mandate__person")
    }
    refuse_unless(
        tuple(candidate.names.values()) not in standing,
        _("A candidate of this name stands already."),
    )
    candidate.save()
    heard.agenda_changed(item.sitting, item)
    record(by, "sittings.name_candidate", candidate)
    return candidate


@atomic
def drop_candidate(candidate: Candidate, *, by: User) -> Item:
    """A candidate does not stand after all."""
    item = locked_item(candidate.item)
    if not item.candidates.filter(pk=candidate.pk).exists():
        raise Hidden()
    allow(may_drop_candidate(by, item), by, item)
    in_time("drop_candidate", item.sitting)
    refuse_late(item)
    record(by, "sittings.drop_candidate", candidate)
    Candidate.objects.filter(pk=candidate.pk).delete()
    heard.agenda_changed(item.sitting, item)
    return item
