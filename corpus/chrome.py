"""Lines that are not a text's own: what a web page, a database or a journal sets around it."""

import re

from corpus.dates import is_date
from corpus.number import is_number

_SITE_WORDS = (
    "打印|打印本页|关闭|关闭窗口|关闭本页|收藏|分享|分享到|下载|全屏|返回|返回顶部|首页|登录|注册|搜索|English|繁體|繁体|简体|无障碍|长者模式"
    "|手机版|微信|微博|大|中|小|默认|字体|字号|听全文|播报|纠错|点赞|评论|目录|导航|网站地图|联系我们|关于我们|版权声明|RSS|PDF"
    r"|\||｜|>|＞|»|/|[【\[]|[】\]]|[：:]|-->|\u200b|\ufeff"
)
_START = "|".join(
    (
        # The page: where one is, tools, other pages.
        r"您?(?:当前|现在)?(?:所在的?)?位置[:：]|当前位置|网站地图|联系我们|关于我们|友情链接|相关(?:链接|阅读|文档|新闻|解读|政策|附件|推荐)(?:$|[:：])",
        r"上一[篇页条][:：]?|下一[篇页条][:：]?|打印本页|关闭窗口|返回顶部|分享到|扫一扫|扫码|[【\[]?字[体号][:：]|点击(?:查看|下载|进入|图片)|附件下载|下载附件",
        r"(?:浏览|阅读|访问|点击)(?:次数|量|数)?[:：]?\d*$|浏览(?:次数|量)|阅读(?:次数|量)|原文链接|查看原文|阅读原文|【?法宝引证码】?|关注[·•]",
        r"【(?:音频解读|一图读懂|图解|视频|文字解读|解读)】",
        # Who runs it.
        r"版权所有|Copyright|©|\(c\)|主办[单位]*[:：]|承办[单位]*[:：]|技术支持[:：]|网站标识码|.{0,12}ICP备|.{0,6}公网安备|建议使用.{0,20}浏览器",
        # Who edited it, where it is from, how to reach it.
        r"[【\[]?(?:责任编辑|编辑|责编|校对|校对员|审核|审校|监制|来源|信息来源|文章来源|稿源|来源单位|发布机构|发布单位|发布部门|发布时间|发布日期|发表时间"
        r"|成文日期|发文机关|索引号|主题分类|主题词|有效性|时效性|效力级别|公开类别|信息分类|名称|生成日期|统一编号|文号|关键词标签)[】\]]?[:：]",
        r"(?:[\u4e00-\u9fff]{0,6}地址|邮编|邮政编码|[\u4e00-\u9fff、]{0,8}电话|传真|[电子]*邮箱|网址|查询网址|E-?mail|Tel|Fax)[:：]",
        # A journal.
        r"[¹²*＊]{0,3}[【\[]?(?:作者单位|收稿日期|修回日期|基金项目|作者简介|第一作者简介|通讯作者|通信作者|中图分类号|分类号|文献标识码|文章编号|引用格式|网络首发)[】\]]?[:：]?",
        r"[【\[]?(?:DOI|ISSN|CN\d|Key\s?words|Abstract|Received|Author)\b",
    )
)
_WHOLE = "|".join(
    (
        # Notes of release and print; numbers of pages; lines of signs.
        r"[（(]?(?:此件|此文|本文)?(?:主动|依申请|不予)?(?:公开发布|此件公开|此件主动公开|有删减|公开)[）)]?",
        r"公开方式[:：].{0,12}|.{0,40}(?:办公厅|办公室|秘书处|秘书局)\d{4}年\d{1,2}月\d{1,2}日印发|抄送[:：].{2,200}",
        r"[-–—_=*·.~～\s]{3,}|.{0,60}-->|<!--.{0,80}?-->|[\u200b\ufeff]+",
        r"[-—–·]{0,2}第?\d{1,4}页?[-—–·]{0,2}|—\d+—|第\d+页[,，/]?共\d+页|\d{1,4}/\d{1,4}",
        rf"(?:{_SITE_WORDS}){{2,}}",
        r"https?://\S+|www\.\S+",
        # A trail: 首页 > 政务公开 > 通知公告; the name of the page with that of its site.
        r"[^，。；“：]{1,24}(?:[>＞»›→][^，。；“”>＞]{1,40}){2,}|首页[>＞»/|].{0,80}|.{2,80}[-_—|](?:.{2,30}(?:门户网站|政府网|官网|人大网|新华网|人民网))",
        # Kinds of page, in brackets under the title; where and when it was in the paper.
        r"[（(](?:政策宣传|政策清单|转载|政务问答|政务指引|办事指引|年度通告|政策解读|图文解读|通知公告)[）)]",
        r"[（(]转载[）)].{4,80}|《[\u4e00-\u9fff]{2,12}[报刊志]》[（(].{4,24}版?[）)]|[\u4e00-\u9fff]{2,12}[报刊志]/\d{4}年/.{2,30}",
        # Codes of a catalogue.
        r"[A-Z]{1,4}\d{6,}|[0-9A-Z]{12,}/\d{4}-\d{3,}|索引号.{0,60}",
        r"(?:中华人民共和国)?[\u4e00-\u9fff]{2,16}(?:国务院|人民政府|部|局|委员会)令|中华人民共和国(?:国务院|主席)令|第[0-9一二三四五六七八九十百]{1,5}号",
    )
)
_CHROME = re.compile(rf"(?:{_START})|(?:{_WHOLE})$", re.IGNORECASE)
_WORD = re.compile(rf"(?:{_SITE_WORDS})", re.IGNORECASE)
_LABEL = re.compile(
    r"[【\[]?(?:来源|信息来源|文章来源|发布时间|发布日期|发表时间|成文日期|发文机关|发布机构|发布单位|索引号|主题分类|阅读量|浏览次数|字体|作者|编辑|责任编辑)[：:]$"
)
_LONGEST = 160


def is_chrome(text: str) -> bool:
    """Tell whether a line, white space removed, is none of the text's own wherever it stands."""
    if len(text) > _LONGEST or (len(text) > 60 and text.endswith("。")):
        return False
    return is_date(text) or is_number(text) or _CHROME.match(text) is not None


def is_site_word(text: str) -> bool:
    """Tell whether a line is one word of a page's tools (打印), which counts above and below a text alone."""
    return len(text) < 9 and _WORD.fullmatch(text) is not None


def is_label(text: str) -> bool:
    """Tell whether a line is a label whose value stands in the next line (发布时间：)."""
    return _LABEL.match(text) is not None
