"""Dates in Chinese documents, as ISO 8601 of the exactness that the text has, and the date of a document."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from pathlib import PurePosixPath

from corpus.lines import Line

_YEAR = r"(?:[12][089]\d\d|[一二][八九〇零○OＯ０0][一二三四五六七八九〇零○OＯ０0]{2})"
_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_DAY = rf"{_YEAR}年(?:{_NUMBER})月(?:{_NUMBER})[日号]|(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
_DATE = re.compile(
    rf"(?<!\d)(?P<y>{_YEAR})(?:年/?(?:(?P<m>{_NUMBER})月/?(?:(?P<d>{_NUMBER})[日号])?)?"
    rf"|[-/.](?P<m2>\d{{1,2}})(?:[-/.](?P<d2>\d{{1,2}}))?(?!\d)"
    rf"|(?P<m3>[01]\d)(?P<d3>[0-3]\d)(?!\d))"
)
_DAY_ALONE = re.compile(rf"[（(]?(?:{_DAY})[）)]?(?:印发|发布|公布)?")
_LABELLED = re.compile(
    r"[【\[]?(?:成文|发文|印发|签发|发布|公布|颁布|发表|发稿)(?:日期|时间)[】\]]?[:：]|(?:日期|时间)[:：]|.{0,30}时间[:：]\d{4}"
)
_PASSED = re.compile(rf"[（(]?(?:根据)?(?:{_DAY}).{{0,60}}(?:通过|批准|公布|发布|颁布)[）)]?")
_PROMULGATED = re.compile(rf"[（(]?(?:{_DAY})[\u4e00-\u9fff]{{2,40}}(?:令第.{{1,6}}号|公告)?(?:公布|发布|颁布)")
_AMENDED = re.compile(rf"[（(]?(?:根据)?(?:{_DAY}).{{0,160}}(?:修正|修订|修改)[）)]?")
_HELD = re.compile(
    rf"[—－-]+[（(]?(?:{_DAY})?.{{0,12}}在.{{2,60}}上|.{{0,60}}上的.{{0,4}}(?:讲话|致辞|演讲|报告|发言)[（(](?:{_DAY})[）)]"
)
_ISSUE = re.compile(r"(?:19|20)\d\d年(?:第\d{1,3}期|\d{1,2}月第\d)")
_SIGNATURE = re.compile(r"[^，。；：]{2,40}(?:府|院|会|部|局|厅|委|署|室|组|党|中心|公司|大学|学校|银行)")
_TOP = 25


def find_date(text: str) -> str:
    """Return the first date in a text as ISO 8601 (2018, 2018-07 or 2018-07-03), or nothing."""
    for match in _DATE.finditer(text):
        year = _plain_year(match["y"])
        month = _number(match["m"] or match["m2"] or match["m3"] or "")
        day = _number(match["d"] or match["d2"] or match["d3"] or "")
        if not 1800 <= year <= 2100 or month > 12 or day > 31:
            continue
        return f"{year}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")
    return ""


def is_date(text: str) -> bool:
    """Tell whether a text without white space is a date to the day and nothing else."""
    return _DAY_ALONE.fullmatch(text) is not None


def find_document_date(lines: Sequence[Line], name: str, number: str) -> str:
    """Return when a document was issued, or this version of a law was passed; nothing where nothing says it.

    Looked at in turn: a labelled date near the top, the last amendment of a law or its promulgation, a date that
    stands by itself there, the passing of a law or the occasion of a speech, the date under a signature, one that
    stands by itself at the end, the issue of a journal, the file's name, the year in the document's number.
    """
    top, bottom = [line.text for line in lines[:_TOP]], [line.text for line in lines[: -_TOP - 1 : -1]]
    year = re.search(r"(?:19|20)\d\d", number)
    texts = chain(
        _labelled(top),
        _last_amendment(top),
        filter(_PROMULGATED.match, top),
        (text for text in top if is_date(text) or _PASSED.fullmatch(text) or _HELD.match(text)),
        (line.text for before, line in zip(lines, lines[1:], strict=False) if _is_signed(before.text, line.text)),
        filter(is_date, bottom),
        (match[0] for text in [*top, *bottom[:8]] if (match := _ISSUE.search(text))),
        [_dated_name(name), f"{year[0]}年" if year else ""],
    )
    return _first_date(texts)


def _first_date(texts: Iterable[str]) -> str:
    return next((found for text in texts if (found := find_date(text))), "")


def _labelled(top: Sequence[str]) -> list[str]:
    """Return what stands behind a label such as 发布日期：, in its line or the next."""
    found = []
    for text, below in pairwise([*top, ""]):
        if match := _LABELLED.match(text):
            rest = re.split("(?:日期|时间)[】\\]]?[:：]", text, maxsplit=1)[1]
            found.append(rest or (below if len(match[0]) == len(text) else ""))
    return found


def _last_amendment(top: Sequence[str]) -> list[str]:
    """Return the last date in the last of the lines that tell of a law's amendments: the text is that version's."""
    amended = [text for text in top if _AMENDED.match(text) and not text.endswith(("。", "；"))]
    return [match[0] for text in amended[-1:] for match in _DATE.finditer(text)][-1:]


def _is_signed(before: str, text: str) -> bool:
    return is_date(text) and len(before) <= 60 and _SIGNATURE.fullmatch(before) is not None


def _dated_name(name: str) -> str:
    """Return a file's stem with a year that stands before `_` or `-` made plain: 2019_工作报告 is of 2019."""
    stem = PurePosixPath(name.partition("#")[0]).stem
    return re.sub(r"(?<!\d)((?:19|20)\d\d)(?=[_\s-]\D|[_ ]|$)", r"\1年", stem)


def _plain_year(text: str) -> int:
    plain = "".join(
        c if c in "0123456789" else "0" if c in "〇零○OＯ０" else str("零一二三四五六七八九".find(c)) for c in text
    )
    return int(plain)


def _number(text: str) -> int:
    """Return the value of 7, 七, 十二 or 二十三; 0 for nothing."""
    if text.isdigit():
        return int(text)
    tens, has_ten, ones = text.partition("十")
    value = "零一二三四五六七八九".find
    if not has_ten:
        return max(value(text), 0) if text else 0
    return (value(tens) if tens else 1) * 10 + (value(ones) if ones else 0)
