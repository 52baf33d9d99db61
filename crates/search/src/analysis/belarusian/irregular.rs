//! Words whose forms have different roots, and small words that would lose themselves among longer ones.

/// A line per word: its stem, then its forms, folded, each between spaces.
const FORMS: &str = "
 быць быу была было былі будзе будуць будзем буду будзеш будзеце будучы бы
 ён яна яно яны яго яму яе ёй ей ім іх імі ею ем
 я мяне мне мной мною
 мы нас нам намі
 вы вас вам вамі
 ты цябе табе табой табою
 сябе сабе сабой сабою
 хто каго каму кім
 што чаго чаму чым
 гэты гэта гэтая гэтага гэтаму гэтым гэтай гэтую гэтыя гэтых гэтымі гэтае гэтаю
 той тая тое тыя таго таму тым тых тымі той тую тае тою
 увесь уся усе усяго усяму усім усіх усімі усю усей усеі усяе
 свой свая свае свайго свайму сваім сваей сваю сваіх сваімі
 мой мая мае майго майму маім маей маю маіх маімі
 твой твая твае твайго твайму тваім тваей тваю тваіх тваімі
 адзін аднаго аднаму адным адной адну адна адно адны адных аднымі аднае
 два дзве двух дзвюх двум дзвюм двума дзвюма
 тры трох тром трыма
 сярод
 аднак
 больш
 дзе
 толькі
 чалавек людзі людзей людзям людзьмі людзях
 дзеці дзіця дзіцяці дзяцей дзецям дзецьмі дзецях
 дзень дня дню днем дні дзен дням днямі днях
 імя імені іменем імем імены імен
";

/// The stem of an irregular word.
pub(super) fn stem(word: &str) -> Option<&'static str> {
    let mut from = 0;
    // None of them is longer than seven letters.
    while word.len() <= 14 {
        let at = from + FORMS.get(from..)?.find(word)?;
        let end = at + word.len();
        let bytes = FORMS.as_bytes();
        if bytes.get(at.wrapping_sub(1)) == Some(&b' ') && matches!(bytes.get(end), Some(b' ' | b'\n')) {
            let line = FORMS.get(..at)?.rfind("\n ")? + 2;
            return FORMS.get(line..)?.split([' ', '\n']).next();
        }
        from = end;
    }
    None
}
