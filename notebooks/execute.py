"""Runs every notebook of this folder top to bottom, with the tables in ``outputs/``, and keeps the results.

Outputs hold no machine's paths and no times, so that a rerun over the same tables changes nothing.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent


def main() -> None:
    """Execute and write back."""
    for path in sorted(HERE.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": HERE.parent}}).execute()
        for cell in notebook.cells:
            cell.metadata = {}
        notebook.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(notebook, path)


if __name__ == "__main__":
    main()
