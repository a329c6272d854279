"""Time, memory and proven quality of cohort rounds, beside a plain min-cost flow and greedy."""

from __future__ import annotations

import argparse
import os
import resource
import time
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.domain.rounds import (
    ROUND_RULES,
    Infeasible,
    RoundFigures,
    RoundMentor,
    RoundPlan,
    RoundRequest,
    RoundRule,
)
from assistant.fairness import StreamOutcome, assign_stream, zipf_stream
from assistant.rounds.problem import Floats, RoundProblem
from assistant.rounds.solve import solve
from assistant.rounds.wording import sentences

SIZES: Final = ((500, 100), (5_000, 1_000))
CASES: Final = {
    "Zipf topics": "affinities of the online stream, 30 minutes each, room for 120 %",
    "same mentors": "steep Zipf over six topics: nearly everybody wants the same mentors; room for 105 %",
    "minima bind": "minimum loads take up 95 % of all requests",
    "conflicts": "5 % of all pairs have a conflict of interest, minima take up 50 %, room for 110 %",
    "mixed lengths": "15, 30 and 60 minutes, minutes for 113 %, minima take up 30 %",
    "no plan": "as conflicts, with room for 98 % of the requests, though mentors offer twice the minutes",
}
SESSION: Final = 30
STREAM: Final = (400, 90)


