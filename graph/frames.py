"""Tables whose text columns can hold any text.

pandas makes strings Arrow strings where pyarrow is installed, and Arrow refuses a lone surrogate, which a damaged text
can hold; so columns with text in them are columns of objects.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

Row = dict[str, Any]


def table(rows: Sequence[Row], columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Return rows as a table.

    Args:
        rows: each a value by column, all with the same columns.
        columns: the columns in order; left out, those of the first row.
    """
    names = list(columns if columns is not None else rows[0] if rows else ())
    return pd.DataFrame({name: _column([row[name] for row in rows]) for name in names}, columns=names)


def _column(values: list[Any]) -> "pd.Series[Any]":
    return pd.Series(values, dtype="object" if any(isinstance(v, (str, tuple)) for v in values) else None)
