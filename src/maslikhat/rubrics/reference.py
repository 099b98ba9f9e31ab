"""The rubrics as they are delivered."""

from pathlib import Path

from maslikhat.kit.delivered import GetModel, rows_of

FILE = Path(__file__).parent / "data" / "rubrics.csv"


def load(get_model: GetModel) -> int:
    """Write the rubrics that are missing, broad ones first; how many came new.

    `get_model` is that of the running portal or of a migration; the caller holds the transaction.
    """
    rubrics = get_model("rubrics", "Rubric").objects
    known = dict(rubrics.values_list("code", "pk"))
    came = 0
    for row in rows_of(FILE):
        if row["code"] in known:
            continue
        known[row["code"]] = rubrics.create(
            code=row["code"],
            order=int(row["order"]),
            parent_id=known[row["parent"]] if row["parent"] else None,
            name_kk=row["name_kk"],
            name_ru=row["name_ru"],
            name_en=row["name_en"],
        ).pk
        came += 1
    return came
