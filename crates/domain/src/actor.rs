//! Who acts, in which role, and what the role may do.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, EnteId};

/// A role inside one ente. Source of the split: `sicurezza-e-privacy.md` §2 of the project's notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Referente SIUSS: files in, records, flows out.
    Clerk,
    /// Assistente sociale: people, their benefits and records.
    SocialWorker,
    /// Ufficio di piano: aggregates only.
    Planner,
    /// Administrator of the ente: accounts and code lists, no case content.
    Administrator,
    /// Auditor or RPD: the audit register, no content.
    Auditor,
}

/// One thing that an actor may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// Bring in an office's file.
    ImportFiles,
    /// See what was imported and what was set aside, cell by cell.
    SeeImports,
    /// See people and their benefits.
    SeePeople,
    /// Derive records and see them with their reasons.
    SeeRecords,
    /// Derive the records anew.
    DeriveRecords,
    /// Write flow files and download them.
    WriteFlows,
    /// Read flows from the e-services of other enti and tell them the outcomes.
    RunObservatory,
    /// See aggregate figures of the ente.
    SeeFigures,
    /// Build, withdraw and audit numbered editions of the figures.
    BuildEditions,
    /// Maintain accounts.
    ManageAccounts,
    /// Maintain code lists and the data of the ente.
    ManageCatalogue,
    /// See the code lists.
    SeeCatalogue,
    /// Read the audit register.
    SeeAudit,
    /// Anything a signed-in person may do: sign out, see the home page.
    SignedIn,
}

impl Role {
    /// Every role.
    pub const ALL: &'static [Self] = &[
        Self::Clerk,
        Self::SocialWorker,
        Self::Planner,
        Self::Administrator,
        Self::Auditor,
    ];

    /// The name for storage and commands.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::SocialWorker => "social_worker",
            Self::Planner => "planner",
            Self::Administrator => "administrator",
            Self::Auditor => "auditor",
        }
    }

    /// The role whose [`Role::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.name() == name)
    }

    /// The Italian name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Clerk => "Referente SIUSS",
            Self::SocialWorker => "Assistente sociale",
            Self::Planner => "Ufficio di piano",
            Self::Administrator => "Amministratore dell'ente",
            Self::Auditor => "Revisore (RPD)",
        }
    }

    /// Whether the role includes `permission`.
    pub const fn may(self, permission: Permission) -> bool {
        use Permission as P;
        match self {
            Self::Clerk => matches!(
                permission,
                P::ImportFiles
                    | P::SeeImports
                    | P::SeePeople
                    | P::SeeRecords
                    | P::DeriveRecords
                    | P::WriteFlows
                    | P::RunObservatory
                    | P::SeeFigures
                    | P::BuildEditions
                    | P::ManageCatalogue
                    | P::SeeCatalogue
                    | P::SignedIn
            ),
            Self::SocialWorker => matches!(
                permission,
                P::SeePeople | P::SeeRecords | P::SeeFigures | P::SeeCatalogue | P::SignedIn
            ),
            Self::Planner => {
                matches!(
                    permission,
                    P::SeeFigures | P::BuildEditions | P::SeeCatalogue | P::SignedIn
                )
            }
            Self::Administrator => matches!(
                permission,
                P::ManageAccounts
                    | P::ManageCatalogue
                    | P::SeeCatalogue
                    | P::SeeAudit
                    | P::SignedIn
            ),
            Self::Auditor => matches!(permission, P::SeeAudit | P::SeeCatalogue | P::SignedIn),
        }
    }
}

/// Who acts: an account, bound to one ente and one role. Every use case takes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The account.
    pub account: AccountId,
    /// The ente whose data the actor may touch, and no other's.
    pub ente: EnteId,
    /// The role.
    pub role: Role,
    /// Name shown on pages and in the audit register.
    pub username: String,
}
