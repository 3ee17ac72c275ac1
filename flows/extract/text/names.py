"""Names read from an even text, written again in the characters the article prints them in."""

from __future__ import annotations

from collections import Counter, defaultdict

from warehouse.model import Claim
from warehouse.values import replace


class Names:
    """What each simplified character stands for in an article; where it stands for several, its neighbours decide."""

    def __init__(self, printed: str, simplified: str, plain: str) -> None:
        """Three texts of one length: as printed, in simplified characters, and in plain marks and dashes too."""
        self._printed, self._plain = printed, plain
        self._places: dict[str, str] = {}
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)
        self._beside: dict[str, Counter[str]] = defaultdict(Counter)
        if printed != simplified:
            self._learn(printed, simplified)

    def _learn(self, printed: str, simplified: str) -> None:
        folded = {now for was, now in zip(printed, simplified, strict=True) if was != now}
        for was, now in zip(printed, simplified, strict=True):
            if now in folded:
                self._forms[now][was] += 1
        several = {now for now, forms in self._forms.items() if len(forms) > 1}
        for at, now in enumerate(simplified):
            if now in several:
                for pair in _pairs(simplified, at):
                    self._beside[pair][printed[at]] += 1

    def name(self, name: str) -> str:
        """A name that may be put together, in the article's characters."""
        return "".join(self._form(name, at) for at in range(len(name))) if self._forms else name

    def place(self, ref_area: str) -> str:
        """A place as the article writes it, dashes and all: 深圳—香港—广州集群; a code is no name."""
        if ref_area.isascii():
            return ref_area
        if ref_area not in self._places:
            self._places[ref_area] = "、".join(self._place(area) for area in ref_area.split("、"))
        return self._places[ref_area]

    def _place(self, area: str) -> str:
        at = self._plain.find(area)
        return self._printed[at : at + len(area)] if at >= 0 else self.name(area)

    def _form(self, name: str, at: int) -> str:
        forms = self._forms.get(name[at])
        if forms is None:
            return name[at]
        if len(forms) > 1:
            beside = [self._beside[pair] for pair in _pairs(name, at) if pair in self._beside]
            forms = sum(beside, Counter[str]()) or forms
        return forms.most_common(1)[0][0]

    def give_back(self, claim: Claim, at: tuple[int, int], quote: str, sentence: str) -> Claim:
        """The claim with its names as printed, `at` its printed place; its unit is no name."""
        (start, end), area = at, self.place(claim.ref_area)
        if not self._forms:
            return replace(claim, char_start=start, char_end=end, quote=quote, sentence=sentence, ref_area=area)
        return replace(
            claim,
            char_start=start,
            char_end=end,
            quote=quote,
            sentence=sentence,
            indicator=self.name(claim.indicator),
            breakdown=self.name(claim.breakdown),
            ref_area=area,
            period_text=self.name(claim.period_text),
        )


def _pairs(text: str, at: int) -> list[str]:
    """The character with the one before it, and with the one behind it."""
    return ([text[at - 1 : at + 1]] if at else []) + ([text[at : at + 2] + ">"] if at + 1 < len(text) else [])
