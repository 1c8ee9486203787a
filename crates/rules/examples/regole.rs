//! Prints the page of the manual that lists the rules.

fn main() {
    #[expect(clippy::print_stdout, reason = "printing is what it is for")]
    {
        print!("{}", pas_rules::manual::markdown());
    }
}
