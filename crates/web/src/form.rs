//! Forms: every one carries the session's secret, and is refused without it.

use axum::extract::{FromRequest, Multipart, Request};
use axum::{Form, RequestExt};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::WebError;
use crate::visit::Visit;

/// Name of the field that carries the secret.
pub(crate) const SECRET_FIELD: &str = "segreto";

/// A form whose secret is that of the session.
pub(crate) struct Signed<T>(pub(crate) T);

/// What a form sends that has its button alone.
#[derive(Deserialize)]
pub(crate) struct Button {}

#[derive(Deserialize)]
struct WithSecret {
    #[serde(default)]
    segreto: String,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Signed<T> {
    type Rejection = WebError;

    async fn from_request(mut request: Request, _: &S) -> Result<Self, WebError> {
        let visit: Visit = request.extract_parts().await?;
        let unreadable = || WebError::BadForm("mancano dei campi".to_owned());
        let body: String = request.extract().await.map_err(|_| WebError::TooLarge)?;
        let secret: WithSecret = read(&body).await.ok_or(WebError::ForeignForm)?;
        if !is_same(&secret.segreto, &visit.session.csrf) {
            return Err(WebError::ForeignForm);
        }
        read(&body).await.map(Self).ok_or_else(unreadable)
    }
}

async fn read<T: DeserializeOwned>(body: &str) -> Option<T> {
    let request = Request::post("/")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body.to_owned().into())
        .ok()?;
    Form::from_request(request, &())
        .await
        .ok()
        .map(|Form(form)| form)
}

/// A file of an upload.
pub(crate) struct Upload {
    /// Its name, without folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A form with files, whose secret is that of the session and comes before all else.
pub(crate) struct SignedUpload {
    /// The fields that are no files.
    pub fields: Vec<(String, String)>,
    /// The files, in the order in which they were chosen.
    pub files: Vec<Upload>,
}

impl SignedUpload {
    /// What was put into the field `name`.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }
}

impl<S: Send + Sync> FromRequest<S> for SignedUpload {
    type Rejection = WebError;

    async fn from_request(mut request: Request, state: &S) -> Result<Self, WebError> {
        let visit: Visit = request.extract_parts().await?;
        let mut parts = Multipart::from_request(request, state)
            .await
            .map_err(|_| WebError::ForeignForm)?;
        let secret = match parts.next_field().await? {
            Some(field) if field.name() == Some(SECRET_FIELD) => field.text().await?,
            _ => return Err(WebError::ForeignForm),
        };
        if !is_same(&secret, &visit.session.csrf) {
            return Err(WebError::ForeignForm);
        }
        let mut upload = Self {
            fields: Vec::new(),
            files: Vec::new(),
        };
        while let Some(field) = parts.next_field().await? {
            let name = field.name().unwrap_or("").to_owned();
            match field.file_name().map(base_name) {
                // A browser sends an empty part for a file field in which nothing was chosen.
                Some(file) if file.is_empty() => {}
                Some(file) => {
                    let bytes = field.bytes().await?.to_vec();
                    upload.files.push(Upload { name: file, bytes });
                }
                None => upload.fields.push((name, field.text().await?)),
            }
        }
        Ok(upload)
    }
}

fn base_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or("").to_owned()
}

/// Compares two secrets in a time that does not tell where they differ. An empty one fits nothing.
pub(crate) fn is_same(given: &str, expected: &str) -> bool {
    let (given, expected) = (given.as_bytes(), expected.as_bytes());
    let difference = given
        .iter()
        .zip(expected)
        .fold(0_u8, |seen, (a, b)| seen | (a ^ b));
    !expected.is_empty() && given.len() == expected.len() && difference == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_secrets() {
        assert!(is_same("abc", "abc"));
        for (given, expected) in [("", ""), ("ab", "abc"), ("abd", "abc"), ("", "abc")] {
            assert!(!is_same(given, expected), "{given} {expected}");
        }
    }

    #[test]
    fn drops_folders_of_a_name() {
        assert_eq!(
            base_name("C:\\utenti\\RSA_ottobre.xlsx"),
            "RSA_ottobre.xlsx"
        );
        assert_eq!(base_name("../../etc/passwd"), "passwd");
    }
}
