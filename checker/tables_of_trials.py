"""A table that gives each row a trial and a treatment -> whether its rows are the trials of different treatments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from checker.products_of_trials import is_comparator
from checker.wordlists import words_of
from claims.model import Extraction
from claims.pages.tiles import TILES
from references.names import normal


@dataclass(frozen=True)
class TablesOfTrials:
    """The tables of one page by what their columns of words are headed."""

    extraction: Extraction

    @cached_property
    def _rows(self) -> Mapping[int, Mapping[int, Mapping[int, str]]]:
        """Text by table, row and column."""
        tables: dict[int, dict[int, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
        for block in self.extraction.page.blocks:
            if block.cell is not None and block.cell.table != TILES:
                tables[block.cell.table][block.cell.row][block.cell.column] = block.text
        return tables

    def parts(self, table: int) -> tuple[tuple[str, str], ...]:
        """Trial and treatment of each row, where two columns are headed so; none where they are not."""
        rows = self._rows.get(table, {})
        if not rows:
            return ()
        first = min(rows)
        heads = {column: normal(text) for column, text in rows[first].items()}
        trials = [column for column, head in heads.items() if head in _heads("trial_heads")]
        drugs = [column for column, head in heads.items() if head in _heads("treatment_heads")]
        if len(trials) != 1 or len(drugs) != 1:
            return ()
        told = ((cells.get(trials[0], ""), cells.get(drugs[0], "")) for row, cells in rows.items() if row != first)
        return tuple((trial, drug) for trial, drug in told if trial and drug)

    @cached_property
    def _compared(self) -> Mapping[int, tuple[tuple[str, str], tuple[str, str]] | None]:
        return {table: self._compares(table) for table in self._rows}

    def compares(self, table: int) -> tuple[tuple[str, str], tuple[str, str]] | None:
        """Two rows of different trials and treatments that share no word, where no row gives one trial the other's."""
        return self._compared.get(table)

    def _compares(self, table: int) -> tuple[tuple[str, str], tuple[str, str]] | None:
        by_trial: dict[str, set[str]] = defaultdict(set)
        named: dict[str, tuple[str, str]] = {}
        for trial, drug in self.parts(table):
            if not is_comparator(drug):
                by_trial[normal(trial)].update(normal(drug).split())
                named.setdefault(normal(trial), (trial, drug))
        trials = list(by_trial)
        for at, one in enumerate(trials):
            for other in trials[at + 1 :]:
                if not by_trial[one] & by_trial[other]:
                    return named[one], named[other]
        return None


def _heads(key: str) -> frozenset[str]:
    return frozenset(map(normal, words_of("across_trials")[key]))
