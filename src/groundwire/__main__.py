"""``python -m groundwire`` is the command ``groundwire``."""

from groundwire.cli import main

if __name__ == "__main__":
    main()
