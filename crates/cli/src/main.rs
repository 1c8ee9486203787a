//! The `pas` binary: reads the command line, runs one command, says how it ended.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command speaks on its outputs"
)]

mod command_line;
mod commands;
mod output;
mod second_opinion;
mod settings;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser};

use crate::commands::Command;

/// PAS, Portale per l'Analisi Sociale: dai file degli uffici ai flussi SIUSS, e le analisi.
#[derive(Debug, Parser)]
#[command(name = "pas", version)]
struct Arguments {
    /// Cartella in cui un'installazione tiene tutto: archivio, chiavi, elenchi, tracciati
    #[arg(
        long,
        global = true,
        env = "PAS_DATA_DIR",
        default_value = "pas-data",
        value_name = "DIR"
    )]
    data_dir: PathBuf,
    /// File di configurazione (TOML)
    #[arg(long, global = true, env = "PAS_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return output::fail(&error),
    };
    let place = settings::Place {
        data_dir: arguments.data_dir,
        config: arguments.config,
    };
    match runtime.block_on(arguments.command.run(&place)) {
        Ok(code) => code,
        Err(error) => output::fail(error.as_ref()),
    }
}

/// What was typed; or the status to end with, when that was no command or only a question for help.
fn arguments() -> Result<Arguments, ExitCode> {
    let command = command_line::italian(Arguments::command());
    let typed = command
        .try_get_matches()
        .and_then(|typed| Arguments::from_arg_matches(&typed));
    typed.map_err(|error| {
        if let Some(fault) = command_line::fault(&error) {
            eprintln!("pas: {fault}. Con --help si legge come si usa.");
            return ExitCode::from(output::UNREADABLE);
        }
        // Nobody is there to hear that the help could not be printed.
        let _ = error.print();
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(output::UNREADABLE))
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::command_line::italian(super::Arguments::command()).debug_assert();
    }
}
