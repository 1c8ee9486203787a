//! How commands end and speak.

use clap::ValueEnum;
use std::error::Error;
use std::io::{self, Write};
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

/// Prints `text` at once. A reader who has seen enough, such as `head`, is no error.
pub(crate) fn put(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        ended => ended,
    }
}

/// Why a file could not be read.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "il file non c'è".to_owned(),
        io::ErrorKind::PermissionDenied => "manca il permesso di leggerlo".to_owned(),
        io::ErrorKind::IsADirectory => "è una cartella, non un file".to_owned(),
        _ => error.to_string(),
    }
}

/// `1 errore`, `2.000 errori`.
pub(crate) fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
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

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}
