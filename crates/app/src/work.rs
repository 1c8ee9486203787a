//! One use case at work: the permission asked, the transaction open, the audit entry to come.
