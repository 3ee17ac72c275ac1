"""Words of the calendar: the months, and the words that may begin a phrase of time."""

from __future__ import annotations

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        1,
    )
    for name in names.split()
}
TRIGGERS = frozenset(
    [
        "first",
        "second",
        "third",
        "fourth",
        "final",
        "last",
        "latter",
        "past",
        "this",
        "next",
        "previous",
        "current",
        "same",
        "preceding",
        "prior",
        "corresponding",
        "coming",
        "recent",
        "following",
        "end",
        "year-end",
        "year",
        "month",
        "quarter",
        "mid",
        "early",
        "late",
        "start",
        "beginning",
        "a",
        "one",
        "q1",
        "q2",
        "q3",
        "q4",
        "h1",
        "half",
        "h2",
        "fy",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "year-earlier",
        "full",
        "whole",
        "entire",
        "that",
    ]
) | frozenset(MONTHS)
