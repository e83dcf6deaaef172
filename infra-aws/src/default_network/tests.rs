//! The call as a whole, against an EC2 that says what it was told to say.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_config::SdkConfig;
use aws_config::retry::RetryConfig;
use aws_sdk_ecs::config::http::{HttpRequest, HttpResponse};
use aws_sdk_ecs::config::{Credentials, SharedCredentialsProvider};
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};

use super::*;

/// An EC2: its answers to come, and the requests so far, each as its authorization and its query.
#[derive(Clone, Debug, Default)]
struct Ec2 {
    answers: Arc<Mutex<VecDeque<(u16, String)>>>,
    requests: Arc<Mutex<Vec<(String, String)>>>,
}

impl HttpConnector for Ec2 {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        assert_eq!((request.method(), request.uri()), ("POST", "https://ec2.eu-central-1.amazonaws.com/"));
        let authorization = request.headers().get("authorization").unwrap().to_owned();
        let query = String::from_utf8(request.body().bytes().unwrap().to_vec()).unwrap();
        self.requests.lock().unwrap().push((authorization, query));
        let (status, text) = self.answers.lock().unwrap().pop_front().expect("no more calls");
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status.try_into().unwrap(), text.into())))
    }
}

impl Ec2 {
    fn answering(answers: &[(u16, &str)]) -> Self {
        let answers = answers.iter().map(|(status, text)| (*status, (*text).to_owned())).collect();
        Self { answers: Arc::new(Mutex::new(answers)), requests: Arc::default() }
    }

    async fn network(&self) -> Result<(String, Vec<String>), Error> {
        let connector = SharedHttpConnector::new(self.clone());
        let credentials = Credentials::new("AKID", "secret", None, None, "test");
        let config = SdkConfig::builder()
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .http_client(http_client_fn(move |_, _| connector.clone()))
            .retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_millis(1)))
            .build();
        read(&Clients::of(config, "eu-central-1")).await
    }

    fn queries(&self) -> Vec<String> {
        self.requests.lock().unwrap().iter().map(|(_, query)| query.clone()).collect()
    }
}

fn page(subnets: &[&str], token: &str) -> String {
    let item = |id| format!("<item><subnetId>{id}</subnetId><vpcId>vpc-1</vpcId></item>");
    let items: String = subnets.iter().map(item).collect();
    format!(
        "<DescribeSubnetsResponse><subnetSet>{items}</subnetSet><nextToken>{token}</nextToken></DescribeSubnetsResponse>"
    )
}

fn failure(code: &str, message: &str) -> String {
    format!("<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors></Response>")
}

#[tokio::test]
async fn all_pages_are_read_and_sorted() {
    let ec2 = Ec2::answering(&[(200, &page(&["subnet-c", "subnet-a"], "more/")), (200, &page(&["subnet-b"], ""))]);
    let ids = ["subnet-a", "subnet-b", "subnet-c"].map(str::to_owned).to_vec();
    assert_eq!(ec2.network().await.unwrap(), ("vpc-1".to_owned(), ids));
    let first = "Action=DescribeSubnets&Version=2016-11-15&Filter.1.Name=default-for-az&Filter.1.Value.1=true";
    assert_eq!(ec2.queries(), [first.to_owned(), format!("{first}&NextToken=more%2F")]);
}

#[tokio::test]
async fn the_call_is_signed_for_ec2() {
    let ec2 = Ec2::answering(&[(200, &page(&["subnet-a"], ""))]);
    ec2.network().await.unwrap();
    let (authorization, _) = ec2.requests.lock().unwrap()[0].clone();
    assert!(authorization.starts_with("AWS4-HMAC-SHA256 Credential=AKID/"), "{authorization}");
    assert!(authorization.contains("/eu-central-1/ec2/aws4_request, "), "{authorization}");
}

#[tokio::test]
async fn a_page_that_leads_to_itself_ends_it() {
    let again = page(&["subnet-a"], "again");
    let error = Ec2::answering(&[(200, &again), (200, &again)]).network().await.unwrap_err();
    assert_eq!(error.to_string(), "ec2:DescribeSubnets answered without a new page token");
}

#[tokio::test]
async fn no_default_subnet_is_no_default_vpc() {
    let error = Ec2::answering(&[(200, &page(&[], ""))]).network().await.unwrap_err();
    assert!(matches!(&error, Error::Conflict(_)), "{error:?}");
    assert!(error.to_string().starts_with("the account has no default VPC in eu-central-1; declare"), "{error}");
}

#[tokio::test]
async fn throttling_and_outages_are_waited_out() {
    let throttled = failure("RequestLimitExceeded", "Request limit exceeded.");
    let ec2 = Ec2::answering(&[(503, &throttled), (500, "oops"), (200, &page(&["subnet-a"], ""))]);
    assert_eq!(ec2.network().await.unwrap().1, ["subnet-a"]);
    // EC2 tells of throttling with 503, but a code in a 400 must do too.
    let error = Ec2::answering(&[(400, throttled.as_str()); 3]).network().await.unwrap_err();
    assert!(matches!(&error, Error::Throttled { message, .. } if message == "Request limit exceeded."), "{error:?}");
}

#[tokio::test]
async fn failures_are_told_apart_as_those_of_other_services_are() {
    let fails = async |status, text: &str| Ec2::answering(&[(status, text)]).network().await.unwrap_err();
    let denied = "You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/ana is not \
                  authorized to perform: ec2:DescribeSubnets because no identity-based policy allows it";
    let error = fails(403, &failure("UnauthorizedOperation", denied)).await;
    assert!(
        matches!(&error, Error::Denied { action, .. } if action.as_deref() == Some("ec2:DescribeSubnets")),
        "{error:?}"
    );
    let error = fails(401, &failure("AuthFailure", "not valid")).await;
    assert!(matches!(error, Error::Credentials(_)), "{error:?}");
    let error = fails(400, &failure("InvalidAction", "no such action")).await;
    assert_eq!(error.to_string(), "ec2:DescribeSubnets failed: InvalidAction: no such action");
    let error = fails(407, "<html>Sign in</html>").await;
    assert_eq!(error.to_string(), "ec2:DescribeSubnets failed: HTTP 407: <html>Sign in</html>");
    let error = fails(200, "<html>Sign in</html>").await;
    assert_eq!(error.to_string(), "ec2:DescribeSubnets answered without a DescribeSubnetsResponse");
}
