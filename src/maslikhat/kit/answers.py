"""One view, two answers: the whole page, or the fragment for htmx."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

View = TypeVar("View", bound=Callable[..., HttpResponse])


def page_or_fragment(
    request: HttpRequest,
    page: str,
    fragment: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """Render `fragment` when htmx asks for a part, `page` otherwise; caches keep the two apart."""
    template = fragment if request.headers.get("HX-Request") == "true" else page
    answer = render(request, template, dict(context), status=status)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def posted(request: HttpRequest) -> QueryDict | None:
    """The form as it was sent, be it empty; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


class Bounded(Paginator):  # type: ignore[type-arg]
    """Pages of a list that may be very long: it is counted as far as `most`, and ends there."""

    def __init__(self, rows: QuerySet[Any], size: int, most: int) -> None:
        super().__init__(rows, size)
        self.counted = rows.order_by()[:most]
        self.most = most

    @cached_property
    def count(self) -> int:
        """How many rows there are, at most so many."""
        return self.counted.count()

    @property
    def is_cut(self) -> bool:
        """Whether there may be more rows than are counted."""
        return self.count == self.most


def page_asked(request: HttpRequest) -> int:
    """The number of `?page=`, 1 where it is not said; what is no number is a 400."""
    number = request.GET.get("page", "1")
    if not number.isascii() or not number.isdigit() or len(number) > 6:
        raise BadRequest("page")
    return int(number)


def part_of(
    request: HttpRequest, rows: QuerySet[Any] | list[Any], size: int = 30, most: int | None = None
) -> Page[Any]:
    """The part of a list that `?page=` asks for; no number is a 400, one past the end a 404.

    Of a list that may be very long `most` rows are counted and shown.
    """
    number = page_asked(request)
    if most is None:
        pages = Paginator(rows, size)
    else:
        assert isinstance(rows, QuerySet), "only a query can be counted in part"
        pages = Bounded(rows, size, most)
    if not 1 <= number <= pages.num_pages:
        raise Http404
    return pages.page(number)


@dataclass(frozen=True)
class Hold:
    """How many seconds the gateway may hold a page, and the query parameters it depends on."""

    seconds: int
    params: tuple[str, ...]


def held(seconds: int, params: tuple[str, ...] = ()) -> Callable[[View], View]:
    """Let the gateway hold this page for visitors who are not signed in (law 11).

    The page must not depend on anything but its path, `params` and HX-Request, and must carry no
    form token. The gateway reads the mark off the resolved view before the view is called. A held
    page is only read: any other method than GET and HEAD is answered with 405.
    """

    def mark(view: View) -> View:
        safe = require_safe(view)
        safe.hold = Hold(seconds, params)  # type: ignore[attr-defined]
        return safe

    return mark
