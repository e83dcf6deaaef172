//! Which of a few names a wrong one may be a typo of. Only a failing check asks.

/// The longest name that is looked at: stages have no more letters.
const LONGEST: usize = 63;

/// The nearest of `names`, if a third of the letters or fewer differ.
pub(super) const fn nearest<'a>(word: &str, names: &[&'a str]) -> Option<&'a str> {
    let mut best: Option<(usize, &'a str)> = None;
    let mut at = 0;
    while at < names.len() {
        let name = names[at];
        let longer = if word.len() > name.len() { word.len() } else { name.len() };
        let most = if longer < 3 { 1 } else { longer / 3 };
        if longer <= LONGEST {
            let distance = distance(word.as_bytes(), name.as_bytes());
            let nearer = match best {
                Some((other, _)) => distance < other,
                None => true,
            };
            if distance <= most && nearer {
                best = Some((distance, name));
            }
        }
        at += 1;
    }
    match best {
        Some((_, name)) => Some(name),
        None => None,
    }
}

/// How many letters must be changed, put in, taken out or swapped with their neighbour.
const fn distance(left: &[u8], right: &[u8]) -> usize {
    let mut rows = [[0; LONGEST + 1]; 3];
    let mut column = 0;
    while column <= right.len() {
        rows[0][column] = column;
        column += 1;
    }
    let mut row = 1;
    while row <= left.len() {
        let (this, above, before) = (row % 3, (row + 2) % 3, (row + 1) % 3);
        rows[this][0] = row;
        column = 1;
        while column <= right.len() {
            let same = left[row - 1] == right[column - 1];
            let mut least = rows[above][column - 1] + if same { 0 } else { 1 };
            least = smaller(least, rows[above][column] + 1);
            least = smaller(least, rows[this][column - 1] + 1);
            if row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1] {
                least = smaller(least, rows[before][column - 2] + 1);
            }
            rows[this][column] = least;
            column += 1;
        }
        row += 1;
    }
    rows[left.len() % 3][right.len()]
}

const fn smaller(left: usize, right: usize) -> usize {
    if left < right { left } else { right }
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(nearest("stagin", &["dev", "staging"]).is_some());

    #[test]
    fn typos_are_found() {
        let names = ["dev", "staging", "prod"];
        assert_eq!(nearest("stagin", &names), Some("staging"));
        assert_eq!(nearest("produ", &names), Some("prod"));
        assert_eq!(nearest("rpod", &names), Some("prod"));
        assert_eq!(nearest("test", &names), None);
        assert_eq!(nearest("", &names), None);
        assert_eq!(nearest("prod", &[]), None);
        assert_eq!(nearest(&"a".repeat(200), &names), None);
    }

    #[test]
    fn letters_are_counted() {
        assert_eq!(distance(b"kitten", b"sitting"), 3);
        assert_eq!(distance(b"", b"abc"), 3);
        assert_eq!(distance(b"abc", b""), 3);
        assert_eq!(distance(b"ab", b"ba"), 1);
    }
}
