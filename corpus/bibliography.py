"""The bibliography at the end of an article."""

import re
from collections.abc import Iterator, Sequence

from corpus.document import Span
from corpus.lines import Line

_HEADING = re.compile(
    r"#*[\[【(（]?(?:主要)?(?:参考文献|引用文献|参考资料|注释|References)[\]】)）]?[:：]?", re.IGNORECASE
)
_MARK = r"[-·]?(?:[\[［【〔(（]\d{1,3}[\]］】〕)）]|\d{1,3}[.．、]|[①-⑳])"
_SOURCE = r"\[[A-Z](?:/[A-Z]{2})?\]|[,，]\(?(?:19|20)\d\d|出版社|第?\d+期|[:：]\d+[-—]\d+|《.{2,40}》\d{4}年|https?:"
_REFERENCE = re.compile(rf"(?:{_MARK})?.{{2,400}}?(?:{_SOURCE})")
_NUMBERED = re.compile(rf"[-·]?[\[［]\d{{1,3}}[\]］].{{2,400}}?(?:{_SOURCE})")
_SHORT = 60


def bibliography(lines: Sequence[Line], length: int) -> Iterator[Span]:
    """Yield the range of the bibliography: from its heading on, all that looks like references.

    Without a heading it is the run of numbered references that the text ends with.
    """
    for i, line in enumerate(lines):
        if line.start > length / 3 and len(line.text) < 16 and _HEADING.fullmatch(line.text):
            yield line.start, lines[_last_reference(lines, i)].end
            return
    for line in reversed(lines):
        if not _NUMBERED.match(line.text):
            break
        yield line.start, line.end


def _last_reference(lines: Sequence[Line], heading: int) -> int:
    """Return the index of the last reference below a heading; up to two short lines between are parts of references."""
    last = heading
    for i in range(heading + 1, len(lines)):
        if _REFERENCE.match(lines[i].text):
            last = i
        elif len(lines[i].text) >= _SHORT or i - last >= 3:
            break
    return last
