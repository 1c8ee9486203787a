//! Vouchers of the PDND: verified as erogatore, obtained as fruitore.
