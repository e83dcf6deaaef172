//! The API, and the store behind it.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use shop_server::api::{self, Api};
use shop_server::receipt::Receipts;
use shop_server::store::Store;
use shop_server::{logging, serve, setting};

#[tokio::main]
async fn main() -> ExitCode {
    logging::start();
    logging::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let store = Store::open(Path::new(&setting::required("DATA")?))?;
    let receipts = Receipts::new(&setting::required("RECEIPT_KEY")?)?;
    Ok(serve::serve(api::routes(Api { store, receipts }), setting::port()?).await?)
}
