//! The `pas` binary: reads the command line, runs one command, says how it ended.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command speaks on its outputs"
)]

mod commands;
mod output;
mod settings;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use crate::commands::Command;

/// PAS, Portale per l'Analisi Sociale: dai file degli uffici ai flussi SIUSS, e le analisi.
#[derive(Debug, Parser)]
#[command(name = "pas", version, propagate_version = true)]
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
    let arguments = Arguments::parse();
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

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Arguments::command().debug_assert();
    }
}
