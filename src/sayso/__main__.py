"""`sayso` and `python -m sayso`: the command, which Ctrl-C stops in one line from its first moment on."""

from sayso.stopping import Loading

with Loading():
    from sayso.cli import main

if __name__ == "__main__":
    main()
