//! What stands around every page: ente, person, navigation, trail, notice.

use pas_app::use_cases::sign_in::Session;
use pas_domain::actor::{Permission, Role};

use crate::asset;
use crate::routes;

/// An entry of the navigation or of the trail.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    /// Words.
    pub label: &'static str,
    /// Address.
    pub href: String,
    /// Whether the page shown is this one or below it.
    pub is_current: bool,
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub(crate) struct Who {
    /// Name.
    pub name: String,
    /// Italian name of the role.
    pub role: &'static str,
    /// Secret that every form carries.
    pub csrf: String,
}

/// What stands around a page.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    /// The question that the page answers.
    pub title: String,
    /// Name of the ente; empty before signing in.
    pub ente: String,
    /// Who is signed in.
    pub who: Option<Who>,
    /// Where one can go.
    pub nav: Vec<Link>,
    /// Where one is, from the home page down, without the page itself.
    pub trail: Vec<Link>,
    /// Whether the page on data for programs is open.
    pub has_api: bool,
    /// What was just done.
    pub notice: Option<String>,
    /// Version in the assets' addresses.
    pub assets: &'static str,
    /// Whether the styles are in the binary.
    pub has_look: bool,
}

/// The navigation: words and address. Who sees an entry is said by the address's own route.
const NAV: [(&str, &str); 15] = [
    ("Inizio", "/"),
    ("Importazioni", "/importazioni"),
    ("Persone", "/persone"),
    ("Record", "/record"),
    ("Invii", "/invii"),
    ("Flussi", "/flussi"),
    ("Controlla", "/controlla"),
    ("Spesa", "/spesa?per=prestazione"),
    ("Domande", "/domande"),
    ("Analisi", "/analisi"),
    ("Cruscotti", "/cruscotti"),
    ("Registro", "/registro"),
    ("Account", "/account"),
    ("Fonti", "/fonti"),
    ("Guida", "/guida"),
];

impl Frame {
    /// The frame for somebody who has not signed in.
    pub(crate) fn outside(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ente: String::new(),
            who: None,
            nav: Vec::new(),
            trail: Vec::new(),
            has_api: false,
            notice: None,
            assets: asset::version(),
            has_look: asset::are_built(),
        }
    }

    /// The frame of a session, for the page at `path`.
    pub(crate) fn inside(title: impl Into<String>, session: &Session, path: &str) -> Self {
        let may_see = |href: &str| {
            let page = href.split('?').next().unwrap_or(href);
            routes::may_open(page, session.actor.role)
        };
        let nav = NAV
            .iter()
            .filter(|(_, href)| may_see(href))
            .map(|&(label, href)| Link {
                label: if href == "/" {
                    home_label(session.actor.role)
                } else {
                    label
                },
                href: href.to_owned(),
                is_current: is_at_or_below(path, href.split('?').next().unwrap_or(href)),
            });
        Self {
            ente: session.ente_name.clone(),
            who: Some(Who {
                name: session.display_name.clone(),
                role: session.actor.role.label(),
                csrf: session.csrf.clone(),
            }),
            nav: nav.collect(),
            has_api: may_see("/api"),
            ..Self::outside(title)
        }
    }

    /// The same frame, below the pages of `trail`.
    #[must_use]
    pub(crate) fn below(mut self, trail: &[(&'static str, &str)]) -> Self {
        self.trail = trail
            .iter()
            .map(|&(label, href)| Link {
                label,
                href: href.to_owned(),
                is_current: false,
            })
            .collect();
        self
    }

    /// Secret for the page's forms; empty outside a session.
    pub(crate) fn csrf(&self) -> &str {
        self.who.as_ref().map_or("", |who| who.csrf.as_str())
    }
}

/// For those who work on records the home page is the day's work.
fn home_label(role: Role) -> &'static str {
    if role.may(Permission::SeeRecords) {
        "Da fare oggi"
    } else {
        "Inizio"
    }
}

fn is_at_or_below(path: &str, page: &str) -> bool {
    path == page || (page != "/" && path.starts_with(page) && path[page.len()..].starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::is_at_or_below;

    #[test]
    fn knows_where_one_is() {
        for (path, page, is_current) in [
            ("/", "/", true),
            ("/record", "/", false),
            ("/record/12", "/record", true),
            ("/recordman", "/record", false),
        ] {
            assert_eq!(is_at_or_below(path, page), is_current, "{path} {page}");
        }
    }
}
