//! The accounts of the demonstration: one a role, all with the same well-known password.

use pas_domain::actor::Role;

/// The password of every account of the demonstration. It protects nothing: nobody in the district
/// exists.
pub const PASSWORD: &str = "prova-prova-prova";

/// An account of the demonstration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    /// Name to sign in with.
    pub username: &'static str,
    /// Role.
    pub role: Role,
    /// [`PASSWORD`].
    pub password: &'static str,
}

/// One account for each role.
pub const fn accounts() -> [Account; 5] {
    [
        account("operatore", Role::Clerk),
        account("assistente", Role::SocialWorker),
        account("pianificatore", Role::Planner),
        account("amministratore", Role::Administrator),
        account("revisore", Role::Auditor),
    ]
}

const fn account(username: &'static str, role: Role) -> Account {
    Account {
        username,
        role,
        password: PASSWORD,
    }
}
