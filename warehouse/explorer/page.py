"""What every page is made with: the request's language, copy and questions, and the one way to an answer in HTML."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

import jinja2
from starlette.requests import Request
from starlette.responses import Response

from warehouse.explorer import figures, words
from warehouse.explorer.copy import Copy
from warehouse.explorer.endings import ROWS
from warehouse.explorer.reasons import reason
from warehouse.explorer.refusal import Refusal, said, status_of

LONGEST = 200  # characters of a word that is looked for
_TURNING = re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@cache
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("warehouse.explorer"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_unturned,
        auto_reload=False,  # beside older code of a service that runs, a newer template would break the page
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        plain=figures.plain,
        quantity=figures.quantity,
        signed=figures.signed,
        day=figures.day,
        period=figures.period,
        marked=figures.marked,
        title=figures.title,
        aspect=figures.aspect,
        of=words.of,
        place_name=words.place,
        why=reason,
    )
    made.filters["round_to"] = round
    return made


def _unturned(value: Any) -> Any:
    """Printed text without the marks by which it would turn the text behind it; files and archive keep them."""
    return type(value)(_TURNING.sub("", value)) if isinstance(value, str) and _TURNING.search(value) else value


@cache
def code_mark() -> str:
    """Another for every change of the pages' own files: what was cached before is not shown after an upgrade."""
    digest = hashlib.sha256()
    for room in ("", "templates", "static"):
        folder = files("warehouse.explorer").joinpath(room)
        for file in sorted(folder.iterdir(), key=lambda each: each.name):
            if file.is_file():
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Page:
    """One request for one page: its language, and the copy that it is answered from."""

    request: Request
    lang: str
    copy: Copy
    body: bytes = b""

    def asked(self, name: str, longest: int = LONGEST) -> str:
        """A parameter of the address, without marks that cannot be seen. Raises Refusal for a longer one."""
        text = _CONTROL.sub(" ", self.request.query_params.get(name, "")).strip()
        if len(text) > longest:
            raise Refusal(422, "long", most=longest, name=name, n=len(text))
        return text

    def asked_lines(self, name: str, longest: int) -> list[str]:
        """The lines of a parameter, each as `asked`. Raises Refusal for a longer one."""
        text = self.request.query_params.get(name, "")
        if len(text) > longest:
            raise Refusal(422, "long", most=longest, name=name, n=len(text))
        lines = (_CONTROL.sub(" ", line).strip() for line in text.splitlines())
        return [line for line in lines if line]

    def asked_form(self) -> str:
        """The ending of the file that `?as=` asks for, empty for a page. Raises Refusal for a kind that is none."""
        form = self.asked("as")
        if form and f".{form}" not in ROWS:
            known = ", ".join(ending[1:] for ending in ROWS)
            raise Refusal(422, "form_of_file", known=known, found=form)
        return f".{form}" if form else ""

    def asked_day(self, name: str) -> dt.date | None:
        """A day of the address, None where none is given. Raises Refusal for what is none."""
        text = self.asked(name)
        if not text:
            return None
        try:
            return dt.date.fromisoformat(text)
        except ValueError as error:
            raise Refusal(422, "day", name=name, found=text) from error

    def word(self, name: str, /, **given: object) -> str:
        """Words of the page, in its language."""
        return words.word(name, self.lang, **given)

    def link(self, *parts: str, **query: object) -> str:
        """The address of a page in this language; parameters that are empty are left out."""
        return link(self.lang, *parts, **query)

    def elsewhere(self) -> str:
        """The same page in the other language."""
        other = words.LANGUAGES[1 - words.LANGUAGES.index(self.lang)]
        path = quote(self.request.url.path.partition("/")[2].partition("/")[2], safe="/~:@")
        query = self.request.url.query
        return f"/{other}/{path}" + (f"?{query}" if query else "")

    def once(self, make: Callable[[], Response]) -> Response:
        """The page as `make` makes it, made once of a copy: for one that asks nothing else, where nothing is asked."""
        if self.request.url.query:
            return make()
        key = (self.lang, self.request.url.path)
        if key not in self.copy.pages:
            self.copy.pages[key] = bytes(make().body).decode()
        return Response(self.copy.pages[key], media_type="text/html; charset=utf-8")

    def render(self, template: str, status: int = 200, **given: Any) -> Response:
        """The template as an answer."""
        context: Mapping[str, Any] = {
            "page": self, "lang": self.lang, "t": self.word, "link": self.link, "style": code_mark(),
            "mark": self.copy.mark[:8], "q": "", "here": "", "feed": "", "heading": "", "script": "", **given,
        }  # fmt: skip
        text = _environment().get_template(f"{template}.html").render(context)
        return Response(text, status, media_type="text/html; charset=utf-8")


def link(lang: str, *parts: str, **query: object) -> str:
    """An address within the pages, written as ASCII."""
    path = "/".join(quote(part, safe="/~:@") for part in (lang, *parts))
    given = {name: str(value) for name, value in query.items() if value not in (None, "")}
    return f"/{path}" + (f"?{urlencode(given)}" if given else "")


def bare(lang: str, error: Exception) -> Response:
    """The page that says what is wrong and what to do; it needs no copy."""
    status = status_of(error)
    name = f"error_{status}" if status in {400, 404, 405, 413, 422, 503, 505} else "error_500"
    found, cure, original = said(error, lang)
    context = {
        "lang": lang,
        "t": lambda word, /, **given: words.word(word, lang, **given),
        "link": lambda *parts, **query: link(lang, *parts, **query),
        "style": code_mark(),
        "status": status,
        "heading": words.word(name, lang),
        "found": found,
        "cure": cure,
        "original": original,
    }
    empty = dict.fromkeys(("mark", "q", "here", "feed", "page", "script"), "")
    text = _environment().get_template("error.html").render({**empty, **context})
    return Response(text, status, media_type="text/html; charset=utf-8")
