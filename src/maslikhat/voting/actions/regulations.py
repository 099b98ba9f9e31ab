"""Entering what a council's regulations say of its votes."""

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.guards import allow, cut_short, locked, proper_text, saved
from maslikhat.registry.models import Council
from maslikhat.voting import permissions
from maslikhat.voting.models import Regulations

LONGEST_BASIS = 255


@atomic
def set_regulations(
    council: Council, *, by: User, counts_vacancies: bool, may_change: bool, basis: str
) -> Regulations:
    """From today the votes of the council go by this; those opened before by what was frozen.

    `basis` names the article of the regulations. Whether empty seats belong to the total number,
    and whether an open vote may be changed, the law leaves open (Law 148, art. 9).
    """
    allow(permissions.may_set_regulations(by, council))
    council = locked(council)
    article = proper_text(" ".join(basis.split()))
    if not 3 <= len(article) <= LONGEST_BASIS:
        raise Refused(_("Name the article of the regulations, in 3 to 255 characters."), status=422)
    cut_short(Regulations.objects.filter(council=council), today())
    row = Regulations(
        council=council,
        from_day=today(),
        counts_vacancies=counts_vacancies,
        may_change=may_change,
        basis=article,
    )
    saved(row, _("The regulations were entered by somebody else just now. Look at them again."))
    record(by, "voting.set_regulations", row)
    return row
