//! Who may do what: every use case asked by every role, and by another ente.

mod keys;
mod other_ente;
mod permissions;
mod register;
mod requests;
mod sign_in;
mod views;
