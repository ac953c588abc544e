"""How long a large registry takes to load: beside its YAML alone, and from the cache.

    python benchmarks/loading.py [--facts 10000 100000] [--runs N]

Figures are ratios of processor time on one machine. `events` is libyaml telling what stands in the files and `compose`
PyYAML making nodes of it, neither of which knows what a fact is; `load` reads, checks and joins; `cached` is the same
registry as it was kept. The registry is the example's facts again and again, for other trials, one key on each line.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

import yaml

from references.cache import keep, recalled
from references.load import load

EXAMPLE = Path(__file__).parents[1] / "examples" / "exemplar" / "registry"
IN_A_FILE = 10_000  # facts


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--facts", type=int, nargs="+", default=(10_000, 100_000))
    parser.add_argument("--runs", type=int, default=1)
    options = parser.parse_args(argv)
    for facts in options.facts:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder, "registry")
            _write(home, facts)
            print(_measured(home, Path(folder, "cache"), options.runs), flush=True)
    return 0


def _measured(home: Path, cache: Path, runs: int) -> str:
    """One registry's figures."""
    texts = [file.read_text("utf-8") for file in sorted(home.rglob("*.yaml"))]
    registry = load(home, shown_as="registry")
    keep(cache, home, registry)
    if recalled(cache, home, shown_as="registry", sha256=registry.sha256) != registry:
        sys.exit("the cache gives another registry than its files")
    loading = _timed(lambda: load(home, shown_as="registry"), runs)
    cached = _timed(lambda: load(home, shown_as="registry", cache=cache), runs)
    keeping = _timed(lambda: keep(cache, home, registry), runs)
    events = _timed(lambda: [_exhaust(yaml.parse(text, yaml.CSafeLoader)) for text in texts], runs)
    composing = _timed(lambda: [yaml.compose(text, yaml.CSafeLoader) for text in texts], runs)
    return (
        f"{len(registry.facts):7} facts, {sum(map(len, texts)) / 1e6:5.1f} MB:"
        f" load {loading:6.2f} s = {loading / events:4.1f} x events = {loading / composing:4.2f} x compose;"
        f" cached {cached:5.2f} s = 1/{loading / cached:.0f} of load; keeping it {100 * keeping / loading:.0f}% of load"
    )


def _write(home: Path, facts: int) -> None:
    """The example, and its facts over and over for other trials."""
    shutil.copytree(EXAMPLE, home)
    own: dict[str, list[dict[str, object]]] = {"trials": [], "facts": []}
    for file in sorted(EXAMPLE.glob("*.yaml")):
        for key, records in yaml.load(file.read_text("utf-8"), yaml.CBaseLoader).items():
            own.setdefault(key, []).extend(records)
    trial = own["trials"][0]
    models = [fact for fact in own["facts"] if fact.get("trial") == trial["id"]]
    trials = [
        {**trial, "id": f"TRIAL-{i}", "names": [], "registration": f"NCT9{i:07}"}
        for i in range(facts // len(models) + 1)
    ]
    _dump(home / "trials-again.yaml", {"trials": trials})
    for start in range(len(own["facts"]), facts, IN_A_FILE):
        places = range(start, min(facts, start + IN_A_FILE))
        made = [_again(models[i % len(models)], i // len(models)) for i in places]
        _dump(home / f"facts-again-{start:07}.yaml", {"facts": made})


def _again(fact: dict[str, object], trial: int) -> dict[str, object]:
    return {**fact, "id": f"{fact['id']}-{trial}", "trial": f"TRIAL-{trial}"}


def _dump(file: Path, told: object) -> None:
    with file.open("w", encoding="utf-8") as stream:
        yaml.dump(told, stream, _Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False)


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, _: object) -> bool:  # registries write everything out
        return True


def _timed(work: Callable[[], object], runs: int) -> float:
    spent = []
    for _ in range(runs):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return median(spent)


def _exhaust(events: Iterator[object]) -> None:
    for _ in events:
        pass


if __name__ == "__main__":
    sys.exit(main())
