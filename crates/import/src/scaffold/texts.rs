//! Which texts a new site has in a language: its articles, its title and its description.

use include_dir::{Dir, File, include_dir};

use helpdex_content::config::Language;

/// The files of a new site. What begins with `dot-` there begins with a dot in the site: a real `.gitignore` among the
/// sources would be obeyed by git.
pub(super) static TEMPLATE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/template");

/// The language of the texts that have no code in their names.
pub(super) const ENGLISH: &str = "en";

/// The language that articles for readers of `code` are written in: the nearest one that there are articles in.
pub(super) fn written_in(code: &str) -> String {
    let has =
        |near: &String| near == ENGLISH || TEMPLATE.get_file(format!("content/account/_index.{near}.md")).is_some();
    Language::chain(code).into_iter().find(has).unwrap_or_else(|| ENGLISH.to_owned())
}

/// An article of the template, by its path without `.md`, in a language that [`written_in`] gives.
pub(super) fn article(stem: &str, language: &str) -> Option<&'static str> {
    let name = if language == ENGLISH { format!("{stem}.md") } else { format!("{stem}.{language}.md") };
    TEMPLATE.get_file(name).and_then(File::contents_utf8)
}

/// What a site is called in a language.
pub(super) fn title(code: &str) -> &'static str {
    named(code).1
}

/// What it says of itself.
pub(super) fn description(code: &str) -> &'static str {
    named(code).2
}

fn named(code: &str) -> (&'static str, &'static str, &'static str) {
    let find = |wanted: &str| SITES.iter().find(|(known, ..)| *known == wanted).copied();
    let near = Language::chain(code).iter().find_map(|near| find(near));
    near.or_else(|| find(ENGLISH)).unwrap_or((ENGLISH, "", ""))
}

/// Titles and descriptions, by language.
const SITES: [(&str, &str, &str); 39] = [
    ("ar", "مركز المساعدة", "إجابات عن الأسئلة التي يطرحها عملاؤنا أكثر من غيرها."),
    ("be", "Цэнтр дапамогі", "Адказы на пытанні, якія нашы кліенты задаюць часцей за ўсё."),
    ("bg", "Помощен център", "Отговори на въпросите, които клиентите ни задават най-често."),
    ("cs", "Centrum nápovědy", "Odpovědi na otázky, které naši zákazníci pokládají nejčastěji."),
    ("da", "Hjælpecenter", "Svar på de spørgsmål, vores kunder oftest stiller."),
    ("de", "Hilfecenter", "Antworten auf die Fragen, die unsere Kunden am häufigsten stellen."),
    ("el", "Κέντρο βοήθειας", "Απαντήσεις στις πιο συχνές ερωτήσεις των πελατών μας."),
    ("en", "Help center", "Answers to the questions our customers ask most."),
    ("es", "Centro de ayuda", "Respuestas a las preguntas más frecuentes de nuestros clientes."),
    ("et", "Abikeskus", "Vastused küsimustele, mida meie kliendid kõige sagedamini esitavad."),
    ("fa", "مرکز راهنما", "پاسخ پرسش‌هایی که مشتریان ما بیشتر می‌پرسند."),
    ("fi", "Ohjekeskus", "Vastauksia kysymyksiin, joita asiakkaamme esittävät useimmin."),
    ("fr", "Centre d’aide", "Les réponses aux questions que nos clients posent le plus souvent."),
    ("he", "מרכז העזרה", "תשובות לשאלות שהלקוחות שלנו שואלים הכי הרבה."),
    ("hi", "सहायता केंद्र", "उन सवालों के जवाब जो हमारे ग्राहक सबसे ज़्यादा पूछते हैं।"),
    ("hr", "Centar za pomoć", "Odgovori na pitanja koja naši korisnici najčešće postavljaju."),
    ("hu", "Súgóközpont", "Válaszok az ügyfeleink által leggyakrabban feltett kérdésekre."),
    ("id", "Pusat Bantuan", "Jawaban atas pertanyaan yang paling sering diajukan pelanggan kami."),
    ("it", "Centro assistenza", "Le risposte alle domande più frequenti dei nostri clienti."),
    ("ja", "ヘルプセンター", "お客様からよくいただくご質問にお答えします。"),
    ("ko", "고객센터", "고객이 가장 자주 묻는 질문에 대한 답변입니다."),
    ("lt", "Pagalbos centras", "Atsakymai į klausimus, kurių mūsų klientai klausia dažniausiai."),
    ("nl", "Helpcentrum", "Antwoorden op de vragen die onze klanten het vaakst stellen."),
    ("no", "Hjelpesenter", "Svar på spørsmålene kundene våre stiller oftest."),
    ("pl", "Centrum pomocy", "Odpowiedzi na pytania, które nasi klienci zadają najczęściej."),
    ("pt", "Centro de ajuda", "Respostas às perguntas mais frequentes dos nossos clientes."),
    ("pt-BR", "Central de ajuda", "Respostas às perguntas que nossos clientes mais fazem."),
    ("ro", "Centru de ajutor", "Răspunsuri la întrebările pe care clienții noștri le pun cel mai des."),
    ("ru", "Центр помощи", "Ответы на вопросы, которые наши клиенты задают чаще всего."),
    ("sk", "Centrum pomoci", "Odpovede na otázky, ktoré naši zákazníci kladú najčastejšie."),
    ("sr", "Центар за помоћ", "Одговори на питања која наши корисници најчешће постављају."),
    ("sr-Latn", "Centar za pomoć", "Odgovori na pitanja koja naši korisnici najčešće postavljaju."),
    ("sv", "Hjälpcenter", "Svar på de frågor som våra kunder oftast ställer."),
    ("th", "ศูนย์ช่วยเหลือ", "คำตอบสำหรับคำถามที่ลูกค้าของเราถามบ่อยที่สุด"),
    ("tr", "Yardım Merkezi", "Müşterilerimizin en sık sorduğu soruların yanıtları."),
    ("uk", "Центр підтримки", "Відповіді на запитання, які наші клієнти ставлять найчастіше."),
    ("vi", "Trung tâm trợ giúp", "Giải đáp những câu hỏi mà khách hàng của chúng tôi thường hỏi nhất."),
    ("zh-Hans", "帮助中心", "解答客户最常提出的问题。"),
    ("zh-Hant", "說明中心", "解答客戶最常提出的問題。"),
];
