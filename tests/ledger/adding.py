"""A process that adds invented articles and says so: `python adding.py LEDGER FIRST LAST [LIMIT]`.

After each article that `add` returned from, one line: its number and what became of it. LIMIT: bytes beyond which no
file of this process may grow, as on a full disk. Ends with 3 and the error's words on standard error.
"""

from __future__ import annotations

import resource
import sys

from sayso.ledger import Ledger, LedgerError
from tests.ledger.readings import article


def main(path: str, first: str, last: str, limit: str = "") -> int:
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    try:
        with Ledger(path, timeout=60) as ledger:
            sys.stdout.write("opened\n")
            sys.stdout.flush()
            for number in range(int(first), int(last)):
                became = ledger.add(article(number, repeat=8))
                sys.stdout.write(f"{number} {became}\n")
                sys.stdout.flush()
    except LedgerError as error:
        sys.stderr.write(str(error))
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
