//! Words broken into lines, each in the order in which it is seen.

use std::ops::Range;
use std::sync::Arc;

use harfrust::{Direction, Language, ShapeOptions, UnicodeBuffer};
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::{LineBreakOptions, LineBreakWordOption};
use resvg::usvg::fontdb::ID;
use unicode_bidi::{BidiInfo, Level, ParagraphInfo};
use unicode_script::{Script, UnicodeScript};

use crate::fonts::{Face, Fonts};
use crate::voice::Voice;
use crate::words::is_joiner;

/// A glyph and where it stands, in parts of the size of the letters; y upwards.
pub(crate) struct Glyph {
    pub(crate) face: Arc<Face>,
    pub(crate) id: u32,
    pub(crate) x: f32,
    pub(crate) y: f32,
}

/// Glyphs from left to right, and how wide they are.
pub(crate) struct Line {
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) width: f32,
}

/// Letters that follow each other in one direction, script and font.
struct Run {
    range: Range<usize>,
    level: Level,
    script: Script,
    face: Arc<Face>,
}

/// A text that is to be broken into lines.
pub(crate) struct Paragraph<'t> {
    text: &'t str,
    language: Option<Language>,
    bidi: BidiInfo<'t>,
    runs: Vec<Run>,
    /// Where each cluster begins, and how wide it is.
    clusters: Vec<(usize, f32)>,
    /// Where a line may end.
    breaks: Vec<usize>,
}

impl<'t> Paragraph<'t> {
    /// Takes a text that is drawable.
    pub(crate) fn new(fonts: &Fonts, voice: &Voice, text: &'t str, right_to_left: bool) -> Self {
        let level = if right_to_left { Level::rtl() } else { Level::ltr() };
        let bidi = BidiInfo::new(text, Some(level));
        let runs = runs(fonts, voice, text, &bidi);
        let mut options = LineBreakOptions::default();
        // Korean may be broken inside of words, but titles read better without.
        options.word_option = voice.language.starts_with("ko").then_some(LineBreakWordOption::KeepAll);
        let segmenter = LineSegmenter::new_lstm(options);
        let breaks = segmenter.segment_str(text).filter(|at| *at > 0).collect();
        let language = voice.language.parse().ok();
        let mut paragraph = Self { text, language, bidi, runs, clusters: Vec::new(), breaks };
        paragraph.clusters = paragraph.measure();
        paragraph
    }

    fn measure(&self) -> Vec<(usize, f32)> {
        let mut clusters: Vec<(usize, f32)> = Vec::with_capacity(self.text.len());
        for run in &self.runs {
            self.shape(run, run.range.clone(), |at, _, advance, _| clusters.push((at, advance)));
        }
        clusters.sort_by_key(|(at, _)| *at);
        clusters
    }

