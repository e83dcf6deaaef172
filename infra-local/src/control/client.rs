//! A command's side of the socket.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::net::UnixStream;
use tokio::time::{Instant, sleep, timeout};

use super::{
    ApplyEvent, ApplyRequest, ControlError, Deployment, EnvironmentRequest, RunEvent, RunRequest, State, StopEvent,
};
use crate::place::{Place, check_socket};
use crate::spec::Spec;

/// How long a supervisor that has stopped all may take to end.
const ENDING: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(10);

/// What a host must be called where there is none.
const HOST: &str = "supervisor";

/// The supervisor of a stage, as commands reach it. It holds no connection.
#[derive(Clone, Debug)]
pub struct Client {
    socket: PathBuf,
}

impl Client {
    /// The supervisor of a stage; none where nothing answers.
    ///
    /// # Errors
    /// When the socket is there, but may not be used.
    pub async fn connect(place: &Place) -> Result<Option<Self>, ControlError> {
        let client = Self::of(place);
        client.check()?;
        match UnixStream::connect(&client.socket).await {
            Ok(_) => Ok(Some(client)),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused) => {
                Ok(None)
            }
            Err(source) => Err(ControlError::Socket { path: client.socket, source }),
        }
    }

    /// The supervisor of a stage, which may not be there yet.
    pub(crate) fn of(place: &Place) -> Self {
        Self { socket: place.socket() }
    }

    /// Whether it answers, rather than being about to end.
    pub(crate) async fn answers(&self) -> bool {
        timeout(ENDING, self.state()).await.is_ok_and(|state| state.is_ok())
    }

    /// What runs.
    pub async fn state(&self) -> Result<State, ControlError> {
        self.get("/state").await
    }

    /// The spec that is kept.
    pub async fn spec(&self) -> Result<Spec, ControlError> {
        self.get("/spec").await
    }

    /// The deploys that were, the newest last.
    pub async fn history(&self) -> Result<Vec<Deployment>, ControlError> {
        self.get("/history").await
    }

    /// The environment that a unit of a replica was started with, with its secrets: of an image that of its container.
    pub async fn environment(&self, replica: &str, unit: &str) -> Result<Vec<(String, String)>, ControlError> {
        let request = EnvironmentRequest { replica: replica.to_owned(), unit: unit.to_owned() };
        let body = serde_json::to_vec(&request).map_err(version)?;
        let answer = self.ask(Method::POST, "/environment", body.into()).await?;
        whole(answer).await
    }

    /// Puts `spec` in place, tells `events`, and says whether all runs as it says. What it does not have is stopped.
    pub async fn apply(&self, spec: &Spec, mut events: impl FnMut(ApplyEvent) + Send) -> Result<bool, ControlError> {
        let mut ended = None;
        let lines = |event: ApplyEvent| {
            if let ApplyEvent::Ended { succeeded } = event {
                ended = Some(succeeded);
            }
            events(event);
        };
        self.lines("/apply", &ApplyRequest::of_this_command(spec.clone()), lines).await?;
        ended.ok_or_else(cut)
    }

    /// Runs a task, tells `events`, and gives the exit code that a shell would: that of its main unit, or 128 and the signal.
    pub async fn run(
        &self,
        request: &RunRequest,
        mut events: impl FnMut(RunEvent) + Send,
    ) -> Result<i32, ControlError> {
        let mut ended = None;
        let lines = |event: RunEvent| {
            if let RunEvent::Ended { exit } = &event {
                ended = Some(exit.code());
            }
            events(event);
        };
        self.lines("/run", request, lines).await?;
        ended.ok_or_else(cut)
    }

    /// Stops all that runs, and the supervisor.
    pub async fn stop(&self, mut events: impl FnMut(StopEvent) + Send) -> Result<(), ControlError> {
        let mut ended = false;
        let lines = |event: StopEvent| {
            ended |= event == StopEvent::Ended;
            events(event);
        };
        self.lines("/stop", &(), lines).await?;
        if !ended {
            return Err(cut());
        }
        // It has stopped all, and ends now: who comes next finds nobody.
        let begun = Instant::now();
        while UnixStream::connect(&self.socket).await.is_ok() && begun.elapsed() < ENDING {
            sleep(POLL).await;
        }
        Ok(())
    }

    fn check(&self) -> Result<(), ControlError> {
        check_socket(&self.socket).map_err(|source| ControlError::Socket { path: self.socket.clone(), source })
    }

    async fn get<A: DeserializeOwned>(&self, path: &str) -> Result<A, ControlError> {
        whole(self.ask(Method::GET, path, Bytes::new()).await?).await
    }

    /// Asks, and tells each line of the answer as it comes.
    async fn lines<A: DeserializeOwned>(
        &self,
        path: &str,
        body: &(impl Serialize + Sync),
        mut tell: impl FnMut(A) + Send,
    ) -> Result<(), ControlError> {
        let body = serde_json::to_vec(body).map_err(version)?;
        let mut answer = self.ask(Method::POST, path, body.into()).await?.into_body();
        let mut rest = BytesMut::new();
        while let Some(frame) = answer.frame().await {
            let Ok(data) = frame.map_err(broken)?.into_data() else { continue };
            rest.extend_from_slice(&data);
            while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
                let line = rest.split_to(end + 1);
                tell(serde_json::from_slice(&line).map_err(version)?);
            }
        }
        Ok(())
    }

    async fn ask(&self, method: Method, path: &str, body: Bytes) -> Result<Response<Incoming>, ControlError> {
        self.check()?;
        let stream = UnixStream::connect(&self.socket).await;
        let stream = stream.map_err(|source| ControlError::Socket { path: self.socket.clone(), source })?;
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
        tokio::spawn(connection);
        let request = Request::builder().method(method).uri(path).header("host", HOST).body(Full::new(body));
        let answer = sender.send_request(request.map_err(broken)?).await.map_err(broken)?;
        if answer.status() == StatusCode::OK {
            return Ok(answer);
        }
        let whole = answer.into_body().collect().await.map_err(broken)?.to_bytes();
        Err(ControlError::Refused(String::from_utf8_lossy(&whole).into_owned()))
    }
}

async fn whole<A: DeserializeOwned>(answer: Response<Incoming>) -> Result<A, ControlError> {
    let whole = answer.into_body().collect().await.map_err(broken)?.to_bytes();
    serde_json::from_slice(&whole).map_err(version)
}

fn broken(error: impl core::fmt::Display) -> ControlError {
    ControlError::Broken(error.to_string())
}

fn version(error: serde_json::Error) -> ControlError {
    ControlError::Version(error.to_string())
}

/// An answer that ends before it has said how it ended.
fn cut() -> ControlError {
    ControlError::Broken("it ended before it was done".to_owned())
}
