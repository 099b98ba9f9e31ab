"""The forms of words to cover in what everyone reads of a decision, and of a paper to open."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.copies import PRIVATE
from maslikhat.decisions.masking.withheld import places_in
from maslikhat.decisions.models.masks import BECAUSE_MOST, MASKED_MOST
from maslikhat.decisions.models.read import ReadPaper


class CoverForm(forms.Form):
    """Words, or a range from them up to others, and what personal data they are."""

    use_required_attribute = True
    words = forms.CharField(
        label=_("Words to cover"),
        max_length=MASKED_MOST,
        help_text=_(
            "As they stand in the text: all places are covered, with the endings that they bear."
        ),
    )
    until = forms.CharField(
        label=_("Up to these words"),
        max_length=MASKED_MOST,
        required=False,
        help_text=_("For a longer passage on one line: everything in between is covered too."),
    )
    kind = forms.ChoiceField(
        label=_("What kind of personal data"),
        choices=[(kind.value, words) for kind, words in PRIVATE.items()],
        initial="name",
    )
    because = forms.CharField(
        label=_("Why they are covered now"),
        max_length=BECAUSE_MOST,
        help_text=_("The copy is published: everyone could read these words until now."),
    )

    def __init__(self, *args: Any, is_published: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_published:
            del self.fields["because"]


class ClearForm(forms.Form):
    """Why everyone may read a paper in which something was found."""

    use_required_attribute = True
    because = forms.CharField(
        label=_("Why everyone may read it"),
        max_length=BECAUSE_MOST,
        help_text=_("Such as: the number is that of a pump, not of a person."),
    )


def clearing(paper: ReadPaper, address: str) -> dict[str, Any]:
    """What the page of the form says, of a paper that is read at this address."""
    return {
        "title": gettext("Open the paper to everyone"),
        "button": gettext("Open the paper"),
        "done": gettext(
            "The paper is read anew; in a moment everyone has it, unless words that you have"
            " covered stand in it."
        ),
        "explained": gettext(
            "Look through the whole paper first. Where personal data do stand in it, close it and"
            " put a copy with them covered in its place. Your reason stays beside the paper for"
            " the people of the maslikhat, the act itself on the record."
        ),
        "extra": {
            "listed": "decisions/_cleared.html",
            "paper": paper,
            "address": address,
            "places": places_in(paper),
        },
    }
