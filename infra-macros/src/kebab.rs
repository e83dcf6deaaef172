//! From the name of a struct to the name in AWS.

/// `OrderSync` becomes `order-sync`, `HTTPServer` becomes `http-server`, `S3Sync2` becomes `s3-sync2`.
pub(crate) fn kebab(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut kebab = String::with_capacity(name.len() + 4);
    for (at, &letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| letters[before]);
        let after = letters.get(at + 1);
        let word_begins = letter.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_ascii_digit()
                    || before.is_uppercase() && after.is_some_and(|after| after.is_lowercase())
            });
        if letter == '_' {
            if !kebab.is_empty() && !kebab.ends_with('-') {
                kebab.push('-');
            }
        } else {
            if word_begins && !kebab.ends_with('-') {
                kebab.push('-');
            }
            kebab.extend(letter.to_lowercase());
        }
    }
    kebab.truncate(kebab.trim_end_matches('-').len());
    kebab
}

#[cfg(test)]
mod tests {
    use super::kebab;

    #[test]
    fn words_are_parted() {
        for (name, expected) in [
            ("Web", "web"),
            ("OrderSync", "order-sync"),
            ("HTTPServer", "http-server"),
            ("S3Sync", "s3-sync"),
            ("Web2", "web2"),
            ("EC2", "ec2"),
            ("ApiV2Public", "api-v2-public"),
            ("order_sync", "order-sync"),
            ("Order_Sync", "order-sync"),
            ("_Hidden_", "hidden"),
            ("A", "a"),
            ("ABTest", "ab-test"),
        ] {
            assert_eq!(kebab(name), expected, "{name}");
        }
    }
}
