//! A request to a replica, and its answer back.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use hyper::body::Incoming;
use hyper::client::conn::TrySendError;
use hyper::header::{CONNECTION, HeaderValue, UPGRADE};
use hyper::upgrade::OnUpgrade;
use hyper::{Method, Request, Response, StatusCode, Version};

use super::answer::{Own, Voice};
use super::body::{AnswerBody, RequestBody, Upload};
use super::connection::Client;
use super::group::{Flight, Group, Unhealthy};
use super::headers::{self, Origin};
use super::passage::Arrival;
use super::pool::{Connection, NoConnection, connect};
use super::{sticky, tunnel};

/// How long Service Connect waits for an answer where the service does not say otherwise.
///
/// Source: Amazon ECS Developer Guide, "Service Connect components", `perRequestTimeout`.
const BETWEEN_SERVICES: Duration = Duration::from_secs(15);

/// On whose behalf a request is passed on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Forward {
    voice: Voice,
    /// How long a replica may take for the headers of its answer, and be quiet.
    patience: Duration,
    /// What it is told of the client.
    origin: Option<Origin>,
}

impl Forward {
    pub(super) fn of_balancer(idle: Duration, origin: Origin) -> Self {
        Self { voice: Voice::Balancer, patience: idle, origin: Some(origin) }
    }

    pub(super) fn between_services() -> Self {
        Self { voice: Voice::Mesh, patience: BETWEEN_SERVICES, origin: None }
    }
}

/// Why a request got no answer from one replica.
enum Failure {
    /// It never went out; here it is.
    Unsent(Box<Request<RequestBody>>),
    /// It went out, and the connection ended.
    Broken,
    Own(Own),
}

/// Passes a request on to a replica of the group, and its answer back.
///
/// A replica to which no connection can be made is left out, and another one asked. A request that went out on a connection
/// which a replica closed at that moment is sent once more, where that can do no harm (RFC 9110 §9.2.2): so replicas may
/// close connections whenever they are at rest.
pub(super) async fn forward(
    client: &Client,
    group: &Group,
    request: Request<Incoming>,
    how: Forward,
) -> Response<AnswerBody> {
    let arrival = Arrival::new(&group.service);
    let settings = group.service.settings();
    let sticky = settings.sticky_seconds.filter(|_| how.voice == Voice::Balancer);
    let now = SystemTime::now();
    let stays = sticky.and_then(|_| sticky::stays_with(request.headers(), now));
    let (mut request, upgrade) = prepare(request, how.origin);
    let mut been: Vec<SocketAddr> = Vec::new();
    let unhealthy = if how.voice == Voice::Balancer { Unhealthy::Asked } else { Unhealthy::LeftOut };
    let own = loop {
        let stay = |replica: &str| stays == Some(sticky::name(replica));
        let Some(flight) = group.choose(&been, unhealthy, |replica| stay(&replica.id)) else {
            break if been.is_empty() { Own::NoReplica } else { Own::Broken };
        };
        been.push(flight.member.address);
        let upload = request.body().upload();
        let copy = can_repeat(&request, upgrade.is_some());
        match ask(client, &flight, request, copy, how.patience).await {
            Ok((mut response, connection)) => {
                let code = response.status();
                headers_back(&mut response, code);
                if let Some(seconds) = sticky {
                    sticky::stay(response.headers_mut(), &flight.member.replica.id, seconds, client.secure, now);
                }
                let passage = arrival.answered_by(flight, code.as_u16());
                if code == StatusCode::SWITCHING_PROTOCOLS {
                    return match upgrade {
                        Some(upgrade) => tunnel::open(client, response, upgrade, passage, how.patience),
                        // Nobody asked for it.
                        None => Own::Broken.response(how.voice),
                    };
                }
                return response.map(|body| AnswerBody::passed(body, passage, connection, upload));
            }
            Err(Failure::Unsent(unsent)) => request = *unsent,
            Err(Failure::Broken) => {
                flight.member.replica.counters.answered_here(Own::Broken.code(how.voice));
                break Own::Broken;
            }
            Err(Failure::Own(own)) => {
                flight.member.replica.counters.answered_here(own.code(how.voice));
                break own;
            }
        }
    };
    arrival.answer_here(own.code(how.voice));
    own.response(how.voice)
}

