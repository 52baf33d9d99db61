//! Files of queries, one JSON object a line: `{"_id": "q1", "text": "…"}`.

use std::io::BufRead;
use std::path::Path;

use helpdex_content::error::{Error, Result};
use serde::Deserialize;

/// A line of a file of queries.
#[derive(Debug, Deserialize)]
pub(super) struct FileQuery {
    #[serde(rename = "_id")]
    pub(super) id: serde_json::Value,
    pub(super) text: String,
}

/// Reads a file of queries.
pub(super) fn read(file: &Path) -> Result<Vec<FileQuery>> {
    let lines = std::io::BufReader::new(std::fs::File::open(file).map_err(Error::io("read", file))?).lines();
    let mut queries = Vec::new();
    for (line, number) in lines.zip(1..) {
        let line = line.map_err(Error::io("read", file))?;
        if line.trim().is_empty() {
            continue;
        }
        let asked = serde_json::from_str(&line)
            .map_err(|fault| Error::Refused(format!("`{}`, line {number}, is no query: {fault}", file.display())))?;
        queries.push(asked);
    }
    Ok(queries)
}
