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
    "compare": {
        "zh": "比较两次建图的结果，或一次结果中按年份、发文机关、文档等分组的文本：什么多了、少了、强了、弱了。",
        "en": "Compare two builds, or groups of the documents of one: what came, went, grew stronger or weaker.",
    },
    "report": {
        "zh": "写出报告：.html、.md 或 .docx；可附按组比较。",
        "en": "Write the report as .html, .md or .docx; with a comparison of groups on demand.",
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
    "opt.confidence": {
        "zh": "只要至少这么可信的陈述，0 到 1：0.65 以上的，判读认为四分之三以上正确。",
        "en": "Only statements at least so sure, from 0 to 1: of those above 0.65 readers found three in four right.",
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
        "zh": "目标文件；格式看结尾：.graphml .yed.graphml .gexf .csv .json .cyjs .ttl .jsonld .cypher .neo4j.csv "
        ".xlsx .parquet .net .vosviewer.txt .svg .png .pdf。",
        "en": "The file to write, in the format of its ending: .graphml .yed.graphml .gexf .csv .json .cyjs .ttl "
        ".jsonld .cypher .neo4j.csv .xlsx .parquet .net .vosviewer.txt .svg .png .pdf.",
    },
    "opt.report_to": {"zh": "目标文件：.html、.md 或 .docx。", "en": "The file to write: .html, .md or .docx."},
    "opt.title": {"zh": "页面与报告的标题。", "en": "The heading of the page and the report."},
    "opt.cooccurrence": {
        "zh": "另加共现层：sentence（同句）或 paragraph（同段）。",
        "en": "Add a layer of what is mentioned together: sentence or paragraph.",
    },
    "opt.resamples": {
        "zh": "为误差重抽文档的次数；0 为不算。",
        "en": "How often documents are drawn anew for error bars; 0 for none.",
    },
    "opt.resample": {
        "zh": "重算这个指标的误差，重抽这么多次（建图时已算度、加权度、PageRank）。",
        "en": "Take the error bars of this measure anew with so many draws (a build has those of degree, "
        "weighted_degree, pagerank).",
    },
    "opt.layer": {
        "zh": "在哪一层上计算：stated、structure、cooccurrence 或 all。",
        "en": "The layer to measure: stated, structure, cooccurrence or all.",
    },
    "opt.only": {
        "zh": "只在这些类型的实体构成的网络上计算，逗号分隔。",
        "en": "Measure the network of these entity types alone, separated by commas.",
    },
    "opt.undirected": {"zh": "不计方向。", "en": "Leave directions aside."},
    "opt.weight": {
        "zh": "边的权重：statements（陈述句数）或 documents（文档数）。",
        "en": "What makes an edge strong: statements or documents.",
    },
    "opt.json": {"zh": "输出 JSON，供程序使用。", "en": "Print JSON for scripts."},
    "opt.csv": {"zh": "输出 CSV，供程序使用。", "en": "Print CSV for scripts."},
    "opt.lines": {"zh": "列出几行含该名称的原文。", "en": "How many lines that name it to list."},
    "opt.other": {"zh": "与之比较的另一个结果文件夹。", "en": "Another folder to compare it with."},
    "opt.group_by": {
        "zh": "按什么分组：year、decade、issuer、document 或文档的一个字段。",
        "en": "What to group by: year, decade, issuer, document or a field of the documents.",
    },
    "opt.groups": {
        "zh": "只比较这些组，逗号分隔；年份可写区间，如 2003-2012。",
        "en": "These groups alone, separated by commas; for years also spans such as 2003-2012.",
    },
    "opt.compare_out": {
        "zh": "把比较写成页面和表格的文件夹。",
        "en": "A folder for the comparison as page and tables.",
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
    "interval": {"zh": "全体名次的 95% 区间", "en": "95 % of ranks (all)"},
    "stays": {"zh": "在前 {top}", "en": "in top {top}"},
    "of_documents": {"zh": "篇文档", "en": "documents"},
    "of_sentences": {"zh": "个句子", "en": "sentences"},
    "resampled": {
        "zh": "误差：{number} {units}重抽 {resamples} 次。",
        "en": "Error bars: {number} {units} drawn anew {resamples} times.",
    },
    "coefficient": {
        "zh": "稳定系数 {value:.1f}（0.25 以下不宜解读名次）。",
        "en": " Stability {value:.1f} (below 0.25 do not read ranks).",
    },
    "moods": {"zh": "情态", "en": "How it is meant"},
    "lines": {"zh": "点名之处（共 {count}）", "en": "Lines that name it ({count} in all)"},
    "relation": {"zh": "关系", "en": "Relation"},
    "name": {"zh": "名称", "en": "Name"},
    "type": {"zh": "类型", "en": "Type"},
    "mentions": {"zh": "提及", "en": "Mentions"},
    "documents": {"zh": "文档", "en": "Documents"},
    "aliases": {"zh": "别名", "en": "Aliases"},
    "evidence": {"zh": "证据", "en": "Evidence"},
    "sure": {"zh": "可信度", "en": "sure"},
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
