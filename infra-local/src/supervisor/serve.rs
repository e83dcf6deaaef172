//! The control server: HTTP over the socket in the stage's folder.

use core::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::net::UnixListener;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::body::{Writer, lines};
use super::history::history;
use super::stage::Stage;
use super::stop;
use crate::chunks::Chunks;
use crate::control::{ApplyRequest, EnvironmentRequest, RunRequest};

/// How long answers may take to be read once all has ended.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// How long to wait where no connection could be taken.
const AGAIN: Duration = Duration::from_millis(100);

/// Answers until the stage is stopped.
pub(super) async fn serve(stage: &Arc<Stage>, listener: UnixListener) {
    let mut stopped = stage.stopped.subscribe();
    let mut connections = JoinSet::new();
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.wait_for(|stopped| *stopped) => break,
        };
        while connections.try_join_next().is_some() {}
        let Ok((stream, _)) = stream else {
            // Of too many open files: some are closed soon.
            sleep(AGAIN).await;
            continue;
        };
        let stage = Arc::clone(stage);
        let answer = service_fn(move |request| answer(Arc::clone(&stage), request));
        connections.spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), answer));
    }
    drop(listener);
    let _ = timeout(LAST_WORDS, async { while connections.join_next().await.is_some() {} }).await;
}

async fn answer(stage: Arc<Stage>, request: Request<Incoming>) -> Result<Response<Chunks>, Infallible> {
    let (head, body) = request.into_parts();
    let answered = match (&head.method, head.uri.path()) {
        (&Method::GET, "/state") => Ok(value(&stage.state())),
        (&Method::GET, "/spec") => Ok(value(&stage.spec())),
        (&Method::GET, "/stats") => Ok(value(&stage.machine.proxy.stats())),
        (&Method::GET, "/history") => Ok(value(&history(&stage.machine.place))),
        (&Method::POST, "/environment") => read(body).await.and_then(|request| environment(&stage, &request)),
        (&Method::POST, "/apply") => read(body).await.and_then(|request| apply(&stage, request)),
        (&Method::POST, "/run") => read(body).await.and_then(|request| run(&stage, request)),
        (&Method::POST, "/stop") => Ok(stop_all(&stage)),
        (method, path) => Err((StatusCode::NOT_FOUND, format!("the supervisor does not know {method} {path}"))),
    };
    Ok(answered.unwrap_or_else(|(status, why)| {
        let (writer, lines) = lines();
        writer.text(why.into_bytes());
        let mut answer = Response::new(lines);
        *answer.status_mut() = status;
        answer
    }))
}

type Refusal = (StatusCode, String);

async fn read<A: DeserializeOwned>(body: Incoming) -> Result<A, Refusal> {
    let refuse = |why: String| (StatusCode::BAD_REQUEST, why);
    let whole = body.collect().await.map_err(|error| refuse(error.to_string()))?.to_bytes();
    serde_json::from_slice(&whole).map_err(|error| refuse(format!("it is of another version: {error}")))
}

fn value(value: &impl Serialize) -> Response<Chunks> {
    written(|writer| writer.line(value))
}

fn written(write: impl FnOnce(Writer)) -> Response<Chunks> {
    let (writer, lines) = lines();
    write(writer);
    Response::new(lines)
}

fn environment(stage: &Stage, request: &EnvironmentRequest) -> Result<Response<Chunks>, Refusal> {
    let EnvironmentRequest { replica, unit } = request;
    match stage.machine.environment(replica, unit) {
        Some(environment) => Ok(value(&environment)),
        None => Err((StatusCode::NOT_FOUND, format!("replica {replica} does not run any more"))),
    }
}

/// A deploy goes on also where nobody listens any more, as on AWS.
fn apply(stage: &Arc<Stage>, request: ApplyRequest) -> Result<Response<Chunks>, Refusal> {
    if stage.kept().is_stopping {
        return Err((StatusCode::CONFLICT, "the stage is being stopped".to_owned()));
    }
    let stage = Arc::clone(stage);
    Ok(written(|writer| {
        tokio::spawn(async move { stage.apply(request, Arc::new(move |event| writer.line(&event))).await });
    }))
}

fn run(stage: &Arc<Stage>, request: RunRequest) -> Result<Response<Chunks>, Refusal> {
    let kept = stage.kept();
    if !kept.spec.tasks.iter().any(|task| task.item == request.task) {
        let why = format!("`{}` is not deployed in this stage; deploy it first", request.task);
        return Err((StatusCode::NOT_FOUND, why));
    }
    if kept.is_stopping {
        return Err((StatusCode::CONFLICT, "the stage is being stopped".to_owned()));
    }
    drop(kept);
    let stage = Arc::clone(stage);
    Ok(written(|writer| {
        tokio::spawn(async move { stage.run(request, Arc::new(move |event| writer.line(&event))).await });
    }))
}

fn stop_all(stage: &Arc<Stage>) -> Response<Chunks> {
    let stage = Arc::clone(stage);
    written(|writer| {
        tokio::spawn(async move { stage.stop(stop::LONGEST, Arc::new(move |event| writer.line(&event))).await });
    })
}
