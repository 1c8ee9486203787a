//! Keys over HTTPS: only from whom the machine's certificates vouch for, under the name that was asked.
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use jiff::Timestamp;
use pas_authority::SigningKey;
use pas_pdnd::{Verifier, VerifierConfig};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// Where the second process is told to look.
const ADDRESS: &str = "PAS_TEST_JWKS";

type Issuer = CertifiedIssuer<'static, KeyPair>;

fn issuer() -> Issuer {
    let mut parameters = CertificateParams::new(Vec::new()).unwrap();
    parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(parameters, KeyPair::generate().unwrap()).unwrap()
}

/// The port of a server that shows a certificate for `localhost` by `issuer` and gives one key.
async fn serve(issuer: &Issuer) -> u16 {
    let key = KeyPair::generate().unwrap();
    let parameters = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let certificate = parameters.signed_by(&key, issuer).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // A client that does not trust us leaves during the handshake.
            let _ = answer(&acceptor, stream).await;
        }
    });
    port
}

async fn answer(acceptor: &TlsAcceptor, stream: TcpStream) -> std::io::Result<()> {
    let mut stream = acceptor.accept(stream).await?;
    let mut request = [0; 2_048];
    let _ = stream.read(&mut request).await?;
    let body = format!(r#"{{"keys":[{}]}}"#, SigningKey::from_seed(0).jwk());
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(format!("{head}{body}").as_bytes()).await?;
    stream.shutdown().await
}

/// What a process whose machine trusts `trusted` alone says of the keys at `address`.
async fn asked(address: &str, trusted: &Path) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "the_second_process", "--nocapture"])
        .env("SSL_CERT_FILE", trusted)
        .env("SSL_CERT_DIR", "nowhere")
        .env(ADDRESS, address);
    let output = tokio::task::spawn_blocking(move || command.output());
    let output = output.await.unwrap().unwrap();
    assert!(output.status.success(), "the second process failed");
    String::from_utf8(output.stdout).unwrap()
}

fn written(issuer: &Issuer, folder: &TempDir, name: &str) -> PathBuf {
    let file = folder.path().join(name);
    std::fs::write(&file, issuer.pem()).unwrap();
    file
}

#[tokio::test]
async fn only_who_is_vouched_for_is_believed() {
    let folder = tempfile::tempdir().unwrap();
    let (ours, theirs) = (issuer(), issuer());
    let port = serve(&ours).await;
    let ours = written(&ours, &folder, "ours.pem");
    let theirs = written(&theirs, &folder, "theirs.pem");
    for (host, trusted, expected) in [
        ("localhost", &ours, "una chiave della PDND"),
        ("localhost", &theirs, "non risponde"),
        ("127.0.0.1", &ours, "non risponde"),
    ] {
        let said = asked(&format!("https://{host}:{port}/jwks.json"), trusted).await;
        assert!(said.contains(expected), "{host}: {said}");
    }
}

#[tokio::test]
async fn without_certificates_only_ones_own_machine_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let none = folder.path().join("none.pem");
    std::fs::write(&none, "").unwrap();
    let said = asked("http://127.0.0.1:1/jwks.json", &none).await;
    assert!(said.contains("non risponde"), "{said}");
    let said = asked("https://localhost:1/jwks.json", &none).await;
    assert!(said.contains("ca-certificates"), "{said}");
}

/// The certificates that a machine trusts are read from its environment, which a test must not
/// change under others: hence a process of its own. Without an address there is nothing to do.
#[tokio::test]
async fn the_second_process() {
    let Ok(address) = std::env::var(ADDRESS) else {
        return;
    };
    let config = VerifierConfig::new("pdnd.example.it", "audience", &address, "consumer");
    match Verifier::new(config) {
        Ok(verifier) => println!("{}", verifier.load_keys(Timestamp::UNIX_EPOCH).await),
        Err(error) => println!("{error}"),
    }
}
