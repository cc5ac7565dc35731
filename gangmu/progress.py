"""The progress bar of a build: documents done, of how many, how fast. Nothing where the output is no terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text

from gangmu.messages import say


class _Rate(ProgressColumn):
    """Documents a second."""

    def __init__(self, unit: str) -> None:
        super().__init__()
        self._unit = unit

    def render(self, task: Task) -> Text:
        """Return the rate as text."""
        return Text(f"{task.speed:.1f} {self._unit}" if task.speed else "")


@contextmanager
def progress_bar(lang: str, *, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function to call with the number of sources done and of all."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(say("rate", lang)),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(say("reading", lang), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
