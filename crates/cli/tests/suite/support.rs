//! A folder to work in, and the command run there.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// Password of the accounts that the tests make.
pub(crate) const PASSWORD: &str = "una password di prova";

/// Variables of whoever runs the tests that would reach the command.
const VARIABLES: &[&str] = &[
    "PAS_CONFIG",
    "PAS_DATABASE_URL",
    "PAS_DATA_DIR",
    "PAS_PASSWORD",
    "PAS_WEB_HTTPS",
    "PAS_WEB_LISTEN",
];

/// A folder of its own; commands run inside, so that what they print names no path of the machine.
pub(crate) struct Desk(TempDir);

/// What came of a command.
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// A desk with an installation, an ente and a clerk called `operatore`.
    pub(crate) fn with_clerk() -> Self {
        let desk = Self::new();
        let made = desk.pas_with(
            &[
                "user",
                "add",
                "operatore",
                "--role",
                "clerk",
                "--ente",
                "Comune di Esempio",
            ],
            &[("PAS_PASSWORD", PASSWORD)],
        );
        assert_eq!(made.code, 0, "{made}");
        desk
    }

    /// Runs `pas` with `arguments`, and nothing to read.
    pub(crate) fn pas<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Outcome {
        self.pas_with(arguments, &[])
    }

    /// The same, in the environment `variables`.
    pub(crate) fn pas_with<A: AsRef<OsStr>>(
        &self,
        arguments: &[A],
        variables: &[(&str, &str)],
    ) -> Outcome {
        let output = self.command(arguments, variables).output();
        let output = output.expect("the binary runs");
        let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
        Outcome {
            code: output.status.code().expect("it ended by itself"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// Starts `pas` with `arguments`; nobody listens to what it says.
    pub(crate) fn start<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Child {
        let mut command = self.command(arguments, &[]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        child.expect("the binary runs")
    }

    fn command<A: AsRef<OsStr>>(&self, arguments: &[A], variables: &[(&str, &str)]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pas"));
        for variable in VARIABLES {
            command.env_remove(variable);
        }
        command.args(arguments).envs(variables.iter().copied());
        command.current_dir(self.0.path()).stdin(Stdio::null());
        command
    }

    /// Puts a file on the desk.
    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("inside the desk")).expect("a folder");
        fs::write(path, bytes).expect("room for a file");
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Files under `folder`, in order of name.
    pub(crate) fn files(&self, folder: &str) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.path(folder)).expect("the folder is there");
        let mut files: Vec<PathBuf> = entries
            .map(|entry| entry.expect("an entry").path())
            .collect();
        files.sort();
        files
    }
}

impl Outcome {
    /// The whole outcome with every run of digits, and the separators inside it, as `#`: for what
    /// depends on the day or on how long something took.
    pub(crate) fn without_numbers(&self) -> String {
        let text = self.to_string();
        let status = text.find('\n').expect("a line with the status");
        let (mut masked, mut rest) = (text[..status].to_owned(), &text[status..]);
        while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
            masked.push_str(&rest[..start]);
            masked.push('#');
            let number = &rest[start..];
            let end = number.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
            let end = end.unwrap_or(number.len());
            rest = &number[number[..end].trim_end_matches(['.', ',']).len()..];
        }
        masked + rest
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            code,
            stdout,
            stderr,
        } = self;
        write!(f, "exit: {code}\n--- stdout\n{stdout}--- stderr\n{stderr}")
    }
}

/// A file that this test suite keeps.
pub(crate) fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name);
    fs::read_to_string(path).expect("the fixture is there")
}

/// A file of the knowledge beside the repository; none, and said so, where it is absent.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("PAS_SHARED").map_or(beside, PathBuf::from);
    let file = folder.join(name);
    if file.is_file() {
        return Some(fs::canonicalize(file).expect("a file has a full path"));
    }
    eprintln!("skipped: {name} is not in the shared folder");
    None
}
