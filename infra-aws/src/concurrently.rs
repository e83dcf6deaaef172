//! Calls that do not wait for each other.

use std::future::Future;

use futures_util::stream::{StreamExt, TryStreamExt, iter};

use crate::Error;

/// How many calls are under way at once: AWS allows a burst of about twenty to most operations that read.
const AT_ONCE: usize = 16;

/// Makes all calls, several at a time, and gives their answers in the same order; the first failure ends it.
pub(crate) async fn all<T, Call>(calls: Vec<Call>) -> Result<Vec<T>, Error>
where
    Call: Future<Output = Result<T, Error>>,
{
    at_most(AT_ONCE, calls).await
}

/// The same with fewer at a time, for operations that AWS allows less often.
pub(crate) async fn at_most<T, Call>(at_once: usize, calls: Vec<Call>) -> Result<Vec<T>, Error>
where
    Call: Future<Output = Result<T, Error>>,
{
    iter(calls).buffered(at_once).try_collect().await
}
