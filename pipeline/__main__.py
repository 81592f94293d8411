"""``python -m pipeline`` is the command ``newsledger``."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
