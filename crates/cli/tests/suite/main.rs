//! The `pas` binary as its users meet it: what is typed, the exit status, every word that comes back.

mod backup;
mod check;
mod collect;
mod command_line;
mod district;
mod edition;
mod external;
mod import;
mod installation;
mod support;
mod waas;
