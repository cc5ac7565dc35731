"""Dates in Chinese documents, as ISO 8601 of the exactness that the text has."""

import re

_YEAR = r"(?P<y>[12][089]\d\d|[一二][八九〇零○OＯ０][一二三四五六七八九〇零○OＯ０]{2})"
_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
DATE = re.compile(
    rf"{_YEAR}(?:年(?:(?P<m>{_NUMBER})月(?:(?P<d>{_NUMBER})[日号])?)?|[-/.](?P<m2>\d{{1,2}})(?:[-/.](?P<d2>\d{{1,2}}))?(?!\d))"
)


def find_date(text: str) -> str:
    """Return the first date in a text as ISO 8601 (2018, 2018-07 or 2018-07-03), or nothing."""
    for match in DATE.finditer(text):
        year = _plain_year(match["y"])
        month, day = _number(match["m"] or match["m2"] or ""), _number(match["d"] or match["d2"] or "")
        if not 1800 <= year <= 2100 or month > 12 or day > 31:
            continue
        return f"{year}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")
    return ""


def is_date(text: str) -> bool:
    """Tell whether a text is a date to the day and nothing else."""
    return bool(re.fullmatch(rf"[（(]?{_YEAR}年(?:{_NUMBER})月(?:{_NUMBER})日[）)]?", text))


def _plain_year(text: str) -> int:
    digits = "".join(
        c if c.isascii() and c.isdigit() else "0" if c in "〇零○OＯ０" else str("零一二三四五六七八九".find(c))
        for c in text
    )
    return int(digits)


def _number(text: str) -> int:
    """Return the value of 7, 七, 十二 or 二十三; 0 for nothing."""
    if text.isdigit():
        return int(text)
    tens, has_ten, ones = text.partition("十")
    value = "零一二三四五六七八九".find
    if not has_ten:
        return max(value(text), 0) if text else 0
    return (value(tens) if tens else 1) * 10 + (value(ones) if ones else 0)
