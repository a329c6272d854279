"""Who somebody is and what they may do: accounts, signing in and out, roles."""

from assistant.accounts.demo import demo_people, sign_in_as_demo
from assistant.accounts.people import NewAccount, add_account
from assistant.accounts.roles import require_role
from assistant.accounts.signin import SignIn, sign_in, sign_out, who_is

__all__ = [
    "NewAccount",
    "SignIn",
    "add_account",
    "demo_people",
    "require_role",
    "sign_in",
    "sign_in_as_demo",
    "sign_out",
    "who_is",
]
