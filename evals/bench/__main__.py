"""Run every benchmark, one after the other, each in a process of its own.

python -m evals.bench            # all of it
python -m evals.bench --quick    # small sizes, to see that everything runs
"""

from __future__ import annotations

import argparse
import subprocess
import sys

BENCHES: dict[str, tuple[str, ...]] = {
    "evals.bench.encoding": ("--texts", "60", "--repeats", "2"),
    "evals.bench.matching": ("--profiles", "1000", "--queries", "20"),
    "evals.bench.turn": ("--drafts", "100"),
    "evals.bench.linking": ("--programs", "2000"),
    "evals.bench.rounds": ("--size", "500x100"),
    "evals.bench.owner": ("--runs", "10", "--requests", "500"),
}
"""Each benchmark, and its arguments for a quick run."""


def main() -> None:
    """Run all; one that fails is said to be not measured, and the others go on. Exits 1 when one failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="small sizes")
    options = parser.parse_args()
    failed = False
    for name, quick in BENCHES.items():
        print(f"\n{name}", flush=True)
        status = subprocess.run([sys.executable, "-m", name, *(quick if options.quick else ())], check=False).returncode
        if status:
            failed = True
            print(f"not measured: {name} ended with status {status}", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
