//! The promised replies as texts that articles insert: `{{ reply.chat }}`.

use std::sync::Arc;

use super::reply::Reply;
use super::words::PromiseWords;
use crate::config::{Config, Localized, PerLanguage, Variable};
use crate::markdown::Labels;

/// The settings with the texts of their promises, in the words of the theme.
pub(crate) fn named(config: Arc<Config>, labels: &PerLanguage<Labels>) -> Arc<Config> {
    if !config.contact.has_page() {
        return config;
    }
    let promises = variables(&config, labels);
    let promise_words: PerLanguage<PromiseWords> = PerLanguage::new(&config.languages, |id| {
        labels.get(id).map(|labels| labels.promises.clone()).unwrap_or_default()
    });
    if promises == config.promises && promise_words == config.promise_words {
        return config;
    }
    Arc::new(Config { promises, promise_words, ..(*config).clone() })
}

fn variables(config: &Config, labels: &PerLanguage<Labels>) -> Vec<Variable> {
    let mut variables = Vec::new();
    for channel in &config.contact.channels {
        let named = [("", channel.reply), (".priority", channel.reply_priority)];
        for (ending, reply) in named.into_iter().filter_map(|(ending, reply)| Some((ending, reply?))) {
            let name = format!("reply.{}{ending}", channel.id);
            variables.push(Variable { name, value: value(config, labels, reply), place: channel.place.clone() });
        }
    }
    variables
}

/// What a promise is called in each language.
fn value(config: &Config, labels: &PerLanguage<Labels>, reply: Reply) -> Localized {
    let text = |labels: &Labels| {
        let known = labels.promises.texts.iter().find(|(known, _)| *known == reply);
        known.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let named = config.languages.iter().zip(labels);
    let by_language: Vec<(String, String)> =
        named.map(|(language, labels)| (language.code.clone(), text(labels))).collect();
    Localized { default: by_language.first().map(|(_, text)| text.clone()).unwrap_or_default(), by_language }
}
