//! Pages as addresses ask for them.

use pas_storage::Page;

/// Page `number` of `size` lines; number 0 is the whole list, for handing it over as a file.
pub(crate) const fn page(number: u32, size: u32) -> Page {
    if number == 0 {
        Page::whole()
    } else {
        Page::new(number, size)
    }
}

/// How many pages `n` lines fill.
pub(crate) fn n_pages(page: Page, n: u64) -> u32 {
    u32::try_from(page.n_pages(n)).unwrap_or(u32::MAX)
}

/// Which page it was, for the audit register.
pub(crate) fn detail(number: u32, n: u64) -> String {
    if number == 0 {
        format!("tutto l'elenco, {n} righe")
    } else {
        format!("pagina {number}, {n} righe in tutto")
    }
}
