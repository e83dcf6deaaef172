//! What the compiler says about declarations: see `ui/README.md`.

use std::fs;
use std::path::Path;

/// A template of a resource.
const TEMPLATE: &str = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n";

#[test]
fn declarations() {
    put_templates().expect("the folder in which trybuild builds takes files");
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/*.rs");
    cases.compile_fail("ui/fail/*.rs");
    cases.compile_fail("ui/rule/*.rs");
}

/// The templates that cases include: by their paths from the package that trybuild makes of a case.
fn put_templates() -> std::io::Result<()> {
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tests").join("trybuild/infra-tests");
    for path in ["queue.yaml", "table.yaml", "aws/queue.yaml"] {
        let file = package.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, TEMPLATE)?;
    }
    Ok(())
}