/// The request as it goes to a replica, and the client's connection where it asks to change its protocol.
fn prepare(mut request: Request<Incoming>, origin: Option<Origin>) -> (Request<RequestBody>, Option<OnUpgrade>) {
    let to = headers::upgrade(request.headers()).filter(|_| request.version() == Version::HTTP_11);
    let upgrade = to.as_ref().map(|_| hyper::upgrade::on(&mut request));
    let (mut parts, body) = request.into_parts();
    parts.version = Version::HTTP_11;
    parts.extensions.clear();
    headers::to_replica(&mut parts.headers, origin);
    if let Some(to) = to {
        parts.headers.insert(CONNECTION, HeaderValue::from_static("upgrade"));
        parts.headers.insert(UPGRADE, to);
    }
    (Request::from_parts(parts, RequestBody::from(body)), upgrade)
}

/// What is needed to send a request once more, where that can do no harm: of one without a body.
fn can_repeat(request: &Request<RequestBody>, upgrades: bool) -> Option<Request<RequestBody>> {
    let harmless = [Method::GET, Method::HEAD, Method::OPTIONS, Method::PUT, Method::DELETE];
    if upgrades || !matches!(request.body(), RequestBody::Empty) || !harmless.contains(request.method()) {
        return None;
    }
    let mut copy = Request::new(RequestBody::Empty);
    *copy.method_mut() = request.method().clone();
    *copy.uri_mut() = request.uri().clone();
    *copy.headers_mut() = request.headers().clone();
    Some(copy)
}

/// Takes from an answer what was said to the balancer alone.
fn headers_back(response: &mut Response<Incoming>, code: StatusCode) {
    let to = response.headers().get(UPGRADE).filter(|_| code == StatusCode::SWITCHING_PROTOCOLS).cloned();
    headers::remove_hop_by_hop(response.headers_mut());
    // An answer of a replica that speaks HTTP/1.0 goes on as one of HTTP/1.1.
    *response.version_mut() = Version::HTTP_11;
    if let Some(to) = to {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("upgrade"));
        response.headers_mut().insert(UPGRADE, to);
    }
}

/// Sends a request to one replica: on a connection that is free, else on a new one.
async fn ask(
    client: &Client,
    flight: &Flight,
    mut request: Request<RequestBody>,
    copy: Option<Request<RequestBody>>,
    patience: Duration,
) -> Result<(Response<Incoming>, Connection), Failure> {
    let pool = &flight.member.pool;
    while let Some(connection) = pool.take(patience).await {
        match send(client, connection, request, patience).await {
            Err(Failure::Unsent(unsent)) => request = *unsent,
            Err(Failure::Broken) => {
                let Some(copy) = copy else { return Err(Failure::Broken) };
                request = copy;
                break;
            }
            done => return done,
        }
    }
    match connect(flight.member.address).await {
        Ok(connection) => send(client, connection, request, patience).await,
        Err(NoConnection::Refused) => Err(Failure::Unsent(Box::new(request))),
        Err(NoConnection::Late) => Err(Failure::Own(Own::Late)),
    }
}

/// Sends a request on a connection, and waits for the headers of its answer.
async fn send(
    client: &Client,
    mut connection: Connection,
    request: Request<RequestBody>,
    patience: Duration,
) -> Result<(Response<Incoming>, Connection), Failure> {
    let upload = request.body().upload();
    let _waiting = client.wait();
    let sent = connection.try_send_request(request);
    let began = tokio::time::Instant::now();
    let late = client.activity.idle_since(began, || patience);
    tokio::select! {
        biased;
        answer = sent => match answer {
            Ok(response) => Ok((response, connection)),
            Err(error) => Err(failure(error)),
        },
        () = late => Err(Failure::Own(if is_waiting(upload.as_ref()) { Own::ClientLate } else { Own::Late })),
    }
}

/// Whether the client has still to send something of its request.
fn is_waiting(upload: Option<&Arc<Upload>>) -> bool {
    upload.is_some_and(|upload| upload.is_waiting())
}

fn failure(mut error: TrySendError<Request<RequestBody>>) -> Failure {
    match error.take_message() {
        Some(unsent) => Failure::Unsent(Box::new(unsent)),
        None => Failure::Broken,
    }
}
