//! XML as libxml2 reads it, over a slice and without copying.
//!
//! A general parser such as `quick-xml` lets pass much that is not well-formed (characters, names,
//! `]]>`, references); here every verdict has to be the one of a strict parser.

pub(crate) mod encoding;
mod names;
pub(crate) mod namespaces;
mod prolog;
mod scanner;
mod value;

use thiserror::Error;

pub(crate) use names::split;
pub(crate) use scanner::{Attribute, Scanner, Step, Token};
pub(crate) use value::forbidden_character;

/// How deep elements may nest, as in libxml2; a flow needs six levels.
pub(crate) const MAX_DEPTH: usize = 256;

/// Something that is not well-formed, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Byte offset in the text.
    pub(crate) at: usize,
    pub(crate) problem: SyntaxProblem,
}

impl Fault {
    #[cold]
    pub(crate) fn new(at: usize, problem: SyntaxProblem) -> Self {
        Self { at, problem }
    }
}

/// What is not well-formed in a file, with the remedy, in Italian.
///
/// Names of tags and attributes appear, values never: they may be a person's.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SyntaxProblem {
    /// The file ends too early.
    #[error(
        "il file finisce prima del dovuto, forse è stato troncato: va rigenerato o scaricato di nuovo"
    )]
    UnexpectedEnd,
    /// Text stands before the first element.
    #[error("prima dell'elemento iniziale c'è del testo: il file deve cominciare con `<`")]
    TextBeforeRoot,
    /// Something stands after the last element.
    #[error("dopo la fine del flusso c'è altro: va tolto, un file contiene un solo flusso")]
    ContentAfterRoot,
    /// A tag or attribute does not begin with a name.
    #[error(
        "qui ci vuole un nome di elemento o di attributo; il carattere `<` nel testo si scrive `&lt;`"
    )]
    ExpectedName,
    /// An attribute has no value.
    #[error("l'attributo `{0}` non ha un valore: si scrive `{0}=\"…\"`")]
    MissingValue(String),
    /// A value has no quotation mark before it.
    #[error("il valore dell'attributo `{0}` va scritto tra virgolette")]
    MissingQuote(String),
    /// Two attributes touch each other.
    #[error(
        "tra un attributo e l'altro ci vuole uno spazio, e un elemento si chiude con `>` o `/>`"
    )]
    MissingSpace,
    /// `<` inside a value.
    #[error("il valore dell'attributo `{0}` contiene `<`: si scrive `&lt;`")]
    LessThanInValue(String),
    /// An attribute is repeated.
    #[error("l'attributo `{0}` è scritto due volte nello stesso elemento: ne va lasciato uno")]
    DuplicateAttribute(String),
    /// `&` without a proper reference.
    #[error("dopo `&` manca un riferimento completo: il carattere `&` si scrive `&amp;`")]
    BadReference,
    /// A reference to a character that XML forbids.
    #[error("il riferimento indica un carattere che l'XML non ammette: va tolto")]
    ForbiddenReference,
    /// A reference to an entity that is not one of the five predefined ones.
    #[error("l'entità `&{0};` non esiste: vanno scritti i caratteri stessi")]
    UnknownEntity(String),
    /// The closing tag is not the one of the open element.
    #[error("`</{found}>` chiude un elemento che non è aperto: qui si chiude `{open}`")]
    WrongClosingTag {
        /// The element that is open.
        open: String,
        /// The closing tag found.
        found: String,
    },
    /// `]]>` in a text.
    #[error("la sequenza `]]>` non è ammessa nel testo: si scrive `]]&gt;`")]
    SectionEndInText,
    /// `<!` begins something that has no place here.
    #[error("`<!` qui può aprire soltanto un commento o una sezione CDATA")]
    UnknownMarkup,
    /// `--` in a comment.
    #[error("due trattini di seguito non sono ammessi in un commento")]
    HyphensInComment,
    /// A processing instruction is malformed.
    #[error("l'istruzione `<?…?>` non è scritta bene: va tolta")]
    BadInstruction,
    /// `<?xml` somewhere else than at the first byte.
    #[error(
        "la dichiarazione `<?xml …?>` può stare soltanto all'inizio del file, senza spazi prima"
    )]
    MisplacedDeclaration,
    /// The XML declaration is malformed.
    #[error("la dichiarazione iniziale va scritta `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`")]
    BadDeclaration,
    /// The document type declaration is malformed or stands in the wrong place.
    #[error(
        "la dichiarazione `<!DOCTYPE …>` non è scritta bene: un flusso non la richiede, va tolta"
    )]
    BadDoctype,
    /// The document type declaration declares something.
    #[error(
        "la dichiarazione `<!DOCTYPE …>` definisce entità o attributi: per sicurezza non si legge, va tolta"
    )]
    DoctypeDeclares,
    /// A character that XML forbids.
    #[error("il carattere U+{0:04X} non è ammesso nell'XML: va tolto")]
    ForbiddenCharacter(u32),
    /// Elements nest too deep.
    #[error("gli elementi sono annidati oltre {MAX_DEPTH} livelli: non è un flusso")]
    TooDeep,
    /// More namespace declarations than anybody needs.
    #[error("ci sono troppe dichiarazioni `xmlns`: non è un flusso")]
    TooManyNamespaces,
}

/// Line and column of a byte offset, both from 1.
pub(crate) fn locate(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    (line, column)
}
