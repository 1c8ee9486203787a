//! The collector against made-up e-services that answer by script, in one process, with a made-up
//! PDND beside them.

mod cuts;
mod delivering;
mod fake_ente;
mod flows;
mod many;
mod reading;
mod world;
