"""Show: what is in a reading or a ledger, for people and for programs.

Terminal, one self-contained page, pages in a browser, JSON. It computes no finding: it only presents them.
Each module is imported by its own name, so that `sayso read` does not load a web server.
"""
