"""What is set into a page between an article's paragraphs: 核心阅读 boxes, and pictures with their captions."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_low

from flows.parse.scan.blocks import Block, Look
from warehouse.values import dataclass

LONGEST_BOX = 6  # paragraphs below a label that can belong to it
LONGEST_CAPTION = 3  # paragraphs of one caption


@dataclass(frozen=True, slots=True)
class Photo:
    """Blocks `first` to `last` (included) are one picture's caption. `alone`: it stands for itself on the page."""

    first: int
    last: int
    alone: bool


def wide_gap(blocks: Sequence[Block]) -> int:
    """How many blank lines show that something else begins: clearly more than this page's paragraphs have."""
    gaps = [block.gap for block in blocks[1:]]
    usual = median_low(gaps) if gaps else 0
    return max(usual + 2, 2 * usual + 1)


def find_boxes(blocks: Sequence[Block], wide: int) -> list[bool]:
    """For each block whether it belongs to a box: the label, and what follows it down to a wide gap."""
    boxed = [False] * len(blocks)
    for index, block in enumerate(blocks):
        if block.look is not Look.BOX_LABEL:
            continue
        last = index + 1
        for other in range(index + 1, min(index + 1 + LONGEST_BOX, len(blocks))):
            if other + 1 < len(blocks) and blocks[other + 1].gap >= wide:
                last = other
                break
            if blocks[other].look not in (Look.TEXT, Look.ITEM, Look.TITLE) or blocks[other].opening is not None:
                break
        for other in range(index, min(last + 1, len(blocks))):
            boxed[other] = True
    return boxed


def find_photos(blocks: Sequence[Block], wide: int) -> list[Photo]:
    """Every picture's caption, found by its photographer's credit."""
    photos: list[Photo] = []
    taken = -1
    for index, block in enumerate(blocks):
        if block.look is Look.PHOTO_CREDIT and index - 1 > taken and _is_prose(blocks[index - 1]):
            first = _first_of_caption(blocks, index - 1, taken, wide)
        elif block.look is Look.CAPTION:
            first = _first_of_caption(blocks, index, taken, wide)
        else:
            continue
        photos.append(Photo(first, index, alone=first == 0 or blocks[first].gap >= wide))
        taken = index
    return photos


def _first_of_caption(blocks: Sequence[Block], last: int, taken: int, wide: int) -> int:
    """Where a caption that ends at `last` begins: below the nearest wide gap, else with its last paragraph."""
    for index in range(last, max(last - LONGEST_CAPTION, taken, -1), -1):
        if index < last and not _is_prose(blocks[index]):
            break
        if blocks[index].gap >= wide:
            return index
    return last


def _is_prose(block: Block) -> bool:
    return block.look in (Look.TEXT, Look.CAPTION, Look.TITLE) and block.opening is None
