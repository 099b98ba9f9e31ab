"""What a template says to be live."""

from collections.abc import Sequence

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from maslikhat.live.channels import signed
from maslikhat.live.middleware import SINCE


@pass_context
def live(context: Context, channels: Sequence[str] = ()) -> Markup:
    """Let this page hear of these channels; a view calls for it only where it may show them.

    A reader's page hears of the reader's own channel besides. One call a page, in its block
    `live`. Regions say what they hear by `data-live-on="channel"` and how they are fetched
    by `data-hx-get` and `data-hx-trigger="live"`.
    """
    request = context["request"]
    reader = request.user.pk if request.user.is_authenticated else None
    session = request.session.session_key if reader is not None else ""
    token = signed(channels, reader=reader, session=session, since=request.META.get(SINCE))
    template = context.environment.get_template("live/_stream.html")
    return Markup(template.render(token=token, is_own=reader is not None))  # noqa: S704 - a template
