//! Where two values of one declaration differ.

/// A key whose value differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The key, behind those in whose parentheses it stands: `health.every`.
    pub key: String,
    /// The first value. None where there is none, or where it is not to be shown.
    pub before: Option<String>,
    /// The second value.
    pub after: Option<String>,
}

/// Collects differences.
#[derive(Debug, Default)]
pub struct Differences {
    path: Vec<&'static str>,
    found: Vec<Difference>,
}

impl Differences {
    /// What was found.
    #[must_use]
    pub fn into_vec(self) -> Vec<Difference> {
        self.found
    }

    /// Notes that `key` differs.
    pub(crate) fn add(&mut self, key: &'static str, before: Option<String>, after: Option<String>) {
        let key = self.path.iter().chain([&key]).copied().collect::<Vec<_>>().join(".");
        self.found.push(Difference { key, before, after });
    }

    /// Looks into the parentheses of `key`.
    pub(crate) fn inside(&mut self, key: &'static str, look: impl FnOnce(&mut Self)) {
        self.path.push(key);
        look(self);
        self.path.pop();
    }
}

/// A value for a plan: as Rust prints it, without the `Some`.
pub(crate) fn shown(value: &dyn core::fmt::Debug) -> Option<String> {
    let text = format!("{value:?}");
    match text.as_str() {
        "None" => None,
        text => Some(text.strip_prefix("Some(").and_then(|text| text.strip_suffix(')')).unwrap_or(text).to_owned()),
    }
}

/// Notes where one field differs.
macro_rules! difference {
    ($found:ident $self:ident $after:ident $key:ident $field:ident $presence:tt flatten) => {
        $self.$field.differences(&$after.$field, $found);
    };
    ($found:ident $self:ident $after:ident $key:ident $field:ident [optional $($words:tt)*] block) => {
        match (&$self.$field, &$after.$field) {
            (Some(before), Some(after)) => $found.inside(stringify!($key), |found| before.differences(after, found)),
            (None, None) => {}
            (before, after) => {
                $found.add(stringify!($key), $crate::language::shown(before), $crate::language::shown(after));
            }
        }
    };
    // Values of variables may be what nobody is to read: their names are enough.
    ($found:ident $self:ident $after:ident $key:ident $field:ident $presence:tt pairs) => {
        for (name, value) in $self.$field {
            match $after.$field.iter().find(|(other, _)| other == name) {
                Some((_, other)) if other == value => {}
                Some(_) => {
                    $found.inside(stringify!($key), |found| found.add(name, Some("..".into()), Some("..".into())))
                }
                None => $found.inside(stringify!($key), |found| found.add(name, Some("..".into()), None)),
            }
        }
        for (name, _) in $after.$field {
            if !$self.$field.iter().any(|(other, _)| other == name) {
                $found.inside(stringify!($key), |found| found.add(name, None, Some("..".into())));
            }
        }
    };
    // Nor may those in the parentheses of containers.
    ($found:ident $self:ident $after:ident $key:ident $field:ident [repeated $($words:tt)*] block) => {
        if $self.$field != $after.$field {
            let hidden = |values: usize| (values > 0).then(|| "..".to_owned());
            $found.add(stringify!($key), hidden($self.$field.len()), hidden($after.$field.len()));
        }
    };
    ($found:ident $self:ident $after:ident $key:ident $field:ident $presence:tt $kind:ident) => {
        if $self.$field != $after.$field {
            let (before, after) = ($crate::language::shown(&$self.$field), $crate::language::shown(&$after.$field));
            $found.add(stringify!($key), before, after);
        }
    };
}
pub(crate) use difference;
