//! The ente's e-service as use cases see it: who calls, and what is audited of a call.

use pas_domain::ids::EnteId;
use pas_domain::voucher::VoucherEvidence;
use pas_storage::audit::{AuditEntry, Outcome};

use crate::app::App;
use crate::error::AppError;
use crate::use_case::MachineUseCase;
use crate::work::Work;

/// A body that calls the e-service of `ente`, as its voucher proved it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The ente whose e-service is called.
    pub ente: EnteId,
    /// What the voucher proved.
    pub evidence: VoucherEvidence,
}

impl App {
    /// Begins `use_case` for `caller`, whose voucher stands in for a role.
    pub(crate) async fn answer(
        &self,
        caller: &Caller,
        use_case: MachineUseCase,
    ) -> Result<Work, AppError> {
        let tx = self.db.begin().await?;
        let entry = AuditEntry {
            ente: caller.ente,
            at: self.clock.now(),
            account: None,
            username: format!("PDND {}", caller.evidence.consumer_id),
            use_case: use_case.name.to_owned(),
            subject: String::new(),
            detail: String::new(),
            outcome: Outcome::Done,
        };
        Ok(Work::of(tx, entry))
    }
}

/// The evidence of a voucher, for the audit register: enough to find it again at PDND.
pub(crate) fn evidence(caller: &Caller) -> String {
    let VoucherEvidence {
        key_id,
        token_id,
        issuer,
        consumer_id: _,
        purpose_id,
        issued_at,
        expires_at,
    } = &caller.evidence;
    format!(
        "jti {token_id}, kid {key_id}, iss {issuer}, finalità {purpose_id}, valido da {issued_at} a {expires_at}"
    )
}
