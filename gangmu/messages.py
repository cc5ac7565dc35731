"""What the command line says, in Chinese and English."""

import locale
import os
from collections.abc import Sequence

LANGUAGES = ("zh", "en")

MESSAGES: dict[str, dict[str, str]] = {
    "app": {
        "zh": "纲目：把中文政策文本变成可看、可查、可核对的知识图谱。全部在本机运行，不联网。",
        "en": "Gangmu turns Chinese policy texts into a knowledge graph to see, query and check. All offline.",
    },
    "build": {
        "zh": "从文本建图：文件、文件夹、zip 压缩包、带正文列的表格。",
        "en": "Build a graph from texts: files, folders, zip archives, tables with a text column.",
    },
    "central": {"zh": "列出中心实体。", "en": "List the central entities."},
    "show": {
        "zh": "一个实体：别名及合并理由、各类关系的邻居、原文证据。",
        "en": "An entity: its aliases and why, its neighbours by relation, the sentences as evidence.",
    },
    "path": {
        "zh": "两个实体之间的最短路径，每一步附证据。",
        "en": "The shortest path between two entities, with the evidence for each step.",
    },
    "export": {"zh": "导出为别的格式。", "en": "Export to another format."},
    "version": {"zh": "显示版本。", "en": "Print the version."},
    "example": {"zh": "示例", "en": "Example"},
    "opt.lang": {"zh": "界面语言：zh 或 en。", "en": "Language: zh or en."},
    "opt.sources": {"zh": "要读的文件、文件夹、zip 或表格。", "en": "Files, folders, zip archives or tables to read."},
    "opt.out": {"zh": "结果文件夹。", "en": "The folder for the results."},
    "opt.built": {"zh": "gangmu build 写出的文件夹。", "en": "A folder that gangmu build wrote."},
    "opt.schema": {"zh": "自己的类型表（TOML）。", "en": "Your own entity and relation types (TOML)."},
    "opt.lexicon": {
        "zh": "自己的词表（CSV：name,type,aliases），可多次给出。",
        "en": "Your own names (CSV: name,type,aliases); may be given several times.",
    },
    "opt.jobs": {"zh": "进程数（默认按核数）。", "en": "Processes (default: by the number of cores)."},
    "opt.types": {"zh": "只要这些实体类型，逗号分隔。", "en": "Only these entity types, separated by commas."},
    "opt.relations": {"zh": "只要这些关系类型，逗号分隔。", "en": "Only these relation types, separated by commas."},
    "opt.min_weight": {
        "zh": "只要至少有这么多句陈述的关系。",
        "en": "Only relations with at least this many statements.",
    },
    "opt.text_column": {"zh": "表格中正文所在的列。", "en": "The column of a table that holds the text."},
    "opt.no_model": {
        "zh": "只用规则和词表，不用统计模型（更快）。",
        "en": "Rules and word lists only, no statistical model (faster).",
    },
    "opt.quiet": {"zh": "只报告错误。", "en": "Report errors only."},
    "opt.by": {"zh": "排序的指标。", "en": "The measure to rank by."},
    "opt.type": {"zh": "只看一种实体类型。", "en": "One entity type only."},
    "opt.top": {"zh": "列出多少个。", "en": "How many to list."},
    "opt.name": {"zh": "实体的名称或别名。", "en": "An entity's name or alias."},
    "opt.directed": {"zh": "只沿关系的方向走。", "en": "Follow relations in their direction only."},
    "opt.to": {
        "zh": "目标文件：.graphml、.gexf、.csv 或 .json。",
        "en": "The file to write: .graphml, .gexf, .csv or .json.",
    },
    "opt.evidence": {"zh": "每种关系显示几句原文。", "en": "Sentences to show for each relation."},
    "reading": {"zh": "读取与抽取", "en": "Reading and extracting"},
    "rate": {"zh": "篇/秒", "en": "documents/s"},
    "building": {"zh": "建图、计算、写出…", "en": "Building, measuring, writing…"},
    "built": {
        "zh": "{documents} 篇文档，{entities} 个实体，{relations} 条关系。",
        "en": "{documents} documents, {entities} entities, {relations} relations.",
    },
    "open": {"zh": "打开网络图：{page}", "en": "Open the network: {page}"},
    "failed": {"zh": "{count} 个文件未能读取：", "en": "{count} files could not be read:"},
    "nothing": {"zh": "没有读到任何文档。", "en": "Nothing could be read."},
    "written": {"zh": "已写出 {path}", "en": "Wrote {path}"},
    "unknown": {"zh": "没有叫“{name}”的实体。", "en": "No entity is called “{name}”."},
    "nearest": {"zh": "相近的有：{names}", "en": "The nearest: {names}"},
    "unknown_measure": {"zh": "没有这个指标：{name}。可用：{known}", "en": "No such measure: {name}. Known: {known}"},
    "unknown_type": {"zh": "没有这个类型：{name}。可用：{known}", "en": "No such type: {name}. Known: {known}"},
    "no_path": {"zh": "“{a}”与“{b}”之间没有路径。", "en": "There is no path between “{a}” and “{b}”."},
    "rank": {"zh": "名次", "en": "Rank"},
    "name": {"zh": "名称", "en": "Name"},
    "type": {"zh": "类型", "en": "Type"},
    "mentions": {"zh": "提及", "en": "Mentions"},
    "documents": {"zh": "文档", "en": "Documents"},
    "aliases": {"zh": "别名", "en": "Aliases"},
    "evidence": {"zh": "证据", "en": "Evidence"},
    "other_meanings": {"zh": "同名的还有：{names}", "en": "Also called so: {names}"},
    "asserted": {"zh": "陈述", "en": "stated"},
    "proposed": {"zh": "倡议", "en": "called for"},
    "negated": {"zh": "否定", "en": "absent"},
    "must": {"zh": "必须", "en": "must"},
    "encouraged": {"zh": "鼓励", "en": "encouraged"},
    "may": {"zh": "可以", "en": "may"},
    "forbidden": {"zh": "禁止", "en": "forbidden"},
}


def say(key: str, lang: str, **values: object) -> str:
    """Return a message in a language, filled in."""
    return MESSAGES[key][lang].format(**values)


def language(arguments: Sequence[str]) -> str:
    """Return the language to speak: what `--lang` says, else that of the locale."""
    for at, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and at + 1 < len(arguments):
            value = arguments[at + 1]
        if value in LANGUAGES:
            return value
    wanted = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    wanted = wanted or locale.getlocale()[0] or ""
    return "zh" if wanted.lower().startswith(("zh", "chinese")) else "en"
