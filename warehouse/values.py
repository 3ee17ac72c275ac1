"""Values: dataclasses that the type checker keeps frozen, made and changed at the cost of plain ones.

`dataclasses` guards a frozen class at run time by setting each field through `object.__setattr__`: a claim of 26 fields
takes 6 µs instead of 1, and `replace` 25 instead of 3. Extraction makes some 70 values a claim, a seventh of its time.
mypy refuses an assignment to a field all the same, for it sees the standard library's names here.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass, replace
else:
    import dataclasses

    def dataclass(cls=None, /, *, frozen=False, **given):  # noqa: ANN001, ANN201 - mypy sees the standard library's
        """As `dataclasses.dataclass`; a frozen class has its hash, and no guard at run time."""
        make = dataclasses.dataclass(unsafe_hash=frozen, **given)
        return make if cls is None else make(cls)

    def replace(value, /, **changes):  # noqa: ANN001, ANN201 - as above
        """As `dataclasses.replace`, for classes of two fields or more that do nothing but keep what they are given."""
        cls = value.__class__
        names, read = _fields(cls)
        new = cls.__new__(cls)
        for name, kept in zip(names, read(value), strict=True):
            setattr(new, name, kept)
        for name, changed in changes.items():
            setattr(new, name, changed)
        return new


@functools.cache
def _fields(cls: type[Any]) -> tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]:
    """The names of a class's fields, and what reads them all."""
    names = tuple(field.name for field in fields(cls))
    return names, operator.attrgetter(*names)


__all__ = ["dataclass", "replace"]
