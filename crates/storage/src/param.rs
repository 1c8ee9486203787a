//! Values bound to a statement, in the few types that both engines share.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use pas_domain::ids::{
    AccessKeyId, AccountId, DashboardId, EnteId, FactId, FlowFileId, ImportId, ObservedEnteId,
    ObservedFlowId, PersonId, ReceiptId, RecordId, SavedViewId, SendingId,
};
use sqlx::error::BoxDynError;
use sqlx::{Arguments, Database, Encode, Type};

/// A value for a placeholder. A null keeps its type, which PostgreSQL wants to know.
#[derive(Clone)]
pub(crate) enum Param<'a> {
    Int(Option<i64>),
    Text(Option<Cow<'a, str>>),
    Bytes(Option<Cow<'a, [u8]>>),
    Flag(bool),
}

impl Param<'_> {
    pub(crate) fn add_to<A, D>(self, arguments: &mut A) -> Result<(), BoxDynError>
    where
        A: Arguments<Database = D>,
        D: Database,
        for<'q> Option<i64>: Encode<'q, D> + Type<D>,
        for<'q> Option<String>: Encode<'q, D> + Type<D>,
        for<'q> Option<Vec<u8>>: Encode<'q, D> + Type<D>,
        for<'q> bool: Encode<'q, D> + Type<D>,
    {
        match self {
            Self::Int(value) => arguments.add(value),
            Self::Text(value) => arguments.add(value.map(Cow::into_owned)),
            Self::Bytes(value) => arguments.add(value.map(Cow::into_owned)),
            Self::Flag(value) => arguments.add(value),
        }
    }
}

macro_rules! params {
    ($($value:expr),* $(,)?) => { vec![$($crate::param::Param::from($value)),*] };
}
pub(crate) use params;

macro_rules! from_ids {
    ($($id:ident),+) => {$(
        impl From<$id> for Param<'_> {
            fn from(id: $id) -> Self {
                Self::Int(Some(id.value()))
            }
        }

        impl From<Option<$id>> for Param<'_> {
            fn from(id: Option<$id>) -> Self {
                Self::Int(id.map($id::value))
            }
        }
    )+};
}

from_ids!(
    EnteId,
    AccessKeyId,
    AccountId,
    DashboardId,
    FactId,
    FlowFileId,
    ImportId,
    ObservedEnteId,
    ObservedFlowId,
    PersonId,
    ReceiptId,
    RecordId,
    SavedViewId,
    SendingId
);

impl From<i64> for Param<'_> {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}

impl From<Option<i64>> for Param<'_> {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}

impl From<u32> for Param<'_> {
    fn from(value: u32) -> Self {
        Self::Int(Some(i64::from(value)))
    }
}

impl From<i16> for Param<'_> {
    fn from(value: i16) -> Self {
        Self::Int(Some(i64::from(value)))
    }
}

impl From<Option<i16>> for Param<'_> {
    fn from(value: Option<i16>) -> Self {
        Self::Int(value.map(i64::from))
    }
}

impl From<bool> for Param<'_> {
    fn from(value: bool) -> Self {
        Self::Flag(value)
    }
}

impl<'a> From<&'a str> for Param<'a> {
    fn from(value: &'a str) -> Self {
        Self::Text(Some(Cow::Borrowed(value)))
    }
}

impl<'a> From<&'a String> for Param<'a> {
    fn from(value: &'a String) -> Self {
        Self::from(value.as_str())
    }
}

impl From<String> for Param<'_> {
    fn from(value: String) -> Self {
        Self::Text(Some(Cow::Owned(value)))
    }
}

impl<'a> From<Option<&'a str>> for Param<'a> {
    fn from(value: Option<&'a str>) -> Self {
        Self::Text(value.map(Cow::Borrowed))
    }
}

impl From<Option<String>> for Param<'_> {
    fn from(value: Option<String>) -> Self {
        Self::Text(value.map(Cow::Owned))
    }
}

impl<'a> From<&'a [u8]> for Param<'a> {
    fn from(value: &'a [u8]) -> Self {
        Self::from(Some(value))
    }
}

impl<'a> From<Option<&'a [u8]>> for Param<'a> {
    fn from(value: Option<&'a [u8]>) -> Self {
        Self::Bytes(value.map(Cow::Borrowed))
    }
}

impl<'a> From<&'a [u8; 32]> for Param<'a> {
    fn from(value: &'a [u8; 32]) -> Self {
        Self::from(value.as_slice())
    }
}

impl From<[u8; 32]> for Param<'_> {
    fn from(value: [u8; 32]) -> Self {
        Self::Bytes(Some(Cow::Owned(value.to_vec())))
    }
}

/// Instants are microseconds since 1970: they compare as they follow each other.
impl From<Timestamp> for Param<'_> {
    fn from(value: Timestamp) -> Self {
        Self::Int(Some(value.as_microsecond()))
    }
}

impl From<Option<Timestamp>> for Param<'_> {
    fn from(value: Option<Timestamp>) -> Self {
        Self::Int(value.map(Timestamp::as_microsecond))
    }
}

/// Days are ISO texts, which sort as days do.
impl From<Date> for Param<'_> {
    fn from(value: Date) -> Self {
        Self::from(value.to_string())
    }
}

impl From<Option<Date>> for Param<'_> {
    fn from(value: Option<Date>) -> Self {
        Self::from(value.map(|day| day.to_string()))
    }
}
