//! JSON in pages.

/// JSON that can stand in a script element: no `<`, so no `</script>` and no `<!--`.
pub(super) fn script_safe(value: &serde_json::Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
