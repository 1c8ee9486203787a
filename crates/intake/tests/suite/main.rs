//! Files of every kind, sound and unsound, read from outside the crate.

mod defects;
mod demo_files;
mod formats;
mod pages;
mod properties;
mod support;
mod unreadable;
