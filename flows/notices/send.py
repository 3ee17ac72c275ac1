"""A notice to every address of the settings, by apprise. No address is printed, for it holds a key.

The gateways of WeCom, DingTalk, Lark and Feishu answer a refusal with HTTP 200 and a code in the body, which apprise
1.13.1 takes for success (findings/apprise_refused_is_sent.sh): their answers are read here.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import apprise
import requests

from flows.notices.message import Notice
from flows.settings import Notices

REFUSALS = ("errcode", "code", "StatusCode")  # of WeCom and DingTalk; of Lark and Feishu; of Lark's older answers
_ASSET = apprise.AppriseAsset(app_id="gongbao", app_desc="gongbao", app_url="")
_ONE_AT_A_TIME = threading.Lock()  # whose answers are heard
logging.getLogger("apprise").addHandler(logging.NullHandler())  # what is said of a notice is one line, and ours
logging.getLogger("apprise").propagate = False


async def tell(notice: Notice | None, wanted: Notices) -> bool:
    """Send a notice, in a thread. Whether all addresses took it; where one did not, a line on stderr says why."""
    return notice is None or await asyncio.to_thread(send, notice, wanted)


def send(notice: Notice, wanted: Notices) -> bool:
    """See `tell`. An error here is no error of the run."""
    taken = [_sent(address.get_secret_value(), notice) for address in wanted.to]
    return all(taken)


def unknown(wanted: Notices) -> list[str]:
    """The schemes of addresses that apprise does not understand."""
    addresses = [address.get_secret_value() for address in wanted.to]
    return [_scheme(each) for each in addresses if apprise.Apprise.instantiate(each, asset=_ASSET) is None]


def _sent(address: str, notice: Notice) -> bool:
    gateway = apprise.Apprise.instantiate(address, asset=_ASSET)
    if gateway is None:
        return _refused(address, "an address that apprise does not understand")
    kind = apprise.NotifyType.WARNING if notice.is_bad else apprise.NotifyType.INFO
    with _heard() as answers:
        taken = bool(gateway.notify(title=notice.title, body=notice.body, notify_type=kind))
    said = _refusal(answers)
    if taken and not said:
        return True
    return _refused(address, said or "no gateway that took it: see its address, and the network")


def _refused(address: str, why: str) -> bool:
    sys.stderr.write(f"gongbao: expected the notice to be taken by {_scheme(address)}, found {why}\n")
    return False


def _scheme(address: str) -> str:
    return address.partition("://")[0] + "://..."


@contextmanager
def _heard() -> Iterator[list[requests.Response]]:
    """The answers that gateways give within. Apprise hands none out and takes no session, so the class is wrapped."""
    answers: list[requests.Response] = []
    original = requests.Session.send

    def send(self: requests.Session, request: requests.PreparedRequest, **given: Any) -> requests.Response:
        answer = original(self, request, **given)
        answers.append(answer)
        return answer

    with _ONE_AT_A_TIME, patch.object(requests.Session, "send", send):
        yield answers


def _refusal(answers: Sequence[requests.Response]) -> str:
    """What the last gateway said that did not take the message; empty where each took it."""
    for answer in reversed(answers):
        if not answer.ok:
            return f"an answer of HTTP {answer.status_code}"
        try:
            told = answer.json()
        except (json.JSONDecodeError, requests.JSONDecodeError):
            continue
        code = next((told[name] for name in REFUSALS if name in told), 0) if isinstance(told, dict) else 0
        if code not in (0, "0"):
            return f"the refusal {code}: {' '.join(str(told.get('errmsg') or told.get('msg') or '').split())[:200]}"
    return ""
