//! The rules on a SIUSS flow, one file each, in one registry.
