//! Whether another PAS has a server's database open, and whether who has just left it is still counted.

use std::future::pending;

use pas_storage::copy::Server;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection};

use crate::harness::{block_on, postgres_url};

/// Whether somebody has looked who else is there, and waits.
const HAS_LOOKED: &str =
    "SELECT COUNT(*) > 0 FROM pg_stat_activity WHERE datname = current_database()
    AND application_name = 'pas' AND state = 'idle' AND query LIKE '%pg_stat_activity%'";

/// Another PAS, connected to `url`.
async fn another_pas(url: &str) -> PgConnection {
    let options: PgConnectOptions = url.parse().unwrap();
    let options = options.application_name("pas");
    options.connect().await.unwrap()
}

/// Closes `other` after it was seen once, and never ends.
async fn leave_when_seen(other: PgConnection, url: &str) {
    let mut watcher = PgConnection::connect(url).await.unwrap();
    let mut is_seen = false;
    while !is_seen {
        let seen = sqlx::query_scalar(HAS_LOOKED).fetch_one(&mut watcher).await;
        is_seen = seen.unwrap();
    }
    other.close().await.unwrap();
    pending::<()>().await;
}

#[test]
fn who_stays_is_told_and_who_leaves_is_not() {
    let Some(server) = postgres_url() else {
        return;
    };
    block_on(async {
        let name = format!("pas_in_uso_{}", std::process::id());
        let mut admin = PgConnection::connect(&server).await.unwrap();
        let create = AssertSqlSafe(format!("CREATE DATABASE {name}"));
        admin.execute(create).await.unwrap();
        let url = server.replacen("/postgres", &format!("/{name}"), 1);
        let database = Server::at(&url).unwrap();
        assert!(!database.is_in_use().await.unwrap(), "nobody is there");

        let other = another_pas(&url).await;
        assert!(database.is_in_use().await.unwrap(), "the other stays");
        let is_in_use = tokio::select! {
            answer = database.is_in_use() => answer.unwrap(),
            () = leave_when_seen(other, &url) => unreachable!("it never ends"),
        };
        assert!(!is_in_use, "the other has left");

        let drop = AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"));
        admin.execute(drop).await.unwrap();
    });
}
