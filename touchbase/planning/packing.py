"""The set packing over lanes as HiGHS takes it (https://highs.dev): at most one lane each, no row overfull."""

from collections.abc import Mapping, Sequence
from typing import Any

from touchbase.planning.columns import Column
from touchbase.planning.diary import Diary
from touchbase.planning.rows import HOURS, Row, limit

HALF = 0.5  # above it a binary choice is taken


def packing(
    groups: Sequence[object], columns: Sequence[Column], diary: Diary, hours: float, integer: bool = False
) -> tuple[Any, list[Row]]:
    """HiGHS with the columns, one row a person of `groups`, and the rows that more than one person could use."""
    import highspy

    rows = _shared_rows(columns, diary, hours)
    index = {row: len(groups) + n for n, row in enumerate(rows)}
    starts, indices, values = [0], list[int](), list[float]()
    for column in columns:
        entries = _entries(column, index)
        indices += entries
        values += entries.values()
        starts.append(len(indices))
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(columns), len(groups) + len(rows)
    model.col_cost_ = [-float(column.saving) for column in columns]
    model.col_lower_, model.col_upper_ = [0.0] * len(columns), [1.0] * len(columns)
    model.row_lower_ = [-highspy.kHighsInf] * model.num_row_
    model.row_upper_ = [1.0] * len(groups) + [limit(row, diary, hours) for row in rows]
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = starts
    model.a_matrix_.index_ = indices
    model.a_matrix_.value_ = values
    if integer:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(columns)
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    solver.passModel(model)
    return solver, rows


def chosen(
    groups: Sequence[object], columns: Sequence[Column], diary: Diary, hours: float, seconds: float
) -> list[int]:
    """The numbers of the columns that save most together, as far as HiGHS finds them in so many seconds."""
    solver, _ = packing(groups, columns, diary, hours, integer=True)
    solver.setOptionValue("time_limit", seconds)
    solver.run()
    return [n for n, value in enumerate(solver.getSolution().col_value) if value > HALF]


def _entries(column: Column, index: Mapping[Row, int]) -> dict[int, float]:
    """The column's coefficients by row; a day or a week may be used more than once."""
    entries: dict[int, float] = {column.person: 1.0}
    for row in column.uses.rows:
        number = index.get(row)
        if number is not None:
            entries[number] = entries.get(number, 0.0) + 1.0
    entries[index[HOURS]] = column.uses.hours
    return entries


def _shared_rows(columns: Sequence[Column], diary: Diary, hours: float) -> list[Row]:
    """Rows that could be overfull: a quarter two people could use, a day or week more could use than it holds."""
    people: dict[Row, set[int]] = {}
    for column in columns:
        for row in column.uses.rows:
            people.setdefault(row, set()).add(column.person)
    rows = [row for row, who in people.items() if isinstance(row, tuple) or len(who) > 1]
    rows.sort(key=lambda row: (1, "", row) if isinstance(row, int) else (0, *row))
    return [row for row in rows if isinstance(row, int) or _could_fill(row, people[row], diary, hours)] + [HOURS]


def _could_fill(row: Row, who: set[int], diary: Diary, hours: float) -> bool:
    return len(who) > limit(row, diary, hours) or row[0] == "week"  # type: ignore[index]


def is_optimal(solver: Any) -> bool:
    import highspy

    return bool(solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)
