"""Lets `python -m agreements` do what `maatwerk` does."""

from __future__ import annotations

from agreements.cli import main

if __name__ == "__main__":
    main()
