//! From a kind, as a table writes it, to the field's type, to the schema, and to the walk over a value.

/// The type of a value of this kind.
macro_rules! kind_type {
    (text $rule:tt) => { &'static str };
    (u8 $rule:tt) => { u8 };
    (u16 $rule:tt) => { u16 };
    (u32 $rule:tt) => { u32 };
    (seconds $rule:tt) => { u32 };
    (days $rule:tt) => { u16 };
    (gib $rule:tt) => { u32 };
    (cpu $rule:tt) => { u32 };
    (mib $rule:tt) => { u32 };
    (range $rule:tt) => { $crate::declaration::Range };
    (flag ()) => { bool };
    (truth ()) => { bool };
    (linted $rules:tt) => { &'static str };
    (file $rule:tt) => { $crate::declaration::Template };
    (cluster ()) => { &'static $crate::declaration::Declaration<$crate::declaration::ClusterSpec> };
    (flatten ($type:ty)) => { $type };
    (block ($type:ty)) => { $type };
    (choice ($type:ty)) => { $type };
    (list ($kind:ident $args:tt)) => { &'static [$crate::language::kind_type!($kind $args)] };
    (some ($kind:ident $args:tt)) => { &'static [$crate::language::kind_type!($kind $args)] };
    (pairs ($rule:tt $kind:ident $args:tt)) => { &'static [(&'static str, $crate::language::kind_type!($kind $args))] };
    (item ($kind:ident)) => { &'static $crate::declaration::Identity };
    (call ($type:ident)) => { $crate::declaration::$type };
}
pub(crate) use kind_type;

/// The schema of this kind.
macro_rules! kind {
    (text $rule:tt) => { $crate::language::Kind::Text($crate::language::text_rule!($rule)) };
    (u8 $rule:tt) => {
        $crate::language::Kind::Number($crate::language::Width::U8, $crate::language::number_rule!($rule))
    };
    (u16 $rule:tt) => {
        $crate::language::Kind::Number($crate::language::Width::U16, $crate::language::number_rule!($rule))
    };
    (u32 $rule:tt) => {
        $crate::language::Kind::Number($crate::language::Width::U32, $crate::language::number_rule!($rule))
    };
    (seconds $rule:tt) => { $crate::language::kind!(@measure "s" seconds U32 $rule) };
    (days $rule:tt) => { $crate::language::kind!(@measure "d" days U16 $rule) };
    (gib $rule:tt) => { $crate::language::kind!(@measure "GB" gib U32 $rule) };
    (cpu $rule:tt) => { $crate::language::kind!(@amount "vCPU" cpu $rule) };
    (mib $rule:tt) => { $crate::language::kind!(@amount "GB" memory $rule) };
    (range ($($rule:ident)::+)) => {
        $crate::language::Kind::Range($crate::language::RangeRule {
            path: concat!("rule" $(, "::", stringify!($rule))+),
            check: $crate::rule::$($rule)::+,
        })
    };
    (flag ()) => { $crate::language::Kind::Flag };
    (truth ()) => { $crate::language::Kind::Truth };
    (linted (($($rule:ident)::+) ($($warning:ident)::+))) => {
        $crate::language::Kind::Text(Some($crate::language::TextRule {
            path: concat!("rule" $(, "::", stringify!($rule))+),
            check: $crate::rule::$($rule)::+,
            warning: Some($crate::rule::$($warning)::+),
        }))
    };
    (file ($($rule:ident)::+)) => {
        $crate::language::Kind::File($crate::language::TextRule {
            path: concat!("rule" $(, "::", stringify!($rule))+),
            check: $crate::rule::$($rule)::+,
            warning: None,
        })
    };
    (cluster ()) => { $crate::language::Kind::Cluster };
    (flatten ($type:ty)) => { $crate::language::Kind::Flatten(<$type>::BLOCK) };
    (block ($type:ty)) => { $crate::language::Kind::Block(<$type>::BLOCK) };
    (choice ($type:ty)) => { $crate::language::Kind::Choice(<$type>::CHOICE) };
    (list ($kind:ident $args:tt)) => { $crate::language::Kind::List(&$crate::language::kind!($kind $args)) };
    (some ($kind:ident $args:tt)) => { $crate::language::Kind::Some(&$crate::language::kind!($kind $args)) };
    (pairs (($($rule:ident)::+) $kind:ident $args:tt)) => {
        $crate::language::Kind::Pairs(
            $crate::language::TextRule {
                path: concat!("rule" $(, "::", stringify!($rule))+),
                check: $crate::rule::$($rule)::+,
                warning: None,
            },
            &$crate::language::kind!($kind $args),
        )
    };
    (item ($kind:ident)) => { $crate::language::Kind::Item($crate::declaration::ItemKind::$kind) };
    (call ($type:ident)) => { $crate::language::Kind::Call(stringify!($type)) };
    (@measure $example:literal $read:ident $width:ident $rule:tt) => {
        $crate::language::Kind::Measure(
            $crate::language::Unit { example: $example, read: $crate::rule::unit::$read },
            $crate::language::Width::$width,
            $crate::language::number_rule!($rule),
        )
    };
    (@amount $example:literal $read:ident $rule:tt) => {
        $crate::language::Kind::Amount(
            $crate::language::Unit { example: $example, read: $crate::rule::unit::$read },
            $crate::language::number_rule!($rule),
        )
    };
}
pub(crate) use kind;

macro_rules! text_rule {
    (()) => { None };
    (($($rule:ident)::+)) => {
        Some($crate::language::TextRule {
            path: concat!("rule" $(, "::", stringify!($rule))+),
            check: $crate::rule::$($rule)::+,
            warning: None,
        })
    };
}
pub(crate) use text_rule;

macro_rules! number_rule {
    (()) => { None };
    (($($rule:ident)::+)) => {
        Some($crate::language::NumberRule {
            path: concat!("rule" $(, "::", stringify!($rule))+),
            check: $crate::rule::$($rule)::+,
        })
    };
}
pub(crate) use number_rule;

/// Holds one value against the rule of its kind, and goes into what has keys of its own.
#[cfg(feature = "run")]
macro_rules! walk {
    ($findings:ident $value:ident text ()) => { let _ = $value; };
    ($findings:ident $value:ident text ($($rule:ident)::+)) => { $findings.add($crate::rule::$($rule)::+($value)); };
    ($findings:ident $value:ident linted (($($rule:ident)::+) ($($warning:ident)::+))) => {
        $findings.add($crate::rule::$($rule)::+($value));
        $findings.add($crate::rule::$($warning)::+($value).map_or(Ok(()), Err));
    };
    ($findings:ident $value:ident file ($($rule:ident)::+)) => {
        $findings.add($crate::rule::$($rule)::+($value.path));
    };
    ($findings:ident $value:ident flag ()) => { let _ = $value; };
    ($findings:ident $value:ident truth ()) => { let _ = $value; };
    ($findings:ident $value:ident cluster ()) => { let _ = $value; };
    ($findings:ident $value:ident flatten $type:tt) => { $value.walk($findings); };
    ($findings:ident $value:ident item $kind:tt) => { let _ = $value; };
    ($findings:ident $value:ident call $type:tt) => { let _ = $value; };
    ($findings:ident $value:ident range ($($rule:ident)::+)) => {
        $findings.add($crate::rule::$($rule)::+(u64::from($value.min), u64::from($value.max)));
    };
    ($findings:ident $value:ident block $type:tt) => { $value.walk($findings); };
    ($findings:ident $value:ident choice $type:tt) => { $value.walk($findings); };
    ($findings:ident $value:ident list ($kind:ident $args:tt)) => {
        for value in *$value { $crate::language::walk!($findings value $kind $args); }
    };
    ($findings:ident $value:ident some ($kind:ident $args:tt)) => {
        for value in *$value { $crate::language::walk!($findings value $kind $args); }
    };
    ($findings:ident $value:ident pairs (($($rule:ident)::+) $kind:ident $args:tt)) => {
        for (at, (name, value)) in $value.iter().enumerate() {
            $findings.add($crate::rule::$($rule)::+(name));
            if $value[..at].iter().any(|(other, _)| other == name) {
                $findings.add(Err($crate::rule::repeat::twice(name)));
            }
            $crate::language::walk!($findings value $kind $args);
        }
    };
    // The kinds of numbers.
    ($findings:ident $value:ident $kind:ident ()) => { let _ = $value; };
    ($findings:ident $value:ident $kind:ident ($($rule:ident)::+)) => {
        $findings.add($crate::rule::$($rule)::+(u64::from(*$value)));
    };
}
#[cfg(feature = "run")]
pub(crate) use walk;
