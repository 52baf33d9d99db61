use serde_json::json;

use super::*;

#[test]
fn settings_of_docusaurus() {
    let text = r#"
        import { themes } from 'prism-react-renderer';
        const url = process.env.URL || 'https://kb.example.com'; // the host
        const baseUrl = process.env.BASE ?? '/kb/'
        const config: Config = {
          title: "It's \u0041", url, baseUrl: baseUrl, trailingSlash: true,
          i18n: { defaultLocale: 'en', locales: ['en', "ru",], /* more */ },
          presets: [['classic', /** @type {x} */ ({
            docs: { routeBasePath: '/', sidebarPath: require.resolve('./sidebars.js'),
              editUrl: ({ locale, path }) => { return `x${locale}`; }, n: -3 },
          }) satisfies Preset.Options]],
          plugins: [async function p(context) { return { name: 'x' }; }, ['@docusaurus/plugin-client-redirects', { redirects: [{ from: ['/a', '/b'], to: '/c' }] }]],
        };
        export default config;
    "#;
    let read = exported(text);
    assert_eq!(text_at(&read, "title"), Some("It's A"));
    assert_eq!((text_at(&read, "url"), text_at(&read, "baseUrl")), (Some("https://kb.example.com"), Some("/kb/")));
    assert_eq!(at(&read, "i18n.locales"), &json!(["en", "ru"]));
    assert_eq!(at(&read, "presets")[0][1]["docs"]["routeBasePath"], "/");
    assert_eq!(at(&read, "presets")[0][1]["docs"]["sidebarPath"], "./sidebars.js");
    assert_eq!(at(&read, "presets")[0][1]["docs"]["n"], -3);
    let plugins = at(&read, "plugins").as_array().expect("a list");
    assert_eq!(plugins.last().expect("one")[1]["redirects"][0]["from"], json!(["/a", "/b"]));
}

#[test]
fn other_ways_to_export() {
    assert_eq!(exported("module.exports = { a: ['x'] , ...more }")["a"], json!(["x"]));
    assert_eq!(
        exported("export default defineConfig({ a: 'x' + 'y', b: f ? 'p' : 'q' })"),
        json!({"a": "xy", "b": "p"})
    );
    assert_eq!(exported("{\"a\": 1}"), json!({"a": 1}));
    assert_eq!(exported("const a = { b: 1 }\nmodule.exports = a.b\n"), json!(1));
    assert_eq!(literal("[{ label: 'A', value: `a` }, 'x']"), json!([{"label": "A", "value": "a"}, "x"]));
}

#[test]
fn what_is_no_settings_ends_too() {
    for text in [
        "{",
        "[",
        "'",
        "`${",
        "export default {a: {b: [",
        "{{{{",
        "export default ((((",
        "module.exports = @@@",
        "const = =",
    ] {
        exported(text);
    }
    exported(&format!("export default {}", "[".repeat(100_000)));
}
