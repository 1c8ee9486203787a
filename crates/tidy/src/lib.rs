//! The house rules that no compiler knows: the dependency edges, the shape of files, the glossary,
//! where SQL and INPS's wire names may stand. All of it is in `tests/`, and runs with the others.
