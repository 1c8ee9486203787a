//! The program as scripts use it.
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use data_encoding::BASE64URL_NOPAD;
use pas_authority::{SigningKey, read_registry};
use serde_json::Value;

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pas-authority"));
    command.args(arguments);
    command
}

fn printed(arguments: &[&str]) -> String {
    let output = program(arguments).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn member(token: &str, part: usize, name: &str) -> Value {
    let part = token.split('.').nth(part).unwrap();
    let json = BASE64URL_NOPAD.decode(part.as_bytes()).unwrap();
    serde_json::from_slice::<Value>(&json).unwrap()[name].clone()
}

/// A program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.0\r\nHost: {address}\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_voucher_is_signed_with_the_key_that_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("authority.pem");
    let key_file = file.to_str().unwrap();
    let token = printed(&[
        "voucher",
        "--key-file",
        key_file,
        "--issuer",
        "pdnd.test",
        "--audience",
        "https://a.example.it",
        "--consumer",
        "inps",
        "--purpose",
        "p",
        "--lifetime",
        "-5",
        "--claim",
        "eserviceId=e",
    ]);
    let kid = member(&token, 0, "kid");
    let key = SigningKey::from_pem(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(kid, key.kid());
    for (name, value) in [
        ("iss", "pdnd.test"),
        ("aud", "https://a.example.it"),
        ("consumerId", "inps"),
        ("purposeId", "p"),
        ("eserviceId", "e"),
    ] {
        assert_eq!(member(&token, 1, name), value);
    }
    let lifetime =
        member(&token, 1, "exp").as_i64().unwrap() - member(&token, 1, "iat").as_i64().unwrap();
    assert_eq!(lifetime, -5);

    let jwks: Value = serde_json::from_str(&printed(&["jwks", "--key-file", key_file])).unwrap();
    assert_eq!(jwks["keys"][0]["kid"], kid);

    let mut serving = program(&["serve", "--listen", "127.0.0.1:0", "--key-file", key_file]);
    let mut serving = Running(serving.stdout(Stdio::piped()).spawn().unwrap());
    let mut line = String::new();
    let output = serving.0.stdout.take().unwrap();
    BufReader::new(output).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("listening on http://").unwrap();
    let answer = get(address, "/.well-known/jwks.json");
    assert!(answer.contains(kid.as_str().unwrap()), "{answer}");
}

#[test]
fn a_registry_names_clients_keys_and_purposes() {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("client.pem");
    let kid = printed(&["key", "--out", key.to_str().unwrap()]);
    let registry = folder.path().join("clients.toml");
    let text = format!(
        "[[client]]\nid = \"c\"\nconsumer_id = \"inps\"\nkid = \"{kid}\"\n\
         public_key = \"client.pem.pub\"\n[[client.purpose]]\nid = \"p\"\n\
         audience = \"https://a.example.it\"\nvoucher_seconds = 60\n"
    );
    std::fs::write(&registry, &text).unwrap();
    let clients = read_registry(&registry).unwrap();
    let client = &clients[0];
    let pem = std::fs::read_to_string(&key).unwrap();
    let public = SigningKey::from_pem(&pem).unwrap().public_pem();
    assert_eq!(client.keys, [(kid, public)]);
    assert_eq!(client.purposes[0].voucher_seconds, Some(60));

    std::fs::write(&registry, text.replace("consumer_id", "consumer")).unwrap();
    assert!(read_registry(&registry).is_err());
    assert!(read_registry(Path::new("nowhere.toml")).is_err());
}
