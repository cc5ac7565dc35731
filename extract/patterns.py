"""Names that their own form makes certain: titles in 《》, titles of documents, meetings, numeral formulas, 本办法."""

import re
from collections.abc import Callable, Iterator

from extract.analysis import Span

Rule = Callable[[str], Iterator[Span]]

_NUMERAL = "[一二三四五六七八九十百零〇两0-9]"
_KIND = (
    "意见|决定|决议|通知|通报|公报|公告|通告|批复|函|报告|请示|议案|规定|办法|条例|方案|措施|细则|规则|章程|规划|纲要|计划|"
    "建议|命令|令|说明|要点|清单|目录|标准|指南|规程|规范|准则|宣言|协定|协议|公约|议定书|备忘录|倡议|法|宪法|修正案|解释|"
    "若干意见|若干规定|若干措施|暂行办法|暂行规定|实施意见|实施方案|实施细则|指导意见|工作方案|行动计划|行动方案"
)
_LEADERS = "习近平|毛泽东|邓小平|江泽民|胡锦涛|周恩来|刘少奇|朱德|陈云|马克思|恩格斯|列宁"
_TITLES = "同志|总书记|主席|总理|国家主席"
_ORDINAL = r"(?:十[一二三四五六七八九]?|二十[一二三四五]?|[一二三四五六七八九])"
_FULL = "党的|中国共产党|中共"
_PLENUM = rf"(?:第?{_NUMERAL}{{1,3}}(?:中|次)(?:[、和]第?{_NUMERAL}{{1,3}}(?:中|次))*(?:全会|全体会议)|历次全会)"
_BEHIND_CONGRESS = "[以精报的召和、，。；确提强指对》”关战部擘]"
_OF_COMMITTEE = re.compile(rf"届(?:中央委员会|中央)?{_PLENUM}(?:公报)?")
_COMMITTEE = re.compile(rf"(?:{_FULL})?第?{_ORDINAL}\Z")
_MEETINGS = (
    rf"(?:{_FULL})第?{_ORDINAL}(?:次全国代表大会|大)(?:报告)?",
    rf"(?:十[一二三四五六七八九]|二十)(?<!{_NUMERAL}..)大(?:报告)?(?={_BEHIND_CONGRESS})",
    rf"(?:省委|市委|县委|区委|州委|自治区党委){_ORDINAL}届{_PLENUM}",
    r"(?:全国|全省|全市|全区|全县|中央|省委|市委|县委|区委)(?:[\u4e00-\u9fff](?<![的和在与了])){2,12}?(?:工作会议|座谈会|(?<!代表)大会(?!堂))",
    rf"国务院(?:第{_NUMERAL}{{1,3}}次)?(?:常务|全体)会议",
    rf"\n([\u4e00-\u9fff]{{2,20}}第{_ORDINAL}届[\u4e00-\u9fff]{{2,20}}第?{_ORDINAL}次(?:全体)?会议)",
    rf"第{_NUMERAL}{{1,3}}次全国[\u4e00-\u9fff]{{2,12}}(?:会议|大会)",
)
_BRACKET = r"(?:[（(〔\[][^（()）〔〕\[\]]{1,24}[）)〕\]])?"


def titles_in_marks(text: str) -> Iterator[Span]:
    """A title in book-title marks whose last word is a kind of document is a POLICY: 《养老服务条例（试行）》.

    The marks do not belong to the name. Books, newspapers, films and forms (…日报, …申请表) are none.
    """
    for match in re.finditer(r"《((?:[^《》\n]|《[^《》\n]*》){2,120})》", text):
        if re.search(rf"(?:{_KIND}){_BRACKET}$", match[1]):
            yield Span(match.start(1), match.end(1), "POLICY", "title_in_marks")


def is_official_title(title: str) -> bool:
    """Tell whether a title is that of a document that sets direction, and not of an article or a speech."""
    return bool(re.search(rf"(?:{_KIND}){_BRACKET}$", title))


def titles_without_marks(text: str) -> Iterator[Span]:
    """A paragraph, or a stretch between commas, of the form (body)关于…的通知 is the title of a document: a POLICY."""
    inside = r"(?:[^，。；：！？\n《》]|《[^《》\n]{2,80}》)"
    kinds = "通知|意见|决定|决议|通报|公告|通告|批复|函|规定|办法|方案|措施"
    pattern = (
        r"[\n，。；：、]((?:[\u4e00-\u9fff、（） ]{2,40}?)?(?:关于|印发|转发)"
        rf"{inside}{{2,80}}?的?(?:{kinds}){_BRACKET})(?=\n|，|。|；|$|》)"
    )
    for match in re.finditer(pattern, f"\n{text}"):
        if "关于" in match[1] or "印发" in match[1]:
            yield Span(match.start(1) - 1, match.end(1) - 1, "POLICY", "title_without_marks")


