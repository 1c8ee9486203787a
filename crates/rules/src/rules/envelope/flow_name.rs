//! The parts of a flow's name.

/// `{ente}.{tipo}.{data}.{progressivo}`, or the older form with `INPS` after the kind.
///
/// Source: SPEC tab. 2 and 13; the older form in INPS's third example and in SISO.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FlowName<'a> {
    pub(crate) ente: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) older_form: bool,
    pub(crate) date: &'a str,
    pub(crate) progressive: &'a str,
}

const KINDS: [&str; 4] = ["PS", "PSA", "SINA", "SINBA"];

impl<'a> FlowName<'a> {
    /// Reads `name` from its end, so that the ente's code may hold dots.
    pub(crate) fn parse(name: &'a str) -> Option<Self> {
        let (rest, progressive) = name.rsplit_once('.')?;
        let (rest, date) = rest.rsplit_once('.')?;
        let (rest, older_form) = match rest.strip_suffix(".INPS") {
            Some(rest) => (rest, true),
            None => (rest, false),
        };
        let (ente, kind) = rest.rsplit_once('.')?;
        let full = ![ente, date, progressive].contains(&"");
        (full && KINDS.contains(&kind)).then_some(Self {
            ente,
            kind,
            older_form,
            date,
            progressive,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::FlowName;

    #[test]
    fn reads_every_form_seen() {
        let cases = [
            ("H501.PS.20210520.0000002", Some(("H501", "PS", false))),
            (
                "H501.SINBA.20210520.00000004",
                Some(("H501", "SINBA", false)),
            ),
            ("H501.PS.INPS.20160423.115235", Some(("H501", "PS", true))),
            ("ASP.4.PSA.20240131.1", Some(("ASP.4", "PSA", false))),
            ("H501.XX.20240131.0000001", None),
            ("H501.PS.20240131", None),
            (".PS.20240131.0000001", None),
            ("H501.PS..0000001", None),
            ("", None),
        ];
        for (name, expected) in cases {
            let found = FlowName::parse(name).map(|name| (name.ente, name.kind, name.older_form));
            assert_eq!(found, expected, "{name}");
        }
    }
}
