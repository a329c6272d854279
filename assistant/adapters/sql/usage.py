"""What language-model calls cost."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from assistant.adapters.sql.tables import model_uses as _uses
from assistant.ports.chat_model import TokenUse


def record(connection: Connection, *, purpose: str, model: str, use: TokenUse, outcome: str, at: datetime) -> None:
    """Keep one line a call."""
    connection.execute(
        insert(_uses).values(
            purpose=purpose,
            model=model,
            outcome=outcome,
            prompt_tokens=use.prompt_tokens,
            reply_tokens=use.reply_tokens,
            cost_usd=use.cost_usd,
            is_estimate=use.is_estimate,
            at=at,
        )
    )


def totals(connection: Connection) -> list[tuple[str, str, int, int, float]]:
    """Return (model, outcome, prompt tokens, reply tokens, dollars), summed, by model and outcome."""
    summed = select(
        _uses.c.model,
        _uses.c.outcome,
        func.sum(_uses.c.prompt_tokens),
        func.sum(_uses.c.reply_tokens),
        func.coalesce(func.sum(_uses.c.cost_usd), 0.0),
    ).group_by(_uses.c.model, _uses.c.outcome)
    rows = [
        (model, outcome, int(sent), int(got), float(usd))
        for model, outcome, sent, got, usd in connection.execute(summed)
    ]
    return sorted(rows)
