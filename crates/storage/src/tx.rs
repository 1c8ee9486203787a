//! A transaction, and the two arms that run a statement.

use sqlx::error::BoxDynError;
use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use sqlx::{AssertSqlSafe, Postgres, SqlSafeStr, SqlStr, Sqlite, Transaction};

use crate::error::{Fault, StorageError};
use crate::param::Param;
use crate::row::Row;
use crate::statement::{Batch, Statement};

/// A transaction. Dropped without [`Tx::commit`], it changes nothing.
pub struct Tx(pub(crate) Inner);

pub(crate) enum Inner {
    Lite(Transaction<'static, Sqlite>),
    Pg(Transaction<'static, Postgres>),
}

/// What is sent to the engine.
struct Sent<'a> {
    name: &'static str,
    sql: SqlStr,
    params: Vec<Param<'a>>,
    keeps_plan: bool,
}

impl<'a> Sent<'a> {
    fn one(statement: &'static Statement, params: Vec<Param<'a>>) -> Self {
        let sql = statement.sql.into_sql_str();
        Self {
            name: statement.name,
            sql,
            params,
            keeps_plan: true,
        }
    }

    fn lot(batch: &'static Batch, size: usize, params: Vec<Param<'a>>) -> Self {
        Self {
            name: batch.name,
            sql: AssertSqlSafe(batch.text(size)).into_sql_str(),
            params,
            keeps_plan: batch.keeps_plan(),
        }
    }
}

/// Runs what is sent on whichever engine the transaction is, with the parameters bound.
macro_rules! on_either {
    ($tx:expr, $sent:expr, $run:ident, $wrap_lite:expr, $wrap_pg:expr) => {{
        let Sent {
            name: statement,
            sql,
            params,
            keeps_plan,
        } = $sent;
        let failed = |error: sqlx::Error| StorageError::Statement {
            statement,
            source: Fault::new(&error),
        };
        let unbound = |error| failed(sqlx::Error::Encode(error));
        match &mut $tx.0 {
            Inner::Lite(tx) => {
                let arguments = bind::<SqliteArguments>(params).map_err(unbound)?;
                let query = sqlx::query_with::<Sqlite, _>(sql, arguments).persistent(keeps_plan);
                query.$run(&mut **tx).await.map($wrap_lite).map_err(failed)
            }
            Inner::Pg(tx) => {
                let arguments = bind::<PgArguments>(params).map_err(unbound)?;
                let query = sqlx::query_with::<Postgres, _>(sql, arguments).persistent(keeps_plan);
                query.$run(&mut **tx).await.map($wrap_pg).map_err(failed)
            }
        }
    }};
}

/// Arguments of one engine that take our few types.
trait TakesParams: Default {
    fn take(&mut self, param: Param<'_>) -> Result<(), BoxDynError>;
}

impl TakesParams for SqliteArguments {
    fn take(&mut self, param: Param<'_>) -> Result<(), BoxDynError> {
        param.add_to::<Self, Sqlite>(self)
    }
}

impl TakesParams for PgArguments {
    fn take(&mut self, param: Param<'_>) -> Result<(), BoxDynError> {
        param.add_to::<Self, Postgres>(self)
    }
}

fn bind<A: TakesParams>(params: Vec<Param<'_>>) -> Result<A, BoxDynError> {
    let mut arguments = A::default();
    for param in params {
        arguments.take(param)?;
    }
    Ok(arguments)
}

impl Tx {
    /// Keeps everything that was done since [`Db::begin`](crate::Db::begin).
    pub async fn commit(self) -> Result<(), StorageError> {
        match self.0 {
            Inner::Lite(tx) => tx.commit().await,
            Inner::Pg(tx) => tx.commit().await,
        }
        .map_err(|error| StorageError::Commit(Fault::new(&error)))
    }

    /// Undoes everything that was done since [`Db::begin`](crate::Db::begin).
    pub async fn rollback(self) -> Result<(), StorageError> {
        match self.0 {
            Inner::Lite(tx) => tx.rollback().await,
            Inner::Pg(tx) => tx.rollback().await,
        }
        .map_err(|error| StorageError::Rollback(Fault::new(&error)))
    }

