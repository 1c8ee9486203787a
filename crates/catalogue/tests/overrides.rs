//! Lists replaced by an ente's own files, and what bad files are answered.

use std::fs;

use jiff::civil::date;
use pas_catalogue::Catalogue;

const PROVENANCE: &str = "# fonte: prova\n# data: 2026-11-01\n# licenza: prova\n";

fn load_with(file: &str, content: &[u8]) -> Result<Catalogue, String> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::write(dir.path().join(file), content).expect("the file is written");
    Catalogue::load(dir.path()).map_err(|error| error.to_string())
}

#[test]
fn an_empty_folder_changes_nothing() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let catalogue = Catalogue::load(dir.path()).expect("nothing to replace");
    assert_eq!(catalogue.sources(), Catalogue::builtin().sources());
}

#[test]
fn an_ente_names_a_benefit_without_a_new_release() {
    let own = Catalogue::builtin_file("prestazioni.csv")
        .expect("builtin")
        .replace("A2.17,,A2", "A2.17,Servizio di prova,A2");
    let catalogue = load_with("prestazioni.csv", own.as_bytes()).expect("a good file");
    let benefit = catalogue.benefit("A2.17").expect("listed");
    assert_eq!(benefit.display_name(), "A2.17 Servizio di prova");
    assert!(benefit.is_transmittable());
    let replaced: Vec<&str> = catalogue
        .sources()
        .iter()
        .filter(|list| list.replaced)
        .map(|list| list.file)
        .collect();
    assert_eq!(replaced, ["prestazioni.csv"]);
}

#[test]
fn new_sardinian_codes_come_with_a_file() {
    let own = Catalogue::builtin_file("comuni.csv")
        .expect("builtin")
        .replace(",092009,", ",118009,");
    let catalogue = load_with("comuni.csv", own.as_bytes()).expect("a good file");
    let cagliari = catalogue
        .comune_by_istat("118009", date(2026, 2, 1))
        .map(|c| c.name.as_str());
    assert_eq!(cagliari, Some("Cagliari"));
}

#[test]
fn semicolons_and_byte_order_mark_are_read() {
    let own = format!(
        "\u{feff}{PROVENANCE}istat;denominazione;sigla;t0;confermato;attestazione\r\n01;Piemonte;;13;1;F24\r\n"
    );
    let catalogue = load_with("regioni.csv", own.as_bytes()).expect("a good file");
    assert_eq!(
        catalogue.region_by_t0("13").map(|r| r.attestation.as_str()),
        Some("F24")
    );
}

fn assert_refused(file: &str, content: &str, message: &str) {
    let error = load_with(file, content.as_bytes())
        .map(|_| ())
        .expect_err(message);
    assert_eq!(error, message);
}

#[test]
fn bad_tables_are_answered_with_the_place() {
    let refused = |rows: &str, message: &str| {
        let header = "istat,denominazione,sigla,t0,confermato,attestazione\n";
        assert_refused(
            "regioni.csv",
            &format!("{PROVENANCE}{header}{rows}"),
            message,
        );
    };
    refused(
        "01,Piemonte,,1,0,x\n",
        "file `regioni.csv`, riga 5, colonna `t0`: valore `1` non valido, atteso 2 cifre",
    );
    refused(
        "01,Piemonte,,13,0,x\n02,Aosta,,13,0,x\n",
        "file `regioni.csv`, riga 6, colonna `t0`: `13` è già presente in un'altra riga",
    );
    refused(
        "01,Piemonte,,13,forse,x\n",
        "file `regioni.csv`, riga 5, colonna `confermato`: valore `forse` non valido, atteso 0 oppure 1",
    );
    refused(
        "01,Piemonte\n",
        "file `regioni.csv`, riga 5: 2 celle invece di 6; controllare virgole e virgolette",
    );
    refused("", "file `regioni.csv`: la lista è vuota");
    assert_refused(
        "regioni.csv",
        &format!("{PROVENANCE}istat,t0\n01,13\n"),
        "file `regioni.csv`, riga 4: manca la colonna `denominazione`; colonne trovate: istat, t0",
    );
}

