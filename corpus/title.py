"""The title of a document."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from corpus.chrome import is_chrome, is_label, is_site_word
from corpus.layout import HEADING, ends_sentence
from corpus.lines import Line

KINDS = (
    "意见|决定|决议|通知|通报|公报|公告|通告|批复|复函|答复|函|报告|请示|议案|规定|办法|条例|方案|措施|细则|规则|章程|规划|纲要|计划|"
    "建议|说明|要点|清单|目录|标准|指南|规程|规范|准则|宣言|讲话|致辞|演讲|贺信|贺电|法|宪法|修正案|解释|研究|探讨|思考|分析|路径|对策|启示|"
    "实践|探索|综述|述评|若干政策|指引|解读|公约|协定|白皮书|倡议|倡议书|声明|令"
)
_NOTE = r"(?:[（(《〔【].{1,30}[）)》〕】])?"
_TITLE = re.compile(rf"(?:.{{2,110}}(?:{KINDS}){_NOTE}|.*关于.{{4,90}}的.{{1,10}}|.{{0,30}}政府工作报告{_NOTE})$")
_OCCASION = re.compile(
    r"(?:新华社.{2,6}\d{1,2}月\d{1,2}日电)?(?P<title>.{0,60}?在.{3,80}?[上时]的.{0,6}?(?:讲话|致辞|演讲|报告|发言))(?=[（(]\d{4}年)"
)
_SALUTED = re.compile(r"(?:各位|同志们|同学们|女士|尊敬的|.{2,60}(?:人民政府|委员会|各部委|直属机构).{0,20}[:：]$)")
_ABOUT = re.compile(r"[（(—]|作者|来源|时间|日期|【?摘要|【?关键词|\[摘要|\[关键词|记者|本报|文/")
_NAME_LIKE = re.compile(r"(?:[\u4e00-\u9fff]{2,4}[¹²*]?){1,4}")
_RUNNING = re.compile("[，。；,;]")
_PREFIX = re.compile(
    r"^(?:(?:doc|文档|附件|no)?[\W_]*\d[\d\-]*[_\s.、\-]+)+|^[^_]{2,24}[〔\[（(]\d{4}[〕\]）)]\d+号[_\s]+",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"[（(]?(?:19|20)\d\d-\d\d(?:-\d\d)?[）)]?$|[（(]?FBM-CLI[\d.]+[）)]?$")
_TOP = 14
_LONGEST = 45


def find_title(lines: Sequence[Line], name: str) -> tuple[str, int]:
    """Return the title, without white space, and the index of its line; nothing and -1 where the text does not have it.

    A title stands above the first paragraph. It is a Markdown heading, or what the file's name repeats, or ends in a
    kind of document (关于…的意见), or is the first line where it reads like a title. Title lines broken over up to four
    lines are joined. A text that begins in the middle has none: no body sentence is taken for it.

    Args:
        lines: the lines of the text.
        name: the document's id, whose last part is the file's name.
    """
    stem = _plain(PurePosixPath(name.partition("#")[0]).stem)
    head = _head(lines)
    for i in head:
        if title := _titled(lines, i, stem):
            return title, i
    return _first_line(lines, head)


def title_of_name(name: str) -> str:
    """Return a title from a file's name, for a text without one: 03_论十大关系_(1956-04-25).txt is 论十大关系.

    Numbers and dates around it go; a name without five Chinese characters in a row, or that was cut off, gives none,
    and neither does a row of a table.
    """
    stem = "" if "#" in name else PurePosixPath(name).stem
    while (shorter := _SUFFIX.sub("", stem).rstrip("_ ")) != stem:
        stem = shorter
    stem = re.sub(r"[_\s]+", "", _PREFIX.sub("", stem))
    return stem if re.search("[\u4e00-\u9fff]{5}", stem) and not re.search(r"\.\.\.|…", stem) else ""


def _head(lines: Sequence[Line]) -> list[int]:
    """Return the indices of the lines above the first paragraph of the text, a page's furniture left out."""
    head: list[int] = []
    below_label = False
    for i, line in enumerate(lines[: _TOP * 3]):
        text = line.text
        if not (below_label or is_chrome(text) or is_site_word(text)):
            if _OCCASION.match(text):
                return [*head, i]
            if _is_paragraph(text) or _SALUTED.match(text) or len(head) == _TOP:
                return head
            head.append(i)
        below_label = is_label(text)
    return head


