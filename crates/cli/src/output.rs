//! How commands end and speak.

use clap::ValueEnum;
use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

pub(crate) use pas_domain::italian::{counted, whole as number};

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

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}
