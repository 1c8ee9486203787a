//! The ente whose e-service an installation offers.

use pas_domain::ids::EnteId;
use pas_storage::ente;

use crate::app::App;
use crate::error::AppError;

/// The ente that answers INPS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnsweringEnte {
    /// Its number.
    pub id: EnteId,
    /// INPS's code of it.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// The ente with INPS's `code`; without a code, the only one that INPS can know. None while no ente
/// has told how it presents itself. For the start of the e-service, when nobody is signed in.
pub async fn find_ente(app: &App, code: Option<&str>) -> Result<Option<AnsweringEnte>, AppError> {
    let mut tx = app.db.read().await?;
    let known = ente::list(&mut tx).await?.into_iter().filter_map(|ente| {
        ente.identity.map(|identity| AnsweringEnte {
            id: ente.id,
            code: identity.code,
            name: identity.name,
        })
    });
    choose(known.collect(), code).map_err(AppError::Invalid)
}

fn choose(
    mut known: Vec<AnsweringEnte>,
    code: Option<&str>,
) -> Result<Option<AnsweringEnte>, String> {
    let codes: Vec<&str> = known.iter().map(|ente| ente.code.as_str()).collect();
    let codes = codes.join(", ");
    if known.is_empty() {
        return Ok(None);
    }
    if let Some(code) = code {
        known.retain(|ente| ente.code == code);
    }
    match (known.pop(), known.is_empty(), code) {
        (Some(ente), true, _) => Ok(Some(ente)),
        (_, _, Some(code)) => Err(format!(
            "il codice INPS «{code}» non indica un ente solo di questa installazione: «ente» in \
             [waas] dev'essere uno tra {codes}"
        )),
        _ => Err(format!(
            "più enti hanno i dati per INPS ({codes}): scrivi in «ente» di [waas] il codice di \
             quello per cui il servizio risponde"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn enti(codes: &[&str]) -> Vec<AnsweringEnte> {
        let ente = |(number, code): (i64, &&str)| AnsweringEnte {
            id: EnteId::new(number),
            code: (*code).to_owned(),
            name: format!("Ente {number}"),
        };
        (1..).zip(codes).map(ente).collect()
    }

    #[test]
    fn one_ente_answers_or_nobody_does() {
        for (codes, code, wanted) in [
            (&["H501"][..], None, Ok(1)),
            (&["H501"], Some("H501"), Ok(1)),
            (&["H501", "M320"], Some("M320"), Ok(2)),
            (&["H501", "M320"], None, Err("H501, M320")),
            (&["H501"], Some("M320"), Err("«M320»")),
            (&["H501", "H501"], Some("H501"), Err("«H501»")),
        ] {
            match (choose(enti(codes), code), wanted) {
                (Ok(Some(ente)), Ok(number)) => assert_eq!(ente.id, EnteId::new(number)),
                (Err(words), Err(said)) => assert!(words.contains(said), "{words}"),
                (found, _) => panic!("{codes:?} {code:?}: {found:?}"),
            }
        }
        for code in [None, Some("H501")] {
            assert_eq!(choose(Vec::new(), code), Ok(None));
        }
    }
}
