//! A development authority that plays the PDND in tests.
