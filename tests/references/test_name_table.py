from __future__ import annotations

import pytest

from references.name_table import NameTable

TABLE: NameTable[str] = NameTable(
    [
        ("A", "placebo arm", "a1"),
        ("A", "exemplar 10 mg", "a2"),
        ("B", "placebo arm", "b1"),
        ("B", "first", "b2"),
        (None, "registry", "of no trial"),
    ],
    otherwise=[("A", "final", "a3"), ("A", "first", "a4"), ("B", "first", "never")],
)


@pytest.mark.parametrize(
    ("name", "trial", "found"),
    [
        ("placebo arm", None, ("a1", "b1")),
        ("placebo arm", "B", ("b1",)),
        ("arm plasebo", "A", ("a1",)),
        ("exemplra 10 mg", None, ("a2",)),
        ("exemplar 20 mg", None, ()),
        ("exemplra 10 mg", "B", ()),
        ("registry", None, ("of no trial",)),
        ("registri", None, ("of no trial",)),
        ("placebo", "A", ()),
    ],
)
def test_records_by_their_names(name: str, trial: str | None, found: tuple[str, ...]):
    assert TABLE.find(name, trial) == found


def test_no_slip_is_allowed_for_where_none_is_asked_for():
    assert TABLE.find("exemplra 10 mg", fuzzy=False) == ()


@pytest.mark.parametrize(
    ("name", "trial", "found"),
    [
        ("final", "A", ("a3",)),
        ("final", None, ("a3",)),
        ("first", "A", ("a4",)),
        ("first", None, ("b2",)),
        ("first", "B", ("b2",)),
    ],
)
def test_other_names_count_where_nothing_is_called_so(name: str, trial: str | None, found: tuple[str, ...]):
    assert TABLE.find(name, trial) == found


def test_a_record_is_found_once_under_two_names_alike():
    record = object()

    table = NameTable([("A", "placebo cohort", record), ("A", "placebo cohorts", record)])

    assert table.find("placebo cohorte") == (record,)
