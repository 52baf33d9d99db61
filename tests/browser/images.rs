//! Pictures: the file that a browser chooses, its place in the page, and its version for dark screens.

use crate::chromium::Visit;

const ARTICLE: &str = "/payouts/minimum-payout/";
/// The picture, once it is there.
const SHOWN: &str = "(() => {
    const image = document.querySelector('.prose picture img');
    image.scrollIntoView();
    return image.complete && image.naturalWidth > 0 && image.currentSrc;
})()";

/// The file that a browser chose has these words in its address.
fn chosen(words: &str) -> String {
    format!("{SHOWN} && {SHOWN}.includes('{words}')")
}

/// A browser of today takes WebP of a width that fits, and nothing moves when it comes.
pub(crate) fn modern(visit: &Visit<'_>) {
    visit.open(ARTICLE);
    visit.eval(
        "(self.moved = 0, new PerformanceObserver((list) => {
            for (const shift of list.getEntries()) self.moved += shift.value;
        }).observe({ type: 'layout-shift', buffered: true }), 0)",
    );
    // Its place is there before it is.
    visit.expect("document.querySelector('.prose picture img').getBoundingClientRect().height > 100");
    visit.wait(&format!("/assets\\/images\\/wallet-\\d+\\.\\w{{10}}\\.webp$/.test({SHOWN})"));
    visit.expect(&format!("/wallet-(480|1020)\\./.test({SHOWN})"));
    visit.wait("document.querySelector('.prose picture img').naturalHeight > 0");
    visit.expect("self.moved === 0");
    visit.expect(
        "(() => {
            const image = document.querySelector('.prose picture img');
            const { width, height } = image.getBoundingClientRect();
            return Math.abs(width / height - image.naturalWidth / image.naturalHeight) < .02
                && width <= image.parentElement.parentElement.getBoundingClientRect().width;
        })()",
    );
    visit.open(&format!("/ru{ARTICLE}")).wait(&chosen("wallet-ru-"));
    visit.open(&format!("/be{ARTICLE}")).wait(&chosen("wallet-be-"));
}

/// The button of the page decides about pictures, too.
pub(crate) fn scheme(visit: &Visit<'_>) {
    visit.open(ARTICLE).wait(&chosen("wallet-dark-"));
    visit.click(".scheme").wait(&format!("{} && !{SHOWN}.includes('dark')", chosen("wallet-")));
    // It is remembered.
    visit.open(&format!("/ru{ARTICLE}")).wait(&format!("{} && !{SHOWN}.includes('dark')", chosen("wallet-ru-")));
    visit.click(".scheme").wait(&chosen("wallet-ru-dark-"));
}

/// Without scripts the system's colours decide.
pub(crate) fn scheme_alone(visit: &Visit<'_>) {
    visit.open(ARTICLE).wait(&chosen("wallet-dark-"));
}
