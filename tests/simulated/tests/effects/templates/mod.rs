//! The templates of all rows and of the examples, as `synth` writes them.

mod lint;
mod privilege;
mod statement;

use std::collections::BTreeSet;

use infra_aws::core::declaration::App;
use simulated::Account;

const EXAMPLES: [App; 3] = [boutique::APP, encode::APP, platform::APP];

/// Each template once.
async fn all() -> BTreeSet<String> {
    let rows = crate::effects::TABLES.iter().flat_map(|table| table.apps).flat_map(|apps| *apps);
    let account = Account::new(1);
    let mut templates = BTreeSet::new();
    for (app, stages) in
        rows.map(|app| (app, &["dev"][..])).chain(EXAMPLES.iter().map(|app| (app, &["dev", "prod"][..])))
    {
        for stage in stages {
            let folder = account.folder.0.join("synth").display().to_string();
            let outcome = account.run_as_is(*app, &["synth", "--stage", stage, "--output", &folder]).await.exits(0);
            for file in outcome.out.lines().filter(|file| file.ends_with(".template.json")) {
                templates.insert(std::fs::read_to_string(file).expect("what synth names is there"));
            }
        }
    }
    templates
}
