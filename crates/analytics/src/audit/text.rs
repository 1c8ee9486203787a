//! The report of an audit in Italian.

use std::fmt::{self, Write};

use super::judge::{percent, share};
use super::report::{AuditReport, Bounds, FamilyReport, Inferred};

/// The report in Italian.
impl fmt::Display for AuditReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for family in &self.families {
            f.write_str(&text(family)?)?;
        }
        let declared = &self.declared;
        writeln!(
            f,
            "Dichiarato: certezza fino al {} con una differenza e al {} con tutte insieme, al {} per chi conosce i propri dati; \
             vantaggio sul caso fino al {}; importi entro un decimo fino al {}; ampiezza minima {}.",
            percent(share(declared.single_permille)),
            percent(share(declared.combined_permille)),
            percent(share(declared.insider_permille)),
            percent(share(declared.gain_permille)),
            percent(share(declared.amount_permille)),
            declared.min_width
        )?;
        if !self.tried_any() {
            return writeln!(f, "Esito: nessun valore mostrato, niente da attaccare.");
        }
        if self.passes() {
            return writeln!(f, "Esito: la protezione mantiene quanto dichiara.");
        }
        writeln!(f, "Esito: la protezione NON mantiene quanto dichiara.")?;
        self.failures
            .iter()
            .try_for_each(|failure| writeln!(f, "- {failure}"))
    }
}

fn text(family: &FamilyReport) -> Result<String, fmt::Error> {
    let mut out = String::new();
    writeln!(
        out,
        "{}: {} celle, {} nascoste, {} equazioni, {} risposte incoerenti, \
         scarto medio {:.1} deviazioni",
        family.name,
        family.n_cells,
        family.n_hidden,
        family.n_equations,
        family.n_inconsistent,
        family.bias
    )?;
    for (what, solved) in [("beneficiari", &family.people), ("record", &family.records)] {
        writeln!(
            out,
            "  eliminazione esatta sui {what}: {} incognite, {} equazioni; ricavate {}, di cui piccole {}; giuste {} \
             (a caso {}); non risolte {}",
            solved.n_unknowns,
            solved.n_equations,
            solved.n_determined,
            solved.n_small,
            solved.n_right,
            solved.n_guessed,
            solved.n_left_out
        )?;
    }
    write_inferred(&mut out, "dall'esterno", &family.bounds, &family.inferred)?;
    for (n, (bounds, inferred)) in family.insiders.iter().enumerate() {
        let who = format!("dall'interno ({})", n + 1);
        write_inferred(&mut out, &who, bounds, inferred)?;
    }
    for (what, walked) in [
        ("coppie", &family.pairs),
        ("terne", &family.triples),
        ("edizioni", &family.editions),
    ] {
        if walked.n_tried > 0 {
            writeln!(
                out,
                "  {what}: {} tentate, {} diverse, {} mostrate, {} con poche persone; certezza massima {}; giuste {} (a caso {}); \
                 vuote {}, riconosciute {}; importi {}, entro un decimo {}",
                walked.n_tried,
                walked.n_different,
                walked.n_both_shown,
                walked.n_small,
                percent(walked.highest),
                walked.n_right,
                walked.n_guessed,
                walked.n_empty,
                walked.n_empty_seen,
                walked.n_amounts,
                walked.n_amounts_close
            )?;
        }
    }
    Ok(out)
}

fn write_inferred(
    out: &mut String,
    who: &str,
    bounds: &Bounds,
    inferred: &Inferred,
) -> fmt::Result {
    let narrowest = bounds
        .narrowest
        .map_or("nessuno".to_owned(), |width| format!("ampio {width:.1}"));
    writeln!(
        out,
        "  {who}: programmazione lineare su {} celle, intervallo più stretto {narrowest}, {} ridotti a un punto; tutte \
         le equazioni su {} celle (fino a {} per cella, e {} differenze di somme): certezza massima {}, giuste {} (a caso {})",
        bounds.n_cells,
        bounds.n_points,
        inferred.n_cells,
        inferred.most_equations,
        inferred.n_sums,
        percent(inferred.highest),
        inferred.n_right,
        inferred.n_guessed
    )
}
