//! Migrations from nothing, the two schemas compared, and every statement prepared.

use std::collections::BTreeMap;

use pas_storage::{Db, StorageError, statement_texts};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};

use crate::harness::{TestDb, on_both, on_postgres, on_sqlite, postgres_url};

on_both!(
    every_statement_prepares,
    migrating_again_changes_nothing,
    a_newer_database_is_refused,
);

async fn every_statement_prepares(db: TestDb) {
    let n = db.db.check_statements().await.unwrap();
    assert_eq!(n, statement_texts().len());
    assert!(n > 60, "only {n} statements are in the list");
}

async fn migrating_again_changes_nothing(db: TestDb) {
    let again = db.db.migrate().await.unwrap();
    assert_eq!(again.from, again.to);
}

async fn a_newer_database_is_refused(db: TestDb) {
    db.raw("INSERT INTO schema_version (number, name) VALUES (9999, '9999_future')")
        .await
        .unwrap();
    let error = db.db.migrate().await.unwrap_err();
    assert!(
        matches!(error, StorageError::NewerDatabase { found: 9999, .. }),
        "{error}"
    );
    assert!(
        error.to_string().contains("più nuovo del programma"),
        "{error}"
    );
}

#[test]
fn only_two_kinds_of_url_open() {
    on_sqlite(|_| async {
        for url in [
            "",
            "mysql://host/pas",
            "sqlite::memory:",
            "sqlite:file?mode=memory",
            "pas.db",
        ] {
            let error = Db::open(url).await.unwrap_err();
            assert!(matches!(error, StorageError::UnknownUrl), "{url}: {error}");
        }
        let error = Db::open("sqlite:/no/such/folder/pas.db").await.unwrap_err();
        assert!(matches!(error, StorageError::Open { .. }), "{error}");
        let error = Db::open("postgres://clerk:segreto@127.0.0.1:1/pas")
            .await
            .unwrap_err();
        assert!(!format!("{error:?} {error}").contains("segreto"));
    });
}

/// Columns by table: name, type, whether it may be null, in the order of the table.
type Tables = BTreeMap<String, Vec<(String, &'static str, bool)>>;

async fn sqlite_tables(db: &TestDb) -> Tables {
    let mut connection = SqliteConnection::connect(&db.url).await.unwrap();
    let sql = "SELECT t.name AS tbl, c.name AS col, c.type AS typ, c.\"notnull\" AS nn, c.pk AS pk
               FROM sqlite_schema t, pragma_table_info(t.name) c
               WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, c.cid";
    let mut tables = Tables::new();
    for row in sqlx::query(sql).fetch_all(&mut connection).await.unwrap() {
        let kind = match row.get::<String, _>("typ").as_str() {
            "INTEGER" => "number",
            "TEXT" => "text",
            "BLOB" => "bytes",
            other => panic!("a type {other}"),
        };
        let may_be_null = row.get::<i64, _>("nn") == 0 && row.get::<i64, _>("pk") == 0;
        let column = (row.get("col"), kind, may_be_null);
        tables.entry(row.get("tbl")).or_default().push(column);
    }
    tables
}

async fn postgres_tables(db: &TestDb) -> Tables {
    let mut connection = PgConnection::connect(&db.url).await.unwrap();
    let sql = "SELECT table_name::text AS tbl, column_name::text AS col, data_type::text AS typ,
                      is_nullable::text AS nullable
               FROM information_schema.columns WHERE table_schema = current_schema()
               ORDER BY table_name, ordinal_position";
    let mut tables = Tables::new();
    for row in sqlx::query(sql).fetch_all(&mut connection).await.unwrap() {
        let kind = match row.get::<String, _>("typ").as_str() {
            "bigint" | "boolean" => "number",
            "text" => "text",
            "bytea" => "bytes",
            other => panic!("a type {other}"),
        };
        let column = (
            row.get("col"),
            kind,
            row.get::<String, _>("nullable") == "YES",
        );
        tables.entry(row.get("tbl")).or_default().push(column);
    }
    tables
}

/// Unique keys and indexes by table: the columns of each and whether it holds for some rows only.
type Indexes = BTreeMap<String, Vec<(Vec<String>, bool, bool)>>;

async fn sqlite_indexes(db: &TestDb) -> Indexes {
    let mut connection = SqliteConnection::connect(&db.url).await.unwrap();
    let sql = "SELECT t.name AS tbl, i.name AS idx, i.\"unique\" AS uniq, i.partial AS partial
               FROM sqlite_schema t, pragma_index_list(t.name) i
               WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'";
    let mut indexes = Indexes::new();
    for row in sqlx::query(sql).fetch_all(&mut connection).await.unwrap() {
        let name: String = row.get("idx");
        let columns = format!("SELECT name FROM pragma_index_info('{name}') ORDER BY seqno");
        let columns = sqlx::query(AssertSqlSafe(columns))
            .fetch_all(&mut connection)
            .await
            .unwrap();
        let columns = columns.iter().map(|column| column.get("name")).collect();
        let flags = (
            row.get::<i64, _>("uniq") == 1,
            row.get::<i64, _>("partial") == 1,
        );
        indexes
            .entry(row.get("tbl"))
            .or_default()
            .push((columns, flags.0, flags.1));
    }
    for list in indexes.values_mut() {
        list.sort();
    }
    indexes
}

async fn postgres_indexes(db: &TestDb) -> Indexes {
    let mut connection = PgConnection::connect(&db.url).await.unwrap();
    let sql =
        "SELECT t.relname::text AS tbl, i.indisunique AS uniq, i.indpred IS NOT NULL AS partial,
                      ARRAY(SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY k(n, o)
                            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.n
                            ORDER BY k.o) AS cols
               FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
               JOIN pg_namespace n ON n.oid = t.relnamespace
               WHERE n.nspname = current_schema()";
    let mut indexes = Indexes::new();
    for row in sqlx::query(sql).fetch_all(&mut connection).await.unwrap() {
        let columns: Vec<String> = row.get("cols");
        // SQLite's row number is no index of its own.
        if columns == ["id"] || columns == ["number"] {
            continue;
        }
        let index = (columns, row.get("uniq"), row.get("partial"));
        indexes.entry(row.get("tbl")).or_default().push(index);
    }
    for list in indexes.values_mut() {
        list.sort();
    }
    indexes
}

/// Keys of one column that is a number are SQLite's row number too.
fn without_row_numbers(mut indexes: Indexes) -> Indexes {
    let tables = [
        "audit_head",
        "import_content",
        "flow_clock",
        "flow_content",
        "sending_rule",
        "upload",
    ];
    for table in tables {
        indexes.remove(table);
    }
    indexes
}

#[test]
fn the_two_schemas_are_the_same() {
    if postgres_url().is_none() {
        return;
    }
    on_sqlite(|lite| async move {
        let tables = sqlite_tables(&lite).await;
        let indexes = without_row_numbers(sqlite_indexes(&lite).await);
        assert!(tables.len() > 15, "{:?}", tables.keys());
        tokio::task::spawn_blocking(move || {
            on_postgres(|pg| async move {
                let theirs = postgres_tables(&pg).await;
                for (table, columns) in &tables {
                    assert_eq!(Some(columns), theirs.get(table), "table {table}");
                }
                assert_eq!(tables.len(), theirs.len());
                assert_eq!(indexes, without_row_numbers(postgres_indexes(&pg).await));
            });
        })
        .await
        .unwrap();
    });
}
