"""Notices in the forms of WeCom, DingTalk, Lark, Feishu and mail, against receivers on loopback; refusals are heard."""

from __future__ import annotations

import datetime as dt
import email
from email import policy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import apprise
import pytest
from aiosmtpd.controller import Controller
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.lark import NotifyLark
from apprise.plugins.wecombot import NotifyWeComBot

from flows.notices.digest import digest_of
from flows.notices.message import LARGEST, Digest, Notice, notice_of, shortened
from flows.notices.send import send, unknown
from flows.settings import Notices
from tests.notices.gateways import Gateway
from tests.postgres import free_port
from tests.runs.issue_runs import DAY, ingest
from tests.sources.fake_sites.faults import Fault, Faults
from tests.sources.fake_sites.sites import press

pytestmark = pytest.mark.usefixtures("here")
NOTICE = Notice("公报：ingest rmrb：1 期有问题", "失败：rmrb-2026-11-20: 没有取到版面", is_bad=True)
FORMS: dict[str, tuple[Any, str, str, str]] = {  # plugin, its attribute of the address, our address, path
    "wecom": (NotifyWeComBot, "/cgi-bin/webhook/send?key={key}", "wecombot://a-key", "/cgi-bin/webhook/send?key=a-key"),
    "dingtalk": (NotifyDingTalk, "/robot/send?access_token={token}", "dingtalk://ab1", "/robot/send?access_token=ab1"),
    "lark": (NotifyLark, "/open-apis/bot/v2/hook/", "lark://abc-123", "/open-apis/bot/v2/hook/abc-123"),
    "feishu": (NotifyFeishu, "/open-apis/bot/v2/hook/{token}/", "feishu://abc123", "/open-apis/bot/v2/hook/abc123/"),
}  # fmt: skip
SUCCESS = {"wecom": {"errcode": 0, "errmsg": "ok"}, "dingtalk": {"errcode": 0, "errmsg": "ok"},
           "lark": {"StatusCode": 0, "StatusMessage": "success"}, "feishu": {"code": 0, "msg": "success"}}  # fmt: skip
REFUSALS = {"wecom": {"errcode": 45009, "errmsg": "api freq out of limit"},
            "dingtalk": {"errcode": 310000, "errmsg": "keywords not in content"},
            "lark": {"code": 19021, "msg": "sign match fail or timestamp is not within one hour"},
            "feishu": {"code": 9499, "msg": "Bad Request"}}  # fmt: skip


def wanted(*addresses: str, **given: Any) -> Notices:
    return Notices(to=addresses, **given)


