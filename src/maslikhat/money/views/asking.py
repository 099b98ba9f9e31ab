"""From a figure to a letter that a citizen or a journalist sends: ready, and kept nowhere."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from maslikhat.accounts.limits import count_paper
from maslikhat.kit.answers import posted
from maslikhat.kit.downloads import made
from maslikhat.kit.languages import reader_language
from maslikhat.money import appeals
from maslikhat.money.appeals import As
from maslikhat.money.exports import note
from maslikhat.money.figures import FIGURES, Figure
from maslikhat.money.forms.questions import LetterForm
from maslikhat.money.papers import letter_pdf
from maslikhat.money.questions import asking, inquires
from maslikhat.places.models import Unit
from maslikhat.registry.models import Mandate, Person
from maslikhat.registry.residence import home_of

# In which form the letter is taken along: PDF, or plain text.
TEXT = "txt"


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, word: str, number: int) -> HttpResponse:
    """A letter about a figure, to be changed and taken along; a POST answers with the file."""
    figure = _figure(word, number)
    sent_as = _sent_as(request)
    place = _place(request)
    deputies = _deputies(request, figure, place) if sent_as is As.DEPUTY else []
    letter = appeals.written(figure, sent_as, _chosen(request, deputies), reader_language())
    form = LetterForm(posted(request), initial={"text": letter.text})
    if request.method == "POST" and form.is_valid():
        return _file(request, form.cleaned_data["text"], figure)
    context = {
        "clock": appeals.clock_sentence(letter.clock, sent_as, reader_language())
        if letter.clock
        else "",
        "deputies": deputies,
        "due": appeals.due_words(letter.clock) if letter.clock and sent_as is not As.DEPUTY else "",
        "figure": figure,
        "form": form,
        "inquiry": asking(request.user, word, number) if inquires(request.user) else None,
        "kinds": As.choices,
        "letter": letter,
        "place": place,
        "sent_as": sent_as,
    }
    return render(request, "money/question.html", context, status=200 if not form.errors else 422)


def _figure(word: str, number: int) -> Figure:
    found = FIGURES[word](number, reader_language()) if word in FIGURES else None
    if found is None:
        raise Http404
    return found


def _sent_as(request: HttpRequest) -> As:
    asked = request.GET.get("as", As.APPEAL)
    if asked not in As.values:
        raise Http404
    return As(asked)


def _place(request: HttpRequest) -> Unit | None:
    """The place of the district of `?of=`, for whose sake it is asked; None for no word."""
    code = request.GET.get("of", "")
    return get_object_or_404(Unit.objects.shown(), kato=code) if code else None


def _deputies(request: HttpRequest, figure: Figure, place: Unit | None) -> list[Mandate]:
    return appeals.represented_by(figure, place or home_of(request.user))


def _chosen(request: HttpRequest, deputies: list[Mandate]) -> Person | None:
    """The deputy of `?to=`, of those who represent the place; where there is one, that one."""
    asked = request.GET.get("to", "")
    if not asked:
        return deputies[0].person if len(deputies) == 1 else None
    found = [one.person for one in deputies if str(one.person_id) == asked]
    if not found:
        raise Http404
    return found[0]


def _file(request: HttpRequest, text: str, figure: Figure) -> HttpResponse:
    form = request.POST.get("form", "")
    if form == TEXT:
        text = "\n\n".join(filter(None, [text, note()]))
        content, media_type = text.encode(), "text/plain; charset=utf-8"
    else:
        count_paper(request)
        form, content, media_type = "pdf", letter_pdf(text, figure), "application/pdf"
    return made(content, f"letter.{form}", media_type, is_private=True)
