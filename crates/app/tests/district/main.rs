//! The whole way on the made-up district: files in, records, flows out, held against what is known
//! from the making of the files.

mod flows;
mod imports;
mod support;
