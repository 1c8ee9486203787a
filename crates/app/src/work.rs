//! One use case at work: the permission asked, the transaction open, the audit entry to come.
//!
//! A use case begins with [`App::work`], [`App::read_people`] or [`App::look`]. One that changes something
//! works with `work.tx` and ends with [`Work::done`], which writes the audit entry and commits both
//! together; a [`Work`] dropped before changes nothing. One that shows people works with `work.tx` and
//! ends with [`Reading::done`]: nothing is shown before the audit entry is on disk.

use pas_domain::actor::Actor;
use pas_domain::ids::EnteId;
use pas_storage::audit::{self, AuditEntry, Outcome};
use pas_storage::{Db, Tx};

use crate::app::App;
use crate::error::AppError;
use crate::use_case::UseCase;

/// An open transaction of one actor's use case.
pub(crate) struct Work {
    pub(crate) tx: Tx,
    pub(crate) ente: EnteId,
    entry: AuditEntry,
}

/// A use case that shows people and changes nothing.
pub(crate) struct Reading {
    pub(crate) tx: Tx,
    db: Db,
    entry: AuditEntry,
}

impl App {
    /// Begins `use_case` for `actor`, who must have its permission; a refusal is audited too.
    pub(crate) async fn work(&self, actor: &Actor, use_case: UseCase) -> Result<Work, AppError> {
        self.ask(actor, use_case).await?;
        let tx = self.db.begin().await?;
        Ok(Work {
            tx,
            ente: actor.ente,
            entry: self.entry(actor, use_case, Outcome::Done),
        })
    }

    /// Begins a `use_case` that shows people and changes nothing. It reads beside whoever writes, and
    /// takes the writer's place only for the time that the audit entry needs.
    pub(crate) async fn read_people(
        &self,
        actor: &Actor,
        use_case: UseCase,
    ) -> Result<Reading, AppError> {
        self.ask(actor, use_case).await?;
        Ok(Reading {
            tx: self.db.read().await?,
            db: self.db.clone(),
            entry: self.entry(actor, use_case, Outcome::Done),
        })
    }

    /// Opens a transaction for reading what shows no personal data and leaves no trace: lists of
    /// files, code lists, figures. The permission is asked all the same.
    pub(crate) async fn look(&self, actor: &Actor, use_case: UseCase) -> Result<Tx, AppError> {
        debug_assert!(
            !use_case.shows_people,
            "a read of people is audited: use `read_people`"
        );
        self.ask(actor, use_case).await?;
        Ok(self.db.read().await?)
    }

    async fn ask(&self, actor: &Actor, use_case: UseCase) -> Result<(), AppError> {
        if actor.role.may(use_case.permission) {
            return Ok(());
        }
        let mut tx = self.db.begin().await?;
        audit::append(&mut tx, &self.entry(actor, use_case, Outcome::Denied)).await?;
        tx.commit().await?;
        Err(AppError::Denied {
            permission: use_case.permission,
        })
    }

    fn entry(&self, actor: &Actor, use_case: UseCase, outcome: Outcome) -> AuditEntry {
        AuditEntry {
            ente: actor.ente,
            at: self.clock.now(),
            account: Some(actor.account),
            username: actor.username.clone(),
            use_case: use_case.name.to_owned(),
            subject: String::new(),
            detail: String::new(),
            outcome,
        }
    }
}

impl Reading {
    /// Ends the reading and writes the audit entry, whose `subject` and `detail` are as in
    /// [`Work::done`].
    pub(crate) async fn done(
        self,
        subject: impl Into<String>,
        detail: impl Into<String>,
    ) -> Result<(), AppError> {
        let Self { tx, db, mut entry } = self;
        tx.rollback().await?;
        entry.subject = subject.into();
        entry.detail = detail.into();
        let mut tx = db.begin().await?;
        audit::append(&mut tx, &entry).await?;
        tx.commit().await?;
        Ok(())
    }
}

impl Work {
    /// Work whose right to be done was proved elsewhere.
    pub(crate) const fn of(tx: Tx, entry: AuditEntry) -> Self {
        let ente = entry.ente;
        Self { tx, ente, entry }
    }

    /// Writes the audit entry and commits. `subject` is a kind and a number (`import:12`), `detail`
    /// a few words; neither ever holds personal data.
    pub(crate) async fn done(
        mut self,
        subject: impl Into<String>,
        detail: impl Into<String>,
    ) -> Result<(), AppError> {
        self.entry.subject = subject.into();
        self.entry.detail = detail.into();
        audit::append(&mut self.tx, &self.entry).await?;
        self.tx.commit().await?;
        Ok(())
    }
}
