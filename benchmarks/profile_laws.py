"""Where the time of the extraction goes, and the memory: `python benchmarks/profile_laws.py FOLDER [CHARACTERS]`.

Reads so many characters (left out: ten million) of the documents below FOLDER, extracts with the models, and prints the
rate, the peak memory of the process, and the ten functions that take most time by themselves.
"""

import cProfile
import pstats
import resource
import sys
import time
from pathlib import Path

from corpus.document import Document
from corpus.read import read
from extract.pipeline import extract, load

MOST = 10_000_000
PROFILED = 300_000
"""Characters under the profiler, which slows Python down by half."""


def main() -> None:
    """Measure and print."""
    most = int(sys.argv[2]) if len(sys.argv) > 2 else MOST
    nlp = load()
    size, begun, profile = 0, time.perf_counter(), cProfile.Profile()
    for document in read([Path(sys.argv[1])]):
        if not isinstance(document, Document):
            continue
        if size < PROFILED:
            profile.runcall(extract, document, nlp)
        else:
            extract(document, nlp)
        size += len(document.text)
        if size >= most:
            break
    seconds = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = f"{size:,} characters in {seconds:.0f} s, {size / seconds:,.0f} a second, reading included"
    print(f"{rate}; {memory:.0f} MiB at most")
    pstats.Stats(profile).sort_stats("tottime").print_stats(10)


if __name__ == "__main__":
    main()
