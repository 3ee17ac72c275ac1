"""Gives the claims of an article what is decided with the whole article in view: whose figure each one is."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from flows.extract.claim.body import Figure, Speech, decide
from flows.extract.document.body import Cast, decide_body
from flows.extract.mention.body import en, zh
from flows.extract.mention.body.shared import Body
from flows.extract.mention.body.zh import company_figure, industry_words, is_facility
from flows.extract.mention.clause import clauses_of
from warehouse.model import Article, Claim, Language, Role, Sentence
from warehouse.values import replace
from warehouse.vocabulary.places import canonical, find_places, place

MAIN = 0.5  # the probability from which on an article is about a body
HEADLINES = (Role.KICKER, Role.TITLE, Role.SUBTITLE)


def fill(article: Article, sentences: Sequence[Sentence], claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with the bodies whose figures they are. All in even text, in order."""
    bodies = bodies_of(article, claims)
    if not bodies or not claims:
        return tuple(claims)
    speech = speech_of(article, bodies, claims)
    entities: list[str] = []
    for at, figure in enumerate(figures(sentences, claims, speech)):
        same = (
            at > 0
            and claims[at - 1].indicator == claims[at].indicator
            and claims[at - 1].char_start >= figure.sentence[0]
        )
        entities.append(entities[-1] if same else decide(figure).value)  # a level and its growth are one body's
    return tuple(
        _told(claim, entity, main=speech.main.get(entity, 0.0) >= MAIN and not is_facility(entity))
        for claim, entity in zip(claims, entities, strict=True)
    )


def _told(claim: Claim, entity: str, *, main: bool) -> Claim:
    """A claim with its body. A figure of the article's own is the nation's where its sentence names no place."""
    if entity and is_facility(entity) and entity not in claim.sentence and _in_its_sentence(claim):
        entity = ""  # 唐山港…。上海港口…: a port's figures end where another place's begin
    elsewhere = claim.ref_area not in ("CN", "WORLD") and "、" not in claim.ref_area and claim.lang is Language.ZH
    if not (entity and main and elsewhere):
        return replace(claim, entity=entity) if entity != claim.entity else claim
    if (known := place(claim.ref_area)) and known.kind == "country":
        return replace(claim, entity=entity)  # a text about a company abroad
    return replace(claim, entity=entity, ref_area=claim.ref_area if _in_its_sentence(claim) else "CN")


def _in_its_sentence(claim: Claim) -> bool:
    """Whether a claim's sentence names its place."""
    said = {canonical(each.ref_area) for each in find_places(claim.sentence) if each.kind != "organisation"}
    return canonical(claim.ref_area) in said


def bodies_of(article: Article, claims: Sequence[Claim]) -> list[Body]:
    """The bodies that an article names, in the languages of its claims."""
    spoken = {claim.lang for claim in claims}
    chinese = zh.find_bodies(article.text) if Language.ZH in spoken else []
    english = en.find_bodies(article.text) if Language.EN in spoken else []
    return sorted([*chinese, *english], key=lambda body: body.start) if chinese and english else chinese or english


def cast_of(article: Article, bodies: Sequence[Body], claims: Sequence[Claim]) -> Cast:
    """What decides whom an article is about."""
    heads = [paragraph.end for paragraph in article.paragraphs[:4] if paragraph.role in HEADLINES]
    reported = sum(company_figure(claim.indicator) for claim in claims)
    return Cast(bodies, max(heads, default=0), reported, len(claims), len(industry_words(article.text)))


def speech_of(article: Article, bodies: Sequence[Body], claims: Sequence[Claim]) -> Speech:
    """What an article says of bodies, and whom it is about."""
    main = decide_body(cast_of(article, bodies, claims))
    sure = {c.value: p for c, p in zip(main.candidates, main.probabilities, strict=True)}
    return Speech(bodies, [body.start for body in bodies], sure, industry_words(article.text))


def figures(sentences: Sequence[Sentence], claims: Sequence[Claim], speech: Speech) -> list[Figure]:
    """Each claim's number among the bodies of its text."""
    begins: dict[int, int] = {}
    for sentence in sentences:
        begins.setdefault(sentence.paragraph, sentence.start)
    found = []
    for claim in claims:
        at = max(0, bisect.bisect_right(sentences, claim.char_start, key=lambda each: each.start) - 1)
        sentence = sentences[at]
        clause = next(
            (c for c in clauses_of(sentence.text) if c[1] + sentence.start > claim.char_start), (0, len(sentence.text))
        )
        bounds = (clause[0] + sentence.start, clause[1] + sentence.start)
        reported = company_figure(claim.indicator)
        found.append(
            Figure(
                claim.char_start, bounds, (sentence.start, sentence.end), begins[sentence.paragraph], reported, speech
            )
        )
    return found
