//! Who answers a plan: the scan of this process, or an engine of several machines behind a program.
//!
//! The program is named by the configuration. It reads one request and writes one answer, both JSON;
//! `distributed/README.md` has the form. Whoever answers, the tables are exact and equal.

use std::io::{self, Read as _, Write as _};
use std::num::NonZero;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use pas_cube::external::{self, AnswerError, Columns, Statement};
use pas_cube::{Cube, Plan, Tables, scan};
use serde::{Deserialize, Serialize};

/// Bytes after which an answer is given up: several times the largest table that a plan allows.
const MAX_ANSWER_BYTES: u64 = 1 << 30;

/// Who answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Engine {
    /// The scan, on at most so many cores.
    Embedded(NonZero<usize>),
    /// A program.
    External(External),
}

/// An engine behind a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct External {
    /// The program and its arguments.
    pub command: Vec<String>,
    /// Folder of the edition, as the machines of the engine see it.
    pub edition: PathBuf,
    /// File with the protection's key of every person: two bytes each, the lower one first, in the
    /// order of the edition's person numbers. As secret as the secret that it comes from.
    pub keys: PathBuf,
    /// After how long an answer is given up.
    pub timeout: Duration,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The configuration names no program.
    #[error("no command is configured for the external engine")]
    NoCommand,
    /// The program cannot be started.
    #[error("starting the external engine's program {program}")]
    Start {
        /// The program.
        program: String,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// The exchange with the program broke off.
    #[error("talking to the external engine's program")]
    Talk(#[source] io::Error),
    /// The time is over.
    #[error("the external engine gave no answer within {} s", .0.as_secs())]
    TimedOut(Duration),
    /// The program failed.
    #[error("the external engine's program ended with {status}: {said}")]
    Failed {
        /// How it ended.
        status: ExitStatus,
        /// What it said of it, if anything.
        said: String,
    },
    /// What the program wrote is no answer.
    #[error("reading the external engine's answer")]
    Unreadable(#[source] serde_json::Error),
    /// The answer does not fit the plan.
    #[error("the external engine's answer does not fit the question")]
    Answer(#[source] AnswerError),
}

#[derive(Serialize)]
struct Request<'r> {
    edition: &'r PathBuf,
    keys: &'r PathBuf,
    statements: &'r [Statement],
}

#[derive(Deserialize)]
struct Answer {
    answers: Vec<Columns>,
}

/// What a program that fails may write in place of an answer.
#[derive(Deserialize)]
struct Failure {
    error: String,
}

impl Engine {
    /// Answers `plan` exactly: for the eyes of [`protect`](crate::protect) alone.
    pub fn answer(&self, cube: &Cube, plan: &Plan) -> Result<Tables, EngineError> {
        match self {
            Self::Embedded(n_threads) => Ok(scan(cube, plan, *n_threads)),
            Self::External(external) => external.answer(cube, plan),
        }
    }
}

impl External {
    fn answer(&self, cube: &Cube, plan: &Plan) -> Result<Tables, EngineError> {
        let statements = external::statements(cube, plan);
        let request = Request {
            edition: &self.edition,
            keys: &self.keys,
            statements: &statements,
        };
        let request = serde_json::to_vec(&request).map_err(EngineError::Unreadable)?;
        let (status, text) = self.ask(request)?;
        if !status.success() {
            let failure = serde_json::from_slice::<Failure>(&text);
            let said = failure.map_or_else(|_| "nothing".to_owned(), |failure| failure.error);
            return Err(EngineError::Failed { status, said });
        }
        let answer: Answer = serde_json::from_slice(&text).map_err(EngineError::Unreadable)?;
        external::tables(cube, plan, &answer.answers).map_err(EngineError::Answer)
    }

    /// Runs the program on `request`: how it ended, and what it wrote.
    fn ask(&self, request: Vec<u8>) -> Result<(ExitStatus, Vec<u8>), EngineError> {
        let (program, arguments) = self.command.split_first().ok_or(EngineError::NoCommand)?;
        let started = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut child = started.map_err(|source| EngineError::Start {
            program: program.clone(),
            source,
        })?;
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(EngineError::NoCommand);
        };
        let (sender, receiver) = channel();
        // Two threads: a program may write before it has read everything. They end with the program.
        thread::spawn(move || {
            // Who does not read its request says why in its answer, or fails.
            drop(input.write_all(&request));
        });
        thread::spawn(move || {
            let mut text = Vec::new();
            let read = output.take(MAX_ANSWER_BYTES).read_to_end(&mut text);
            // Nobody listens any more where the time was over.
            drop(sender.send(read.map(|_| text)));
        });
        match receiver.recv_timeout(self.timeout) {
            Ok(Ok(text)) => {
                let status = child.wait().map_err(EngineError::Talk)?;
                Ok((status, text))
            }
            Ok(Err(error)) => {
                stop(&mut child);
                Err(EngineError::Talk(error))
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                stop(&mut child);
                Err(EngineError::TimedOut(self.timeout))
            }
        }
    }
}

fn stop(child: &mut Child) {
    // It may have ended by itself meanwhile.
    drop(child.kill());
    drop(child.wait());
}
