//! JSON as a token may hold it: an object, no member twice, whole numbers only.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};

/// The members of an object.
pub(crate) type Members = BTreeMap<String, Json>;

/// A value. What no check reads (booleans, null, fractions) is kept only as being there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Json {
    Text(String),
    Whole(i64),
    List(Vec<Json>),
    Object(Members),
    Other,
}

/// The object in `bytes`; nothing when they hold anything else, or a member twice at any depth.
pub(crate) fn object(bytes: &[u8]) -> Option<Members> {
    match serde_json::from_slice(bytes) {
        Ok(Json::Object(members)) => Some(members),
        _ => None,
    }
}

impl Json {
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Whole(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(i64::try_from(number).map_or(Json::Other, Json::Whole))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = values.next_element()? {
            list.push(value);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let mut members = Members::new();
        while let Some((name, value)) = entries.next_entry::<String, Json>()? {
            if members.insert(name, value).is_some() {
                return Err(A::Error::custom("a member stands twice"));
            }
        }
        Ok(Json::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_object_without_repetition_is_read() {
        for (text, read) in [
            (r#"{"a":1,"b":[{"c":"d"}],"e":null,"f":1.5}"#, true),
            (r#"{"a":1,"a":1}"#, false),
            (r#"{"a":{"b":1,"b":2}}"#, false),
            (r#"{"a":1,"\u0061":2}"#, false),
            (r#"{"a":1e999}"#, false),
            (r#"{"a":1} "#, true),
            (r#"{"a":1}{"#, false),
            ("[1]", false),
            ("", false),
            (r#"{"a":"\ud800"}"#, false),
        ] {
            assert_eq!(object(text.as_bytes()).is_some(), read, "{text}");
        }
        let nested = "[".repeat(5_000);
        assert_eq!(object(format!("{{\"a\":{nested}").as_bytes()), None);
    }

    #[test]
    fn numbers_are_whole_or_other() {
        for (text, expected) in [
            ("7", Json::Whole(7)),
            ("-7", Json::Whole(-7)),
            ("9223372036854775807", Json::Whole(i64::MAX)),
            ("9223372036854775808", Json::Other),
            ("1e3", Json::Other),
            ("7.0", Json::Other),
            ("123456789012345678901234567890", Json::Other),
        ] {
            let members = object(format!("{{\"n\":{text}}}").as_bytes()).unwrap();
            assert_eq!(members["n"], expected, "{text}");
        }
    }
}
