//! Compiles again when the embedded theme gains or loses a file: `include_dir!` alone notices changed ones only.

fn main() {
    #![allow(clippy::print_stdout)]
    println!("cargo::rerun-if-changed=../../themes/default");
}
