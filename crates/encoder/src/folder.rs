//! The files beside the weights: what kind of model it is, and how it wants to be asked.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::{Fault, Side};

/// What makes one vector of those of all words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pooling {
    /// Their mean.
    Mean,
    /// That of the sign which begins every text.
    First,
}

/// The kinds of models that are known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Bert,
    XlmRoberta,
}

/// What the files say.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) kind: Kind,
    /// `config.json`, as it stands there.
    pub(crate) config: Value,
    pub(crate) pooling: Pooling,
    prompts: Prompts,
    /// So many signs of a text are read.
    pub(crate) longest: usize,
}

/// What stands before a text.
#[derive(Debug, Default, PartialEq, Eq)]
struct Prompts {
    query: String,
    passage: String,
}

impl Settings {
    /// What stands before a text of a side.
    pub(crate) fn prompt(&self, side: Side) -> &str {
        match side {
            Side::Query => &self.prompts.query,
            Side::Passage => &self.prompts.passage,
        }
    }

    pub(crate) fn read(folder: &Path) -> Result<Self, Fault> {
        let path = folder.join("config.json");
        let config: Value = json(&path)?.ok_or(Fault::Missing { folder: folder.to_owned(), file: "config.json" })?;
        let wrong = |why: String| Fault::Wrong { path: path.clone(), why };
        let kind = match config.get("model_type").and_then(Value::as_str) {
            Some("bert") => Kind::Bert,
            Some("xlm-roberta") => Kind::XlmRoberta,
            Some(other) => return Err(wrong(format!("its `model_type` is `{other}`, not `bert` or `xlm-roberta`"))),
            None => return Err(wrong("it names no `model_type`".to_owned())),
        };
        let places =
            config.get("max_position_embeddings").and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        let places = places.ok_or_else(|| wrong("it names no `max_position_embeddings`".to_owned()))?;
        // Places are counted from behind the sign for padding there.
        let longest = if kind == Kind::XlmRoberta { places.saturating_sub(2) } else { places };
        if longest < 3 {
            return Err(wrong(format!("a text of {places} signs says nothing")));
        }
        let pooling = json::<PoolingFile>(&folder.join("1_Pooling").join("config.json"))?;
        let prompts =
            json::<PromptsFile>(&folder.join("config_sentence_transformers.json"))?.and_then(|file| file.prompts);
        Ok(Self {
            kind,
            pooling: if pooling.is_some_and(|file| file.first) { Pooling::First } else { Pooling::Mean },
            prompts: prompts.map_or_else(|| Prompts::usual(folder, &config), PromptsMap::prompts),
            longest: longest.min(LONGEST),
            config,
        })
    }
}

/// More of a text changes its vector little, and costs much: attention looks at every sign beside every other.
const LONGEST: usize = 512;

impl Prompts {
    /// Those that the models of the family E5 were trained with; their files don't say so, but their names do.
    fn usual(folder: &Path, config: &Value) -> Self {
        let known = config.get("_name_or_path").and_then(Value::as_str).unwrap_or_default();
        let own = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let own = own.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let is_e5 = |name: &str| name.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|part| part == "e5");
        match is_e5(known) || is_e5(&own) {
            true => Self { query: "query: ".to_owned(), passage: "passage: ".to_owned() },
            false => Self::default(),
        }
    }
}

#[derive(Deserialize)]
struct PoolingFile {
    #[serde(default, rename = "pooling_mode_cls_token")]
    first: bool,
}

#[derive(Deserialize)]
struct PromptsFile {
    prompts: Option<PromptsMap>,
}

#[derive(Deserialize)]
struct PromptsMap {
    query: Option<String>,
    #[serde(alias = "document")]
    passage: Option<String>,
}

impl PromptsMap {
    fn prompts(self) -> Prompts {
        Prompts { query: self.query.unwrap_or_default(), passage: self.passage.unwrap_or_default() }
    }
}

/// Reads a file; nothing where there is none.
fn json<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<Option<T>, Fault> {
    let wrong = |why: String| Fault::Wrong { path: path.to_owned(), why };
    match std::fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|fault| wrong(fault.to_string())),
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(wrong(fault.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(files: &[(&str, &str)]) -> Result<Settings, Fault> {
        let dir = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        let last = files.last().map_or("", |(name, _)| name.split('/').next().unwrap_or_default());
        Settings::read(&if last.contains("e5") { dir.path().join(last) } else { dir.path().to_owned() })
    }

    const BERT: &str = r#"{"model_type": "bert", "max_position_embeddings": 512}"#;

    #[test]
    fn the_files_say_how_a_model_wants_to_be_asked() {
        let plain = read(&[("config.json", BERT)]).expect("read");
        assert_eq!((plain.pooling, plain.prompt(Side::Query), plain.longest), (Pooling::Mean, "", 512));
        let e5 = read(&[("my-e5-small/config.json", BERT)]).expect("read");
        assert_eq!((e5.prompt(Side::Query), e5.prompt(Side::Passage)), ("query: ", "passage: "));
        let named = read(&[
            ("config_sentence_transformers.json", r#"{"prompts": {"query": "Q ", "document": "D "}}"#),
            ("1_Pooling/config.json", r#"{"pooling_mode_cls_token": true}"#),
            ("config.json", r#"{"model_type": "xlm-roberta", "max_position_embeddings": 130}"#),
        ])
        .expect("read");
        assert_eq!((named.kind, named.pooling, named.longest), (Kind::XlmRoberta, Pooling::First, 128));
        assert_eq!((named.prompt(Side::Query), named.prompt(Side::Passage)), ("Q ", "D "));
    }

    #[test]
    fn what_is_no_model_is_told() {
        for (config, why) in [
            ("{", "EOF"),
            ("{}", "names no `model_type`"),
            (r#"{"model_type": "gpt2"}"#, "`gpt2`"),
            (r#"{"model_type": "bert"}"#, "names no `max_position_embeddings`"),
            (r#"{"model_type": "bert", "max_position_embeddings": 1}"#, "says nothing"),
        ] {
            let fault = read(&[("config.json", config)]).expect_err("no model");
            assert!(fault.to_string().contains(why), "{config}: {fault}");
        }
        assert!(matches!(read(&[]), Err(Fault::Missing { file: "config.json", .. })));
    }
}
