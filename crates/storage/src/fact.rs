//! Facts: what the offices' files say, which of them hold, and which were replaced.

use std::collections::{HashMap, HashSet};
use std::fmt;

use pas_domain::fact::{Fact, Origin, StagedFact};
use pas_domain::ids::{EnteId, FactId, ImportId, PersonId};
use pas_domain::office::Office;

use crate::content::sha256;
use crate::error::StorageError;
use crate::param::{Param, params};
use crate::person::{self, Known, Wanted};
use crate::row::{Row, to_json};
use crate::statement::statements;
use crate::tx::Tx;

macro_rules! select {
    ($tail:literal) => {
        concat!(
            "SELECT id, import, office, person, payload, origin FROM fact
             WHERE ente = $1 AND superseded_by IS NULL ",
            $tail
        )
    };
}

statements! {
    IN_FORCE_AFTER = "fact.in_force_after",
        select!("AND (person, id) > ($2, $3) ORDER BY person, id LIMIT $4");
    OF_PERSON = "fact.of_person",
        select!("AND person = $2 ORDER BY id");
    OF_ENTE = "fact.of_ente",
        select!("AND person IS NULL ORDER BY id");
    COUNT = "fact.count",
        "SELECT COUNT(*) AS n FROM fact WHERE ente = $1 AND superseded_by IS NULL";
    GET = "fact.get",
        "SELECT id, import, office, person, payload, origin FROM fact WHERE ente = $1 AND id = $2";
    [batch] GET_MANY = "fact.get_many", 1, [
        "SELECT id, import, office, person, payload, origin FROM fact
         WHERE ente = $1 AND id IN (",
        "?",
        ")",
    ];
    // `ente + 0` keeps PostgreSQL, which knows nothing yet of a table that is being filled, from
    // reading all facts of the ente for every lot: it was 40 times slower.
    [batch] IN_FORCE_BY_KEY = "fact.in_force_by_key", 2, [
        "SELECT id, natural_key, occurrence, content_sha FROM fact
         WHERE ente + 0 = $1 AND office = $2 AND superseded_by IS NULL AND natural_key IN (",
        "?",
        ")",
    ];
    [batch] SUPERSEDE = "fact.supersede", 2, [
        "UPDATE fact SET superseded_by = $2 WHERE ente = $1 AND id IN (", "?", ")",
    ];
    [batch] INSERT = "fact.insert", 3, [
        "INSERT INTO fact (ente, import, office, kind, person, benefit, natural_key, occurrence,
                           content_sha, payload, origin) VALUES ",
        "($1, $2, $3, ?, ?, ?, ?, ?, ?, ?, ?)",
        "",
    ];
}

/// Facts looked up, compared and stored at a time.
const LOT: usize = 512;

/// What a file has said so far, so that two like deliveries are two facts and not one, and
/// everything else that is said again is one fact and not two.
///
/// One for a file: a later file's first is the first one's successor, its second the second's.
#[derive(Default)]
pub struct Occurrences {
    by_key: HashMap<[u8; 16], u32>,
    said: HashSet<[u8; 16]>,
}

impl Occurrences {
    /// Whether the file has said `fact` before, word for word, and saying it twice adds nothing: a
    /// grant or presa in carico repeated in each month's row. Two like deliveries do add up.
    pub fn is_repeated(&mut self, fact: &Fact) -> Result<bool, StorageError> {
        if matches!(fact, Fact::Delivery(_)) {
            return Ok(false);
        }
        Ok(!self.said.insert(short_hash(&to_json(fact, "payload")?)))
    }

    fn next(&mut self, natural_key: &str) -> u32 {
        let seen = self.by_key.entry(short_hash(natural_key)).or_default();
        let occurrence = *seen;
        *seen += 1;
        occurrence
    }
}

fn short_hash(text: &str) -> [u8; 16] {
    let mut short = [0; 16];
    short.copy_from_slice(&sha256(text.as_bytes())[..16]);
    short
}

/// A fact ready to be stored.
#[derive(Clone)]
pub struct NewFact {
    natural_key: String,
    occurrence: u32,
    content_sha: [u8; 32],
    payload: String,
    staged: StagedFact,
}

impl NewFact {
    /// Prepares a fact of a file; `occurrences` is the file's.
    pub fn new(staged: StagedFact, occurrences: &mut Occurrences) -> Result<Self, StorageError> {
        let natural_key = staged.fact.natural_key();
        let payload = to_json(&staged.fact, "payload")?;
        Ok(Self {
            occurrence: occurrences.next(&natural_key),
            content_sha: sha256(payload.as_bytes()),
            natural_key,
            payload,
            staged,
        })
    }

    fn key(&self) -> (&str, i64) {
        (&self.natural_key, i64::from(self.occurrence))
    }

    fn cf(&self) -> Option<String> {
        self.staged.fact.person().map(ToString::to_string)
    }
}

/// Kind and occurrence only.
impl fmt::Debug for NewFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewFact")
            .field("kind", &self.staged.fact.kind())
            .field("occurrence", &self.occurrence)
            .finish_non_exhaustive()
    }
}

