#!/usr/bin/env bash
# apprise 1.13.1: notify() returns True for a message that WeCom, DingTalk, Lark or Feishu refused.
#
# These gateways answer a refusal (rate limit, missing keyword, wrong signature, unknown bot) with HTTP 200 and the reason
# as a code in the JSON body, as their manuals say: {"errcode": 45009, "errmsg": "api freq out of limit"}. One would guess
# that the plugins written for them read it. All four look at the HTTP status alone, so the message is lost and the
# caller is told that it was sent. Seen: "wecombot True", "dingtalk True", "lark True", "feishu True".
#
# This project reads the answers itself: flows/notices/send.py, held by tests/notices/test_notices.py, one test of which
# fails once apprise hears them.
#
# Here a server on loopback gives the documented refusals; nothing leaves the machine. Exits 0 while it is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -qq install apprise==1.13.1
cat > "$folder/refused.py" <<'PY'
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import apprise
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.lark import NotifyLark
from apprise.plugins.wecombot import NotifyWeComBot

REFUSALS = {
    "wecombot": {"errcode": 45009, "errmsg": "api freq out of limit"},
    "dingtalk": {"errcode": 310000, "errmsg": "keywords not in content"},
    "lark": {"code": 19021, "msg": "sign match fail or timestamp is not within one hour from current time"},
    "feishu": {"code": 19024, "msg": "Key Words Not Found"},
}


class Gateway(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        answer = json.dumps(REFUSALS[self.path.split("/")[1]]).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Gateway)
threading.Thread(target=server.serve_forever, daemon=True).start()
plugins = {"wecombot": NotifyWeComBot, "dingtalk": NotifyDingTalk, "lark": NotifyLark, "feishu": NotifyFeishu}
told = {}
for name, plugin in plugins.items():
    plugin.notify_url = f"http://127.0.0.1:{server.server_port}/{name}/"
    told[name] = apprise.Apprise.instantiate(f"{name}://abcdef123456").notify(title="title", body="text")
    print(name, told[name])
sys.exit(not all(told.values()))
PY
"$folder/venv/bin/python" "$folder/refused.py"
