"""When a sitting was announced and its materials were sent, as the minutes tell it (art. 10)."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maslikhat.kit.days import ALMATY
from maslikhat.kit.formats import words
from maslikhat.sittings.models import Sitting
from maslikhat.sittings.typed import typed


def noticed(sitting: Sitting) -> list[str]:
    """Sentences: the day of the notice, that of the materials, why a term was not kept."""
    assert sitting.convened_at is not None
    told = {"day": _day(sitting.convened_at), "before": _before(sitting, sitting.convened_at)}
    sentences = [_("Notice was given on %(day)s, %(before)s.") % told]
    sent = sitting.materials_at
    if sent is not None:
        told = {"day": _day(sent), "before": _before(sitting, sent)}
        sentences.append(
            _("The materials were sent to the deputies on %(day)s, %(before)s.") % told
        )
    if sitting.convened_although:
        because = {"because": typed(sitting.convened_although)}
        sentences.append(_("Why it was held though a term was not kept: %(because)s") % because)
    return sentences


def _day(moment: dt.datetime) -> str:
    return words.day(moment.astimezone(ALMATY).date())


def _before(sitting: Sitting, moment: dt.datetime) -> str:
    """How many days before the sitting, counted as the clocks of the law are."""
    days = (sitting.day - moment.astimezone(ALMATY).date()).days
    if days < 1:
        return _("on the day of the sitting")
    return ngettext(
        "%(count)s day before the sitting", "%(count)s days before the sitting", days
    ) % {"count": days}
