"""What the release view is turned to: which run, against which, which case, narrowed to which groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from assistant.domain.evaluation import SUITES, Suite
from assistant.review import CaseAddress
from assistant.web.owner.place import OwnerPlace

_GROUP: Final = "in."
"""Before the name of a dimension, in the address."""


@dataclass(frozen=True, slots=True)
class ReleasePlace:
    """A place of the release view, read from the address; what is not set is "" or None.

    Attributes:
        against: The run compared with, None for the baseline.
        metric: A measure of `suite`.
        by: What the groups are divided by.
        chosen: The groups the cases are narrowed to, by dimension.
    """

    place: OwnerPlace
    run: str
    against: str | None
    suite: Suite | None
    case: str
    metric: str
    by: str
    chosen: Mapping[str, str]

    @property
    def address(self) -> CaseAddress | None:
        """Return the case shown, None for none."""
        return CaseAddress(self.run, self.suite, self.case) if self.run and self.suite and self.case else None

    @property
    def all_cases_url(self) -> str:
        """Return the same place over all cases."""
        return self.place.turned(**{group_field(name): "" for name in self.chosen}).url()

    def case_url(self, suite: Suite, case_id: str, metric: str = "") -> str:
        """Return where a case of this run is shown, with the filters kept."""
        return self.place.turned(suite=suite, case=case_id, metric=metric or self.metric).url()


def read_release_place(place: OwnerPlace) -> ReleasePlace:
    """Read a place of the view; what is unknown is passed over."""
    suite = next((one for one in SUITES if one == place.get("suite")), None)
    chosen = {name.removeprefix(_GROUP): group for name, group in place.params if name.startswith(_GROUP)}
    return ReleasePlace(
        place,
        place.get("run"),
        place.get("against") or None,
        suite,
        place.get("case"),
        place.get("metric"),
        place.get("by"),
        chosen,
    )


def group_field(dimension: str) -> str:
    """Return the name a group's choice has in forms and in the address."""
    return f"{_GROUP}{dimension}"
