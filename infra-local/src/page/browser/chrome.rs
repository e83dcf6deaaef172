//! Chromium without a window, spoken to over a pipe by its DevTools protocol.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use crate::scratch::Scratch;

/// Says where a browser is that is not in the PATH.
const VARIABLE: &str = "INFRA_TEST_BROWSER";
/// The names under which systems have it.
const NAMES: [&str; 5] =
    ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// A name of somebody else's that leads to this machine.
pub(super) const LED_HERE: &str = "shop.example.com";
/// The protocol is spoken over the descriptors 3 and 4.
const OVER_PIPES: &str = r#"exec "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1"#;
/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// A browser with one page.
pub(super) struct Chrome {
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
    number: u64,
    session: Option<String>,
    /// Killed when it is dropped.
    _running: Child,
    _profile: Scratch,
}

impl Chrome {
    pub(super) async fn start() -> Self {
        let profile = Scratch::new();
        let mut command = Command::new("sh");
        command.args(["-c", OVER_PIPES, "sh"]).arg(program()).args(["--headless", "--remote-debugging-pipe"]);
        // It opens pages of this test alone, and in containers its sandbox often cannot be had.
        command.args([
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--no-first-run",
            "--no-proxy-server",
        ]);
        command.arg(format!("--host-resolver-rules=MAP {LED_HERE} 127.0.0.1"));
        command.arg(format!("--user-data-dir={}", profile.path().display())).arg("about:blank");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut running = command.spawn().expect("a shell starts");
        let (requests, answers) = (running.stdin.take().unwrap(), BufReader::new(running.stdout.take().unwrap()));
        let mut chrome = Self { requests, answers, number: 0, session: None, _running: running, _profile: profile };
        let target = chrome.call("Target.createTarget", json!({ "url": "about:blank" })).await;
        let attached = json!({ "targetId": target["targetId"], "flatten": true });
        let session = chrome.call("Target.attachToTarget", attached).await;
        chrome.session = session["sessionId"].as_str().map(str::to_owned);
        chrome
    }

    /// Opens a page, until it has begun to be there.
    pub(super) async fn open(&mut self, url: &str) {
        let opened = self.call("Page.navigate", json!({ "url": url })).await;
        assert!(opened["errorText"].is_null(), "{opened}");
    }

    /// What an expression says in the page.
    pub(super) async fn ask(&mut self, expression: &str) -> Value {
        let call = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.call("Runtime.evaluate", call).await;
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    /// Waits until an expression is true in the page, which it is asked whenever something changes there.
    pub(super) async fn until(&mut self, expression: &str) {
        let promise = format!(
            "new Promise((resolve) => {{
                let observer;
                const look = () => {{
                    let is = false;
                    try {{ is = {expression}; }} catch {{ /* It is not there yet. */ }}
                    if (is) {{ observer?.disconnect(); resolve(true); }}
                    return is;
                }};
                if (look()) return;
                observer = new MutationObserver(look);
                observer.observe(document, {{ subtree: true, childList: true, attributes: true, characterData: true }});
                addEventListener('load', look, true);
                addEventListener('error', look, true);
                document.addEventListener('readystatechange', look);
            }})"
        );
        assert_eq!(self.ask(&promise).await, json!(true), "{expression}");
    }

    /// Calls a method of the protocol. What the browser tells of its own accord is passed over.
    async fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.number += 1;
        let mut request = json!({ "id": self.number, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            request["sessionId"] = json!(session);
        }
        let mut written = serde_json::to_vec(&request).unwrap();
        written.push(0);
        self.requests.write_all(&written).await.expect("the browser runs");
        loop {
            let answer = timeout(PATIENCE, self.next()).await.unwrap_or_else(|_| panic!("{request} has no answer"));
            if answer["id"] == json!(self.number) {
                assert!(answer["error"].is_null(), "{request}: {answer}");
                return answer["result"].clone();
            }
        }
    }

    async fn next(&mut self) -> Value {
        let mut message = Vec::new();
        self.answers.read_until(0, &mut message).await.expect("the browser's words can be read");
        assert_eq!(message.pop(), Some(0), "the browser has ended");
        serde_json::from_slice(&message).expect("the browser speaks JSON")
    }
}

/// The browser's program.
fn program() -> PathBuf {
    if let Some(given) = std::env::var_os(VARIABLE) {
        return given.into();
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut found = std::env::split_paths(&path).flat_map(|folder| NAMES.map(|name| folder.join(name)));
    found.find(|file| file.is_file()).unwrap_or_else(|| {
        panic!(
            "no browser is there to show the page: `cargo xtask test` installs one, or set {VARIABLE} to its program"
        )
    })
}
