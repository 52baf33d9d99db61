use super::{stem, stem_of_written};

fn stem_of(word: &str) -> String {
    let stem = stem_of_written(word);
    assert!(!stem.is_empty(), "{word}");
    stem
}

/// Every word of a line has the same stem.
#[track_caller]
fn alike(words: &str) {
    let stems: Vec<_> = words.split(' ').map(|word| format!("{word}: {}", stem_of(word))).collect();
    let first = stem_of(words.split(' ').next().unwrap());
    assert!(words.split(' ').all(|word| stem_of(word) == first), "{stems:?}");
}

#[track_caller]
fn apart(one: &str, other: &str) {
    assert_ne!(stem_of(one), stem_of(other), "{one}, {other}");
}

#[test]
fn nouns_of_every_declension() {
    alike("закон закона закону законам законе законы законаў законамі законах");
    alike("пытанне пытання пытанню пытаннем пытанні пытанняў пытаннямі пытаннях");
    alike("партыя партыі партыю партыяй партый партыямі партыях");
    alike("вобласць вобласці вобласцю вобласцей вобласцяў вобласцямі");
    alike("краіна краіны краіне краіну краінай краін краінамі");
    alike("герой героя герою героі герояў");
    alike("ноч ночы ноччу начэй");
}

#[test]
fn consonants_before_the_case_ending() {
    alike("рука рукі руцэ руку рук");
    alike("палітыка палітыкі палітыцы палітыку палітыкай");
    alike("падтрымка падтрымкі падтрымцы падтрымак");
    alike("дарога дарогі дарозе дарог");
    alike("брат брату браце братам");
    alike("вада вадзе воды");
    alike("умова умовы умове умоў умовах");
    alike("забастоўка забастовак забастоўкі");
}

#[test]
fn fleeting_vowels() {
    alike("квіток квітка квіткі квіткоў");
    alike("хлопец хлопца хлопцу хлопцам");
    alike("песня песні песень");
    alike("травень траўня траўні");
}

#[test]
fn stress_moves_vowels() {
    alike("галава галавы галаве галовы галоў");
    alike("сястра сёстры сястру");
    alike("зямля зямлі землі");
}

#[test]
fn adjectives_participles_and_degrees() {
    alike("новы новага новаму новым новая новай новую новае новыя новых новымі");
    alike("апошні апошняга апошняму апошнім апошняя апошняе апошнія апошніх");
    alike("важны важнейшы найважнейшы важнейшага");
    alike("арганізаваць арганізаваны арганізаваная арганізаванага");
    alike("зрабіць зроблены зробленая зробленых");
    alike("прыцягнуць прыцягнуты прыцягнутую");
}

#[test]
fn regular_verbs() {
    alike("ствараць ствараю стварае ствараюць стваралі ствараючы ствараеце");
    alike("планаваць плануе плануюць планавалі плануючы");
    alike("рэгуляваць рэгулюе рэгулявалі");
    alike("пастаўлены паставіць паставілі пастаўлю");
    alike("глядзець глядзіць гляджу глядзелі");
    apart("ствараць", "стварыць");
    apart("план", "планаваць");
}

#[test]
fn verbs_with_several_roots() {
    alike("пайсці пайшоў пайшла пайшлі пойдзе пойдуць");
    alike("дапамагчы дапаможа дапамог дапамагла дапамогуць");
    alike("прыняць прыняў прымуць прынята прынятыя");
    alike("выбраць выбраў выбера выбераце выбраны");
    alike("даць дам дасць дадуць даў далі");
    alike("адкрыць адкрыю адкрыў адкрыты адкрые");
    apart("паказаць", "паказ");
}

#[test]
fn a_reflexive_verb_is_its_own_word() {
    alike("збірацца збіраецца збіраюцца збіраўся збіралася");
    alike("знаходзіцца знаходзяцца знаходзіўся");
    apart("займаць", "займацца");
}

#[test]
fn spelled_one_way_or_another() {
    alike("п'еса п’еса пʼеса п`еса");
    alike("мінулае минулае");
    alike("ўзяць узяць");
    alike("шчаслівы щасливы");
    alike("аб'ём аб’ем");
}

#[test]
fn irregular_words() {
    alike("людзі чалавек людзей");
    alike("я мне мяне");
    alike("быць былі будзе");
    apart("сярод", "серада");
    // What the folding of letters makes one must not be one either.
    let folded = |word: &str| stem_of(word).replace('о', "а").replace(['э', 'я'], "е");
    assert!(folded("сярод") != folded("серада") && folded("больш") != folded("большы"));
    apart("адзін", "адзіны");
    alike("памерці памёр памерла памрэ");
}

#[test]
fn towns_and_their_adjectives() {
    alike("мінск мінска мінску мінскам");
    alike("мінскі мінскага мінскай мінская мінскім");
    alike("войска войску войскам войскаў войсках");
    apart("мінск", "мінскі");
    apart("полацк", "пол");
}

#[test]
fn nouns_that_look_like_verbs() {
    alike("школа школу школы");
    alike("журнал журнала журналу");
    alike("медаль медалі медалём");
    alike("праграма праграму праграмы");
    alike("увага увагу увагі");
}

#[test]
fn short_words_stay() {
    for word in ["я", "да", "с", "ўсё", "ь", "ся", "цца", "най"] {
        assert!(!stem(word).is_empty() || word.is_empty(), "{word}");
    }
}
