//! The stems that the hand-written stemmer gives to folded Belarusian words, one a line: what `data/languages/make_belarusian.py`
//! teaches its table.
//!
//! `cargo build --release -p helpdex-search --example belarusian`

#![allow(clippy::print_stdout)]

use std::io::BufRead;

fn main() -> std::io::Result<()> {
    for word in std::io::stdin().lock().lines() {
        println!("{}", helpdex_search::analysis::belarusian::stem(&word?));
    }
    Ok(())
}
