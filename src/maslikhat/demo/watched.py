"""Warnings of the demo: what the rules find in its invented budgets, most of them long open."""

import datetime as dt

from maslikhat.demo.cast import REGION, user_of
from maslikhat.kit.days import today
from maslikhat.money import actions
from maslikhat.money.models import BudgetWarning
from maslikhat.money.watching import look

# Longer than the grace of any rule.
BEFORE = dt.timedelta(days=30)
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
