#!/usr/bin/env python3
"""Asks rust-analyzer what an editor shows in the attributes of sample.rs, and compares it with expectations.toml.

    python3 tests/editor/lsp.py            # all of it: prints what differs, and fails then
    python3 tests/editor/lsp.py --show     # prints every answer as well

RUST_ANALYZER names the binary where it is not in the path. What is built stays in target/editor.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import threading
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CRATE = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve() / "editor"
# A file has changed while the answer was made: the question is asked again.
OUTDATED = (-32801, -32802)
MANIFEST = """[package]
name = "sample"
version = "0.1.0"
edition = "2024"

[dependencies]
infra-core = {{ path = "{root}/infra-core" }}
infra-macros = {{ path = "{root}/infra-macros" }}

[workspace]
"""


def make_crate():
    """A crate of a user's, outside of the workspace. It has the workspace's versions of everything."""
    (CRATE / "src").mkdir(parents=True, exist_ok=True)
    (CRATE / "Cargo.toml").write_text(MANIFEST.format(root=ROOT))
    for name in ("Cargo.lock", "rust-toolchain.toml"):
        shutil.copy(ROOT / name, CRATE / name)
    return pathlib.Path(shutil.copy(HERE / "sample.rs", CRATE / "src" / "lib.rs"))


def options():
    command = ["rustc", "--print", "sysroot"]
    sysroot = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip()
    return {
        "procMacro": {"enable": True, "server": f"{sysroot}/libexec/rust-analyzer-proc-macro-srv"},
        "cargo": {"buildScripts": {"enable": True}, "targetDir": str(CRATE / "target")},
        "checkOnSave": False,
    }


class Server:
    """A rust-analyzer and its messages."""

    def __init__(self, command, root):
        environment = {name: value for name, value in os.environ.items() if name != "CARGO_TARGET_DIR"}
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            command, cwd=root, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment
        )
        self.options, self.next_id, self.answers = options(), 0, {}
        self.changed, self.quiescent, self.health, self.ended = threading.Condition(), False, "", False
        threading.Thread(target=self.read, daemon=True).start()
        self.request("initialize", {
            "processId": os.getpid(),
            "rootUri": root.as_uri(),
            "workspaceFolders": [{"uri": root.as_uri(), "name": root.name}],
            "initializationOptions": self.options,
            "capabilities": {
                "experimental": {"serverStatusNotification": True},
                "textDocument": {"hover": {"contentFormat": ["markdown"]}, "diagnostic": {}},
                "workspace": {"configuration": True},
            },
        })
        self.notify("initialized", {})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def read(self):
        stream = self.process.stdout
        while line := stream.readline():
            length = 0
            while line.strip():
                name, value = line.decode().split(":", 1)
                length = int(value) if name.lower() == "content-length" else length
                line = stream.readline()
            self.receive(json.loads(stream.read(length)))
        with self.changed:
            self.ended = True
            self.changed.notify_all()

    def receive(self, message):
        if "method" in message and "id" in message:
            asked = message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
            self.send({"id": message["id"], "result": asked and [self.options for _ in asked]})
            return
        with self.changed:
            if "id" in message:
                self.answers[message["id"]] = message
            elif message["method"] == "experimental/serverStatus":
                self.quiescent = message["params"]["quiescent"]
                self.health = message["params"].get("message") or ""
            self.changed.notify_all()

    def wait_for(self, condition, what):
        with self.changed:
            self.changed.wait_for(lambda: condition() or self.ended, 600)
            if not condition():
                sys.exit(f"rust-analyzer: {what}")

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def request(self, method, params):
        answer = self.answer_to(method, params)
        while answer.get("error", {}).get("code") in OUTDATED:
            self.wait_for(lambda: self.quiescent, "it has not finished indexing")
            answer = self.answer_to(method, params)
        if "error" in answer:
            sys.exit(f"rust-analyzer: {method}: {answer['error']['message']}")
        return answer["result"]

    def answer_to(self, method, params):
        self.next_id += 1
        mine = self.next_id
        self.send({"id": mine, "method": method, "params": params})
        self.wait_for(lambda: mine in self.answers, f"no answer to {method}")
        return self.answers.pop(mine)


class Document:
    """The file as the editor has it."""

    def __init__(self, server, file):
        self.server, self.text, self.version, self.uri = server, file.read_text(), 1, file.as_uri()
        item = {"uri": self.uri, "languageId": "rust", "version": 1, "text": self.text}
        server.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, text):
        self.version += 1
        document = {"uri": self.uri, "version": self.version}
        self.server.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def place(self, needle):
        if self.text.count(needle) != 1:
            sys.exit(f"sample.rs has `{needle}` {self.text.count(needle)} times")
        return self.text.index(needle)

    def ask(self, method, text, offset, **more):
        before = text[:offset]
        position = {"line": before.count("\n"), "character": offset - (before.rfind("\n") + 1)}
        return self.server.request(method, {"textDocument": {"uri": self.uri}, "position": position, **more})

    def hover(self, needle):
        answer = self.ask("textDocument/hover", self.text, self.place(needle))
        return answer["contents"]["value"] if answer else ""

    def offers(self, behind, typed):
        """What is offered at the `|` in `typed`, once it stands there."""
        start = self.place(behind) + len(behind)
        text = self.text[:start] + typed.replace("|", "") + self.text[start:]
        self.change(text)
        cursor = start + typed.index("|")
        answer = self.ask("textDocument/completion", text, cursor, context={"triggerKind": 1}) or []
        self.change(self.text)
        return [item["label"] for item in (answer["items"] if isinstance(answer, dict) else answer)]

    def diagnostics(self):
        report = self.server.request("textDocument/diagnostic", {"textDocument": {"uri": self.uri}})
        return [found["message"].split("\n")[0] for found in report["items"]]


def differences(document, asked):
    """What is not as it is expected, and the answer."""
    if "hover" in asked:
        answer = document.hover(asked["at"])
        missing = [f"the hover has no `{part}`" for part in asked["hover"] if part not in answer]
        return missing + [f"the hover has `{part}`" for part in asked.get("lacks", []) if part in answer], answer
    answer = document.offers(asked["behind"], asked["typed"])
    missing = [f"`{word}` is not offered" for word in asked.get("offers", []) if word not in answer]
    surplus = [f"`{word}` is offered" for word in asked.get("withholds", []) if word in answer]
    return missing + surplus, ", ".join(answer)


def main():
    expected = tomllib.loads((HERE / "expectations.toml").read_text())
    file = make_crate()
    server = Server([os.environ.get("RUST_ANALYZER", "rust-analyzer")], CRATE)
    document = Document(server, file)
    server.wait_for(lambda: server.quiescent, "it has not finished indexing")
    if server.health:
        print(f"rust-analyzer: {server.health}", file=sys.stderr)
    failed = 0
    for asked in expected["ask"]:
        found, answer = differences(document, asked)
        name = asked.get("at") or asked["behind"] + asked["typed"]
        if found or "--show" in sys.argv:
            print(f"{name}: {'; '.join(found) or 'as expected'}\n    {answer}")
        failed += bool(found)
    if (told := document.diagnostics()) != expected["diagnostics"]:
        print(f"diagnostics: {told}")
        failed += 1
    server.request("shutdown", None)
    server.notify("exit", None)
    server.process.wait(30)
    print(f"{len(expected['ask']) + 1} answers, {failed} not as expected")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
