from __future__ import annotations

import pytest

from assistant.accounts import require_role
from assistant.domain.people import ROLES, Role
from assistant.errors import NotAllowed, NotSignedIn
from tests.builders import a_person


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_required(role: Role) -> None:
    holder = a_person("noor", role)
    assert require_role(holder, role) is holder
    others = a_person("zoe", *(other for other in ROLES if other != role))
    with pytest.raises(NotAllowed):
        require_role(others, role)


def test_nobody_is_asked_to_sign_in() -> None:
    with pytest.raises(NotSignedIn):
        require_role(None, "mentee")
