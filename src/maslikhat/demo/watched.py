"""What follows from the demo's invented budgets: warnings, and a figure that was asked about."""

import datetime as dt

from maslikhat.commitments import actions as letters
from maslikhat.demo.cast import REGION, user_of
from maslikhat.demo.commitments import SIGNED, WEEK, Desk
from maslikhat.kit.days import today
from maslikhat.money import actions
from maslikhat.money.actions.measures import Amounts
from maslikhat.money.answers import MEASURE
from maslikhat.money.models import BudgetWarning, EnvironmentPlan
from maslikhat.money.questions import OPENINGS
from maslikhat.money.warnings.watching import look

# Longer than the grace of any rule.
BEFORE = dt.timedelta(days=30)
ASKED = "Бұл сауал порталды көрсету үшін ойдан шығарылған."
ANSWERED = "Бұл жауап ойдан шығарылған. Сұралған сома қате жазылған еді, жоспарда түзетіледі."
CHANGED_FOR = "Үлгі (ойдан шығарылған): сұралған сома органның жауабы бойынша түзетілді"
EXPLANATION = (
    "Ойдан шығарылған түсіндірме: қалған сома нақтылау кезінде сұралды, шешім келесі сессияда"
    " қаралады."
)


def build_warnings() -> None:
    """What the watch found a month ago, one of it explained, and what it finds today."""
    look(today() - BEFORE)
    clerk = user_of("clerk")
    found = BudgetWarning.objects.public().filter(council__code=REGION).order_by("pk").first()
    if clerk is not None and found is not None:
        actions.explain(found, by=clerk, text=EXPLANATION, language="kk")
    look(today())
    _asked_answered_changed()


def _asked_answered_changed() -> None:
    """A deputy asked about a measure of the plan, the body answered, its amount changed."""
    desk = Desk()
    plans = EnvironmentPlan.objects.of(desk.council).approved().covering(today().year)
    measure = plans.lately()[0].measures.in_order()[0]
    opening = OPENINGS[MEASURE](measure.pk, "kk")
    assert opening is not None
    letter = letters.send(
        desk.council,
        by=desk.deputy,
        kind="inquiry",
        author="deputy",
        in_name_of=desk.mandate,
        addressee=desk.department,
        language="kk",
        title="Үлгі: жоспардың іс-шарасына сұралған қаражат",
        text=f"{ASKED}\n\n{opening.text}",
        basis=opening.basis,
        source="own",
        sent_on=today() - 5 * WEEK,
        out_number="Ү-3",
        about=f"{MEASURE}-{measure.pk}",
    )
    day = letter.sent_on + WEEK
    letters.register(letter, by=desk.answering(letter, day), number=f"Ү-{letter.pk}", day=day)
    day += WEEK
    letters.answer(
        letter, by=desk.answering(letter, day), text=ANSWERED, signed=SIGNED["kk"], office="head",
        language="kk", number=f"Ү-{letter.pk}/1", day=day,
    )  # fmt: skip
    now = measure.amounts.order_by("year")[0]
    requested = (now.requested or 0) * 11 // 10 + 10
    amounts = Amounts(now.needed, requested, now.allotted, now.spent)
    actions.enter_amounts(
        measure, by=desk.clerk, year=now.year, amounts=amounts, reason=CHANGED_FOR
    )
