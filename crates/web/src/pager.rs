//! The pages of a long list.

use askama::Template;

use crate::visit::Address;

/// Links to the pages of a list.
#[derive(Debug, Clone, Template)]
#[template(path = "components/pager.html")]
pub(crate) struct Pager {
    page: u32,
    n_pages: u32,
    previous: Option<String>,
    next: Option<String>,
    first: Option<String>,
    last: Option<String>,
}

impl Pager {
    /// The pager at page `page` of `n_pages`.
    pub(crate) fn new(address: &Address, page: u32, n_pages: u32) -> Self {
        let to = |page: u32| address.with(&[("pagina", &page.to_string())]);
        Self {
            page,
            n_pages,
            previous: (page > 1).then(|| to(page - 1)),
            next: (page < n_pages).then(|| to(page + 1)),
            first: (page > 2).then(|| to(1)),
            last: (page + 1 < n_pages).then(|| to(n_pages)),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Uri;

    use super::*;

    #[test]
    fn leads_on_and_back() {
        let uri: Uri = "/record?stato=pronto&pagina=2".parse().expect("an address");
        let pager = Pager::new(&Address::of(&uri), 2, 9);
        assert_eq!(pager.next.as_deref(), Some("/record?stato=pronto&pagina=3"));
        assert_eq!(
            pager.previous.as_deref(),
            Some("/record?stato=pronto&pagina=1")
        );
        assert!(pager.first.is_none() && pager.last.is_some());
        assert!(
            Pager::new(&Address::of(&uri), 1, 1)
                .render()
                .expect("nothing")
                .trim()
                .is_empty()
        );
    }
}
