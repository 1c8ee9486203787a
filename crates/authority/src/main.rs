//! `pas-authority`: the development authority as a program, for scripts. Never for production.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command speaks on its outputs"
)]

use std::error::Error;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use pas_authority::{Authority, SigningKey, read_registry, system_clock};
use serde_json::json;
use tokio::net::TcpListener;

/// A development authority that plays the PDND. For tests only: it hands out whatever it is asked for.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves /.well-known/jwks.json and /token.oauth2
    Serve {
        /// Address and port; port 0 picks a free one
        #[arg(long, default_value = "127.0.0.1:9000")]
        listen: String,
        /// Clients that may ask for vouchers (TOML)
        #[arg(long)]
        registry: Option<PathBuf>,
        #[command(flatten)]
        identity: Identity,
    },
    /// Prints one voucher
    Voucher {
        #[command(flatten)]
        identity: Identity,
        #[arg(long)]
        audience: String,
        #[arg(long)]
        consumer: String,
        #[arg(long)]
        purpose: Option<String>,
        /// In seconds; negative: it has run out already
        #[arg(long, default_value_t = 600, allow_negative_numbers = true)]
        lifetime: i64,
        /// Any other claim, NAME=TEXT
        #[arg(long, value_name = "NAME=TEXT")]
        claim: Vec<String>,
    },
    /// Prints the keys as the authority publishes them (for a file in place of an address)
    Jwks {
        #[command(flatten)]
        identity: Identity,
    },
    /// Makes a client's key: FILE, and FILE.pub with its public half; prints its kid
    Key {
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

#[derive(clap::Args)]
struct Identity {
    /// Who issues (`iss`)
    #[arg(long, default_value = "pdnd.example.it")]
    issuer: String,
    /// PEM file with the authority's key; made if it is not there. Without it: a key for this run
    #[arg(long)]
    key_file: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse().command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pas-authority: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<(), Box<dyn Error>> {
    match command {
        Command::Serve {
            listen,
            registry,
            identity,
        } => serve(&listen, registry.as_deref(), &identity).await,
        Command::Voucher {
            identity,
            audience,
            consumer,
            purpose,
            lifetime,
            claim,
        } => {
            let authority = identity.authority()?;
            let now = system_clock()();
            let mut voucher = authority
                .voucher(now)
                .audience(&audience)
                .consumer(&consumer)
                .lasting(lifetime)
                .claim("jti", json!(format!("printed-{}", now.as_nanosecond())));
            if let Some(purpose) = purpose {
                voucher = voucher.purpose(&purpose);
            }
            for claim in &claim {
                let (name, text) = claim.split_once('=').ok_or("--claim wants NAME=TEXT")?;
                voucher = voucher.claim(name, json!(text));
            }
            println!("{}", voucher.sign());
            Ok(())
        }
        Command::Jwks { identity } => {
            println!("{}", identity.authority()?.jwks());
            Ok(())
        }
        Command::Key { out } => {
            let key = SigningKey::generate();
            let mut public = out.clone().into_os_string();
            public.push(".pub");
            std::fs::write(&out, key.to_pem())?;
            std::fs::write(public, key.public_pem())?;
            println!("{}", key.kid());
            Ok(())
        }
    }
}

async fn serve(
    listen: &str,
    registry: Option<&Path>,
    identity: &Identity,
) -> Result<(), Box<dyn Error>> {
    let authority = identity.authority()?;
    let clients = registry.map(read_registry).transpose()?;
    for client in clients.into_iter().flatten() {
        authority.register(client);
    }
    let listener = TcpListener::bind(listen).await?;
    println!("listening on http://{}", listener.local_addr()?);
    Ok(authority.serve(listener).await?)
}

impl Identity {
    fn authority(&self) -> Result<Authority, Box<dyn Error>> {
        let key = match &self.key_file {
            Some(file) => key_in(file)?,
            None => SigningKey::generate(),
        };
        Ok(Authority::new(&self.issuer, key, system_clock()))
    }
}

/// The key in `file`; the file is made if it is not there.
fn key_in(file: &Path) -> Result<SigningKey, Box<dyn Error>> {
    match std::fs::read_to_string(file) {
        Ok(pem) => Ok(SigningKey::from_pem(&pem)?),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let key = SigningKey::generate();
            std::fs::write(file, key.to_pem())?;
            Ok(key)
        }
        Err(error) => Err(error.into()),
    }
}
