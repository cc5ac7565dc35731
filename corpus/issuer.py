"""The body that issued a document."""

import re
from collections.abc import Sequence

from corpus.dates import is_date
from corpus.lines import Line

_END = (
    "国务院|委员会|办公厅|办公室|人民政府|政府|常委会|常务委员会|人民代表大会|领导小组|小组|指挥部|总局|总署|总工会|人民法院|人民检察院|法院|检察院"
    "|党委|党组|工委|市委|省委|县委|区委|中央|委|部|局|厅|院|署|会|组|中心|学校|大学|银行|集团|公司|办事处"
)
_ACTS = "关于|印发|转发|批转|发布|公布|对|批复|令"
_TITLED = re.compile(
    rf"(?P<body>(?:(?!关于)[^《，。；：]){{1,58}}?(?:{_END}))(?:等[0-9一二三四五六七八九十]+个?(?:部门|单位|部委|厅局))?(?=(?:{_ACTS}))"
)
_BODY = re.compile(rf"[^，。；：《》\d]{{1,60}}(?:{_END})")
_LABELLED = re.compile(
    r"[【\[]?(?:发文机关|发文单位|发布机构|发布单位|制定机关|发布部门|印发单位|颁布单位)[】\]]?[:：]([^，。；：]{2,40})$"
)
_ORDER = re.compile(r"((?:中华人民共和国)?[\u4e00-\u9fff]{2,20}?)(?:主席)?令(?:第.{1,8}号)?(?:公布|发布)?$")
_DATE = r"[（(]?(?:根据)?\d{4}年\d{1,2}月\d{1,2}日"
_PASSED = re.compile(
    rf"{_DATE}(?P<place>[\u4e00-\u9fff]{{0,12}}?)第[一二三四五六七八九十0-9]+届(?P<body>[\u4e00-\u9fff]*?人民代表大会(?:常务委员会)?)(?:第|关于)"
    rf"|{_DATE}(?P<other>[\u4e00-\u9fff、]{{2,30}}?(?:{_END}))(?:第[一二三四五六七八九十0-9]+[届次]|令第|公告公布|公布|发布)"
)
_TOP = 14
_BOTTOM = 14


def find_issuer(title: str, lines: Sequence[Line]) -> str:
    """Return the body that issued the document, or nothing; several bodies are joined by 、.

    Looked at in turn: what stands before 关于 or 印发 in the title, a labelled line, an order or the passing of a law
    near the top, the signature above a date.

    Args:
        title: the document's title; blanks in it part several bodies.
        lines: the lines of the text.
    """
    match = _TITLED.match(title.strip())
    if match:
        return _joined(match["body"].split())
    top = [line.text for line in lines[:_TOP]]
    found = next((body for text in top if (body := _named(text))), "")
    return found or _signature(lines)


def _named(text: str) -> str:
    """Return the body that a line near the top names as the source of the document."""
    if match := _LABELLED.match(text):
        return match[1]
    if len(text) < 40 and (match := _ORDER.fullmatch(text)):
        return match[1].replace("中华人民共和国国务院", "国务院")
    if (match := _PASSED.match(text)) and not (match["place"] or "").startswith("在"):
        body = (match["place"] or "") + match["body"] if match["body"] else match["other"]
        return body.replace("中华人民共和国国务院", "国务院")
    return ""


def _signature(lines: Sequence[Line]) -> str:
    """Return the bodies in the lines right above the first date that stands by itself, or above the last line."""
    for i, line in enumerate(lines):
        if i and is_date(line.text) and (bodies := _bodies_above(lines, i)):
            return _joined(bodies)
    return ""


def signature_lines(lines: Sequence[Line], date: int) -> int:
    """Return how many lines above the date at index `date` are signatures of bodies."""
    count = 0
    while count < 8 and date - count - 1 >= 0 and is_body(lines[date - count - 1].text):
        count += 1
    return count


def is_body(text: str) -> bool:
    """Tell whether a line is the name of a body and nothing else."""
    return 3 <= len(text) <= 40 and _BODY.fullmatch(text) is not None and "关于" not in text and "的" not in text


def _bodies_above(lines: Sequence[Line], date: int) -> list[str]:
    return [line.text for line in lines[date - signature_lines(lines, date) : date]]


def _joined(bodies: Sequence[str]) -> str:
    """Join several bodies by 、; 中共中央国务院 are two that are set without a blank."""
    plain = [re.sub("(?<=^中共中央)(?=国务院)|(?<=^中共中央办公厅)(?=国务院)", "、", body) for body in bodies]
    return "、".join(plain) if all(re.search(f"(?:{_END})$", body) for body in plain) else "".join(plain)
