//! A row of an answer, whichever engine gave it, and its values as the field's types.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Decode, Postgres, Row as _, Sqlite, Type};

use crate::error::StorageError;

/// A row.
pub(crate) enum Row {
    Lite(SqliteRow),
    Pg(PgRow),
}

impl Row {
    fn get<T>(&self, column: &'static str) -> Result<T, StorageError>
    where
        T: for<'r> Decode<'r, Sqlite> + Type<Sqlite>,
        T: for<'r> Decode<'r, Postgres> + Type<Postgres>,
    {
        match self {
            Self::Lite(row) => row.try_get(column),
            Self::Pg(row) => row.try_get(column),
        }
        .map_err(|_| StorageError::UnreadableColumn { column })
    }

    pub(crate) fn int(&self, column: &'static str) -> Result<i64, StorageError> {
        self.get(column)
    }

    pub(crate) fn opt_int(&self, column: &'static str) -> Result<Option<i64>, StorageError> {
        self.get(column)
    }

    pub(crate) fn text(&self, column: &'static str) -> Result<String, StorageError> {
        self.get(column)
    }

    pub(crate) fn opt_text(&self, column: &'static str) -> Result<Option<String>, StorageError> {
        self.get(column)
    }

    pub(crate) fn flag(&self, column: &'static str) -> Result<bool, StorageError> {
        self.get(column)
    }

    pub(crate) fn bytes(&self, column: &'static str) -> Result<Vec<u8>, StorageError> {
        self.get(column)
    }

    pub(crate) fn opt_bytes(&self, column: &'static str) -> Result<Option<Vec<u8>>, StorageError> {
        self.get(column)
    }

    /// A count, or another number that fits `T`.
    pub(crate) fn number<T: TryFrom<i64>>(&self, column: &'static str) -> Result<T, StorageError> {
        T::try_from(self.int(column)?).map_err(|_| StorageError::UnreadableColumn { column })
    }

    /// A SHA-256.
    pub(crate) fn sha256(&self, column: &'static str) -> Result<[u8; 32], StorageError> {
        <[u8; 32]>::try_from(self.bytes(column)?)
            .map_err(|_| StorageError::UnreadableColumn { column })
    }

    pub(crate) fn instant(&self, column: &'static str) -> Result<Timestamp, StorageError> {
        instant(self.int(column)?, column)
    }

    pub(crate) fn opt_instant(
        &self,
        column: &'static str,
    ) -> Result<Option<Timestamp>, StorageError> {
        self.opt_int(column)?
            .map(|value| instant(value, column))
            .transpose()
    }

    pub(crate) fn day(&self, column: &'static str) -> Result<Date, StorageError> {
        self.text(column)?
            .parse()
            .map_err(|_| StorageError::UnreadableColumn { column })
    }

    pub(crate) fn opt_day(&self, column: &'static str) -> Result<Option<Date>, StorageError> {
        let day = self.opt_text(column)?.map(|text| text.parse()).transpose();
        day.map_err(|_| StorageError::UnreadableColumn { column })
    }

    /// A value stored under its name, read by `from_name`.
    pub(crate) fn named<T>(
        &self,
        column: &'static str,
        from_name: impl Fn(&str) -> Option<T>,
    ) -> Result<T, StorageError> {
        from_name(&self.text(column)?).ok_or(StorageError::UnreadableColumn { column })
    }

    /// As [`Row::named`], where there may be none.
    pub(crate) fn opt_named<T>(
        &self,
        column: &'static str,
        from_name: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, StorageError> {
        let Some(name) = self.opt_text(column)? else {
            return Ok(None);
        };
        from_name(&name)
            .map(Some)
            .ok_or(StorageError::UnreadableColumn { column })
    }

    /// A value stored as JSON.
    pub(crate) fn json<T: DeserializeOwned>(
        &self,
        column: &'static str,
    ) -> Result<T, StorageError> {
        from_json(&self.text(column)?, column)
    }
}

/// Every instant that a parameter writes is read back: `Timestamp::from_microsecond` alone would
/// refuse what lies within a second of [`Timestamp::MAX`], which stands for all that is later.
fn instant(microseconds: i64, column: &'static str) -> Result<Timestamp, StorageError> {
    let seconds = microseconds.div_euclid(1_000_000);
    let nanoseconds = i32::try_from(microseconds.rem_euclid(1_000_000) * 1_000);
    let read = nanoseconds.map(|nanoseconds| Timestamp::new(seconds, nanoseconds));
    match read {
        Ok(Ok(at)) => Ok(at),
        Ok(Err(_)) | Err(_) => Err(StorageError::UnreadableColumn { column }),
    }
}

/// Reads a JSON text that came from `column`.
pub(crate) fn from_json<T: DeserializeOwned>(
    text: &str,
    column: &'static str,
) -> Result<T, StorageError> {
    serde_json::from_str(text).map_err(|_| StorageError::UnreadableColumn { column })
}

/// Writes `value` as the JSON text for `column`.
pub(crate) fn to_json<T: serde::Serialize>(
    value: &T,
    column: &'static str,
) -> Result<String, StorageError> {
    serde_json::to_string(value).map_err(|_| StorageError::UnwritableValue { column })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_instant_that_can_be_written() {
        let just_after = "1970-01-01T00:00:00.000001Z".parse().unwrap();
        let just_before = "1969-12-31T23:59:59.999999Z".parse().unwrap();
        for at in [Timestamp::MIN, just_before, just_after, Timestamp::MAX] {
            let microseconds = at.as_microsecond();
            let read = instant(microseconds, "at").unwrap();
            assert_eq!(read.as_microsecond(), microseconds);
        }
        assert!(instant(i64::MAX, "at").is_err());
        assert!(instant(i64::MIN, "at").is_err());
    }
}