def main() -> None:
    """Print every case at every size, then what it costs to decide online."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=_size, nargs="+", default=SIZES, help="such as 500x100")
    parser.add_argument("--cases", nargs="+", choices=CASES, default=list(CASES))
    parser.add_argument("--rules", nargs="+", choices=ROUND_RULES, default=["worst_off_first"])
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    load = os.getloadavg()[0]
    print(
        f"load {load:.1f} at the start, OMP_NUM_THREADS {os.environ.get('OMP_NUM_THREADS', 'not set')}, {os.cpu_count()} cores"
    )
    for requests, mentors in options.size:
        for name in options.cases:
            problem = cohort(name, requests=requests, mentors=mentors, seed=options.seed)
            for rule in options.rules:
                _run(f"{requests:,} x {mentors:,}, {name} ({CASES[name]})", problem, rule)
    _online(options.seed)


def cohort(name: str, *, requests: int, mentors: int, seed: int) -> RoundProblem:
    """Return one of `CASES` at a size."""
    rng = np.random.default_rng(seed)
    steep = {"topics": 6, "exponent": 2.0} if name == "same mentors" else {"topics": 40, "exponent": 1.1}
    affinities = zipf_stream(rng, requests=requests, mentors=mentors, **steep)  # type: ignore[arg-type]
    room = {"same mentors": 1.05, "conflicts": 1.1, "no plan": 0.98}.get(name, 1.2)
    minima = {"minima bind": 0.95, "conflicts": 0.5, "no plan": 0.5, "mixed lengths": 0.3}.get(name, 0.0)
    most = _spread(rng, round(room * requests), mentors)
    least = np.minimum(_spread(rng, round(minima * requests), mentors), most)
    lengths = rng.choice((15, 30, 60), size=requests, p=(0.3, 0.5, 0.2)) if name == "mixed lengths" else None
    minutes = (
        most * SESSION * (2 if name == "no plan" else 1)
        if lengths is None
        else _spread(rng, round(1.13 * lengths.sum() / 15), mentors) * 15
    )
    return RoundProblem(
        tuple(RoundRequest(f"r{n}", SESSION if lengths is None else int(lengths[n])) for n in range(requests)),
        tuple(
            RoundMentor(f"m{n}", int(minutes[n]), int(least[n]), None if lengths is not None else int(most[n]))
            for n in range(mentors)
        ),
        affinities,
        _conflicts(rng, affinities) if name in {"conflicts", "no plan"} else frozenset(),
    )


def _spread(rng: np.random.Generator, total: int, mentors: int) -> NDArray[np.int64]:
    """Return whole numbers that sum to `total`, one half of it evenly, the other by chance."""
    ends = np.linspace(0, total // 2, mentors + 1).astype(np.int64)
    drawn = rng.multinomial(total - total // 2, np.full(mentors, 1 / mentors)).astype(np.int64)
    return drawn + ends[1:] - ends[:-1]


def _conflicts(rng: np.random.Generator, affinities: Floats) -> frozenset[tuple[str, str]]:
    rows, columns = np.nonzero(rng.random(affinities.shape) < 0.05)
    return frozenset(zip([f"r{n}" for n in rows], [f"m{n}" for n in columns], strict=True))


def _run(title: str, problem: RoundProblem, rule: RoundRule) -> None:
    begun, computed = time.perf_counter(), time.process_time()
    answer = solve(problem, rule)
    seconds, computed = time.perf_counter() - begun, time.process_time() - computed
    print(
        f"\n{title}\n  {seconds:.1f} s ({computed:.1f} s of one core), peak {_peak_mib():,.0f} MiB of the whole process so far",
        flush=True,
    )
    if isinstance(answer, Infeasible):
        names: dict[str, str] = {}
        print("".join(f"  {line}\n" for line in sentences(answer, names)), end="")
        return
    _table(answer)


def _table(plan: RoundPlan) -> None:
    first = (
        ""
        if plan.first_bound is None
        else f", first aim {'proven best' if plan.is_first_optimal else f'at {plan.first_bound:.3f} at best'}"
    )
    print(f"  {'optimal' if plan.is_optimal else f'at most {plan.gap:.4%} below the best there is'}{first}")
    print(
        f"  {'':18}{'assigned':>9}{'total':>11}{'mean':>8}{'worst-off':>11}{'most sessions':>15}{'to mean':>9}{'minima missed':>15}"
    )
    for name, figures in {plan.rule: plan.figures, **plan.beside}.items():
        if figures is not None:
            print(f"  {name:18}{_line(figures)}")


def _line(figures: RoundFigures) -> str:
    worst = "none" if figures.worst_off is None else f"{figures.worst_off:.3f}"
    return (
        f"{figures.assigned:>9,}{figures.total_affinity:>11,.2f}{figures.mean_affinity:>8.3f}{worst:>11}"
        f"{figures.busiest_sessions:>15}{figures.peak_to_mean:>9.2f}{figures.sessions_missing:>15,}"
    )


def _online(seed: int) -> None:
    """Print what is lost because each request of a stream is answered before the next is known."""
    requests, mentors = STREAM
    affinities = zipf_stream(np.random.default_rng(seed), requests=requests, mentors=mentors)
    minutes = 2_400
    outcomes = {
        "greedy online": assign_stream(affinities, [minutes] * mentors, minutes=SESSION, load_aware_choice=False),
        "load-aware online": assign_stream(affinities, [minutes] * mentors, minutes=SESSION, load_aware_choice=True),
    }
    print(f"\nOnline: {requests} requests, {mentors} mentors, as they come; beside the best plan of the whole stream")
    for name, outcome in outcomes.items():
        busiest = max(outcome.used) // SESSION
        best = _offline(affinities, busiest)
        print(
            f"  {name:18} mean {outcome.mean_affinity:.4f}, most loaded to mean {outcome.peak_to_mean:.2f}; "
            f"best with at most {busiest} sessions each {best:.4f}: price of being online {_lost(outcome, best):.2%}"
        )


def _offline(affinities: Floats, sessions_max: int) -> float:
    requests, mentors = affinities.shape
    problem = RoundProblem(
        tuple(RoundRequest(f"r{n}", SESSION) for n in range(requests)),
        tuple(RoundMentor(f"m{n}", SESSION * sessions_max) for n in range(mentors)),
        affinities,
    )
    plan = solve(problem, "most_fit")
    if isinstance(plan, Infeasible):
        raise SystemExit("The stream has no plan with the load that the online rule kept.")
    return plan.figures.mean_affinity


def _lost(outcome: StreamOutcome, best: float) -> float:
    return 1 - outcome.mean_affinity / best


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _size(text: str) -> tuple[int, int]:
    requests, _, mentors = text.partition("x")
    return int(requests), int(mentors)


if __name__ == "__main__":
    main()
