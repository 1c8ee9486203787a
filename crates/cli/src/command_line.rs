//! The command line in Italian: clap's headings, and its errors.

use std::error::Error as _;
use std::num::ParseIntError;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, Error};

const TEMPLATE: &str = "{about-with-newline}\nUso: {usage}\n\n{all-args}";

/// `command` and all below it with Italian headings.
pub(crate) fn italian(command: Command) -> Command {
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version);
    below(command).disable_version_flag(true).arg(
        version
            .help("La versione del programma")
            .help_heading("Opzioni"),
    )
}

fn below(command: Command) -> Command {
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help);
    command
        .help_template(StyledStr::from(TEMPLATE))
        .subcommand_help_heading("Comandi")
        .subcommand_value_name("COMANDO")
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .mut_args(|argument| {
            let heading = if argument.is_positional() {
                "Argomenti"
            } else {
                "Opzioni"
            };
            argument.help_heading(heading)
        })
        .arg(help.help("Come si usa").help_heading("Opzioni"))
        .mut_subcommands(below)
}

/// What is wrong with what was typed; none when only the help or the version was asked for.
pub(crate) fn fault(error: &Error) -> Option<String> {
    let argument = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    Some(match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::InvalidValue if value.is_empty() => format!("manca il valore di {argument}"),
        ErrorKind::InvalidValue => {
            let known = text(error, ContextKind::ValidValue);
            format!("«{value}» non va bene per {argument}: i valori possibili sono {known}")
        }
        ErrorKind::ValueValidation => {
            format!("«{value}» non va bene per {argument}{}", why(error))
        }
        ErrorKind::UnknownArgument => {
            let meant = meant(&text(error, ContextKind::SuggestedArg));
            format!("«{argument}» qui non è previsto{meant}")
        }
        ErrorKind::InvalidSubcommand => {
            let typed = text(error, ContextKind::InvalidSubcommand);
            let meant = meant(&text(error, ContextKind::SuggestedSubcommand));
            format!("il comando «{typed}» non esiste{meant}")
        }
        ErrorKind::MissingRequiredArgument => {
            format!("manca {}", argument.trim_end_matches("..."))
        }
        ErrorKind::ArgumentConflict => format!("{argument} è ripetuto, o non va insieme ad altro"),
        _ => "la riga di comando non si capisce".to_owned(),
    })
}

fn why(error: &Error) -> String {
    match error.source() {
        None => String::new(),
        Some(source) if source.is::<ParseIntError>() => ": serve un numero intero".to_owned(),
        Some(source) => format!(": {source}"),
    }
}

fn meant(suggestion: &str) -> String {
    if suggestion.is_empty() {
        return String::new();
    }
    format!(": forse intendevi «{suggestion}»")
}

fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}
