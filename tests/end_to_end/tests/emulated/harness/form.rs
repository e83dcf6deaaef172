//! The bodies of Query calls.

/// The fields of a form, decoded.
pub(crate) fn decode(body: &str) -> Vec<(String, String)> {
    let fields = body.split('&').filter_map(|field| field.split_once('='));
    fields.map(|(name, value)| (plain(name), plain(value))).collect()
}

/// A form of these fields.
pub(crate) fn encode(fields: &[(String, String)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", safe(name), safe(value))).collect();
    fields.join("&")
}

fn plain(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let code: Vec<u8> = rest.by_ref().take(2).collect();
                u8::from_str_radix(&String::from_utf8_lossy(&code), 16).expect("two hexadecimal digits")
            }
            byte => byte,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn safe(text: &str) -> String {
    let safe = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes().map(|byte| if safe(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[test]
fn a_form_comes_back() {
    let fields =
        vec![("Action".to_owned(), "CreateStack".to_owned()), ("Body".to_owned(), "{\"a\": \"ü+%\"}".to_owned())];
    assert_eq!(decode(&encode(&fields)), fields);
    assert_eq!(decode("a=b+c%2Fd"), [("a".to_owned(), "b c/d".to_owned())]);
}
