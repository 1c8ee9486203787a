//! People: a stable number for each, and the name by which they are found.

use std::collections::HashMap;
use std::fmt;

use jiff::civil::Date;
use pas_domain::fact::Registration;
use pas_domain::ids::{EnteId, PersonId};
use pas_domain::office::Office;
use pas_domain::record::RecordState;

use crate::error::StorageError;
use crate::page::Page;
use crate::param::{Param, params};
use crate::row::Row;
use crate::search::{Query, search_key};
use crate::statement::statements;
use crate::tx::Tx;

statements! {
    SEARCH = "person.search",
        "SELECT p.id, p.cf, p.surname, p.given_name, p.birth_date, p.residence_comune,
                COUNT(CASE WHEN r.state = $8 THEN 1 END) AS n_ready,
                COUNT(CASE WHEN r.state = $9 THEN 1 END) AS n_incomplete,
                COUNT(CASE WHEN r.state = $10 THEN 1 END) AS n_blocked,
                COUNT(CASE WHEN r.state = $11 THEN 1 END) AS n_not_due
         FROM (SELECT * FROM person
               WHERE ente = $1
                 AND ((search_key LIKE $2 AND search_key LIKE $3 AND search_key LIKE $4)
                      OR cf LIKE $5)
               ORDER BY CASE WHEN surname = '' THEN 1 ELSE 0 END, search_key, id
               LIMIT $6 OFFSET $7) p
         LEFT JOIN siuss_record r ON r.person = p.id
         GROUP BY p.id, p.cf, p.surname, p.given_name, p.birth_date, p.residence_comune,
                  p.search_key
         ORDER BY CASE WHEN p.surname = '' THEN 1 ELSE 0 END, p.search_key, p.id";
    COUNT = "person.count",
        "SELECT COUNT(*) AS n FROM person
         WHERE ente = $1
           AND ((search_key LIKE $2 AND search_key LIKE $3 AND search_key LIKE $4)
                OR cf LIKE $5)";
    GET = "person.get",
        "SELECT id, cf, surname, given_name, birth_date, residence_comune
         FROM person WHERE ente = $1 AND id = $2";
    FIND_BY_CF = "person.find_by_cf",
        "SELECT id FROM person WHERE ente = $1 AND cf = $2";
    [batch] MANY_BY_CF = "person.many_by_cf", 1, [
        "SELECT id, cf, surname, given_name, birth_date, residence_comune
         FROM person WHERE ente = $1 AND cf IN (",
        "?",
        ")",
    ];
    [batch] IDS = "person.ids", 1, [
        "SELECT id, cf FROM person WHERE ente = $1 AND cf IN (", "?", ")",
    ];
    [batch] PUT = "person.put", 1, [
        "INSERT INTO person (ente, cf, surname, given_name, birth_date, residence_comune,
                             search_key, name_rank) VALUES ",
        "($1, ?, ?, ?, ?, ?, ?, ?)",
        " ON CONFLICT (ente, cf) DO UPDATE SET
            surname = excluded.surname, given_name = excluded.given_name,
            birth_date = excluded.birth_date, residence_comune = excluded.residence_comune,
            search_key = excluded.search_key, name_rank = excluded.name_rank
          WHERE excluded.name_rank <= person.name_rank
          RETURNING id, cf",
    ];
}

/// A person as the files know them.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// The stable number.
    pub id: PersonId,
    /// Codice fiscale, as the files write it: an omocodic one is another person than its base form.
    pub cf: String,
    /// Cognome; empty when no registration is known.
    pub surname: String,
    /// Nome.
    pub given_name: String,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// Belfiore code of the comune of residence.
    pub residence_comune: Option<String>,
}

impl Person {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: PersonId::new(row.int("id")?),
            cf: row.text("cf")?,
            surname: row.text("surname")?,
            given_name: row.text("given_name")?,
            birth_date: row.opt_day("birth_date")?,
            residence_comune: row.opt_text("residence_comune")?,
        })
    }
}

/// The number and nothing else.
impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// A person in a list, with how many records they have in each state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLine {
    /// The person.
    pub person: Person,
    /// Records by state, in the order of [`RecordState::ALL`].
    pub records: Vec<(RecordState, u64)>,
}

impl PersonLine {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        let count = |state| {
            let column = match state {
                RecordState::Ready => "n_ready",
                RecordState::Incomplete => "n_incomplete",
                RecordState::Blocked => "n_blocked",
                RecordState::NotDue => "n_not_due",
            };
            Ok((state, row.number(column)?))
        };
        let records = RecordState::ALL.iter().copied().map(count);
        Ok(Self {
            person: Person::from_row(row)?,
            records: records.collect::<Result<_, _>>()?,
        })
    }
}

