//! Certificate Manager: DescribeCertificate.

use serde_json::{Value, json};

use crate::error::{Answer, AwsError};
use crate::text::Request;
use crate::world::World;

pub(crate) fn answer(world: &World, operation: &str, request: &Value) -> Answer {
    if operation != "DescribeCertificate" {
        return Err(AwsError::unknown_operation("acm", operation));
    }
    let arn = request.text("CertificateArn");
    match world.known.certificates.get(arn) {
        Some(certificate) => Ok(json!({ "Certificate": certificate })),
        None => {
            let message = format!("Could not find certificate {arn}.");
            Err(AwsError::new("ResourceNotFoundException", message))
        }
    }
}