/// What a file brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FactCounts {
    /// Facts that were not known before.
    pub new: u64,
    /// Facts that replace an earlier one of the same office.
    pub changed: u64,
    /// Facts that were known already, word for word; they keep their first origin.
    pub unchanged: u64,
}

impl FactCounts {
    /// Adds another count.
    pub const fn add(&mut self, other: Self) {
        self.new += other.new;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
    }
}

/// A fact as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredFact {
    /// Its number.
    pub id: FactId,
    /// The file that says it.
    pub import: ImportId,
    /// The office that sent the file.
    pub office: Office,
    /// The person it is about; none for the ente's own data.
    pub person: Option<PersonId>,
    /// What it says.
    pub fact: Fact,
    /// Where it stands in the file.
    pub origin: Origin,
}

impl StoredFact {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: FactId::new(row.int("id")?),
            import: ImportId::new(row.int("import")?),
            office: row.named("office", Office::from_name)?,
            person: row.opt_int("person")?.map(PersonId::new),
            fact: row.json("payload")?,
            origin: row.json("origin")?,
        })
    }
}

/// Numbers and kind only.
impl fmt::Debug for StoredFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredFact")
            .field("id", &self.id)
            .field("import", &self.import)
            .field("kind", &self.fact.kind())
            .finish_non_exhaustive()
    }
}

/// Stores `facts` of the file `import`, which `office` sent. A fact in force of the same office
/// with the same natural key and occurrence is replaced when it says something else, and left
/// alone when it says the same. May be called again for the next facts of the same file.
pub async fn insert(
    tx: &mut Tx,
    ente: EnteId,
    import: ImportId,
    office: Office,
    facts: &[NewFact],
) -> Result<FactCounts, StorageError> {
    let mut known = Known::new();
    let mut counts = FactCounts::default();
    for (lot, facts) in facts.chunks(LOT).enumerate() {
        refuse_repeated(facts, lot * LOT)?;
        let sorted = sort_out(tx, ente, office, facts).await?;
        counts.add(sorted.counts);
        let replaced = sorted.replaced.iter().map(|id| params![*id]).collect();
        tx.execute_batch(&SUPERSEDE, params![ente, import], replaced)
            .await?;
        let wanted = people_of(&sorted.to_store);
        person::ensure(tx, ente, office, &wanted, &mut known).await?;
        let rows = sorted
            .to_store
            .iter()
            .map(|fact| insert_params(fact, &known));
        let rows = rows.collect::<Result<_, _>>()?;
        tx.execute_batch(&INSERT, params![ente, import, office.name()], rows)
            .await?;
    }
    Ok(counts)
}

/// A lot compared with what is in force.
struct SortedOut<'a> {
    to_store: Vec<&'a NewFact>,
    replaced: Vec<FactId>,
    counts: FactCounts,
}

fn refuse_repeated(facts: &[NewFact], offset: usize) -> Result<(), StorageError> {
    let mut seen = HashSet::with_capacity(facts.len());
    for (position, fact) in facts.iter().enumerate() {
        if !seen.insert(fact.key()) {
            return Err(StorageError::RepeatedKey {
                what: "un file",
                position: offset + position,
            });
        }
    }
    Ok(())
}

async fn sort_out<'a>(
    tx: &mut Tx,
    ente: EnteId,
    office: Office,
    facts: &'a [NewFact],
) -> Result<SortedOut<'a>, StorageError> {
    let mut keys: Vec<&str> = facts.iter().map(|fact| fact.natural_key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    let keys = keys.into_iter().map(|key| params![key]).collect();
    let rows = tx
        .fetch_batch(&IN_FORCE_BY_KEY, params![ente, office.name()], keys)
        .await?;
    let mut in_force = HashMap::with_capacity(rows.len());
    for row in &rows {
        let key = (row.text("natural_key")?, row.int("occurrence")?);
        in_force.insert(
            key,
            (FactId::new(row.int("id")?), row.sha256("content_sha")?),
        );
    }
    let mut sorted = SortedOut {
        to_store: Vec::new(),
        replaced: Vec::new(),
        counts: FactCounts::default(),
    };
    for fact in facts {
        let key = (fact.natural_key.clone(), i64::from(fact.occurrence));
        match in_force.get(&key) {
            Some((_, content_sha)) if *content_sha == fact.content_sha => {
                sorted.counts.unchanged += 1;
                continue;
            }
            Some((id, _)) => {
                sorted.counts.changed += 1;
                sorted.replaced.push(*id);
            }
            None => sorted.counts.new += 1,
        }
        sorted.to_store.push(fact);
    }
    Ok(sorted)
}