def directed(form: str, gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> str:
    """The form's address, its gateway on loopback."""
    plugin, path, address, _ = FORMS[form]
    monkeypatch.setattr(plugin, "notify_url", f"http://127.0.0.1:{gateway.port}{path}")
    monkeypatch.setattr(plugin, "request_rate_per_sec", 0)
    return address


@pytest.mark.parametrize("form", FORMS)
def test_a_notice_is_taken(form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with Gateway(taking=SUCCESS[form]) as gateway:
        assert send(NOTICE, wanted(directed(form, gateway, monkeypatch)))
    (told,) = gateway.taken
    text = told.get("text", told.get("content"))
    content = text.get("content", text.get("text"))
    assert NOTICE.title in content and NOTICE.body in content
    assert gateway.paths == [FORMS[form][3]]
    assert told.get("msgtype", told.get("msg_type")) == "text"
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("form", FORMS)
def test_a_refusal_by_http_200_is_heard(
    form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Gateway(refusing=REFUSALS[form]) as gateway:
        address = directed(form, gateway, monkeypatch)
        assert not send(NOTICE, wanted(address))
    said = capsys.readouterr().err
    code = next(iter(REFUSALS[form].values()))
    assert f"found the refusal {code}: " in said and said.count("\n") == 1
    assert address not in said, "an address holds a key"


def test_one_gateway_that_is_gone_keeps_no_other_from_hearing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Gateway() as gone:
        pass
    with Gateway() as gateway:
        addresses = (f"json://127.0.0.1:{gone.port}/x", "nonsense://", directed("wecom", gateway, monkeypatch))
        assert not send(NOTICE, wanted(*addresses))
        assert len(gateway.taken) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert unknown(wanted(*addresses)) == ["nonsense://..."]


class _Mailbox:
    def __init__(self) -> None:
        self.letters: list[Any] = []

    # aiosmtpd looks a handler's methods up by the command of SMTP, which is written in capitals
    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.letters.append(envelope)
        return "250 taken"


def test_a_notice_goes_by_mail() -> None:
    box = _Mailbox()
    port = free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        to = f"mailto://127.0.0.1:{port}?from=gongbao@example.org&to=desk@example.org&mode=insecure"
        assert send(NOTICE, wanted(to))
    finally:
        server.stop()
    (letter,) = box.letters
    read = email.message_from_bytes(letter.content, policy=policy.default)
    body = read.get_body(("plain", "html"))
    assert letter.rcpt_tos == ["desk@example.org"] and read["Subject"] == NOTICE.title
    assert body is not None and "没有取到版面" in body.get_content()


def test_a_long_notice_keeps_whole_lines_and_counts_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"失败：rmrb-2026-01-{at:02}: 没有取到版面，稍后再试" for at in range(1, 29)]
    body = shortened(lines * 3, "zh")
    kept = body.splitlines()
    assert len(body.encode()) <= LARGEST and kept[:-1] == (lines * 3)[: len(kept) - 1]
    assert kept[-1] == f"另有 {84 - len(kept) + 1} 行，见 `gongbao status`"
    assert len(shortened(["x" * 9000], "en").encode()) <= LARGEST
    with Gateway() as gateway:
        assert send(Notice("公报", body), wanted(directed("wecom", gateway, monkeypatch)))


def test_only_what_is_wanted_is_told() -> None:
    digest = Digest("ingest rmrb")
    digest.add("healed", "rmrb-2026-11-19 (failed)")
    digest.add("drift", "rmrb-2026-11-20: too\nfew pages")
    everything = notice_of(digest, wanted())
    assert everything == Notice(
        "gongbao: ingest rmrb: 1 with another page shape, held back, 1 healed",
        "drifted: rmrb-2026-11-20: too few pages\nhealed: rmrb-2026-11-19 (failed)", True,
    )  # fmt: skip
    chinese = notice_of(digest, wanted(about="healed", language="zh"))
    assert chinese == Notice("公报：ingest rmrb：1 期已补齐", "已补齐：rmrb-2026-11-19 (failed)")
    assert notice_of(digest, wanted(about="finding failure")) is None


def test_a_run_is_digested_failed_then_healed(tmp_path: Path) -> None:
    since = dt.datetime.now(dt.UTC)
    broken = Faults(share=1.0, kinds=(Fault.NONSENSE,), most_in_a_row=999)
    with press("rmrb", pages=2, faults=broken) as running:
        report = ingest(tmp_path, "rmrb", running.origin("rmrb"))
    digest = digest_of(tmp_path, "ingest", report, since, wanted())
    assert [line.partition(":")[0] for line in digest.lines["failure"]] == [f"rmrb-{DAY}"]
    with press("rmrb", pages=2) as running:
        report = ingest(tmp_path, "rmrb", running.origin("rmrb"))
        digest = digest_of(tmp_path, "ingest", report, since, wanted())
        assert digest.lines["healed"] == [f"rmrb-{DAY} (failed)"] and "failure" not in digest.lines
        report = ingest(tmp_path, "rmrb", running.origin("rmrb"))
        again = digest_of(tmp_path, "ingest", report, dt.datetime.now(dt.UTC), wanted())
    assert again.lines == {}, "nothing to say, nothing is sent"


def test_new_findings_are_told_by_severity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (("error", "share_over_hundred", "a:1-2", "a share of 121 %"), ("warn", "jump", "b:1-2", "ten times"))
    monkeypatch.setattr("flows.notices.digest.ask.findings_since", lambda home, since: SimpleNamespace(rows=rows))
    revised = (("rmrb-1", "corrected", "t", "5G基站", 12, 13, "个"), ("rmrb-2", "gone", "其二", None, None, None, None))
    monkeypatch.setattr("flows.notices.digest.ask.revisions_since", lambda home, since: SimpleNamespace(rows=revised))
    report: Any = SimpleNamespace(troubles=[], stopped=[], lost=[], plans=[], outcomes=[], published=True)
    now = dt.datetime.now(dt.UTC)
    told = digest_of(tmp_path, "ingest", report, now, wanted()).lines["revision"]
    assert told == ["rmrb-1 corrected: 5G基站 12 -> 13 个", "rmrb-2 gone: 其二"]
    grave = digest_of(tmp_path, "ingest", report, now, wanted()).lines["finding"]
    assert grave == ["error share_over_hundred a:1-2: a share of 121 %"]
    assert len(digest_of(tmp_path, "ingest", report, now, wanted(findings="warning")).lines["finding"]) == 2


def test_apprise_alone_takes_a_refusal_for_success(monkeypatch: pytest.MonkeyPatch) -> None:
    """Why answers are read here: once apprise hears them itself, this fails and that code may go."""
    with Gateway(refusing=REFUSALS["wecom"]) as gateway:
        plain = apprise.Apprise.instantiate(directed("wecom", gateway, monkeypatch))
        assert plain.notify(body="text") is True
