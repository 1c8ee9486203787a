//! TLS to a PostgreSQL server: used when it is asked for, and what is wrong with it is told.

use std::error::Error;
use std::io::{Read, Write};
use std::net::TcpListener;

use pas_storage::Db;
use pas_storage::copy::{Server, find_tools};
use sqlx::{Connection, PgConnection};

use crate::harness::{block_on, postgres_url};

fn refusal(url: &str) -> String {
    let error = block_on(Db::open(url)).expect_err("refused");
    let cause = error.source().map(ToString::to_string);
    format!("{error}: {}", cause.unwrap_or_default())
}

#[test]
fn a_server_without_tls_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = std::thread::spawn(move || {
        let (mut client, _) = listener.accept().unwrap();
        // PostgreSQL's answer to the wish for TLS where it has none.
        client.read_exact(&mut [0; 8]).unwrap();
        client.write_all(b"N").unwrap();
    });
    let url = format!("postgres://pas:segreto@127.0.0.1:{port}/pas?sslmode=require");
    let said = refusal(&url);
    server.join().unwrap();
    assert!(said.contains("non offre TLS"), "{said}");
    assert!(!said.contains("segreto"));
}

/// The test server's address over TLS with `mode`, and the authority of its certificate.
fn over_tls(mode: &str) -> Option<(String, String)> {
    let authority = std::env::var("PAS_TEST_POSTGRES_CA").ok();
    let Some((url, authority)) = postgres_url().zip(authority) else {
        eprintln!("skipped: PAS_TEST_POSTGRES_CA is not set");
        return None;
    };
    let url = url.replace("sslmode=disable", &format!("sslmode={mode}"));
    Some((url, authority))
}

#[test]
fn a_certificate_of_a_known_authority_is_taken() {
    for mode in ["verify-full", "verify-ca", "require"] {
        let Some((url, authority)) = over_tls(mode) else {
            return;
        };
        let url = format!("{url}&sslrootcert={authority}");
        block_on(async {
            Db::open(&url).await.unwrap().close().await;
            let mut connection = PgConnection::connect(&url).await.unwrap();
            let sql = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
            let is_encrypted: bool = sqlx::query_scalar(sql)
                .fetch_one(&mut connection)
                .await
                .unwrap();
            assert!(is_encrypted, "{mode}");
        });
    }
}

#[test]
fn a_certificate_of_an_unknown_authority_is_refused_with_the_remedy() {
    let Some((url, _)) = over_tls("verify-full") else {
        return;
    };
    let said = refusal(&url);
    assert!(said.contains("sslrootcert"), "{said}");
}

#[test]
fn a_copy_is_taken_over_tls_too() {
    let Some((url, authority)) = over_tls("verify-full") else {
        return;
    };
    if find_tools().is_err() {
        eprintln!("skipped: pg_dump is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let server = Server::at(&format!("{url}&sslrootcert={authority}")).unwrap();
    let file = folder.path().join("pas.dump");
    block_on(server.dump("public", &file)).unwrap();
    assert!(file.metadata().unwrap().len() > 0);
}
