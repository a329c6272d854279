"""Count tokens with tiktoken where its encoding lies on this machine; estimate them where it does not.

tiktoken fetches a missing or damaged encoding from the network. This adapter looks first and never lets it.
"""

from __future__ import annotations

import hashlib
import logging
import math
import os
import re
import tempfile
import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import tiktoken

_log = logging.getLogger(__name__)

_SOURCE: Final = "https://openaipublic.blob.core.windows.net/encodings/{}.tiktoken"
_FILES: Final = {
    "o200k_base": "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    "cl100k_base": "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
}
"""SHA-256 of the encoding files, as tiktoken itself expects them (tiktoken_ext/openai_public.py)."""
_NEWEST_ENCODING: Final = "o200k_base"
_SHARED_FILES: Final = {"o200k_harmony": "o200k_base"}

_FOLDER_VARIABLE: Final = "TIKTOKEN_CACHE_DIR"
_environment_lock = threading.Lock()

_PIECES = re.compile(r"[A-Za-z]+|\d{1,3}|\s+|[^\sA-Za-z\d]")
_SYLLABLES = re.compile(r"^[^aeiouy]{0,3}(?:[aeiouy]{1,3}[^aeiouy]{1,4})*[aeiouy]{0,3}$", re.IGNORECASE)
_LETTERS_PER_TOKEN: Final = 5
_ONE_TOKEN_LETTERS_MAX: Final = 8
_MARGIN: Final = 1.15
"""Chosen with the constants above so that estimates of our drafts and cards hardly ever fall below o200k_base."""


class TiktokenCounter:
    """Implements `ports.chat_model.TokenCounter`; the encoding is read on first use.

    Args:
        model: Name of the model. Those tiktoken does not know are counted with its newest encoding, as an estimate.
        cache_dir: Where encodings lie; by default where tiktoken looks (`TIKTOKEN_CACHE_DIR`, a temporary folder).
    """

    def __init__(self, model: str, *, cache_dir: Path | None = None) -> None:
        self._model = model
        self._folder = cache_dir or _default_cache_dir()

    @property
    def is_estimate(self) -> bool:
        return self._encoding is None or _known_encoding(self._model) is None

    def count(self, text: str) -> int:
        """Return the tokens of a text; special-token words typed by people count as plain text."""
        if self._encoding is None:
            return estimate_tokens(text)
        return len(self._encoding.encode(text, disallowed_special=()))

    @cached_property
    def _encoding(self) -> tiktoken.Encoding | None:
        name = _known_encoding(self._model) or _NEWEST_ENCODING
        if not _is_cached(self._folder, _SHARED_FILES.get(name, name)):
            _log.info("found no encoding %s in %s: token counts are estimates", name, self._folder)
            return None
        return _load(name, self._folder)


def estimate_tokens(text: str) -> int:
    """Return an estimate of the tokens of a text that errs on the high side."""
    return math.ceil(_MARGIN * sum(_piece_tokens(piece) for piece in _PIECES.findall(text)))


def _piece_tokens(piece: str) -> float:
    if piece.isspace():
        return piece.count("\n") + (len(piece) > 1)
    if not piece.isascii():
        return len(piece.encode("utf-8", "surrogatepass")) / 2
    if piece.isdigit():
        return 2  # the digits and the space before them
    if len(piece) <= 2:
        return 1
    if piece[1:].isupper() or not _SYLLABLES.match(piece):
        return len(piece) * 0.8
    return 1 if len(piece) <= _ONE_TOKEN_LETTERS_MAX else len(piece) / _LETTERS_PER_TOKEN


def _known_encoding(model: str) -> str | None:
    from tiktoken.model import encoding_name_for_model

    try:
        return encoding_name_for_model(model)
    except KeyError:
        return None


def _load(name: str, folder: Path) -> tiktoken.Encoding:
    """Read an encoding whose file is known to be whole; tiktoken takes its folder from the environment alone."""
    import tiktoken

    with _environment_lock:
        before = os.environ.get(_FOLDER_VARIABLE)
        os.environ[_FOLDER_VARIABLE] = str(folder)
        try:
            return tiktoken.get_encoding(name)
        finally:
            if before is None:
                del os.environ[_FOLDER_VARIABLE]
            else:
                os.environ[_FOLDER_VARIABLE] = before


def _default_cache_dir() -> Path:
    """Return where tiktoken looks (as in tiktoken/load.py)."""
    for variable in (_FOLDER_VARIABLE, "DATA_GYM_CACHE_DIR"):
        if folder := os.environ.get(variable):
            return Path(folder)
    return Path(tempfile.gettempdir()) / "data-gym-cache"


def _is_cached(folder: Path, name: str) -> bool:
    """Tell whether the whole, undamaged encoding file is there; tiktoken would remove and fetch a damaged one."""
    if name not in _FILES:
        return False
    path = folder / hashlib.sha1(_SOURCE.format(name).encode(), usedforsecurity=False).hexdigest()
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == _FILES[name]
    except OSError:
        return False