    /// Runs `statement`; how many rows it touched.
    pub(crate) async fn execute(
        &mut self,
        statement: &'static Statement,
        params: Vec<Param<'_>>,
    ) -> Result<u64, StorageError> {
        self.run(Sent::one(statement, params)).await
    }

    /// The rows that `statement` gives.
    pub(crate) async fn fetch_all(
        &mut self,
        statement: &'static Statement,
        params: Vec<Param<'_>>,
    ) -> Result<Vec<Row>, StorageError> {
        self.fetch(Sent::one(statement, params)).await
    }

    /// The row that `statement` gives, if any.
    pub(crate) async fn fetch_optional(
        &mut self,
        statement: &'static Statement,
        params: Vec<Param<'_>>,
    ) -> Result<Option<Row>, StorageError> {
        Ok(self.fetch_all(statement, params).await?.into_iter().next())
    }

    /// The row that `statement` always gives.
    pub(crate) async fn fetch_one(
        &mut self,
        statement: &'static Statement,
        params: Vec<Param<'_>>,
    ) -> Result<Row, StorageError> {
        self.fetch_optional(statement, params)
            .await?
            .ok_or_else(|| StorageError::Statement {
                statement: statement.name,
                source: Fault::new(&sqlx::Error::RowNotFound),
            })
    }

    /// Runs `batch` over all `rows`, in lots; how many rows it touched.
    pub(crate) async fn execute_batch(
        &mut self,
        batch: &'static Batch,
        fixed: Vec<Param<'_>>,
        rows: Vec<Vec<Param<'_>>>,
    ) -> Result<u64, StorageError> {
        let mut n_touched = 0;
        for (size, params) in lots(batch, &fixed, rows) {
            n_touched += self.run(Sent::lot(batch, size, params)).await?;
        }
        Ok(n_touched)
    }

    /// The rows that `batch` gives for all `rows`, in lots.
    pub(crate) async fn fetch_batch(
        &mut self,
        batch: &'static Batch,
        fixed: Vec<Param<'_>>,
        rows: Vec<Vec<Param<'_>>>,
    ) -> Result<Vec<Row>, StorageError> {
        let mut found = Vec::new();
        for (size, params) in lots(batch, &fixed, rows) {
            found.extend(self.fetch(Sent::lot(batch, size, params)).await?);
        }
        Ok(found)
    }

    async fn run(&mut self, sent: Sent<'_>) -> Result<u64, StorageError> {
        on_either!(self, sent, execute, |done| done.rows_affected(), |done| {
            done.rows_affected()
        })
    }

    async fn fetch(&mut self, sent: Sent<'_>) -> Result<Vec<Row>, StorageError> {
        on_either!(
            self,
            sent,
            fetch_all,
            |rows| rows.into_iter().map(Row::Lite).collect(),
            |rows| rows.into_iter().map(Row::Pg).collect()
        )
    }
}

/// Cuts `rows` into lots of the sizes of a batch, the largest first: size and parameters of each.
fn lots<'a>(
    batch: &Batch,
    fixed: &[Param<'a>],
    rows: Vec<Vec<Param<'a>>>,
) -> Vec<(usize, Vec<Param<'a>>)> {
    let n_columns = batch.n_columns();
    let mut lots = Vec::new();
    let mut left = rows.len();
    let mut rows = rows.into_iter();
    for (size, n_rows) in Batch::SIZES.into_iter().enumerate() {
        while left >= n_rows {
            let mut params = Vec::with_capacity(fixed.len() + n_rows * n_columns);
            params.extend_from_slice(fixed);
            params.extend(rows.by_ref().take(n_rows).flatten());
            debug_assert_eq!(
                params.len(),
                fixed.len() + n_rows * n_columns,
                "{}",
                batch.name
            );
            lots.push((size, params));
            left -= n_rows;
        }
    }
    lots
}