/// A page of the people of `ente` that `query` finds, by surname and name. The words of `query`
/// are beginnings of words of the name, without regard to accents; or `query` is the beginning of
/// a codice fiscale. An empty one finds all.
pub async fn search(
    tx: &mut Tx,
    ente: EnteId,
    query: &str,
    page: Page,
) -> Result<Vec<PersonLine>, StorageError> {
    let mut params = search_params(ente, query);
    params.extend(params![page.limit(), page.offset()]);
    let [ready, incomplete, blocked, not_due] = [
        RecordState::Ready,
        RecordState::Incomplete,
        RecordState::Blocked,
        RecordState::NotDue,
    ]
    .map(RecordState::name);
    params.extend(params![ready, incomplete, blocked, not_due]);
    tx.fetch_all(&SEARCH, params)
        .await?
        .iter()
        .map(PersonLine::from_row)
        .collect()
}

/// How many people `query` finds.
pub async fn count(tx: &mut Tx, ente: EnteId, query: &str) -> Result<u64, StorageError> {
    tx.fetch_one(&COUNT, search_params(ente, query))
        .await?
        .number("n")
}

fn search_params(ente: EnteId, query: &str) -> Vec<Param<'static>> {
    let Query {
        words: [first, second, third],
        cf,
    } = Query::new(query);
    params![ente, first, second, third, cf]
}

/// The person `id`.
pub async fn get(tx: &mut Tx, ente: EnteId, id: PersonId) -> Result<Option<Person>, StorageError> {
    let row = tx.fetch_optional(&GET, params![ente, id]).await?;
    row.as_ref().map(Person::from_row).transpose()
}

/// The number of the person with this codice fiscale.
pub async fn find_by_cf(
    tx: &mut Tx,
    ente: EnteId,
    cf: &str,
) -> Result<Option<PersonId>, StorageError> {
    let row = tx.fetch_optional(&FIND_BY_CF, params![ente, cf]).await?;
    row.map(|row| row.int("id").map(PersonId::new)).transpose()
}

/// The people with these codici fiscali, in no order; one that is not there is left out.
pub async fn many_by_cf(
    tx: &mut Tx,
    ente: EnteId,
    cfs: &[&str],
) -> Result<Vec<Person>, StorageError> {
    let mut cfs = cfs.to_vec();
    cfs.sort_unstable();
    cfs.dedup();
    let cfs = cfs.into_iter().map(|cf| params![cf]).collect();
    let rows = tx.fetch_batch(&MANY_BY_CF, params![ente], cfs).await?;
    rows.iter().map(Person::from_row).collect()
}

/// The people of a lot: codice fiscale, and the registration that tells the
/// name, if the lot has one.
pub(crate) type Wanted<'a> = HashMap<String, Option<&'a Registration>>;

/// Numbers already known, by codice fiscale.
pub(crate) type Known = HashMap<String, PersonId>;

/// Makes sure that everybody in `wanted` has a number in `known`, and a name where `office` tells
/// one and nobody who knows better has told another.
pub(crate) async fn ensure(
    tx: &mut Tx,
    ente: EnteId,
    office: Office,
    wanted: &Wanted<'_>,
    known: &mut Known,
) -> Result<(), StorageError> {
    let unknown: Vec<_> = wanted
        .keys()
        .filter(|cf| !known.contains_key(*cf))
        .map(|cf| params![cf])
        .collect();
    let found = tx.fetch_batch(&IDS, params![ente], unknown).await?;
    remember(&found, known)?;
    let mut news: Vec<_> = wanted
        .iter()
        .filter(|(cf, named)| named.is_some() || !known.contains_key(*cf))
        .collect();
    // In one order everywhere, so that two writers never wait for each other.
    news.sort_unstable_by_key(|(cf, _)| *cf);
    let rows = news
        .into_iter()
        .map(|(cf, named)| put_params(cf, *named, office));
    let put = tx.fetch_batch(&PUT, params![ente], rows.collect()).await?;
    remember(&put, known)
}

fn remember(rows: &[Row], known: &mut Known) -> Result<(), StorageError> {
    for row in rows {
        known.insert(row.text("cf")?, PersonId::new(row.int("id")?));
    }
    Ok(())
}

fn put_params<'a>(cf: &'a str, named: Option<&'a Registration>, office: Office) -> Vec<Param<'a>> {
    const NOBODY_KNOWS: i64 = 2;
    let Some(named) = named else {
        let nothing = None::<&str>;
        return params![cf, "", "", nothing, nothing, "", NOBODY_KNOWS];
    };
    let name = format!("{} {}", named.surname, named.given_name);
    params![
        cf,
        &named.surname,
        &named.given_name,
        named.birth_date,
        named.residence_comune.as_deref(),
        search_key(&name),
        i64::from(office != Office::Anagrafe),
    ]
}
