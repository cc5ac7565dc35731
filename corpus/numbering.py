"""Word's automatic numbers: 第一条, 一、, （一）, 1. that a document shows but does not hold as text."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "chineseLegalSimplified",
        "japaneseCounting",
        "ideographDigital",
        "taiwaneseCounting",
    )
)
_CIRCLED = frozenset(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"))


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list is numbered: in `text`, %1 stands for the number of the first level."""

    format: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document; counts as its paragraphs are read in order."""

    levels: dict[tuple[str, int], _Level]
    styles: dict[str, tuple[str, int]]
    counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * 9))

    def label(self, paragraph: Any) -> str:
        """Return the number that Word shows before a paragraph, or nothing; bullets are not shown."""
        place = _place(paragraph) or self.styles.get(_style(paragraph))
        level = self.levels.get(place) if place else None
        if place is None or level is None or level.format in ("bullet", "none"):
            return ""
        counts, depth = self.counts[place[0]], place[1]
        counts[depth] = max(counts[depth] + 1, level.start)
        counts[depth + 1 :] = [0] * (8 - depth)
        text = level.text
        for i in range(depth + 1):
            shown = self.levels.get((place[0], i), level)
            text = text.replace(f"%{i + 1}", _shown(max(counts[i], 1), shown.format))
        return text


def read_numbering(document: Any) -> Numbering:
    """Read the lists of a python-docx document; damaged or missing definitions number nothing."""
    part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
    root = getattr(part, "element", None)
    levels = dict(_levels(root)) if root is not None else {}
    styles = {}
    for style in document.styles.element.iter(f"{W}style"):
        if place := _place(style):
            styles[style.get(f"{W}styleId")] = place
    return Numbering(levels, styles)


def _levels(root: Any) -> Any:
    """Yield ((list id, level), _Level) for each level of each list."""
    abstract = {a.get(f"{W}abstractNumId"): a for a in root.iter(f"{W}abstractNum")}
    for num in root.iter(f"{W}num"):
        reference = num.find(f"{W}abstractNumId")
        definition = abstract.get(reference.get(f"{W}val")) if reference is not None else None
        for level in definition.iter(f"{W}lvl") if definition is not None else ():
            depth = _integer(level.get(f"{W}ilvl"))
            start = _integer(_value(level, "start") or "1")
            if 0 <= depth < 9:
                yield (num.get(f"{W}numId"), depth), _Level(_value(level, "numFmt"), _value(level, "lvlText"), start)


def _place(element: Any) -> tuple[str, int] | None:
    """Return the list and the level that a paragraph or style says it is in."""
    properties = element.find(f"{W}pPr/{W}numPr")
    if properties is None:
        return None
    depth = _integer(_value(properties, "ilvl") or "0")
    identity = _value(properties, "numId")
    return (identity, depth) if identity and 0 <= depth < 9 else None


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""


def _value(element: Any, name: str) -> str:
    child = element.find(f"{W}{name}")
    return child.get(f"{W}val", "") if child is not None else ""


def _integer(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else -1


def _shown(number: int, format: str) -> str:
    if format in _CHINESE:
        return chinese(number)
    if format in _CIRCLED and number <= 20:
        return chr(0x245F + number)
    if format in ("upperLetter", "lowerLetter") and number <= 26:
        return chr((65 if format == "upperLetter" else 97) + number - 1)
    return str(number)


def chinese(number: int) -> str:
    """Return a number from 1 to 999 in Chinese numerals: 十二, 二十, 一百零五; others in digits."""
    digits = "零一二三四五六七八九"
    if not 1 <= number <= 999:
        return str(number)
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")
