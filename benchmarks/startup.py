"""Wall time of one audit from the command line, as ratios to importing spaCy and to tokenizing the page.

    python benchmarks/startup.py [PAGE] [--registry DIR] [--runs N]

The aim: an audit takes at most twice `python -c "import spacy"` plus three times the blank English tokenizer's time
over the page. quantulum3, a peer that finds quantities in text and checks nothing, stands beside them where installed.
Runs of all commands are interleaved, so that a busy machine slows all alike; the medians are compared.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "gold" / "ikema.txt"
PROMOCHECK = Path(sys.executable).with_name("promocheck")
EXIT_AUDITED = (0, 1)  # nothing found, findings

# Each prints the seconds of the work itself, without its imports.
TOKENIZE = """
import sys, time, pathlib, spacy
nlp, text = spacy.blank("en"), pathlib.Path(sys.argv[1]).read_text("utf-8")
start = time.perf_counter(); nlp.tokenizer(text); print(time.perf_counter() - start)
"""
QUANTULUM = """
import sys, time, pathlib, warnings
warnings.simplefilter("ignore")
start = time.perf_counter(); from quantulum3 import parser; loaded = time.perf_counter()
parser.parse(pathlib.Path(sys.argv[1]).read_text("utf-8")); print(loaded - start, time.perf_counter() - loaded)
"""


def main(argv: Sequence[str] | None = None) -> int:
    options = _options(argv)
    page, registry = str(options.page), str(options.registry)
    audit = [str(PROMOCHECK), "audit", page, "--registry", registry]
    with_quantulum = importlib.util.find_spec("quantulum3") is not None
    walls: dict[str, list[float]] = {"python": [], "import": [], "audit": []}
    inner: dict[str, list[float]] = {"tokenizer": [], "quantulum import": [], "quantulum parse": []}
    _wall(audit)  # the first run reads files that are not cached yet
    for _ in range(options.runs):
        walls["python"].append(_wall([sys.executable, "-c", "pass"]))
        walls["import"].append(_wall([sys.executable, "-c", "import spacy"]))
        walls["audit"].append(_wall(audit))
        inner["tokenizer"].extend(_told(TOKENIZE, page))
        if with_quantulum:
            loaded, parsed = _told(QUANTULUM, page)
            inner["quantulum import"].append(loaded)
            inner["quantulum parse"].append(parsed)
    median = {name: statistics.median(times) for name, times in (walls | inner).items() if times}
    spread = f"{min(walls['audit']):.2f} to {max(walls['audit']):.2f}"
    allowed = 2 * median["import"] + 3 * median["tokenizer"]
    print(f"{options.page.name}, {options.runs} runs, medians in seconds")
    print(f"  python -c pass                 {median['python']:7.3f}")
    print(f"  python -c 'import spacy'       {median['import']:7.3f}")
    print(f"  blank English tokenizer        {median['tokenizer']:7.3f}")
    print(f"  promocheck audit               {median['audit']:7.3f}  ({spread})")
    print(f"  audit / import spacy           {median['audit'] / median['import']:7.2f}")
    print(f"  audit / (2 import + 3 tokens)  {median['audit'] / allowed:7.2f}  (aim: at most 1)")
    if with_quantulum:
        peer = median["quantulum import"] + median["quantulum parse"]
        print(f"  quantulum3: import             {median['quantulum import']:7.3f}")
        print(f"  quantulum3: parse the page     {median['quantulum parse']:7.3f}")
        print(f"  audit / (quantulum3, both)     {(median['audit'] - median['python']) / peer:7.2f}")
    else:
        print("  quantulum3 is not installed; pip install 'promocheck[bench]' stands it beside")
    return 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    """The page given; else the real page where it lies beside the project; else the example."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("page", nargs="?", type=Path)
    parser.add_argument("--registry", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args(argv)
    if options.page is None:
        options.page = REAL if REAL.exists() else ROOT / "examples" / "exemplar" / "draft.txt"
    if options.registry is None:
        example = "ikema" if options.page == REAL else "exemplar"
        options.registry = ROOT / "examples" / example / "registry"
    return options


def _wall(command: list[str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    wall = time.perf_counter() - start
    if done.returncode not in EXIT_AUDITED:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}")
    return wall


def _told(program: str, page: str) -> list[float]:
    done = subprocess.run([sys.executable, "-c", program, page], capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.split()]


if __name__ == "__main__":
    sys.exit(main())
