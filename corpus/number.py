"""The number of a document: 国发〔2018〕39号, 国务院令第706号."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.lines import Line

_YEAR = r"[〔［\[（(【﹝](?:19|20)\d\d[〕］\]）)】﹞]"
_DIGITS = "[0-9０-９一二三四五六七八九十百零〇]{1,6}"
NUMBER = re.compile(
    rf"(?P<plain>[\u4e00-\u9fff]{{1,16}}{_YEAR}第?[0-9０-９]{{1,5}}号)"
    rf"|(?P<order>[\u4e00-\u9fff]{{1,20}}令(?:{_YEAR}|(?:19|20)\d\d年)?(?:第{_DIGITS}号|第?{_DIGITS}号))"
)
_LABEL = re.compile(r"[【\[]?(?:发文字号|发文文号|文件编号|公文文号|文号|字号)[】\]]?[:：]?")
_ORDER = re.compile(rf"第{_DIGITS}号")
_REFERS = re.compile("^(?:依据|根据|按照|见|详见|参见|原|废止|替代)")
_TOP = 25


def find_number(lines: Sequence[Line], at: int) -> str:
    """Return the document number: the first that stands by itself, or behind its label, in a line near the title.

    A number in a reference (依据…号) is another document's. An order that is set on two lines (国务院令|第706号) is
    joined.

    Args:
        lines: the lines of the text.
        at: the index of the title's line, or -1.
    """
    near = [line.text.strip("（）()") for line in lines[: max(at, 0) + _TOP]]
    for text, below in pairwise([*near, ""]):
        if text.endswith("令") and len(text) < 30 and _ORDER.fullmatch(below):
            text += below
        match = NUMBER.fullmatch(_LABEL.sub("", text, count=1)) if len(text) < 50 else None
        if match and not _REFERS.match(text):
            return _plain(match[0])
    return next((_plain(found) for text in near if (found := _promulgated(text))), "")


def is_number(text: str) -> bool:
    """Tell whether a line is a document number and nothing else."""
    return len(text) < 50 and NUMBER.fullmatch(text.strip("（）()")) is not None


def _promulgated(text: str) -> str:
    """Return the order that promulgated a law: 2004年9月19日国务院令第420号公布."""
    match = re.match(r"[（(]?\d{4}年\d{1,2}月\d{1,2}日(.{2,40}令第\d{1,4}号)(?:公布|发布|颁布)", text)
    return match[1] if match else ""


def _plain(number: str) -> str:
    return re.sub("^中华人民共和国(?=国务院)", "", number)
