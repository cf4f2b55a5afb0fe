"""`python -m blistui` is `blistui`."""

from blistui.cli import main

if __name__ == "__main__":
    main()
