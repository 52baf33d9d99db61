//! A model of two layers in a folder of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub const WIDTH: usize = 8;
pub const HEADS: usize = 2;
pub const LAYERS: usize = 2;
pub const INNER: usize = 16;
pub const PLACES: usize = 12;
const WORDS: [&str; 12] =
    ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "when", "is", "my", "money", "here", "query:", "passage:", "paid"];

/// The files, and what stands in them.
pub struct Tiny {
    dir: tempfile::TempDir,
    name: String,
    pub tensors: BTreeMap<String, (Vec<usize>, Vec<f32>)>,
}

impl Tiny {
    pub fn new(name: &str) -> Self {
        let tiny = Self { dir: tempfile::tempdir().unwrap(), name: name.to_owned(), tensors: tensors() };
        tiny.write("config.json", config(WIDTH).as_bytes());
        tiny.write("tokenizer.json", tokenizer().as_bytes());
        tiny.write("model.safetensors", &safetensors(&tiny.tensors));
        tiny
    }

    pub fn folder(&self) -> &'static Path {
        // It lives as long as the test.
        let path: PathBuf = self.dir.path().join(&self.name);
        Box::leak(path.into_boxed_path())
    }

    pub fn write(&self, file: &str, bytes: &[u8]) {
        let path = self.folder().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// The numbers of the words, as the model gets them.
    pub fn signs(&self, text: &str) -> Vec<usize> {
        let number = |word: &str| WORDS.iter().position(|known| *known == word).unwrap_or(3);
        let words = text.split_whitespace().take(PLACES - 2).map(number);
        [1].into_iter().chain(words).chain([2]).collect()
    }
}

pub fn config(width: usize) -> String {
    format!(
        r#"{{"model_type": "bert", "vocab_size": {}, "hidden_size": {width}, "num_hidden_layers": {LAYERS},
        "num_attention_heads": {HEADS}, "intermediate_size": {INNER}, "hidden_act": "gelu", "hidden_dropout_prob": 0.1,
        "max_position_embeddings": {PLACES}, "type_vocab_size": 2, "initializer_range": 0.02, "layer_norm_eps": 1e-12,
        "pad_token_id": 0}}"#,
        WORDS.len()
    )
}

fn tokenizer() -> String {
    let vocabulary: Vec<String> =
        WORDS.iter().zip(0..).map(|(word, number)| format!(r#""{word}": {number}"#)).collect();
    format!(
        r#"{{"version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": null,
        "pre_tokenizer": {{"type": "WhitespaceSplit"}}, "decoder": null,
        "post_processor": {{"type": "TemplateProcessing",
          "single": [{{"SpecialToken": {{"id": "[CLS]", "type_id": 0}}}}, {{"Sequence": {{"id": "A", "type_id": 0}}}},
            {{"SpecialToken": {{"id": "[SEP]", "type_id": 0}}}}],
          "pair": [{{"Sequence": {{"id": "A", "type_id": 0}}}}, {{"Sequence": {{"id": "B", "type_id": 1}}}}],
          "special_tokens": {{"[CLS]": {{"id": "[CLS]", "ids": [1], "tokens": ["[CLS]"]}},
            "[SEP]": {{"id": "[SEP]", "ids": [2], "tokens": ["[SEP]"]}}}}}},
        "model": {{"type": "WordLevel", "vocab": {{{}}}, "unk_token": "[UNK]"}}}}"#,
        vocabulary.join(", ")
    )
}

/// Numbers that look random, and are the same each time.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 40) as f32 / (1_u64 << 24) as f32 - 0.5) * 1.2
    }
}

fn tensors() -> BTreeMap<String, (Vec<usize>, Vec<f32>)> {
    let mut random = Random(12);
    let mut tensors = BTreeMap::new();
    let mut add = |name: String, shape: &[usize]| {
        let values = (0..shape.iter().product::<usize>()).map(|_| random.next()).collect();
        tensors.insert(name, (shape.to_vec(), values));
    };
    add("embeddings.word_embeddings.weight".to_owned(), &[WORDS.len(), WIDTH]);
    add("embeddings.position_embeddings.weight".to_owned(), &[PLACES, WIDTH]);
    add("embeddings.token_type_embeddings.weight".to_owned(), &[2, WIDTH]);
    let mut norms = vec!["embeddings.LayerNorm".to_owned()];
    for layer in 0..LAYERS {
        let at = |part: &str| format!("encoder.layer.{layer}.{part}");
        for (part, rows, columns) in [
            ("attention.self.query", WIDTH, WIDTH),
            ("attention.self.key", WIDTH, WIDTH),
            ("attention.self.value", WIDTH, WIDTH),
            ("attention.output.dense", WIDTH, WIDTH),
            ("intermediate.dense", INNER, WIDTH),
            ("output.dense", WIDTH, INNER),
        ] {
            add(format!("{}.weight", at(part)), &[rows, columns]);
            add(format!("{}.bias", at(part)), &[rows]);
        }
        norms.extend([at("attention.output.LayerNorm"), at("output.LayerNorm")]);
    }
    for norm in norms {
        add(format!("{norm}.weight"), &[WIDTH]);
        add(format!("{norm}.bias"), &[WIDTH]);
    }
    tensors
}

fn safetensors(tensors: &BTreeMap<String, (Vec<usize>, Vec<f32>)>) -> Vec<u8> {
    let (mut head, mut body) = (Vec::new(), Vec::new());
    for (name, (shape, values)) in tensors {
        let start = body.len();
        body.extend(values.iter().flat_map(|value| value.to_le_bytes()));
        let end = body.len();
        head.push(format!(r#""{name}":{{"dtype":"F32","shape":{shape:?},"data_offsets":[{start},{end}]}}"#));
    }
    let mut head = format!("{{{}}}", head.join(","));
    head.push_str(&" ".repeat((8 - head.len() % 8) % 8));
    [&(head.len() as u64).to_le_bytes()[..], head.as_bytes(), &body].concat()
}
