"""What was done and by whom, as a sentence in the language that is on."""

from django.utils.translation import gettext as _

from maslikhat.notices import registers


def sentence(act: str, who: str) -> str:
    """Such as "Aigul Saparova replied"; who has no name here is a participant of the portal."""
    words = registers.acts.get(act)
    name = who or _("A participant of the portal")
    return str(words) % {"who": name} if words else name
