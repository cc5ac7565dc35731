"""Files, folders, archives and tables as documents; what cannot be read is a failure with its reason."""

import io
import json
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from corpus.document import Document, Failure
from corpus.read import find, read

SHARED = Path(__file__).parent.parent.parent / "shared"
PROSE = "街道党工委统筹辖区资源，建立党建联席会议制度，定期研究社区养老服务。"


def docs(*sources: Path, **options: str) -> dict[str, Document | Failure]:
    return {item.id if isinstance(item, Document) else item.source: item for item in read(sources, **options)}


def text_of(item: Document | Failure) -> str:
    assert isinstance(item, Document), item
    return item.text


def test_a_text_file_is_exactly_what_it_decodes_to(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(f"\ufeff{PROSE}\r\n".encode())
    assert text_of(docs(tmp_path)["a.txt"]) == f"{PROSE}\r\n"


def test_ids_are_paths_below_the_folder(tmp_path: Path) -> None:
    for name in ("一/甲.txt", "一/乙.md", "丙.txt", ".hidden/丁.txt", "图.png", "~$锁.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PROSE, encoding="utf-8")
    assert [s.id for s in find([tmp_path])] == sorted(["一/甲.txt", "一/乙.md", "丙.txt"])


def test_the_same_path_in_two_folders_gets_the_folders_name(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(PROSE, encoding="utf-8")
    assert [s.id for s in find([tmp_path / "a", tmp_path / "b"])] == ["a/x.txt", "b/x.txt"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(PROSE, encoding="utf-8")
    assert len(find([tmp_path, tmp_path / "x.txt"])) == 1


def test_a_web_page_without_its_furniture(tmp_path: Path) -> None:
    page = f"""<html><head><title>社区通知</title><script>alert(1)</script></head><body>
      <nav>首页 新闻</nav><div class="menu">栏目</div><h1>关于养老服务的通知</h1><p>{PROSE}</p>
      <table><tr><td>项目</td><td>标准</td></tr></table><footer>版权所有</footer></body></html>"""
    (tmp_path / "a.html").write_bytes(page.encode("gb18030"))
    text = text_of(docs(tmp_path)["a.html"])
    assert text.splitlines() == ["社区通知", "关于养老服务的通知", PROSE, "项目\t标准"]


def test_a_word_document(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("关于社区养老的实施意见", 1)
    document.add_paragraph(PROSE)
    document.add_table(1, 2).rows[0].cells[1].text = "牵头单位"
    document.save(str(tmp_path / "a.docx"))
    item = docs(tmp_path)["a.docx"]
    assert text_of(item).splitlines()[:2] == ["关于社区养老的实施意见", PROSE]
    assert isinstance(item, Document)
    assert item.title == "关于社区养老的实施意见"
    assert "牵头单位" in item.text


def zipped(members: dict[str, bytes], *, flag: bool = True) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_an_archive_and_what_is_damaged_in_it(tmp_path: Path) -> None:
    members = {
        "甲/一.txt": PROSE.encode("gbk"),
        "../../二.txt": PROSE.encode(),
        "坏.docx": b"no",
        "__MACOSX/._x.txt": b"",
    }
    (tmp_path / "a.zip").write_bytes(zipped(members))
    found = docs(tmp_path)
    assert text_of(found["a.zip/甲/一.txt"]) == PROSE
    assert text_of(found["a.zip/二.txt"]) == PROSE
    failure = found["a.zip!坏.docx"]
    assert isinstance(failure, Failure)
    assert "Word" in failure.reason
    assert len(found) == 3


def test_names_in_gbk_inside_an_archive(tmp_path: Path) -> None:
    name = "工作报告.txt"
    data = zipped({"AAAAAAAA.txt": PROSE.encode()}).replace(b"AAAAAAAA", name.removesuffix(".txt").encode("gbk"))
    (tmp_path / "a.zip").write_bytes(data)
    assert list(docs(tmp_path)) == [f"a.zip/{name}"]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"x.txt": b" " * 50_000_000}))
    (failure,) = docs(tmp_path).values()
    assert isinstance(failure, Failure)
    assert "unpacks" in failure.reason


ROWS = [
    {"标题": "甲通知", "正文": PROSE, "发文机关": "民政局", "日期": "2021-05-06", "类别": "养老"},
    {"标题": "乙", "正文": ""},
]


def write_csv(path: Path) -> None:
    path.write_bytes(f"标题,正文,发文机关,日期,类别\n甲通知,{PROSE},民政局,2021-05-06,养老\n乙,,,,\n".encode("gb18030"))


def write_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (list(ROWS[0]), list(ROWS[0].values())):
        book.active.append(row)
    book.save(path)


def write_jsonl(path: Path) -> None:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), encoding="utf-8")


@pytest.mark.parametrize(("name", "write"), [("t.csv", write_csv), ("t.xlsx", write_xlsx), ("t.jsonl", write_jsonl)])
def test_tables(tmp_path: Path, name: str, write) -> None:  # type: ignore[no-untyped-def]
    write(tmp_path / name)
    found = docs(tmp_path)
    assert list(found) == [f"{name}#1"]
    item = found[f"{name}#1"]
    assert isinstance(item, Document)
    assert (item.text, item.title, item.issuer, item.date) == (PROSE, "甲通知", "民政局", "2021-05-06")
    assert item.fields == (("类别", "养老"),)


def test_a_table_without_a_known_text_column(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"a,b\n1,{PROSE}\n", encoding="utf-8")
    (failure,) = docs(tmp_path).values()
    assert isinstance(failure, Failure)
    assert "a, b" in failure.reason
    assert text_of(docs(tmp_path, text_column="b")["t.csv#1"]) == PROSE


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.doc", b"x", ".docx"),
        ("a.pdf", b"%PDF-1.4 broken", "damaged"),
        ("a.xlsx", b"no", "damaged"),
        ("a.zip", b"no", "damaged"),
        ("a.txt", b"", "no text"),
        ("a.txt", bytes(range(256)) * 20, "encoding"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(PROSE, encoding="utf-8")
    found = docs(tmp_path)
    failure = found[name]
    assert isinstance(failure, Failure)
    assert reason in failure.reason
    assert text_of(found["good.txt"]) == PROSE


@pytest.mark.skipif(not (SHARED / "hard_files").is_dir(), reason="needs ../shared/hard_files")
def test_files_that_break_readers() -> None:
    found = list(read([SHARED / "hard_files"]))
    assert len(found) > 30
    failures = {Path(f.source.partition("!")[0]).name: f.reason for f in found if isinstance(f, Failure)}
    assert "password" in failures["pdf.js__issue6010_2.pdf"]
    texts = {d.id: d.text for d in found if isinstance(d, Document)}
    assert "云南省国民经济和社会发展" in texts["NLPtools__云南省国民经济和社会发展第十个五年计划纲要_.pdf"]
    assert "陳水扁" in texts["chardet___chromium_Big5_with_no_encoding_specified.html"]
    assert "国家标准GB 18030-2005" in texts["juniversalchardet__gb18030.txt"]


@pytest.mark.skipif(not (SHARED / "corpora").is_dir(), reason="needs ../shared/corpora")
def test_no_document_of_the_policy_corpus_is_lost() -> None:
    found = list(read([SHARED / "corpora" / "policy"]))
    assert len(found) == 230
    assert not [f for f in found if isinstance(f, Failure)]
