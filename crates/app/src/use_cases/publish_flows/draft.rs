//! A flow written and checked before it has a name: a number is taken only for what can go.

use jiff::civil::Date;
use pas_catalogue::Catalogue;
use pas_domain::fact::EnteIdentity;
use pas_domain::finding::{Finding, FindingKind, Place, Severity};
use pas_domain::flow::UncheckedFlow;
use pas_domain::sending::Operation;
use pas_rules::{Channel, Context};
use pas_siuss::WriteError;

use crate::error::AppError;
use crate::flow;
use crate::plan::{self, ToSend};

/// A checked flow without a name.
pub(super) struct Draft<'a> {
    pub(super) flow: ToSend<'a>,
}

/// Why a record cannot go.
pub(super) struct Fault {
    pub(super) code: String,
    pub(super) message: String,
}

impl<'a> Draft<'a> {
    /// Writes and checks `flow`. What is wrong with the ente's own data is an error: nothing can go.
    pub(super) fn of(
        flow: ToSend<'a>,
        identity: &EnteIdentity,
        day: Date,
        catalogue: &Catalogue,
    ) -> Result<Result<Self, Fault>, AppError> {
        let draft = Self { flow };
        let stand_in = flow::name(&identity.code, plan::kind_of(draft.flow.record), day, 1);
        let unchecked = draft.unchecked(identity, &stand_in);
        let mut findings = match pas_siuss::write(&unchecked) {
            Ok(_) => Vec::new(),
            Err(WriteError::Refused(findings)) => findings,
            Err(error) => return Err(AppError::system("comporre un flusso", error)),
        };
        let context = Context::new(catalogue).by(Channel::Api);
        pas_rules::check_into(&unchecked, &context, &mut findings);
        // What was accepted is withdrawn as it was, whatever today's rules say of it.
        let is_bound = |finding: &Finding| {
            draft.operation() == Operation::Insert
                || finding.kind == FindingKind::Schema
                || finding.place == Place::Header
        };
        let errors = findings
            .into_iter()
            .filter(|finding| finding.severity == Severity::Error && is_bound(finding));
        let Some(first) = errors.min_by_key(|finding| finding.place != Place::Header) else {
            return Ok(Ok(draft));
        };
        if first.place == Place::Header {
            return Err(flow::wrong_identity(
                first.code,
                &first.message,
                first.found.as_deref(),
            ));
        }
        Ok(Err(Fault {
            code: first.code.to_owned(),
            message: first.message,
        }))
    }

    pub(super) const fn operation(&self) -> Operation {
        self.flow.operation
    }

    /// The flow's bytes under its name.
    pub(super) fn write(&self, identity: &EnteIdentity, name: &str) -> Result<Vec<u8>, AppError> {
        pas_siuss::write(&self.unchecked(identity, name))
            .map_err(|error| AppError::system("comporre un flusso", error))
    }

    fn unchecked(&self, identity: &EnteIdentity, name: &str) -> UncheckedFlow<'static> {
        let header = flow::header(identity, name);
        flow::to_send(self.flow.record, self.flow.operation, header)
    }
}
