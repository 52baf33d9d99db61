//! From a vector a word to one of the whole text.

use candle_core::{DType, Result, Tensor};

use crate::folder::Pooling;

/// Vectors of length one, a row a text. `hidden` has a vector for each sign of each text, `mask` says which signs are of the
/// text: those that only make rows alike long count for nothing.
pub(crate) fn pooled(hidden: &Tensor, mask: &Tensor, pooling: Pooling) -> Result<Tensor> {
    let one = match pooling {
        Pooling::First => hidden.narrow(1, 0, 1)?.squeeze(1)?,
        Pooling::Mean => {
            let mask = mask.to_dtype(DType::F32)?.unsqueeze(2)?;
            let sum = hidden.broadcast_mul(&mask)?.sum(1)?;
            sum.broadcast_div(&mask.sum(1)?)?
        }
    };
    let length = one.sqr()?.sum_keepdim(1)?.sqrt()?;
    one.broadcast_div(&length.clamp(f32::MIN_POSITIVE, f32::MAX)?)
}
