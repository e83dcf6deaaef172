//! The binary of the tests: it says what it finds.

use std::os::unix::fs::MetadataExt;

include!(concat!(env!("OUT_DIR"), "/made.rs"));

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    if folder == "panic" {
        panic!("at {}", std::env::args().count());
    }
    std::env::set_current_dir(folder).unwrap();
    println!("{} {} {:?} {}", file!(), common::place(), made(), leaf::version());
    println!("{}", std::fs::read_to_string("assets/hello.txt").unwrap().trim());
    println!("certificates {}", std::fs::read_to_string("/etc/ssl/certs/ca-certificates.crt").unwrap().matches("BEGIN").count());
    println!("zone {}", std::fs::metadata("/usr/share/zoneinfo/Europe/Berlin").is_ok());
    std::fs::write("/tmp/written", "").unwrap();
    println!("user {}", std::fs::metadata("/tmp/written").unwrap().uid());
    println!("elsewhere {}", std::fs::write("/app/written", "").is_ok());
    if cfg!(feature = "loud") {
        println!("LOUD");
    }
}
