"""Totals made anew from the leaves: what the kept ones are compared with."""

from maslikhat.money.codes import ancestors
from maslikhat.money.importing.lines import EMPTY, Sums
from maslikhat.money.models import Version


def totals_of(version: Version) -> dict[tuple[str, str], Sums]:
    """Part and code of every line that has others below it, and what those make together."""
    lines = {(one.part, one.code): one.sums for one in version.lines.all()}
    inner = {(part, above) for part, code in lines if code for above in ("", *ancestors(code))}
    made = {place: list(EMPTY) for place in inner}
    for (part, code), sums in lines.items():
        if code and (part, code) not in inner:
            for above in ("", *ancestors(code)):
                total = made[part, above]
                for at, amount in enumerate(sums):
                    if amount is not None:
                        total[at] = amount + (total[at] or 0)
    return {place: tuple(total) for place, total in made.items()}
