"""Measure the whole set, and keep it as the baseline that versions are compared with.

    make baseline

The checkout has to be clean, so that the baseline names the commit it is of. Commit the folder `evals/baseline` after.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

from inspect_ai.log import read_eval_log, write_eval_log

from assistant.adapters.run_digest import log_files, make_digest
from assistant.domain.evaluation import SUITES
from assistant.errors import AssistantError, InvalidInput
from evals.gate import BASELINE
from evals.provenance import git_commit
from evals.run import Asked, failed_suites, run_suites

LABEL: Final = "Baseline"
BYTES_MAX: Final = 5_000_000
"""Of one log: the repository carries every baseline there ever was."""


def keep(run_folder: Path, baseline: Path) -> None:
    """Copy the logs of a run, each under the name of its suite, in place of the baseline that was.

    Raises:
        InvalidInput: A log is too large to be committed; nothing is changed.
    """
    names = {name: next(suite for suite in SUITES if f"_{suite}_" in name) for name, _bytes in log_files(run_folder)}
    if large := [names[name] for name, size in log_files(run_folder) if size > BYTES_MAX]:
        raise InvalidInput(f"the logs of {', '.join(large)} have more than {BYTES_MAX:,} bytes; keep less in each case")
    shutil.rmtree(baseline, ignore_errors=True)
    baseline.mkdir(parents=True)
    for name, suite in names.items():
        copy_without_place(run_folder / name, baseline / f"{suite}.eval")
    make_digest(baseline)


def copy_without_place(log_file: Path, target: Path) -> None:
    """Copy a log without the address of the repository it was made in, which is nobody's business."""
    log = read_eval_log(str(log_file))
    if log.eval.revision is not None:
        log.eval.revision.origin = ""
    write_eval_log(log, str(target))


def main() -> int:
    """Measure and keep; return 1 when a suite fails."""
    if git_commit().endswith("+"):
        raise InvalidInput(
            "there are changes that are not committed; commit them, so that the baseline names its commit"
        )
    asked = Asked(label=LABEL)
    with tempfile.TemporaryDirectory(prefix="baseline-") as logs:
        run = run_suites(asked, Path(logs))
        if failed := failed_suites(run, asked):
            print("\n".join(f"{suite} failed: {why}" for suite, why in failed.items()), file=sys.stderr)
            return 1
        keep(Path(logs) / run.id, BASELINE)
    print(f"kept {run.id} of commit {run.provenance.git_commit[:8]} in {BASELINE}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except AssistantError as error:
        sys.exit(str(error))
