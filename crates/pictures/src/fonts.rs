//! The fonts of this machine, and which of them has a letter.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::UNIX_EPOCH;

use harfrust::{ShaperData, ShaperInstance, Variation};
use resvg::usvg::fontdb::{Database, FaceInfo, Family, ID, Query, Source, Style, Weight};
use sha2::{Digest, Sha256};
use skrifa::instance::{Location, Size};
use skrifa::{FontRef, MetadataProvider, Tag};
use unicode_script::Script;

use crate::voice::Voice;

/// After so many letters of a script that no font has, the others are not looked for.
const TRIES: usize = 3;
const WEIGHT: Tag = Tag::new(b"wght");

/// Faces that were read, by their id and whether they are bold; nothing of those that can't be read.
type Faces = HashMap<(ID, bool), Option<Arc<Face>>>;

/// The fonts of this machine.
pub(crate) struct Fonts {
    database: Arc<Database>,
    /// All faces in the order in which they are asked for what no wanted font has.
    others: Vec<ID>,
    /// Which face has a letter, by the voice that wants it.
    found: Mutex<HashMap<(u64, char), Option<ID>>>,
    /// Letters that no face has, by their script.
    missing: Mutex<HashMap<Script, usize>>,
    faces: Mutex<Faces>,
    fingerprint: OnceLock<String>,
}

/// A font that words are set in.
pub(crate) struct Face {
    bytes: Vec<u8>,
    index: u32,
    /// What shaping needs of it, worked out once.
    pub(crate) shaping: ShaperData,
    pub(crate) instance: Option<ShaperInstance>,
    /// Where in a font of many weights it is.
    pub(crate) location: Location,
    pub(crate) units_per_em: f32,
}

impl Face {
    fn read(database: &Database, id: ID, weight: u16) -> Option<Self> {
        let (source, index) = database.face_source(id)?;
        let bytes = match source {
            Source::File(path) | Source::SharedFile(path, _) => std::fs::read(path).ok()?,
            Source::Binary(bytes) => bytes.as_ref().as_ref().to_vec(),
        };
        let font = FontRef::from_index(&bytes, index).ok()?;
        let shaping = ShaperData::new(&font);
        let units_per_em = f32::from(font.metrics(Size::unscaled(), &Location::default()).units_per_em.max(1));
        let has_weights = font.axes().get_by_tag(WEIGHT).is_some();
        let wanted = [(WEIGHT, f32::from(weight))];
        let location = if has_weights { font.axes().location(wanted) } else { Location::default() };
        let instance = has_weights.then(|| {
            let variation = Variation { tag: WEIGHT, value: f32::from(weight) };
            ShaperInstance::from_variations(&font, [variation])
        });
        Some(Self { index, shaping, instance, location, units_per_em, bytes })
    }

    /// The tables of the font.
    pub(crate) fn font(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.bytes, self.index).ok()
    }
}