    /// Gives each glyph of a part of a run: where its letters begin, its number, its advance and its offset.
    fn shape(&self, run: &Run, range: Range<usize>, mut glyph: impl FnMut(usize, u32, f32, (f32, f32))) {
        let Some(text) = self.text.get(range.clone()) else { return };
        let Some(font) = run.face.font() else { return };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_pre_context(self.text.get(..range.start).unwrap_or_default());
        buffer.set_post_context(self.text.get(range.end..).unwrap_or_default());
        buffer.set_direction(if run.level.is_rtl() { Direction::RightToLeft } else { Direction::LeftToRight });
        if let Some(script) = harfrust::Script::from_iso15924_tag(harfrust::Tag::new(&tag(run.script))) {
            buffer.set_script(script);
        }
        if let Some(language) = &self.language {
            buffer.set_language(language.clone());
        }
        buffer.guess_segment_properties();
        let shaper = run.face.shaping.shaper(&font).instance(run.face.instance.as_ref()).build();
        let shaped = shaper.shape(buffer, ShapeOptions::new());
        let em = |units: i32| {
            #[allow(clippy::cast_precision_loss)]
            let units = units as f32;
            units / run.face.units_per_em
        };
        for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let at = range.start + info.cluster as usize;
            glyph(at, info.glyph_id, em(position.x_advance), (em(position.x_offset), em(position.y_offset)));
        }
    }

    /// How wide a part of the text is, without the spaces at its end.
    fn width(&self, range: Range<usize>) -> f32 {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let end = range.start + text.trim_end().len();
        let first = self.clusters.partition_point(|(at, _)| *at < range.start);
        let clusters = self.clusters.get(first..).unwrap_or_default();
        clusters.iter().take_while(|(at, _)| *at < end).map(|(_, advance)| advance).sum()
    }

    /// The lines of a column of a width, at most so many; nothing where that is too few, or a word is too long.
    pub(crate) fn lines(&self, width: f32, most: usize) -> Option<Vec<Range<usize>>> {
        let count = self.greedy(width).filter(|lines| lines.len() <= most)?.len();
        // Lines of about the same length read better than a full one and one of a single word.
        let (mut narrow, mut wide) = (width / 2.0, width);
        for _ in 0..8 {
            let middle = (narrow + wide) / 2.0;
            match self.greedy(middle) {
                Some(lines) if lines.len() == count => wide = middle,
                _ => narrow = middle,
            }
        }
        self.greedy(wide)
    }

    /// As many words to each line as it holds.
    fn greedy(&self, width: f32) -> Option<Vec<Range<usize>>> {
        let mut lines = Vec::new();
        let (mut start, mut end) = (0, 0);
        for &at in &self.breaks {
            if self.width(start..at) > width {
                if end > start {
                    lines.push(start..end);
                    start = end;
                }
                if self.width(start..at) > width {
                    return None;
                }
            }
            end = at;
        }
        if end > start {
            lines.push(start..end);
        }
        Some(lines)
    }

    /// Lines that are broken wherever one is full: for words that are longer than a line.
    pub(crate) fn forced(&self, width: f32, most: usize) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let (mut start, mut used) = (0, 0.0);
        for (at, advance) in &self.clusters {
            if used + advance > width && *at > start {
                lines.push(start..*at);
                (start, used) = (*at, 0.0);
            }
            used += advance;
        }
        lines.push(start..self.text.len());
        lines.truncate(most);
        lines
    }

    /// So much of the beginning as lines hold, with dots where something is left out. Words that are too long are cut.
    pub(crate) fn beginning(&self, width: f32, most: usize) -> String {
        #[allow(clippy::cast_precision_loss)]
        let room = width * most as f32 - width * 0.25;
        let mut used = 0.0;
        let fits = |(at, advance): &(usize, f32)| {
            used += advance;
            (used > room).then_some(*at)
        };
        let Some(cut) = self.clusters.iter().find_map(fits) else { return self.text.to_owned() };
        let at_word = self.breaks.iter().rev().copied().find(|at| *at <= cut && *at * 2 > cut);
        let kept = self.text.get(..at_word.unwrap_or(cut)).unwrap_or_default();
        let dots = |c: char| c.is_whitespace() || c.is_ascii_punctuation();
        format!("{}…", kept.trim_end_matches(dots))
    }

    /// A line in the order in which it is seen.
    pub(crate) fn line(&self, range: Range<usize>) -> Line {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let range = range.start..range.start + text.trim_end().len();
        let mut line = Line { glyphs: Vec::new(), width: 0.0 };
        let Some(paragraph) = self.paragraph() else { return line };
        if range.is_empty() {
            return line;
        }
        let (levels, pieces) = self.bidi.visual_runs(paragraph, range);
        for piece in pieces {
            let inside = |run: &&Run| run.range.start < piece.end && piece.start < run.range.end;
            let mut runs: Vec<&Run> = self.runs.iter().filter(inside).collect();
            if levels.get(piece.start).is_some_and(Level::is_rtl) {
                runs.reverse();
            }
            for run in runs {
                let part = run.range.start.max(piece.start)..run.range.end.min(piece.end);
                self.shape(run, part, |_, id, advance, (x, y)| {
                    line.glyphs.push(Glyph { face: Arc::clone(&run.face), id, x: line.width + x, y });
                    line.width += advance;
                });
            }
        }
        line
    }

    fn paragraph(&self) -> Option<&ParagraphInfo> {
        self.bidi.paragraphs.first()
    }
}

/// The four letters by which fonts name a script.
fn tag(script: Script) -> [u8; 4] {
    script.short_name().as_bytes().try_into().unwrap_or(*b"Zyyy")
}

/// Letters together that are shaped together.
fn runs(fonts: &Fonts, voice: &Voice, text: &str, bidi: &BidiInfo<'_>) -> Vec<Run> {
    let mut runs: Vec<(Run, ID)> = Vec::new();
    // What stands before the first letter goes with it.
    let mut script = text.chars().map(|c| c.script()).find(|script| is_own(*script)).unwrap_or(Script::Common);
    for (at, letter) in text.char_indices() {
        if is_own(letter.script()) {
            script = letter.script();
        }
        let level = bidi.levels.get(at).copied().unwrap_or_else(Level::ltr);
        let end = at + letter.len_utf8();
        let last = runs.last_mut().filter(|(run, _)| run.level == level && run.script == script);
        // Spaces, full stops and accents stay in the font of the letters before them, if it has them.
        let follows = |id: ID| is_joiner(letter) || !is_own(letter.script()) && fonts.has(id, letter);
        let wanted = if is_own(letter.script()) { letter.script() } else { script };
        let id = match &last {
            Some((_, id)) if follows(*id) => Some(*id),
            _ => fonts.face_for(voice, wanted, letter).or_else(|| fonts.face_for(voice, letter.script(), letter)),
        };
        match (last, id) {
            (Some((run, known)), Some(id)) if *known == id => run.range.end = end,
            (_, Some(id)) => {
                if let Some(face) = fonts.face(id, voice) {
                    runs.push((Run { range: at..end, level, script, face }, id));
                }
            }
            // A letter without a font was no drawable text; it is left out.
            (_, None) => {}
        }
    }
    runs.into_iter().map(|(run, _)| run).collect()
}

/// Whether a script is one of its own, and not what all or the letters before have.
fn is_own(script: Script) -> bool {
    !matches!(script, Script::Common | Script::Inherited | Script::Unknown)
}
