"""A process that another one started and attends: it ends when that one does."""

import os
import signal
import threading


def end_with_the_input(by: signal.Signals) -> None:
    """Send this process a signal when its standard input ends, as it also does when whoever holds
    the other end is killed."""

    def wait() -> None:
        # Not through sys.stdin: its lock would be held when the interpreter ends.
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), by)

    threading.Thread(target=wait, daemon=True).start()
