"""How long a large registry takes to load: beside its YAML alone, and from the cache.

    python benchmarks/loading.py [--facts 10000 100000] [--runs N]

Figures are ratios of processor time on one machine. `yaml.load` is PyYAML's C loader making plain lists of the same
bytes, as a program would call it and with the cycle collector held, as the registry is read; `events` is that loader
telling no more than what stands where. Neither knows what a fact is, checks anything or keeps a line. `load` reads,
checks and joins; `cached` is the same registry as it was kept. The registry is the example's facts again and again, for
other trials and with other last digits, one key on each line.
"""

from __future__ import annotations

import argparse
import gc
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
    plain = _timed(lambda: _loaded(texts), runs)
    gc.disable()
    held = _timed(lambda: _loaded(texts), runs)
    gc.enable()
    return (
        f"{len(registry.facts):7} facts, {sum(map(len, texts)) / 1e6:5.1f} MB:"
        f" load {loading:6.2f} s = {loading / plain:4.2f} x yaml.load ({loading / held:4.2f} x with the collector held)"
        f" = {loading / events:4.1f} x events;"
        f" cached {cached:5.2f} s = {cached / plain:5.3f} x yaml.load = 1/{loading / cached:.0f} of load; keeping it {100 * keeping / loading:.0f}% of load"
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
    numbers = {key: _other_digits(fact[key], trial) for key in ("value", "ci") if key in fact}
    return {**fact, **numbers, "id": f"{fact['id']}-{trial}", "trial": f"TRIAL-{trial}"}


def _other_digits(told: object, trial: int) -> object:
    """A number with another last decimal, as another trial would give it."""
    if isinstance(told, list):
        return [_other_digits(one, trial) for one in told]
    digits = str(told)
    if "." not in digits or not digits[-1].isdecimal():
        return told
    return f"{digits[:-1]}{(int(digits[-1]) + trial) % 10}"


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


def _loaded(texts: Sequence[str]) -> list[object]:
    return [yaml.load(text, yaml.CSafeLoader) for text in texts]


def _exhaust(events: Iterator[object]) -> None:
    for _ in events:
        pass


if __name__ == "__main__":
    sys.exit(main())
