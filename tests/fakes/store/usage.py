"""What language-model calls cost, in memory."""

from __future__ import annotations

from datetime import datetime

from assistant.ports.chat_model import TokenUse
from tests.fakes.store.record import MemoryPart, transaction


class MemoryUsage(MemoryPart):
    @transaction
    def record_model_use(self, *, purpose: str, model: str, use: TokenUse, outcome: str, at: datetime) -> None:
        self.record.uses.append((model, outcome, use))

    def model_use_totals(self) -> list[tuple[str, str, int, int, float]]:
        sums: dict[tuple[str, str], tuple[int, int, float]] = {}
        for model, outcome, use in self.record.uses:
            sent, got, dollars = sums.get((model, outcome), (0, 0, 0.0))
            grown = (sent + use.prompt_tokens, got + use.reply_tokens, dollars + (use.cost_usd or 0.0))
            sums[model, outcome] = grown
        return sorted((*key, *summed) for key, summed in sums.items())