def _is_paragraph(text: str) -> bool:
    if text.startswith("#"):
        return False
    running = _RUNNING.search(text) is not None
    return (
        (len(text) >= 20 and ends_sentence(text, len(text)) and running)
        or (running and len(text) > 60)
        or len(text) > 130
    )


def _titled(lines: Sequence[Line], i: int, stem: str) -> str:
    """Return the title that begins in line `i`, or nothing."""
    text = re.sub("^标题[:：]", "", lines[i].text)
    if text.startswith("#"):
        title = text.lstrip("#").strip("*")
        return "" if text.startswith("##") or re.match("第.{1,4}[编章节]", title) else title
    if match := _OCCASION.match(text):
        return match["title"]
    if _is_fragment(lines, i) or HEADING.match(text) or text[-1] in "。；，：、的了":
        return ""
    if len(_plain(text)) >= 6 and _plain(text) in stem:
        return _longest_in(stem, lines, i)
    if _TITLE.match(text) and (not re.search("[，；]", text) or "关于" in text):
        return text
    return _broken_title(lines, i)


def _longest_in(stem: str, lines: Sequence[Line], i: int) -> str:
    """Return line `i` and those below it as far as the file's name repeats them."""
    text = lines[i].text
    for line in lines[i + 1 : i + 4]:
        if _plain(text + line.text) not in stem:
            break
        text += line.text
    return text


def _broken_title(lines: Sequence[Line], i: int) -> str:
    """Return a title that begins in line `i` with its 关于 and ends in one of the next three lines."""
    text = lines[i].text
    if not re.search("关于|印发", text) or len(text) > _LONGEST:
        return ""
    for line in lines[i + 1 : i + 4]:
        text += line.text
        if len(text) > 130 or _RUNNING.search(line.text) or is_chrome(line.text):
            return ""
        if _TITLE.match(text) and re.search(f"(?:{KINDS}){_NOTE}$", text):
            return text
    return ""


def _is_fragment(lines: Sequence[Line], i: int) -> bool:
    """Tell whether a line is a piece of a sentence that a conversion broke around a title or a link."""
    before, after = (lines[k].text if 0 <= k < len(lines) else "。" for k in (i - 1, i + 1))
    opened = before.count("《") > before.count("》") or before[-1] in "《“，、"
    return (
        opened
        or after[0] in "》”，。、；"
        or (_RUNNING.search(before) is not None and not ends_sentence(before, len(before)))
    )


def _first_line(lines: Sequence[Line], head: Sequence[int]) -> tuple[str, int]:
    """Return the first line as the title where it reads like one: short, no sentence, no heading of a section."""
    if not head or head[0] > 12:
        return "", -1
    i = head[0]
    text = lines[i].text
    is_short = 5 <= len(text) <= _LONGEST and text[-1] not in "。；，：:、的了在和与及" and not HEADING.match(text)
    if not is_short or _is_fragment(lines, i) or not _introduces(lines, i):
        return "", -1
    return text, i


def _introduces(lines: Sequence[Line], i: int) -> bool:
    """Tell whether a first line is a title by what is below: the same again, who wrote it, or the text itself."""
    title, below = lines[i].text, [line.text for line in lines[i + 1 : i + 10]]
    if title in below:
        return True
    if _RUNNING.search(title) or not any(len(t) > 30 and ends_sentence(t, len(t)) for t in below):
        return False
    return bool(_ABOUT.match(below[0]) or is_chrome(below[0]) or _NAME_LIKE.fullmatch(below[0]) or len(below[0]) > 30)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
