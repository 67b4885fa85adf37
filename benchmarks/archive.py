"""How fast a dump is read back, and in how much memory: statements and claims a second, without a store.

The sorted dump, and one with its lines in any order, which comes in as many pieces as it has lines.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

from diplograph.loaders import read
from diplograph.schema.model import Rejected


def _refuse(row: Rejected) -> None:
    sys.exit(f"{row.file}:{row.line}: {row.reason}")


def main() -> None:
    options = argparse.ArgumentParser(description="Time the reading of a dump that diplograph export rdf has written.")
    options.add_argument("dump", type=Path)
    given = options.parse_args()
    begun, worked = time.monotonic(), time.process_time()
    first = 0.0
    sources = claims = 0
    for document in read([given.dump], _refuse):
        first = first or time.process_time() - worked
        sources, claims = sources + 1, claims + len(document.claims)
    seconds, worked = time.monotonic() - begun, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(
        f"{sources} sources, {claims} claims in {seconds:.1f} s ({worked:.1f} s of one core, {first:.1f} s until the "
        f"first document), at most {peak} MB\n"
    )


if __name__ == "__main__":
    main()
