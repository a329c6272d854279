"""`assistant users`: accounts."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from assistant.cli.options import DataOption, JsonOption, open_assistant, print_json
from assistant.domain.people import ROLES, Role
from assistant.errors import InvalidInput, NotFound

app = typer.Typer(help="Accounts.", no_args_is_help=True)


@app.command("add")
def add_command(
    email: Annotated[str, typer.Argument(help="The e-mail to sign in with.")],
    role: Annotated[list[str], typer.Option("--role", help="mentee, mentor or owner; may be given several times.")],
    name: Annotated[str, typer.Option(help="What others call this person; the part before the @ when left out.")] = "",
    mentor_id: Annotated[
        str | None, typer.Option(help="The imported profile that is theirs; needed for mentors.")
    ] = None,
    headline: Annotated[str, typer.Option(help="One line about who they are.")] = "",
    language: Annotated[list[str] | None, typer.Option(help="ISO 639-1 code; may be given several times.")] = None,
    timezone: Annotated[str, typer.Option(help="IANA name.")] = "UTC",
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
    data: DataOption = None,
) -> None:
    """Add an account; the password is asked for."""
    from assistant.accounts.people import NewAccount, add_account

    assistant = open_assistant(data)
    if mentor_id is not None:
        _require_profile(mentor_id, {profile.id for profile in assistant.store.mentors([mentor_id])})
    account = NewAccount(
        email=email,
        name=name or email.partition("@")[0],
        roles=_roles(role),
        mentor_id=mentor_id,
        headline=headline,
        languages=tuple(language or ("en",)),
        timezone=timezone,
    )
    person = add_account(assistant.store, assistant.hasher, account, password=_read_password(from_stdin=password_stdin))
    typer.echo(f"added {person.email} ({', '.join(sorted(person.roles))})")


@app.command("list")
def list_command(as_json: JsonOption = False, data: DataOption = None) -> None:
    """List all accounts."""
    people = open_assistant(data).store.people()
    if as_json:
        print_json([{"id": one.id, "email": one.email, "name": one.name, "roles": sorted(one.roles)} for one in people])
        return
    for one in people:
        typer.echo(f"{one.email}\t{one.name}\t{', '.join(sorted(one.roles))}")


def _roles(names: list[str]) -> frozenset[Role]:
    unknown = sorted(set(names) - set(ROLES))
    if unknown:
        raise InvalidInput(f"found the role {unknown[0]!r}, expected one of {', '.join(ROLES)}")
    return frozenset(role for role in ROLES if role in names)


def _require_profile(mentor_id: str, known: set[str]) -> None:
    if mentor_id not in known:
        raise NotFound(f"there is no mentor profile {mentor_id!r}; import it first, `assistant mentors list` shows all")


def _read_password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