def meetings(text: str) -> Iterator[Span]:
    """A Party congress, plenum or named conference is a POLICY: it sets direction (党的十九届四中全会)."""
    for match in _OF_COMMITTEE.finditer(text):
        before = _COMMITTEE.search(text[max(0, match.start() - 9) : match.start()])
        if before is not None:
            yield Span(match.start() - len(before[0]), match.end(), "POLICY", "meeting")
    for pattern in _MEETINGS:
        for match in re.finditer(pattern, text):
            yield Span(*match.span(match.lastindex or 0), "POLICY", "meeting")


def numeral_formulas(text: str) -> Iterator[Span]:
    """Numerals in quotation marks sum up a list: of arrangements (“三会一课”), or of principles (“四个意识”)."""
    for match in re.finditer(rf"[“\"]((?:{_NUMERAL}[\u4e00-\u9fff]){{2}})[”\"]", text):
        yield Span(match.start(1), match.end(1), "MECHANISM", "numeral_formula")
    for match in re.finditer(rf"[“\"]({_NUMERAL}个[\u4e00-\u9fff]{{2,4}})[”\"]", text):
        yield Span(match.start(1), match.end(1), "POLICY", "numeral_formula")


def leaders_words(text: str) -> Iterator[Span]:
    """What a leader said on a subject is a POLICY: 习近平总书记关于乡村工作的重要论述."""
    subject = r"(?:在[^，。；\n]{2,20}上的|关于[^，。；\n]{2,20}?的?|考察[^，。；\n]{2,8})"
    kinds = "论述|指示批示|指示|讲话|思想"
    pattern = rf"(?:{_LEADERS})(?:{_TITLES})?{subject}(?:系列)?重要(?:{kinds})"
    for match in re.finditer(pattern, text):
        yield Span(match.start(), match.end(), "POLICY", "leaders_words")


def self_references(text: str) -> Iterator[Span]:
    """本 and a kind of document means the document at hand: a POLICY (本办法, 本条例)."""
    kinds = "办法|条例|规定|通知|意见|方案|细则|法(?![人院律官])|决定|规划|通告|公告|章程|规则|计划|纲要|措施"
    for match in re.finditer(rf"本(?<!基本)(?:{kinds})", text):
        yield Span(match.start(), match.end(), "POLICY", "self_reference")


def deictic_places(text: str) -> Iterator[Span]:
    """本, 我 or 你 and a level of administration means a place: 本市, 我省, 你区, 我国."""
    for match in re.finditer(r"[本我你](?<![日根基]本)(?:国|省|市|县|区|州|自治区|镇|乡)(?![场委民级内政长务])", text):
        yield Span(match.start(), match.end(), "PLACE", "deictic_place")


def local_departments(text: str) -> Iterator[Span]:
    """A bare level of administration and a department of any level is one body: 省发展改革委, 县卫生健康局."""
    subjects = (
        "发展改革|发展和改革|卫生健康|国有资产监督管理|住房(?:和)?城乡建设|农业农村|教育|民族事务|经济和信息化|民族宗教事务|政法|纪检监察|"
        "体育|交通运输|应急管理|生态环境|人力资源(?:和)?社会保障|市场监督管理|自然资源|退役军人事务|文化(?:和)?旅游|医疗保障"
    )
    level = r"[省市县区州旗自](?<![^，。；：、！？\n（(由向经报请和与及各].)(?:(?<=自)治区|(?<!自))"
    for match in re.finditer(rf"{level}(?:{subjects})(?:委员会|委|厅|局)(?!书记|主任|长)", text):
        yield Span(match.start(), match.end(), "ORG", "local_department")


def persons(text: str) -> Iterator[Span]:
    """A leader of the Party or the state, with the title behind the name: 邓小平同志, 习近平总书记."""
    for match in re.finditer(
        rf"(?:{_LEADERS})(?:{_TITLES})?(?!新时代|理论|思想|主义|外交|强军|法治|生态|经济|文化|列宁)", text
    ):
        yield Span(match.start(), match.end(), "ACTOR", "person")


RULES: tuple[Rule, ...] = (
    titles_in_marks,
    titles_without_marks,
    meetings,
    numeral_formulas,
    leaders_words,
    self_references,
    deictic_places,
    local_departments,
    persons,
)
