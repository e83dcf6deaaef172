//! Tests of new tasks before they get production's traffic.

use core::fmt;

use super::Stage;

/// The header that leads a request to the new tasks of a service, while a deployment has them but has not moved
/// production's traffic. Its value is the service's physical name.
pub const TEST_HEADER: &str = "X-Infra-Test";

/// What a smoke test has to go by. The new tasks run, and answer requests with the header; production's traffic has not
/// moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SmokeTest<'a> {
    stage: Stage<'a>,
    service: &'a str,
    physical: &'a str,
    url: &'a str,
}

impl<'a> SmokeTest<'a> {
    /// A test of the service `service` (its name without app and stage), whose physical name is `physical`, behind the load
    /// balancer at `url`.
    #[must_use]
    pub const fn new(stage: Stage<'a>, service: &'a str, physical: &'a str, url: &'a str) -> Self {
        Self { stage, service, physical, url }
    }

    /// The stage that is being deployed.
    #[must_use]
    pub const fn stage(&self) -> &Stage<'a> {
        &self.stage
    }

    /// The app's name.
    #[must_use]
    pub const fn app(&self) -> &'a str {
        self.stage.app
    }

    /// The service's name, without app and stage.
    #[must_use]
    pub const fn service(&self) -> &'a str {
        self.service
    }

    /// Where the cluster's load balancer answers, as `http://shop-prod-123.eu-west-1.elb.amazonaws.com`: scheme, host and,
    /// where it is another than the scheme's own, port. The path of the service's route is not part of it.
    #[must_use]
    pub const fn url(&self) -> &'a str {
        self.url
    }

    /// Name and value of the header with which requests reach the new tasks; without it they reach the old ones.
    #[must_use]
    pub const fn header(&self) -> (&'static str, &'a str) {
        (TEST_HEADER, self.physical)
    }
}

/// A smoke test; its error as text.
pub type SmokeFunction = fn(&SmokeTest<'_>) -> Result<(), String>;

/// The function that `smoke = path` names.
#[derive(Clone, Copy)]
pub struct Smoke(pub SmokeFunction);

impl fmt::Debug for Smoke {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Smoke(..)")
    }
}

/// Two are the same where the compiler has made one function of them.
impl PartialEq for Smoke {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::fn_addr_eq(self.0, other.0)
    }
}

impl Eq for Smoke {}

/// As that there is one.
#[cfg(feature = "serde")]
impl serde::Serialize for Smoke {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(true)
    }
}

/// A function that `smoke` takes: `fn(&SmokeTest) -> Result<(), E>` with an error that can be shown.
#[diagnostic::on_unimplemented(
    message = "`smoke` takes a function `fn(&SmokeTest) -> Result<(), E>`",
    label = "not such a function",
    note = "`E` is any error that can be shown: `Box<dyn Error>`, `String`, one of your own"
)]
pub trait SmokeWith {
    /// Calls it.
    ///
    /// # Errors
    /// The function's own, as text.
    fn call(&self, test: &SmokeTest<'_>) -> Result<(), String>;
}

impl<F, E> SmokeWith for F
where
    F: Fn(&SmokeTest<'_>) -> Result<(), E>,
    E: fmt::Display,
{
    fn call(&self, test: &SmokeTest<'_>) -> Result<(), String> {
        // The alternate form of some error types tells their causes as well.
        self(test).map_err(|error| format!("{error:#}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAGE: Stage<'static> = Stage { app: "shop", name: "prod", account: None, protected: false };

    fn refuses(test: &SmokeTest<'_>) -> Result<(), fmt::Error> {
        if test.service() == "web" { Err(fmt::Error) } else { Ok(()) }
    }

    #[test]
    fn a_test_knows_what_it_tests() {
        let test = SmokeTest::new(STAGE, "web", "shop-prod-web", "http://example.com");
        assert_eq!((test.app(), test.stage().name, test.service()), ("shop", "prod", "web"));
        assert_eq!((test.url(), test.header()), ("http://example.com", ("X-Infra-Test", "shop-prod-web")));
    }

    #[test]
    fn a_test_says_what_is_wrong_in_its_own_words() {
        let smoke = Smoke(|test| SmokeWith::call(&refuses, test));
        let test = |service| SmokeTest::new(STAGE, service, "", "");
        assert_eq!((smoke.0)(&test("web")), Err(fmt::Error.to_string()));
        assert_eq!((smoke.0)(&test("api")), Ok(()));
        let same = smoke;
        assert_eq!((format!("{smoke:?}"), smoke == same), ("Smoke(..)".to_owned(), true));
    }
}
