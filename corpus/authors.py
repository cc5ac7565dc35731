"""The people who wrote a document or gave a speech."""

import re
from collections.abc import Sequence

from corpus.lines import Line

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣"
    "邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊甄曲家封芮羿储靳焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖"
    "武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂"
    "濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧聂晁勾敖融"
    "冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公来闫肖付代覃"
)
_COMPOUND = ("欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "端木")
_NAME = r"[\u4e00-\u9fff]{1,4}|[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff]{1,6})+"
_LIST = re.compile(rf"(?:{_NAME})(?:[\s、,，;；]+(?:{_NAME}))*")
_LABEL = re.compile(r"[【\[]?(?:作\s*者|撰\s*稿\s*人?|撰\s*文|文|(?:本报|新华社)?记者)[】\]]?\s*[:：/]\s*")
_NOTE = re.compile(r"[\s¹²³⁴⁵*＊]+$|[¹²³⁴⁵*＊]|\[\d\]|(?:(?:文章)?来源|时间|日期)\s*[:：].*$|[（(].*$|通讯员|/文$")
_OFFICE = re.compile(
    r"(?:^|[\u4e00-\u9fff]{0,20})(?:总理|主席|省长|市长|县长|区长|州长|书记|院长|检察长|行长|部长|局长|主任)\s*([\u4e00-\u9fff]\s?[\u4e00-\u9fff]{1,2})$"
)
_SPEAKER = re.compile(r"[（(]\d{4}年\d{1,2}月\d{1,2}日[）)]\s*([\u4e00-\u9fff]{2,4}?)\s*(?=同志们|各位|尊敬|女士|$)")
_NEAR = 6
"""Lines below the title within which authors stand."""


def find_authors(text: str, lines: Sequence[Line], at: int) -> tuple[str, ...]:
    """Return the authors named right below the title: personal names and nothing else, or behind a label or an office.

    Args:
        text: the document's text, for the blanks between names.
        lines: its lines.
        at: the index of the title's line; -1 finds nobody.
    """
    if at < 0:
        return ()
    for line in lines[at : at + 1 + _NEAR]:
        raw = text[line.start : line.end]
        spoken = _SPEAKER.search(raw[:200])
        if spoken and _is_name(spoken[1]):
            return (spoken[1],)
        if names := _names(raw) if line is not lines[at] else ():
            return names
        if line.text.endswith("。") and len(line.text) > 40:
            break
    return ()


def _names(raw: str) -> tuple[str, ...]:
    """Return the names in a line that holds nothing else."""
    plain = _NOTE.sub(" ", _LABEL.sub("", raw)).strip()
    office = _OFFICE.fullmatch(plain)
    if office:
        plain = office[1]
    if len(plain) > 40 or not _LIST.fullmatch(plain):
        return ()
    names = _closed(re.split(r"[\s、,，;；]+", plain))
    return tuple(names) if all(map(_is_name, names)) else ()


def _closed(parts: list[str]) -> list[str]:
    """Close up names of two characters that are set apart (李 明)."""
    closed: list[str] = []
    for part in parts:
        if closed and len(part) == 1 and len(closed[-1]) == 1:
            closed[-1] += part
        else:
            closed.append(part)
    return closed


def _is_name(text: str) -> bool:
    return (
        "·" in text or (2 <= len(text) <= 3 and text[0] in _SURNAMES) or (3 <= len(text) <= 4 and text[:2] in _COMPOUND)
    )
