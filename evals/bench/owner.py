"""Measure how long the owner's pages take with many runs and requests stored.

    python -m evals.bench.owner

Each place of the workspace is made on the server, on SQLite, with copies of the baseline as runs; what the browser
adds is not in it. The first time of a process is told apart from the times after it.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from sqlalchemy import insert

from assistant.adapters.sql import tables
from assistant.bootstrap import Assistant, build
from assistant.domain.mentors import week_of
from assistant.domain.people import Person
from assistant.settings import Settings
from assistant.web.owner.place import OwnerPlace
from assistant.web.owner.views import VIEWS

BASELINE = Path("evals/baseline")
REPEATS = 5


def copy_runs(logs: Path, count: int) -> None:
    """Put copies of the baseline into a folder, each under an id of its own; the logs themselves are linked."""
    run = (BASELINE / "run.json").read_text(encoding="utf-8")
    run_id = run.partition('"id":')[2].split('"')[1]
    for n in range(count):
        folder = logs / f"20260101T{n:06}Z-{n:06x}"
        folder.mkdir(parents=True)
        for file in BASELINE.iterdir():
            if file.name != "run.json":
                os.link(file, folder / file.name)
        (folder / "run.json").write_text(run.replace(run_id, folder.name, 1), encoding="utf-8")


def add_requests(assistant: Assistant, count: int) -> None:
    """Keep requests of a year by the demo's mentees to its mentors, one in a hundred still open."""
    store, now = assistant.store, assistant.clock()
    mentees = [person.id for person in store.people() if person.has("mentee")]
    mentors = [profile.id for profile in store.mentors()]
    chats: list[dict[str, object]] = []
    requests: list[dict[str, object]] = []
    for n in range(count):
        at, mentee = now - timedelta(days=365 * n / count), mentees[n % len(mentees)]
        chats.append({"id": f"bench-{n}", "mentee_id": mentee, "started_at": at})
        requests.append(_request(n, at, mentee, mentors[n * n % len(mentors)]))
    with store.database.writing() as connection:
        connection.execute(insert(tables.conversations), chats)
        connection.execute(insert(tables.session_requests), requests)


def _request(n: int, at: datetime, mentee_id: str, mentor_id: str) -> dict[str, object]:
    is_open = n % 100 == 0
    return {
        "id": f"bench-{n}",
        "conversation_id": f"bench-{n}",
        "mentee_id": mentee_id,
        "mentor_id": mentor_id,
        "question": f"How do I go on with matter {n % 70} of trade {n % 12}?",
        "minutes": 30,
        "week": week_of(at),
        "status": "pending" if is_open else ("accepted", "declined")[n % 2],
        "created_at": at,
        "decided_at": None if is_open else at + timedelta(days=1),
        "reply": "",
    }


def places(assistant: Assistant) -> dict[str, OwnerPlace]:
    """Return what is opened, by what it is called."""
    newest = assistant.evaluation_runs.runs()[0].id
    check = OwnerPlace("release").turned(run=newest)
    case = assistant.evaluation_runs.cases(newest)[0]
    return {
        **{name: OwnerPlace(name) for name in VIEWS},
        "release, a version": check,
        "release, changed cases": check.turned(list="changed"),
        "release, for whom": check.turned(suite="preparation", by="field"),
        "release, a case": check.turned(suite=case.suite, case=case.id),
    }


def report(assistant: Assistant, owner: Person) -> None:
    """Print how long each place takes to be made."""
    for name, place in places(assistant).items():
        taken = []
        for _ in range(REPEATS + 1):
            begun = time.perf_counter()
            VIEWS[place.view].show(assistant, owner, place)
            taken.append((time.perf_counter() - begun) * 1000)
        print(f"{name:<26}first {taken[0]:8.0f} ms   then p50 {np.median(taken[1:]):7.0f} ms   n {REPEATS}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--requests", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=".") as folder:  # beside the baseline, so that its logs can be linked
        copy_runs(Path(folder) / "logs", options.runs)
        settings = Settings(
            data_dir=Path(folder) / "data", eval_logs_dir=Path(folder) / "logs", database_url=None, chroma_url=None
        )
        assistant = build(settings, is_demo=True)
        assistant.warm_up()
        add_requests(assistant, options.requests)
        print(f"{len(assistant.evaluation_runs.runs())} runs, {options.requests} requests")
        report(assistant, next(person for person in assistant.store.people() if person.has("owner")))
        assistant.index.close()
        assistant.store.close()


if __name__ == "__main__":
    main()
