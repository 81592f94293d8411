"""Extracts the own corpus, scores it, and compares with the floors in ``tests/baseline.json``.

python -m tests.gate                 exit code 1 and one line a failure where a score is below its floor
python -m tests.gate --pin           raise the floors to what is reached now; --allow-lower lowers them too
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from pipeline.config import Config
from pipeline.evaluate import evaluate
from pipeline.evaluate.gate import check, pin, read_baseline, write_baseline
from pipeline.run import run_pipeline

ROOT = Path(__file__).parent.parent
BASELINE = ROOT / "tests" / "baseline.json"
GOLD = ROOT / "corpus" / "gold.jsonl"


def main() -> int:
    """Check or pin; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pin", action="store_true", help="write the floors anew")
    parser.add_argument("--allow-lower", action="store_true", help="with --pin: let floors fall")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run_pipeline([ROOT / "corpus" / "raw"], folder, Config())
        evaluation = evaluate(GOLD, Path(folder))
    old = read_baseline(BASELINE) if BASELINE.exists() else None
    if args.pin:
        write_baseline(pin(evaluation, old, allow_lower=args.allow_lower), BASELINE)
        return 0
    if old is None:
        sys.stderr.write(f"{BASELINE}: no floors yet; make them with `python -m tests.gate --pin`\n")
        return 1
    failures = check(evaluation, old)
    sys.stdout.write("".join(f"{line}\n" for line in failures) or f"all {len(old.floors)} floors hold\n")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
