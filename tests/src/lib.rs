//! UI cases of the declarations: what the compiler says.