impl Fonts {
    /// The fonts that the system knows, read once in a process.
    pub(crate) fn of_system() -> &'static Self {
        static FONTS: OnceLock<Fonts> = OnceLock::new();
        FONTS.get_or_init(|| {
            let mut database = Database::new();
            database.load_system_fonts();
            Self::new(database)
        })
    }

    fn new(database: Database) -> Self {
        let mut faces: Vec<&FaceInfo> = database.faces().collect();
        // Plain upright sans serif first; names and paths, so that the order of a folder decides nothing.
        faces.sort_by_cached_key(|face| {
            let family = face.families.first().map(|(name, _)| name.clone()).unwrap_or_default();
            let is_plain = face.style == Style::Normal && !face.monospaced;
            (!is_plain, !family.contains("Sans"), face.weight.0.abs_diff(400), family, path(face), face.index)
        });
        let others = faces.into_iter().map(|face| face.id).collect();
        Self {
            others,
            database: Arc::new(database),
            found: Mutex::default(),
            missing: Mutex::default(),
            faces: Mutex::default(),
            fingerprint: OnceLock::new(),
        }
    }

    /// What drawings with words in them are drawn with.
    pub(crate) fn database(&self) -> Arc<Database> {
        Arc::clone(&self.database)
    }

    /// Stands for all fonts: another one where a font came, went or changed.
    pub(crate) fn fingerprint(&self) -> &str {
        self.fingerprint.get_or_init(|| {
            let mut lines: Vec<String> = self.database.faces().map(line).collect();
            lines.sort();
            let mut digest = Sha256::new();
            lines.iter().for_each(|line| digest.update(line));
            base16ct::lower::encode_string(digest.finalize().get(..8).unwrap_or_default())
        })
    }

    /// The face that a voice has for a letter of a script.
    pub(crate) fn face_for(&self, voice: &Voice, script: Script, letter: char) -> Option<ID> {
        let key = (voice.key, letter);
        if let Some(known) = lock(&self.found).get(&key) {
            return *known;
        }
        let found = self.look_for(voice, script, letter);
        lock(&self.found).insert(key, found);
        found
    }

    fn look_for(&self, voice: &Voice, script: Script, letter: char) -> Option<ID> {
        let of_choice = voice
            .families(script)
            .into_iter()
            .find_map(|name| self.in_family(&name, voice.weight()).filter(|id| self.has(*id, letter)));
        if of_choice.is_some() {
            return of_choice;
        }
        // Among the symbols that all scripts share some have no font nearly everywhere.
        let is_shared = matches!(script, Script::Common | Script::Inherited | Script::Unknown);
        if !is_shared && lock(&self.missing).get(&script).is_some_and(|tries| *tries >= TRIES) {
            return None;
        }
        let Some(other) = self.others.iter().copied().find(|id| self.has(*id, letter)) else {
            *lock(&self.missing).entry(script).or_default() += 1;
            return None;
        };
        let family = self.database.face(other).and_then(|face| face.families.first());
        let heavier = family.and_then(|(name, _)| self.in_family(name, voice.weight()));
        heavier.filter(|id| self.has(*id, letter)).or(Some(other))
    }

    fn in_family(&self, name: &str, weight: u16) -> Option<ID> {
        let families = [Family::Name(name)];
        self.database.query(&Query { families: &families, weight: Weight(weight), ..Query::default() })
    }

    /// Whether a face can draw a letter: fonts of coloured pictures have no outlines.
    pub(crate) fn has(&self, id: ID, letter: char) -> bool {
        let has = |bytes: &[u8], index: u32| {
            let Ok(font) = FontRef::from_index(bytes, index) else { return false };
            let glyph = font.charmap().map(letter).filter(|glyph| glyph.to_u32() != 0);
            glyph.is_some_and(|glyph| font.outline_glyphs().get(glyph).is_some())
        };
        self.database.with_face_data(id, has).unwrap_or(false)
    }

    /// A face, read once.
    pub(crate) fn face(&self, id: ID, voice: &Voice) -> Option<Arc<Face>> {
        let key = (id, voice.bold);
        if let Some(known) = lock(&self.faces).get(&key) {
            return known.clone();
        }
        let read = Face::read(&self.database, id, voice.weight()).map(Arc::new);
        lock(&self.faces).entry(key).or_insert(read).clone()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn path(face: &FaceInfo) -> PathBuf {
    match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => path.clone(),
        Source::Binary(_) => PathBuf::new(),
    }
}

/// What tells a face from others, and from an older version of itself.
fn line(face: &FaceInfo) -> String {
    let path = path(face);
    let metadata = std::fs::metadata(&path).ok();
    let bytes = metadata.as_ref().map_or(0, std::fs::Metadata::len);
    let changed = metadata.and_then(|metadata| metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok());
    format!("{}\n{} {bytes} {}\n", path.display(), face.index, changed.unwrap_or_default().as_nanos())
}
