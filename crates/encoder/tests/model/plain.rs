//! BERT in loops: slow, and plain to see.

use super::tiny::{HEADS, INNER, LAYERS, Tiny, WIDTH};

pub struct Plain<'t>(&'t Tiny);

type Rows = Vec<Vec<f32>>;

impl<'t> Plain<'t> {
    pub fn of(tiny: &'t Tiny) -> Self {
        Self(tiny)
    }

    /// The mean of all words' vectors, of length one.
    pub fn mean(&self, signs: &[usize]) -> Vec<f32> {
        let rows = self.hidden(signs);
        let mean = (0..WIDTH).map(|at| rows.iter().map(|row| row[at]).sum::<f32>() / rows.len() as f32);
        unit(mean.collect())
    }

    /// That of the first sign, of length one.
    pub fn first(&self, signs: &[usize]) -> Vec<f32> {
        unit(self.hidden(signs).remove(0))
    }

    fn values(&self, name: &str) -> &[f32] {
        &self.0.tensors[name].1
    }

    fn hidden(&self, signs: &[usize]) -> Rows {
        let row = |name: &str, at: usize| self.values(name)[at * WIDTH..(at + 1) * WIDTH].to_vec();
        let of = |(place, sign): (usize, &usize)| {
            let word = row("embeddings.word_embeddings.weight", *sign);
            let position = row("embeddings.position_embeddings.weight", place);
            let kind = row("embeddings.token_type_embeddings.weight", 0);
            self.norm("embeddings.LayerNorm", &add(&add(&word, &position), &kind))
        };
        let mut rows: Rows = signs.iter().enumerate().map(of).collect();
        for layer in 0..LAYERS {
            rows = self.layer(&format!("encoder.layer.{layer}"), &rows);
        }
        rows
    }

    fn layer(&self, name: &str, rows: &Rows) -> Rows {
        let linear = |part: &str, row: &[f32], wide: usize| self.linear(&format!("{name}.{part}"), row, wide);
        let all = |part: &str| -> Rows { rows.iter().map(|row| linear(part, row, WIDTH)).collect() };
        let (queries, keys, values) =
            (all("attention.self.query"), all("attention.self.key"), all("attention.self.value"));
        let attended = attend(&queries, &keys, &values);
        let out = |(row, attended): (&Vec<f32>, Vec<f32>)| {
            let attended = linear("attention.output.dense", &attended, WIDTH);
            let row = self.norm(&format!("{name}.attention.output.LayerNorm"), &add(&attended, row));
            let inner: Vec<f32> = linear("intermediate.dense", &row, INNER).into_iter().map(gelu).collect();
            self.norm(&format!("{name}.output.LayerNorm"), &add(&linear("output.dense", &inner, WIDTH), &row))
        };
        rows.iter().zip(attended).map(out).collect()
    }

    fn linear(&self, name: &str, row: &[f32], wide: usize) -> Vec<f32> {
        let (weight, bias) = (self.values(&format!("{name}.weight")), self.values(&format!("{name}.bias")));
        let one = |at: usize| dot(&weight[at * row.len()..(at + 1) * row.len()], row) + bias[at];
        (0..wide).map(one).collect()
    }

    fn norm(&self, name: &str, row: &[f32]) -> Vec<f32> {
        let (weight, bias) = (self.values(&format!("{name}.weight")), self.values(&format!("{name}.bias")));
        let mean = row.iter().sum::<f32>() / row.len() as f32;
        let spread = row.iter().map(|value| (value - mean).powi(2)).sum::<f32>() / row.len() as f32;
        let one = |(at, value): (usize, &f32)| (value - mean) / (spread + 1e-12).sqrt() * weight[at] + bias[at];
        row.iter().enumerate().map(one).collect()
    }
}

fn attend(queries: &Rows, keys: &Rows, values: &Rows) -> Rows {
    let size = WIDTH / HEADS;
    let of = |query: &Vec<f32>| -> Vec<f32> {
        let head = |head: usize| {
            let part = head * size..(head + 1) * size;
            let scores =
                keys.iter().map(|key| (dot(&query[part.clone()], &key[part.clone()]) / (size as f32).sqrt()).exp());
            let scores: Vec<f32> = scores.collect();
            let sum: f32 = scores.iter().sum();
            let value = |at: usize| scores.iter().zip(values).map(|(score, row)| score / sum * row[at]).sum::<f32>();
            part.map(value).collect::<Vec<f32>>()
        };
        (0..HEADS).flat_map(head).collect()
    };
    queries.iter().map(of).collect()
}

fn add(one: &[f32], other: &[f32]) -> Vec<f32> {
    one.iter().zip(other).map(|(a, b)| a + b).collect()
}

fn dot(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

fn unit(row: Vec<f32>) -> Vec<f32> {
    let length = dot(&row, &row).sqrt();
    row.into_iter().map(|value| value / length).collect()
}

/// With the error function as Abramowitz and Stegun give it (7.1.26), exact to 1.5e-7.
fn gelu(x: f32) -> f32 {
    let z = f64::from(x.abs()) / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let series =
        t * (0.254_829_592 + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
    let erf = (1.0 - series * (-z * z).exp()).copysign(f64::from(x));
    (0.5 * f64::from(x) * (1.0 + erf)) as f32
}