#[test]
fn a_list_must_say_where_it_comes_from() {
    assert_refused(
        "regioni.csv",
        "# fonte: x\n# data: 2026-11-01\nistat,t0\n01,13\n",
        "file `regioni.csv`: manca la riga iniziale `# licenza: …` con la provenienza della lista",
    );
    assert_refused(
        "regioni.csv",
        "# fonte: x\n# data: ieri\n# licenza: x\nistat,t0\n01,13\n",
        "file `regioni.csv`, riga 2, colonna `data`: valore `ieri` non valido, atteso una data AAAA-MM-GG",
    );
    assert_refused(
        "comune.csv",
        PROVENANCE,
        "file `comune.csv`: nessuna lista si chiama così; nomi ammessi: comuni.csv, comuni_alias.csv, \
         province.csv, regioni.csv, stati_esteri.csv, prestazioni.csv, \
         classificazione.csv, popolazione.csv",
    );
}

#[test]
fn bad_comuni_are_answered_with_the_place() {
    let refused = |rows: &str, message: &str| {
        let header =
            "belfiore,denominazione,altra_lingua,sigla,istat,regione,dal,al,successore,nota\n";
        assert_refused(
            "comuni.csv",
            &format!("{PROVENANCE}{header}{rows}"),
            message,
        );
    };
    refused(
        "H50,Roma,,RM,058091,12,1861-03-17,,,\n",
        "file `comuni.csv`, riga 5, colonna `belfiore`: valore `H50` non valido, atteso un codice Belfiore (A999)",
    );
    refused(
        "H501,Roma,,RM,058091,12,1900-01-01,1899-01-01,,\n",
        "file `comuni.csv`, riga 5, colonna `al`: valore `1899-01-01` non valido, \
         atteso una data non anteriore a quella di inizio",
    );
    refused(
        "H501,Roma,,RM,058091,12,1900-01-01,,,\nH501,Roma,,RM,058091,12,1950-01-01,,,\n",
        "file `comuni.csv`, riga 6, colonna `belfiore`: `H501` è già presente in un'altra riga",
    );
    assert_refused(
        "comuni_alias.csv",
        &format!("{PROVENANCE}belfiore,alias\nX999,Dovunque\n"),
        "file `comuni_alias.csv`, riga 5, colonna `belfiore`: valore `X999` non valido, \
         atteso un codice presente in comuni.csv",
    );
}

#[test]
fn bad_benefits_are_answered_with_the_place() {
    let own = Catalogue::builtin_file("prestazioni.csv").expect("builtin");
    assert_refused(
        "prestazioni.csv",
        &own.replace("A1.03,Carta acquisti,A1", "A1.03,Carta acquisti,A4"),
        "file `prestazioni.csv`, riga 10, colonna `gruppo`: valore `A4` non valido, atteso A1, A2, A3 o vuoto",
    );
    assert_refused(
        "prestazioni.csv",
        &own.replace("A1.03,", "A1.02,"),
        "file `prestazioni.csv`, riga 10, colonna `codice`: `A1.02` è già presente in un'altra riga",
    );
}

#[test]
fn other_encodings_and_missing_folders_are_refused() {
    let latin1 = [PROVENANCE.as_bytes(), b"istat,denominazione\n01,Forl\xec\n"].concat();
    let error = load_with("regioni.csv", &latin1)
        .map(|_| ())
        .expect_err("not UTF-8");
    assert_eq!(
        error,
        "file `regioni.csv`, riga 5: testo non in UTF-8; salvare il file come CSV UTF-8"
    );
    let dir = tempfile::tempdir()
        .expect("a temporary folder")
        .path()
        .join("manca");
    let error = Catalogue::load(&dir)
        .map(|_| ())
        .expect_err("no folder")
        .to_string();
    assert!(error.starts_with("cartella delle liste"), "{error}");
}
