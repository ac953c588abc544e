from __future__ import annotations

import pytest

from references.compose import Keyed, Listing, MalformedError, Scalar, compose


def test_scalars_stay_as_written_with_their_lines():
    assert compose("a: 62.30\nb:\n  - NO\n  - '~'\n") == Keyed(
        1,
        [
            (Scalar(1, "a", True), Scalar(1, "62.30", True)),
            (Scalar(2, "b", True), Listing(3, [Scalar(3, "NO", True), Scalar(4, "~", False)])),
        ],
    )


def test_a_key_that_is_written_twice_is_kept_twice():
    root = compose("a: 1\na: 2\n")

    assert isinstance(root, Keyed)
    assert [(key.line, value.line) for key, value in root.entries] == [(1, 1), (2, 2)]


@pytest.mark.parametrize("text", ["~", "null", "NULL", "''", '""'])
def test_what_means_left_out(text: str):
    root = compose(text)

    assert root is not None
    assert root.is_null


@pytest.mark.parametrize("text", ["'null'", "'~'", "NO", "0", "none", "[]", "{}"])
def test_what_does_not_mean_left_out(text: str):
    root = compose(text)

    assert root is not None
    assert not root.is_null


def test_an_anchor_that_nobody_uses_does_no_harm():
    assert compose("a: &x 1\n") == Keyed(1, [(Scalar(1, "a", True), Scalar(1, "1", True))])


def test_nesting_up_to_the_limit_is_read():
    assert compose("[" * 50 + "]" * 50) is not None
    with pytest.raises(MalformedError, match="line 1: is nested deeper than 50 levels"):
        compose("[" * 51 + "]" * 51)


def test_mappings_and_lists_end_where_they_end():
    root = compose("a: {b: [1, {c: 2}], d: 3}\ne:\n  - - 4\n  - 5\nf: 6\n")

    assert root == Keyed(
        1,
        [
            (
                Scalar(1, "a", True),
                Keyed(
                    1,
                    [
                        (
                            Scalar(1, "b", True),
                            Listing(
                                1,
                                [Scalar(1, "1", True), Keyed(1, [(Scalar(1, "c", True), Scalar(1, "2", True))])],
                            ),
                        ),
                        (Scalar(1, "d", True), Scalar(1, "3", True)),
                    ],
                ),
            ),
            (Scalar(2, "e", True), Listing(3, [Listing(3, [Scalar(3, "4", True)]), Scalar(4, "5", True)])),
            (Scalar(5, "f", True), Scalar(5, "6", True)),
        ],
    )


def test_a_key_that_only_looks_like_a_merge_is_a_key():
    assert compose("'<<': 1\n") == Keyed(1, [(Scalar(1, "<<", False), Scalar(1, "1", True))])
