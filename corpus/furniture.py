"""Furniture: what a page or a journal adds around a text, and is not extracted from.

Web navigation, addresses, copyright and editors' lines; document numbers, dates and release notes that stand by
themselves; bibliographies; the second copy of a title; numbers of pages.
"""

import re
from collections.abc import Iterator, Sequence

from corpus.dates import is_date
from corpus.document import Span
from corpus.lines import Line

NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}[〔［\[（(【](?:19|20)\d\d[〕］\]）)】]第?[0-9０-９]{1,5}号"
    r"|(?:中华人民共和国)?[\u4e00-\u9fff]{0,12}令(?:第|\d{4}年第)[0-9一二三四五六七八九十百〇零]{1,6}号"
)
_LINES = tuple(
    map(
        re.compile,
        (
            r"[（(]?(?:此件|此文)?(?:主动|依申请)?(?:公开发布|此件公开|此件主动公开)[）)]?$|[（(](?:本文有删减|此件公开发布|此件有删减)[）)]$",
            r"公开方式[:：]|.{0,30}(?:办公厅|办公室)\d{4}年\d{1,2}月\d{1,2}日印发$",
            r"(?:您?(?:当前|现在)?(?:所在的?)?位置|当前位置|位置)[:：]|首页[>＞»/|]|.{0,40}[>＞»].{0,40}[>＞»]",
            r"(?:版权所有|Copyright|©|主办[单位]*[:：]|承办[单位]*[:：]|技术支持[:：]|网站标识码|ICP备|京ICP|.{0,10}ICP备\d|.{0,6}公网安备|网站地图|联系我们|关于我们|相关链接|友情链接|相关阅读|相关文档|上一篇|下一篇|打印本页|关闭窗口|返回顶部|分享到|扫一扫|字体[:：]|字号[:：])",
            r"[【\[]?(?:责任编辑|编辑|责编|校对|审核|监制|来源|信息来源|文章来源|稿源|发布机构|发布时间|发布日期|浏览次数|点击数|阅读量|作者单位|收稿日期|基金项目|作者简介|通讯作者|中图分类号|文献标识码|文章编号|DOI|ISSN|CN\d)[】\]]?[:：]?",
            r"[\[【]DOI[\]】]",
            r"(?:地址|邮编|电话|传真|邮箱|网址|咨询电话|投诉电话|查询网址|E-?mail|Tel)[:：]",
            r"(?:原文链接|【法宝引证码】|法宝引证码|附件下载|下载附件|点击下载|【音频解读】|【一图读懂】|【图解】|【视频】|关注·)",
            r"https?://\S+$|www\.\S+$",
            r"[-–—_=*·.\s]{3,}$|-->$|\u200b+$",
            r"[-—–·]?第?\d{1,4}页?[-—–·]?$|—\d+—$|第\d+页共\d+页$",
            r"(?:打印|关闭|收藏|分享|返回|首页|登录|注册|搜索|English|繁體|繁体|无障碍|手机版|微信|微博|大|中|小|\||｜|[【\[]|[】\]]){2,}$",
            r"[（(](?:政策宣传|政策清单|转载|政务问答|办事指引|年度通告|政策解读)[）)]$",
            r"《[\u4e00-\u9fff]{2,12}[报刊志]》[（(].{4,24}版?[）)]$",
        ),
    )
)
_BIBLIOGRAPHY = re.compile(r"[\[【(（]?(?:参考文献|引用文献|注释|参考资料|References)[\]】)）]?[:：]?$", re.IGNORECASE)
_REFERENCE = re.compile(
    r"[-·]?[\[［【〔(（]?\d{1,3}[\]］】〕)）.．、]?.{2,}(?:\[[A-Z](?:/[A-Z]{2})?\]|[,，]\(?(?:19|20)\d\d|出版社|第?\d+期|:\d+[-—]\d+)"
)
_CHROME = re.compile(r"首页|当前位置|English|门户网站|登录|无障碍|RSS|导航")
_TITLE_LIKE = 8
_NEAR = 60
"""Lines from the top within which a title stands again."""


def furniture(lines: Sequence[Line], title: str, length: int) -> tuple[Span, ...]:
    """Return the ranges of a text that are not its own, sorted and joined where they touch.

    Args:
        lines: the lines of the text.
        title: the document's title without white space, where it is known.
        length: the length of the text.
    """
    ranges = [
        *((line.start, line.end) for line in lines if _is_furniture(line.text)),
        *_chrome_at_top(lines),
        *_second_title(lines, title),
        *_bibliography(lines, length),
    ]
    return _joined(ranges, lines)


def _is_furniture(text: str) -> bool:
    if is_date(text) or (len(text) < 60 and (NUMBER.fullmatch(text.strip("（）()")))):
        return True
    return len(text) < 160 and any(pattern.match(text) for pattern in _LINES)


def _chrome_at_top(lines: Sequence[Line]) -> Iterator[Span]:
    """The first lines of a saved web page: the site's name and its menu."""
    for line in lines[:3]:
        if len(line.text) < 40 and _CHROME.search(line.text):
            yield line.start, line.end


def _second_title(lines: Sequence[Line], title: str) -> Iterator[Span]:
    """The title again, as pages of government sites have it: whole, or broken over up to four lines."""
    if len(title) < _TITLE_LIKE:
        return
    seen = False
    for i in range(min(len(lines), _NEAR)):
        for size in (1, 2, 3, 4):
            block = lines[i : i + size]
            if len(block) == size and _same(title, "".join(line.text for line in block)):
                if seen:
                    yield block[0].start, block[-1].end
                seen = True
                break


def _same(title: str, text: str) -> bool:
    plain = [re.sub(r"[\W_]", "", t).removeprefix("#") for t in (title, text)]
    return plain[0] == plain[1]


def _bibliography(lines: Sequence[Line], length: int) -> Iterator[Span]:
    """From a heading 参考文献 on, all that looks like references; elsewhere, a run of them at the end."""
    for i, line in enumerate(lines):
        if _BIBLIOGRAPHY.match(line.text.lstrip("#")) and len(line.text) < 14 and line.start > length / 3:
            last = i
            for k in range(i + 1, len(lines)):
                if _REFERENCE.match(lines[k].text) or (len(lines[k].text) < 60 and k - last < 3):
                    last = k
                else:
                    break
            yield line.start, lines[last].end
            return
    for line in reversed(lines):
        if not re.match(r"[-·]?[\[［]\d{1,3}[\]］]", line.text) or not _REFERENCE.match(line.text):
            break
        yield line.start, line.end


def _joined(ranges: list[Span], lines: Sequence[Line]) -> tuple[Span, ...]:
    """Join ranges that overlap or have only white space between them."""
    gaps = {a.end: b.start for a, b in zip(lines, lines[1:], strict=False)}
    joined: list[Span] = []
    for start, end in sorted(ranges):
        if joined and (start <= joined[-1][1] or gaps.get(joined[-1][1]) == start):
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)
