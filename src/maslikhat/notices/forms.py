"""Forms of following and of letters."""

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from maslikhat.notices import messengers
from maslikhat.notices.models import Arrangement, Channel, Mode, Rhythm

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


# Each calls itself by its own name.
SPOKEN = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]


class ModeForm(forms.Form):
    """How to hear of a followed thing."""

    mode = forms.ChoiceField(choices=Mode.choices)


class ArrangementForm(forms.Form):
    """How letters come. The way to the phone is offered where the portal has one."""

    language = forms.ChoiceField(label=_("Language of letters"), choices=SPOKEN)
    rhythm = forms.ChoiceField(label=_("Digest"), choices=Rhythm.choices)
    weekday = forms.TypedChoiceField(
        label=_("Day of a weekly digest"), choices=WEEKDAYS, coerce=int
    )
    channel = forms.ChoiceField(label=_("Way"), choices=Channel.choices)
    direct = forms.BooleanField(
        label=_(
            "Write to me at once of what concerns me in person: mentions, questions, invitations"
        ),
        required=False,
    )

    def __init__(self, sent: MultiValueDict[str, str] | None, *, kept: Arrangement) -> None:
        names = ("rhythm", "weekday", "channel", "direct")
        initial = {name: getattr(kept, name) for name in names}
        super().__init__(sent, initial=initial | {"language": kept.user.language})
        if messengers.chosen() is None:
            del self.fields["channel"]
