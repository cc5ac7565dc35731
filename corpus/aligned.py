"""Running text with its way back to the document.

A PDF or a web page leaves line breaks inside sentences, even inside words. Extraction works on running text, in
which they are healed; each of its characters remembers where it stands in the document.
"""

from array import array
from dataclasses import dataclass

from corpus.document import Span


@dataclass(frozen=True, slots=True)
class AlignedText:
    """Running text: paragraphs joined by one line feed each, with no furniture and no white space left by layout.

    `offsets[i]` is the offset of `text[i]` in `Document.text`.
    """

    text: str
    offsets: "array[int]"

    def span(self, start: int, end: int) -> Span:
        """Return the range in the document that `text[start:end]` came from."""
        return self.offsets[start], self.offsets[end - 1] + 1