fn people_of<'a>(facts: &[&'a NewFact]) -> Wanted<'a> {
    let mut wanted = Wanted::new();
    for fact in facts {
        let Some(cf) = fact.cf() else {
            continue;
        };
        let named = wanted.entry(cf).or_default();
        if let Fact::Registration(registration) = &fact.staged.fact {
            *named = Some(registration);
        }
    }
    wanted
}

fn insert_params<'a>(fact: &'a NewFact, known: &Known) -> Result<Vec<Param<'a>>, StorageError> {
    let person = match fact.cf() {
        Some(cf) => {
            let person = known.get(&cf).copied();
            Some(person.ok_or(StorageError::UnwritableValue { column: "person" })?)
        }
        None => None,
    };
    let benefit = match &fact.staged.fact {
        Fact::Grant(grant) => Some(grant.benefit.as_str()),
        Fact::Delivery(delivery) => Some(delivery.benefit.as_str()),
        _ => None,
    };
    Ok(params![
        fact.staged.fact.kind().name(),
        person,
        benefit,
        &fact.natural_key,
        fact.occurrence,
        &fact.content_sha,
        &fact.payload,
        to_json(&fact.staged.origin, "origin")?,
    ])
}

/// Where a reading of the facts in force stands: after this person and fact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cursor {
    person: i64,
    fact: i64,
}

/// The facts about people in force, person by person, at most `limit` after `cursor`; for readings
/// that do not fit in memory. An empty answer is the end. Begin with `Cursor::default()`.
pub async fn in_force_after(
    tx: &mut Tx,
    ente: EnteId,
    cursor: &mut Cursor,
    limit: u32,
) -> Result<Vec<StoredFact>, StorageError> {
    let params = params![ente, cursor.person, cursor.fact, limit];
    let rows = tx.fetch_all(&IN_FORCE_AFTER, params).await?;
    if let Some(last) = rows.last() {
        *cursor = Cursor {
            person: last.int("person")?,
            fact: last.int("id")?,
        };
    }
    rows.iter().map(StoredFact::from_row).collect()
}

/// All facts in force: first the ente's own data, then person by person.
pub async fn in_force(tx: &mut Tx, ente: EnteId) -> Result<Vec<StoredFact>, StorageError> {
    const LOT: u32 = 5000;
    let mut facts = of_ente(tx, ente).await?;
    let mut cursor = Cursor::default();
    loop {
        let lot = in_force_after(tx, ente, &mut cursor, LOT).await?;
        if lot.is_empty() {
            return Ok(facts);
        }
        facts.extend(lot);
    }
}

/// The facts in force about nobody: the ente's own data.
pub async fn of_ente(tx: &mut Tx, ente: EnteId) -> Result<Vec<StoredFact>, StorageError> {
    tx.fetch_all(&OF_ENTE, params![ente])
        .await?
        .iter()
        .map(StoredFact::from_row)
        .collect()
}

/// The facts in force about `person`.
pub async fn of_person(
    tx: &mut Tx,
    ente: EnteId,
    person: PersonId,
) -> Result<Vec<StoredFact>, StorageError> {
    tx.fetch_all(&OF_PERSON, params![ente, person])
        .await?
        .iter()
        .map(StoredFact::from_row)
        .collect()
}

/// The fact `id`, in force or replaced.
pub async fn get(
    tx: &mut Tx,
    ente: EnteId,
    id: FactId,
) -> Result<Option<StoredFact>, StorageError> {
    let row = tx.fetch_optional(&GET, params![ente, id]).await?;
    row.as_ref().map(StoredFact::from_row).transpose()
}

/// The facts `ids`, in force or replaced, in no order; one that is not there is left out.
pub async fn get_many(
    tx: &mut Tx,
    ente: EnteId,
    ids: &[FactId],
) -> Result<Vec<StoredFact>, StorageError> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let ids = ids.into_iter().map(|id| params![id]).collect();
    let rows = tx.fetch_batch(&GET_MANY, params![ente], ids).await?;
    rows.iter().map(StoredFact::from_row).collect()
}

/// How many facts are in force.
pub async fn count(tx: &mut Tx, ente: EnteId) -> Result<u64, StorageError> {
    tx.fetch_one(&COUNT, params![ente]).await?.number("n")
}
