"""The one builder of articles, for pages of a site and for scanned texts: text, paragraphs, map, language."""

from __future__ import annotations

from dataclasses import field

from warehouse.model import Article, Language, Paragraph, Role, Segment
from warehouse.values import dataclass, replace


@dataclass(slots=True)
class ArticleBuilder:
    """An article's text while it grows, one line feed between two paragraphs."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    paragraphs: list[Paragraph] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)

    def put(self, text: str, at: int | None = None) -> None:
        """Append characters; `at` is where they stand in the file, None where they stand nowhere or no map is kept."""
        if at is not None:
            self.segments.append(Segment(self.length, at, len(text)))
        self.parts.append(text)
        self.length += len(text)

    def begin(self) -> int:
        """Begin a paragraph; gives the offset at which it starts."""
        if self.length:
            self.put("\n")
        return self.length

    def end(self, start: int, role: Role, lang: Language) -> None:
        """End the paragraph that began at `start`."""
        self.paragraphs.append(Paragraph(start, self.length, role, lang))

    def build(self, bare: Article, lang: Language) -> Article:
        """The article with its text; kicker, title and subtitle are its paragraphs of that role."""
        text = "".join(self.parts)

        def printed(role: Role) -> str:
            return " ".join(text[p.start : p.end] for p in self.paragraphs if p.role is role)

        return replace(
            bare,
            text=text,
            paragraphs=tuple(self.paragraphs),
            segments=tuple(self.segments),
            lang=lang,
            kicker=printed(Role.KICKER),
            title=printed(Role.TITLE),
            subtitle=printed(Role.SUBTITLE),
        )
