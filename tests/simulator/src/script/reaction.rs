//! What is done with a call.

use crate::call::Call;

/// What is done with a call. Without one, it is carried out and answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reaction {
    /// It is carried out and answered.
    #[default]
    Pass,
    /// It is not carried out, and answered with an error.
    Error {
        /// The status of the HTTP answer.
        status: u16,
        /// The code.
        code: String,
        /// The sentence.
        message: String,
    },
    /// It is not carried out: there were too many.
    Throttle,
    /// It is not carried out: 503.
    ServerError,
    /// It is carried out, and the connection times out before the answer.
    LoseAnswer,
    /// It is not carried out, and the connection fails.
    Refuse,
    /// It is never answered.
    Hang {
        /// Whether it is carried out.
        carried_out: bool,
    },
    /// It is answered from how things were before the latest write; only calls that read.
    Stale,
}

impl Reaction {
    /// An error with status 400.
    #[must_use]
    pub fn error(code: &str, message: &str) -> Self {
        Self::Error { status: 400, code: code.to_owned(), message: message.to_owned() }
    }
}

/// Random faults on so many percent of the calls: throttling, 503, connections that fail, answers that are lost, and reads
/// that are behind. The same for the same seed.
pub fn random_faults(seed: u64, percent: u8) -> impl FnMut(&Call) -> Reaction + Send {
    let mut random = fastrand::Rng::with_seed(seed);
    move |call| {
        if random.u8(..100) >= percent {
            return Reaction::Pass;
        }
        match random.u8(..5) {
            0 => Reaction::Throttle,
            1 => Reaction::ServerError,
            2 => Reaction::Refuse,
            3 => Reaction::LoseAnswer,
            _ if call.is_read() => Reaction::Stale,
            _ => Reaction::Throttle,
        }
    }
}
