"""What an accepted finding holds to: the records that it rests on, of every kind, and no others."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

REGISTRY = """\
products: [{id: exemplar, brand: EXEMPLAR}]
sources:
  - {id: pi, kind: label, citation: EXEMPLAR. Prescribing information. Example Inc.; 2024., expires: 2026-01-31}
trials:
  - id: EXAMPLE-1
    arms:
      - {id: ex, names: [EXEMPLAR], n: 191, role: experimental}
      - {id: pbo, names: [placebo], n: 127, role: control}
facts:
  - {id: hr, trial: EXAMPLE-1, endpoint: PFS, measure: hazard_ratio, arm: ex, versus: pbo, value: 0.59, sources: [pi]}
  - {id: cr, trial: EXAMPLE-1, endpoint: CR, measure: rate, arm: ex, value: 35.1, unit: "%", sources: [pi], caveats: [c]}
  - {id: orr, trial: EXAMPLE-1, endpoint: ORR, measure: rate, arm: ex, population: men, value: 56.7, unit: "%",
     sources: [pi]}
caveats: [{id: c, text: Not controlled for multiplicity., scope: page}]
"""
PAGE = """\
# EXAMPLE-1

The risk of progression or death was 37% lower with EXEMPLAR than with placebo.<sup>1</sup>

The complete response rate was 35.1% with EXEMPLAR.<sup>1</sup>

The overall response rate was 73.8% in women with EXEMPLAR.<sup>1</sup>

## References

1. EXEMPLAR. Prescribing information. Example Inc.; 2024.
"""
Report = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def bounds(report: Report) -> Callable[[str, str], dict[str, str]]:
    """By rule, what its finding is bound to, in a registry with these words in place of those."""

    def told(old: str, new: str) -> dict[str, str]:
        assert old in REGISTRY
        Path("page.md").write_text(PAGE, "utf-8")
        Path("facts.yaml").write_text(REGISTRY.replace(old, new), "utf-8")
        pages = report("page.md", "--registry", "facts.yaml", "--today", "2026-12-31")[1]["pages"]
        found = [(one["rule"], one["bound"]) for one in pages[0]["findings"]]
        assert sorted(rule for rule, _ in found) == ["cav.required", "src.expired", "sub.unregistered", "sub.value"]
        return dict(found)

    return told


@pytest.mark.parametrize(
    ("old", "new", "reopened"),
    [
        ("value: 0.59", "value: 0.58", {"sub.value"}),  # the fact that the percentage follows from
        ("value: 0.59", "value: 0.59, ci: [0.44, 0.79]", {"sub.value"}),
        ("Not controlled for", "Not adjusted for", {"cav.required"}),
        ("scope: page", "scope: section", {"cav.required"}),
        ("value: 35.1, ", "value: 35.1, rank: secondary, ", {"cav.required"}),
        ("expires: 2026-01-31", "expires: 2026-02-28", {"src.expired"}),
        ("value: 56.7", "value: 55.5", set()),  # what is merely nearest to a number that nobody registered
        ("brand: EXEMPLAR", "brand: EXEMPLAR, note: x", set()),
        ("sources:\n", "sources:\n  - {id: other}\n", set()),  # everything moves down a line
    ],
)
def test_a_change_reopens_what_rests_on_it(
    old: str, new: str, reopened: set[str], bounds: Callable[[str, str], dict[str, str]]
) -> None:
    before, after = bounds("facts:", "facts:"), bounds(old, new)
    assert {rule for rule in before if before[rule] != after[rule]} == reopened


def test_a_contradiction_of_two_places_is_bound_to_both(report: Report) -> None:
    def bound(first: str) -> str:
        later = "In short: PFS hazard ratio 0.69 (95% CI 0.42, 0.83)"
        page = f"# EXAMPLE-1\n\nPFS was longer with EXEMPLAR (HR={first}; 95% CI 0.42, 0.83)\n\n{later}\n"
        Path("page.md").write_text(page, "utf-8")
        (found,) = report("page.md", "--select", "sub.conflict")[1]["pages"][0]["findings"]
        assert found["quote"].startswith("0.69")
        return str(found["bound"])

    assert bound("0.59") == bound("0.59") != bound("0.58")
