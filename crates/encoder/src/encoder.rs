//! A model, loaded.

use std::path::Path;

use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;
use candle_transformers::models::{bert, xlm_roberta};
use tokenizers::{PaddingParams, PaddingStrategy, Tokenizer, TruncationParams};

use crate::folder::{Kind, Settings};
use crate::pool::pooled;
use crate::{Fault, Side};

/// So many texts are read at once: more need more memory, and are hardly quicker.
const BATCH: usize = 16;

/// Makes vectors of texts.
pub struct Encoder {
    settings: Settings,
    tokenizer: Tokenizer,
    model: Model,
}

enum Model {
    Bert(bert::BertModel),
    XlmRoberta(xlm_roberta::XLMRobertaModel),
}

impl Encoder {
    /// Reads the model in a folder.
    ///
    /// # Errors
    /// When a file is missing, or is of no model of BERT's or XLM-RoBERTa's kind.
    pub fn open(folder: &Path) -> Result<Self, Fault> {
        let settings = Settings::read(folder)?;
        let file = |file: &'static str| match folder.join(file) {
            path if path.is_file() => Ok(path),
            _ => Err(Fault::Missing { folder: folder.to_owned(), file }),
        };
        let path = file("tokenizer.json")?;
        let wrong = |why: String| Fault::Wrong { path: path.clone(), why };
        let mut tokenizer = Tokenizer::from_file(&path).map_err(|fault| wrong(fault.to_string()))?;
        let truncation = TruncationParams { max_length: settings.longest, ..TruncationParams::default() };
        tokenizer.with_truncation(Some(truncation)).map_err(|fault| wrong(fault.to_string()))?;
        let padding = tokenizer.get_padding().cloned().unwrap_or_default();
        tokenizer.with_padding(Some(PaddingParams { strategy: PaddingStrategy::BatchLongest, ..padding }));

        let path = file("model.safetensors")?;
        let wrong = |why: String| Fault::Wrong { path: path.clone(), why };
        let bytes = std::fs::read(&path).map_err(|fault| wrong(fault.to_string()))?;
        let weights = VarBuilder::from_buffered_safetensors(bytes, DType::F32, &Device::Cpu)
            .map_err(|fault| wrong(first_line(&fault)))?;
        let model = model(&settings, weights).map_err(|fault| wrong(first_line(&fault)))?;
        Ok(Self { settings, tokenizer, model })
    }

    /// A vector for each text.
    ///
    /// # Errors
    /// When the tokenizer gives what the model has no place for: the two are of different models.
    pub fn encode(&self, texts: &[String], side: Side) -> Result<Vec<Vec<f32>>, Fault> {
        // Texts of like length go together, or the short ones would be filled up to the longest.
        let mut order: Vec<usize> = (0..texts.len()).collect();
        order.sort_by_key(|&at| texts.get(at).map_or(0, String::len));
        let mut vectors = vec![Vec::new(); texts.len()];
        let prompt = self.settings.prompt(side);
        for batch in order.chunks(BATCH) {
            let asked = batch.iter().filter_map(|&at| texts.get(at)).map(|text| format!("{prompt}{text}"));
            let found = self.batch(asked.collect())?;
            for (&at, vector) in batch.iter().zip(found) {
                if let Some(place) = vectors.get_mut(at) {
                    *place = vector;
                }
            }
        }
        Ok(vectors)
    }

    fn batch(&self, texts: Vec<String>) -> Result<Vec<Vec<f32>>, Fault> {
        let encodings = self.tokenizer.encode_batch(texts, true).map_err(|fault| Fault::Failed(fault.to_string()))?;
        let width = encodings.first().map_or(0, |encoding| encoding.len());
        let rows = encodings.len();
        let signs: Vec<u32> = encodings.iter().flat_map(|encoding| encoding.get_ids().to_vec()).collect();
        let mask: Vec<u32> = encodings.iter().flat_map(|encoding| encoding.get_attention_mask().to_vec()).collect();
        self.forward(signs, mask, (rows, width)).map_err(|fault| Fault::Failed(first_line(&fault)))
    }

    fn forward(&self, signs: Vec<u32>, mask: Vec<u32>, shape: (usize, usize)) -> candle_core::Result<Vec<Vec<f32>>> {
        let signs = Tensor::from_vec(signs, shape, &Device::Cpu)?;
        let mask = Tensor::from_vec(mask, shape, &Device::Cpu)?;
        let kinds = signs.zeros_like()?;
        let hidden = match &self.model {
            Model::Bert(model) => model.forward(&signs, &kinds, Some(&mask))?,
            Model::XlmRoberta(model) => model.forward(&signs, &mask, &kinds, None, None, None)?,
        };
        pooled(&hidden, &mask, self.settings.pooling)?.to_vec2()
    }
}

fn model(settings: &Settings, weights: VarBuilder<'_>) -> candle_core::Result<Model> {
    let config = settings.config.clone();
    let unread = |fault: serde_json::Error| candle_core::Error::Msg(format!("`config.json`: {fault}"));
    match settings.kind {
        Kind::Bert => {
            let config: bert::Config = serde_json::from_value(config).map_err(unread)?;
            bert::BertModel::load(weights, &config).map(Model::Bert)
        }
        Kind::XlmRoberta => {
            let config: xlm_roberta::Config = serde_json::from_value(config).map_err(unread)?;
            let weights = if weights.contains_tensor("roberta.embeddings.word_embeddings.weight") {
                weights.pp("roberta")
            } else {
                weights
            };
            xlm_roberta::XLMRobertaModel::new(&config, weights).map(Model::XlmRoberta)
        }
    }
}

/// What went wrong, without the trace of where.
fn first_line(fault: &candle_core::Error) -> String {
    fault.to_string().lines().next().unwrap_or_default().trim().to_owned()
}
