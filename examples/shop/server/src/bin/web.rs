//! The pages.

use std::error::Error;
use std::process::ExitCode;

use shop_server::client::ApiClient;
use shop_server::{logging, serve, setting, web};

#[tokio::main]
async fn main() -> ExitCode {
    logging::start();
    logging::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let api = ApiClient::new(&setting::required("API_URL")?)?;
    Ok(serve::serve(web::routes(api), setting::port()?).await?)
}
