//! The table of rules for the manual, in Markdown.

use std::fmt::Write;

use pas_domain::finding::Severity;

use crate::context::Channel;
use crate::registry::RULES;
use crate::rule::Rule;
use crate::unjudged::UNJUDGED;

const HEAD: &str = "# Le regole sui flussi SIUSS\n\n\
<!-- Scritto da `cargo run -p pas-rules --example regole > docs/regole.md`: non modificare a mano. -->\n\n\
`pas check` controlla prima lo schema di INPS, poi queste regole. Un errore è una regola di INPS; un\n\
avviso è una richiesta di altri, una deduzione o un consiglio di PAS. Ogni regola è un file in\n\
`crates/rules/src/rules`, con un caso buono e uno cattivo in `crates/rules/fixtures`.\n\n\
Fonti: SPEC = specifica INPS 2.0.1 «API di conferimento dati al SIUSS»; XSD = schemi di INPS; SISO = ciò che\n\
fa il programma della Regione Umbria; PAS = consiglio nostro. «Solo API» vale per la cooperazione\n\
applicativa, non per il caricamento sul portale INPS.\n\n\
| Codice | Gravità | Che cosa chiede | Fonte |\n|---|---|---|---|\n";

const UNJUDGED_HEAD: &str = "\n## Righe che nessuna regola giudica\n\n\
| Riga | Che cosa dice | Perché |\n|---|---|---|\n";

/// The page `docs/regole.md`.
pub fn markdown() -> String {
    let mut page = String::from(HEAD);
    for rule in RULES {
        let (severity, channel) = (severity_label(rule.severity), channel_label(rule));
        let _ = writeln!(
            page,
            "| `{}` | {severity}{channel} | {} | {} |",
            rule.code, rule.what, rule.source
        );
    }
    page.push_str(UNJUDGED_HEAD);
    for row in UNJUDGED {
        let _ = writeln!(page, "| {} | {} | {} |", row.row, row.what, row.reason);
    }
    page
}

const fn severity_label(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "errore",
        Severity::Warning => "avviso",
    }
}

const fn channel_label(rule: &Rule) -> &'static str {
    match rule.channel {
        Some(Channel::Api) => ", solo API",
        Some(Channel::Upload) => ", solo caricamento",
        None => "",
    }
}
