//! What a PDF says of itself in XML: title, language, and that it keeps to PDF/UA.

use lopdf::{Dictionary, Document, Object, Stream};

/// What is told.
#[derive(Debug)]
pub(super) struct Told<'t> {
    pub(super) title: &'t str,
    pub(super) author: &'t str,
    pub(super) description: &'t str,
    pub(super) language: &'t str,
    pub(super) program: &'t str,
    /// As XML writes it.
    pub(super) moment: &'t str,
    /// Whether it keeps to PDF/UA-1, as far as a program can tell.
    pub(super) is_accessible: bool,
}

/// Adds it to the catalog.
pub(super) fn add(pdf: &mut Document, told: &Told<'_>) {
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", Object::Name(b"Metadata".to_vec()));
    dictionary.set("Subtype", Object::Name(b"XML".to_vec()));
    // Programs look for it without reading the file.
    let stream = Stream::new(dictionary, packet(told).into_bytes()).with_compression(false);
    let id = pdf.add_object(stream);
    if let Ok(catalog) = pdf.catalog_mut() {
        catalog.set("Metadata", Object::Reference(id));
    }
}

fn packet(told: &Told<'_>) -> String {
    let Told { title, author, description, language, program, moment, is_accessible } = told;
    let [title, author, description, language, program] =
        [title, author, description, language, program].map(|text| escaped(text));
    let description = match description.as_str() {
        "" => String::new(),
        text => format!(
            "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{text}</rdf:li></rdf:Alt></dc:description>\n"
        ),
    };
    let accessible = if *is_accessible { "<pdfuaid:part>1</pdfuaid:part>\n" } else { "" };
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n\
         <dc:format>application/pdf</dc:format>\n\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
         <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n\
         {description}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n\
         <xmp:CreatorTool>{program}</xmp:CreatorTool>\n\
         <xmp:CreateDate>{moment}</xmp:CreateDate>\n\
         <xmp:ModifyDate>{moment}</xmp:ModifyDate>\n\
         {accessible}</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>"
    )
}

/// The text as XML has it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_xml() {
        let told = Told {
            title: "Q&A <one>",
            author: "Example",
            description: "",
            language: "ar",
            program: "Helpdex",
            moment: "2026-01-01T00:00:00Z",
            is_accessible: true,
        };
        let text = packet(&told);
        assert!(text.contains("x-default\">Q&amp;A &lt;one&gt;</rdf:li>") && !text.contains("description>"));
        assert!(text.contains("<pdfuaid:part>1<"));
        assert!(!packet(&Told { is_accessible: false, ..told }).contains("pdfuaid:part"));
    }
}
