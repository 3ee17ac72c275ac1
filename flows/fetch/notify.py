"""A word to the operator's own webhook. His address, so none of the rules for publishers' sites apply."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import httpx

TIMEOUT_S = 10.0


def post_json(address: str, content: Mapping[str, Any]) -> bool:
    """Post `content`; whether it was taken. Where it was not, one line on stderr says why."""
    try:
        answer = httpx.post(address, json=dict(content), timeout=TIMEOUT_S)
        answer.raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        sys.stderr.write(f"gongbao: the webhook did not take the notice: {type(error).__name__}: {error}\n")
        return False
    return True
