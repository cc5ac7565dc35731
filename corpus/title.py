"""What stands at the head of a document: title, authors, issuing body, number, date."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from corpus.dates import find_date, is_date
from corpus.furniture import NUMBER
from corpus.lines import Line

KIND = (
    "意见|决定|决议|通知|通报|公报|公告|通告|批复|函|报告|请示|议案|规定|办法|条例|方案|措施|细则|规则|章程|规划|纲要|计划|"
    "建议|说明|要点|清单|目录|标准|指南|规程|规范|准则|宣言|讲话|致辞|贺信|法|宪法|修正案|解释|研究|探讨|思考|分析|路径|对策|启示|"
    "实践|探索|综述|述评|若干政策|指引|解读|公约|协定"
)
_TITLE = re.compile(
    rf"(?:.{{4,100}}(?:{KIND})(?:[（(《〔].{{1,30}}[）)》〕])?|.*关于.{{4,80}}的.{{1,10}}|.*政府工作报告.*)$"
)
_ISSUER = re.compile(
    r"((?:中共|中国|国务院|全国|最高|中华|[\u4e00-\u9fff]{2,12}?(?:省|市|县|区|州|盟|旗|自治区|镇|乡))?[\u4e00-\u9fff（）、]{0,24}?"
    r"(?:国务院|委员会|办公厅|办公室|人民政府|委办公厅|常委会|[^关]部|总局|局|厅|委|院|会|组|中心|学校|大学))\s*(?=关于|印发|转发|批转|令)"
)
_PERSON = r"[\u4e00-\u9fff·]{2,4}"
_AUTHORS = re.compile(
    rf"(?:作者|文|撰稿|撰文|记者|本报记者)?[:：/]?({_PERSON}(?:[、,，；;]{_PERSON}){{0,5}})[¹²³⁴0-9*]?$"
)
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣"
    "邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊甄曲家封芮羿储靳焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖"
    "武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂"
    "濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧聂晁勾敖融"
    "冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公来邵彭闫肖付代覃"
)
_SECTION = re.compile(
    r"[（(]?[一二三四五六七八九十0-9]+[）)、.．]|第.{1,4}[编章节条]|[【\[—#◆●-]|各位|同志们|当前位置|首页|.*[>＞»]"
)
_RUNNING = re.compile("[，。]")
_LONGEST_TITLE = 45
_TOP = 12
"""Lines within which a title stands."""


def find_title(lines: Sequence[Line], name: str) -> tuple[str, int]:
    """Return the title and the index of its line; nothing and -1 where a text begins in the middle.

    A title is a line near the top that ends in a kind of document and is no sentence, or that the file name repeats, or
    a Markdown heading. Title lines that are broken over two lines are joined.
    """
    stem = _plain(PurePosixPath(name.partition("#")[0]).stem)
    for i, line in enumerate(lines[:_TOP]):
        text = line.text.removeprefix("标题：").removeprefix("标题:")
        if text.startswith("# ") or (text.startswith("#") and not text.startswith("##")):
            return text.lstrip("#"), i
        if _is_sentence(text) or NUMBER.fullmatch(text) or is_date(text):
            if len(text) > 120:
                break
            continue
        joined = text + lines[i + 1].text if i + 1 < len(lines) else text
        if len(_plain(text)) >= 6 and _plain(text) in stem:
            return text, i
        if _TITLE.match(text) and not text.startswith(("——", "—", "第", "一、", "（", "【", "当前")):
            return text, i
        if text.startswith(("国务院", "中共", "中华")) and "关于" in text and len(joined) < 90 and _TITLE.match(joined):
            return joined, i
    return _first_line(lines)


def _first_line(lines: Sequence[Line]) -> tuple[str, int]:
    """Return the first line as the title where it reads like one: short, no sentence, no heading of a section."""
    if len(lines) < 3 or not 6 <= len(lines[0].text) <= _LONGEST_TITLE or not _RUNNING.search(lines[2].text):
        return "", -1
    text = lines[0].text
    ends = text[-1] in "。；，：！？、” " and not text.endswith("”")
    return ("", -1) if ends or _SECTION.match(text) else (text, 0)


def find_authors(lines: Sequence[Line], at: int) -> tuple[str, ...]:
    """Return the authors named in the lines right behind the title: personal names and nothing else."""
    for line in lines[at + 1 : at + 4] if at >= 0 else ():
        head = re.split(r"(?:文章)?来源[:：]|时间[:：]|[（(]", line.text)[0]
        match = _AUTHORS.fullmatch(head.strip("：:"))
        names = re.split("[、,，；;]", match[1]) if match else []
        if names and all(name[0] in _SURNAMES and len(name) <= 4 for name in names) and len(head) <= 30:
            return tuple(names)
        spaced = re.findall(_PERSON, line.text)
        if (
            len(line.text) <= 12
            and len(spaced) == 1
            and len(spaced[0]) <= 3
            and spaced[0][0] in _SURNAMES
            and spaced[0] == line.text
        ):
            return (spaced[0],)
    return ()


def find_issuer(title: str, lines: Sequence[Line]) -> str:
    """Return the body that issued the document: what stands before 关于 or 印发 in its title, or signs at its end."""
    match = _ISSUER.match(title)
    if match:
        return match[1]
    for before, line in zip(lines[-12:], lines[-11:], strict=False):
        if (
            is_date(line.text)
            and 3 <= len(before.text) <= 30
            and re.search("(?:府|院|会|部|局|厅|委|办公室|办公厅)$", before.text)
        ):
            return before.text
    return ""


def find_number(lines: Sequence[Line], at: int) -> str:
    """Return the document number: the first that stands by itself in a line near the title."""
    for line in lines[: max(at, 0) + 25]:
        match = NUMBER.fullmatch(line.text.strip("（）()"))
        if match and len(line.text) < 40:
            return match[0].removeprefix("中华人民共和国")
    return ""


def find_document_date(lines: Sequence[Line], name: str, number: str) -> str:
    """Return when a document was issued: by a line near its top or end, the file name, or the number."""
    for line in [*lines[:25], *lines[: -26 if len(lines) > 25 else 0 : -1]]:
        text = line.text.strip("（）()")
        if (
            is_date(text)
            or re.match(r"(?:发布时间|发布日期|时间|成文日期|作者.{0,40}时间)[:：]", text)
            or re.match(r".{0,40}(?:通过|公布|印发|发布)$", text)
        ):
            if found := find_date(text if is_date(text) else re.split("时间[:：]|日期[:：]", text)[-1]):
                return found
    stem = PurePosixPath(name.partition("#")[0]).stem
    if found := find_date(re.sub(r"(?<!\d)((?:19|20)\d\d)_", r"\1年", stem)):
        return found
    year = re.search(r"[〔［\[（(【]((?:19|20)\d\d)", number)
    return year[1] if year else ""


def _is_sentence(text: str) -> bool:
    return text.endswith(("。", "；", "，", "：", "！")) or len(text) > 120 or text.count("，") > 1


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
