//! The shape of single files: how they open, how long they are, what they must not hold.

use crate::repository::{SourceFile, files, report};

/// Longest file that we read gladly; beyond it, a file has more than one purpose.
const MAX_LINES: usize = 600;

#[test]
fn every_rust_file_opens_by_saying_what_it_is_for() {
    let problems: Vec<String> = files()
        .iter()
        .filter(|file| file.is_one_of(&["rs"]))
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| format!("{}: the first line is no `//!` sentence", file.path))
        .collect();
    report(
        &problems,
        "Open the file with one `//!` sentence that says what it is for.",
    );
}

#[test]
fn no_file_is_too_long() {
    let problems: Vec<String> = files()
        .iter()
        .filter(|file| file.is_one_of(&["rs", "html", "mjs", "js", "ts", "py", "sql"]))
        .map(|file| (file.text.lines().count(), file))
        .filter(|(lines, _)| *lines > MAX_LINES)
        .map(|(lines, file)| format!("{}: {lines} lines, more than {MAX_LINES}", file.path))
        .collect();
    report(&problems, "Split the file by purpose.");
}

#[test]
fn nothing_is_left_open() {
    let marks = [
        ["todo", "!("],
        ["unimplemented", "!("],
        ["db", "g!("],
        ["#[ign", "ore"],
    ];
    let marks = marks.map(|parts| parts.concat());
    let problems = lines_with(&files(), |file, line| {
        file.is_one_of(&["rs"]) && marks.iter().any(|mark| line.contains(mark.as_str()))
    });
    report(
        &problems,
        "Finish it, or take it out: an open end is an issue, not a line of code.",
    );
}

#[test]
fn no_path_of_a_machine_and_no_registry_host() {
    let folders = ["work", "farm", "root"].map(|folder| format!("/{folder}/"));
    let hosts = [
        ["registry.npm", "js.org"],
        ["static.cra", "tes.io"],
        ["index.cra", "tes.io"],
        ["files.python", "hosted.org"],
        ["deb.deb", "ian.org"],
    ]
    .map(|parts| parts.concat());
    let problems = lines_with(&files(), |_, line| {
        hosts.iter().any(|host| line.contains(host.as_str()))
            || folders.iter().any(|folder| names_folder(line, folder))
    });
    report(
        &problems,
        "Name places relative to the repository; a lock file carries no download address \
         (`omit-lockfile-registry-resolved=true` in .npmrc).",
    );
}

/// Whether `folder` stands in `line` as the start of an absolute path.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| !(c.is_alphanumeric() || "._-}*/)".contains(c)))
    })
}

fn lines_with(files: &[SourceFile], is_bad: impl Fn(&SourceFile, &str) -> bool) -> Vec<String> {
    let numbered = files.iter().flat_map(|file| {
        file.text
            .lines()
            .enumerate()
            .map(move |(n, line)| (file, n + 1, line))
    });
    numbered
        .filter(|(file, _, line)| is_bad(file, line))
        .map(|(file, n, line)| format!("{}:{n}: {}", file.path, line.trim()))
        .collect()
}

#[test]
fn a_folder_is_told_from_a_part_of_a_route() {
    let folder = format!("/{}/", "work");
    for (line, expected) in [
        (format!("cd {folder}main"), true),
        (format!("\"{folder}main\""), true),
        (format!("src{folder}day.rs"), false),
        (format!("..{folder}day.rs"), false),
    ] {
        assert_eq!(names_folder(&line, &folder), expected, "{line}");
    }
}
