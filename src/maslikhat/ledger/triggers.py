"""The record is append-only: the database itself refuses to change or to remove its rows."""

from maslikhat.kit.append_only import AppendOnly

RECORD = AppendOnly(
    "ledger",
    "The record is append-only.",
    {
        "ledger_entry": (("id",),),
        "ledger_leaf": (("index",), ("entry_id",)),
        "ledger_head": (("id",), ("size",)),
        "ledger_node": (("id",), ("height", "index")),
        "ledger_key": (("id",), ("key_id",)),
    },
)
create, missing = RECORD.create, RECORD.missing
