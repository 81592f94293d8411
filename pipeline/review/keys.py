"""Single keys from a terminal, lines from everything else."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable

Ask = Callable[[str], str | None]  # prompt in, key or line out; None when there is no more input
ESCAPE = re.compile(r"\x1b(?:[\[O][0-9;]*[A-Za-z~])?")  # arrow and function keys
END = "\x04"  # Ctrl-D; pressed ahead of the question it comes as NUL


def ask_line(prompt: str) -> str | None:
    """One line of stdin; shows it where no terminal does. None where there is no stdin, too."""
    if sys.stdin is None:  # closed, as under some schedulers
        return None
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        sys.stdout.write(f"{line.strip()}\n")
    return line or None


class Keyboard:
    """Single keys, at once where the terminal allows it; keys pressed ahead wait, arrow keys are passed over."""

    def __init__(self) -> None:
        self._ahead = ""

    def __call__(self, prompt: str) -> str | None:
        """The next key, "" for Enter, None at the end of the input."""
        try:
            import termios
            import tty
        except ImportError:  # Windows: a line
            return ask_line(prompt)
        sys.stdout.write(prompt)
        sys.stdout.flush()
        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
        try:
            tty.setcbreak(terminal, termios.TCSADRAIN)
            while not self._ahead:
                pressed = os.read(terminal, 64).decode("utf-8", "replace")
                self._ahead = ESCAPE.sub("", pressed or END).replace("\0", END)
        finally:
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)
        key, self._ahead = self._ahead[0], self._ahead[1:]
        sys.stdout.write(f"{key.strip()}\n")
        return None if key == END else key.strip()
