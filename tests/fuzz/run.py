"""Coverage-guided fuzzing of one target: python tests/fuzz/run.py html --seconds 60; an input that fails is kept in found/."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SEEDS = {
    "html": ["examples/**/*.html"],
    "markdown": ["examples/**/*.md", "README.md"],
    "text": ["examples/**/*.txt", "examples/**/*.md"],
    "pdf": ["tests/fuzz/seeds/*.pdf"],
    "docx": ["tests/fuzz/seeds/document.xml"],
    "drawing": ["tests/fuzz/seeds/*.drawing"],
    "mhtml": ["tests/fuzz/seeds/*.mht"],
    "ignored": ["tests/fuzz/seeds/ignored"],
    "pptx": ["tests/fuzz/seeds/slide.xml"],
    "registry": ["examples/**/*.yaml", "tests/**/registry.yaml"],
    "settings": ["tests/fuzz/seeds/settings.yaml"],
    "waivers": ["tests/fuzz/seeds/waivers.yaml"],
    "baseline": ["tests/fuzz/seeds/baseline.json"],
}
LARGEST_SEED = 20_000


def main() -> None:
    """Run the target until the time is over or an input fails."""
    try:
        import atheris
    except ImportError:
        sys.exit("fuzzing needs atheris: pip install -e '.[fuzz]'")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    with atheris.instrument_imports(include=["claims", "references", "checker"]):
        from tests.fuzz.targets import TARGETS
    found = HERE / "found" / options.target
    found.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder)
        for pattern in SEEDS.get(options.target, ()):
            for number, file in enumerate(sorted(ROOT.glob(pattern))):
                (corpus / f"{number}-{file.name}").write_bytes(file.read_bytes()[:LARGEST_SEED])
        flags = [
            f"-max_total_time={options.seconds}",
            "-max_len=3000",
            "-timeout=20",
            "-report_slow_units=20",
            "-rss_limit_mb=1500",
            "-print_final_stats=1",
            f"-artifact_prefix={found}/",
        ]
        atheris.Setup([sys.argv[0], *flags, str(corpus), str(found)], TARGETS[options.target])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
