"""What the first and last lines say of a document; its sections; its furniture."""

import pytest

from corpus.dates import find_date, is_date
from corpus.document import Document
from corpus.structure import describe

NOTICE = """某门户网站 首页 > 公文
市政府办公室关于推进社区养老服务的实施意见
甬政办发〔2020〕15号
市政府办公室关于推进
社区养老服务的实施意见
甬政办发〔2020〕15号
各区人民政府，市直各单位：
为完善养老服务体系，提出以下意见。
一、总体要求
坚持政府主导、社会参与。
（一）基本原则
因地制宜，分类指导。
二、重点任务
（一）建设服务设施
每个街道至少建设一处。
市政府办公室
2020年3月9日
（此件公开发布）
责任编辑：张三
版权所有 某某网
"""


def described(text: str, id: str = "a.txt") -> Document:
    return describe(Document(id, text))


def test_the_head_of_a_notice() -> None:
    document = described(NOTICE)
    assert document.title == "市政府办公室关于推进社区养老服务的实施意见"
    assert document.issuer == "市政府办公室"
    assert document.number == "甬政办发〔2020〕15号"
    assert document.date == "2020-03-09"


def test_sections_nest() -> None:
    document = described(NOTICE)
    assert [(s.level, s.heading) for s in document.sections] == [
        (4, "一、总体要求"), (6, "（一）基本原则"), (4, "二、重点任务"), (6, "（一）建设服务设施"),
    ]  # fmt: skip
    first, inner = document.sections[:2]
    assert first.start < inner.start < inner.end == first.end


def test_furniture_of_a_notice() -> None:
    document = described(NOTICE)
    marked = "".join(document.text[a:b] for a, b in document.furniture)
    for line in ("首页", "（此件公开发布）", "责任编辑", "版权所有", "甬政办发〔2020〕15号"):
        assert line in marked
    assert marked.count("社区养老服务的实施意见") == 1, "the second copy of the title alone"
    assert "重点任务" not in marked


ARTICLE = """党建引领社区治理的路径研究
李文远
（宁波某学院，浙江 宁波）
[摘要]本文讨论党建引领。
[关键词]党建；治理
一、问题的提出
社区治理需要合力。
参考文献
[1] 王一.社区治理研究[J].学刊,2019(3):12-18.
[2] 赵二.基层党建[M].北京:某出版社,2018.
"""


def test_an_article() -> None:
    document = described(ARTICLE)
    assert document.title == "党建引领社区治理的路径研究"
    assert document.authors == ("李文远",)
    marked = "".join(document.text[a:b] for a, b in document.furniture)
    assert marked.startswith("参考文献")
    assert "出版社" in marked


def test_a_text_that_begins_in_the_middle_has_no_title() -> None:
    document = described("要加强社区党组织建设，提升服务能力。\n继续完善制度，扩大覆盖。\n")
    assert (document.title, document.authors, document.issuer, document.number) == ("", (), "", "")


DATES = [
    ("2018年7月3日", "2018-07-03"),
    ("二〇一八年十一月二十三日", "2018-11-23"),
    ("二○○四年三月", "2004-03"),
    ("一九九七年四月八日", "1997-04-08"),
    ("2018-07-03", "2018-07-03"),
    ("2018/7/3", "2018-07-03"),
    ("2018年", "2018"),
    ("1954年工作报告", "1954"),
    ("第2018号", ""),
    ("没有日期", ""),
    ("2018年13月", ""),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates(text: str, expected: str) -> None:
    assert find_date(text) == expected


def test_a_date_line_is_a_date_to_the_day_alone() -> None:
    assert is_date("2018年7月3日")
    assert not is_date("2018年7月")
    assert not is_date("自2018年7月3日起施行")


def test_the_year_of_a_file_name() -> None:
    assert described("各位代表：\n现在报告工作。", "2019_工作报告.txt").date == "2019"


@pytest.mark.parametrize("text", ["", " \n", "---\n---\n", "<!-- INFO END -->", "\n\n\n"])
def test_a_text_without_a_line_is_a_document_like_another(text: str) -> None:
    assert described(text).number == described(text).title == ""
