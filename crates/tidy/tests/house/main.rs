//! The house rules, one module a subject. Every test says what is wrong, where, and what to do.

mod borders;
mod dependencies;
mod documents;
mod files;
mod glossary;
mod identifiers;
mod repository;
