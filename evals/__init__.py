"""Evaluations: how good and how fast, measured. Not tests."""

from pathlib import Path
from typing import Final

DATASETS: Final = Path(__file__).parent / "datasets"
"""Labeled data, a folder a capability; each says who wrote and labeled it how."""
