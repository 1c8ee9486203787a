//! How commands end and speak.

use std::error::Error;
use std::process::ExitCode;

/// Exit status for something that could not be read or done at all.
pub(crate) const UNREADABLE: u8 = 2;

/// Says what went wrong, with all its causes, and ends with status 2.
pub(crate) fn fail(error: &dyn Error) -> ExitCode {
    eprintln!("pas: {}", chain(error));
    ExitCode::from(UNREADABLE)
}

/// The error and its causes in one line.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

/// A number as Italians write it: `12.345`.
pub(crate) fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}
