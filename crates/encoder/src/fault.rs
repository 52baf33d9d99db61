//! What keeps a folder from being a model.

use std::path::PathBuf;

/// Why there is no encoder, or no vector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// This program was built without what runs models.
    Absent,
    /// A file is not there.
    Missing {
        /// The folder of the model.
        folder: PathBuf,
        /// The name of the file.
        file: &'static str,
    },
    /// A file says something else than a model of a kind that is known here.
    Wrong {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The model can't make a vector of a text.
    Failed(String),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Absent => f.write_str(
                "this program has no sentence encoder; build one with `cargo build --release --features encoder`",
            ),
            Self::Missing { folder, file } => write!(
                f,
                "there is no `{file}` in `{}`; a model is a folder with `config.json`, `tokenizer.json` and \
                 `model.safetensors`, as sentence encoders are published",
                folder.display()
            ),
            Self::Wrong { path, why } => write!(f, "`{}` is not of a model that can be read: {why}", path.display()),
            Self::Failed(why) => write!(f, "the model makes no vector: {why}"),
        }
    }
}

impl std::error::Error for Fault {}
