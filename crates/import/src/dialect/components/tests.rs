use super::*;
use crate::dialect::elements::translate;

fn made(text: &str) -> (String, Notes) {
    let mut notes = Notes::default();
    let lines: Vec<usize> = (1..=text.lines().count() + 1).collect();
    let mut components = Components { path: "x.mdx", parts: BTreeMap::new(), notes: &mut notes };
    let out = translate(text, &lines, &mut components);
    (out, notes)
}

#[test]
fn tabs_in_a_list() {
    let text = "1. Do\n\n   <Tabs groupId=\"os\">\n     <TabItem value=\"win\" label=\"Windows\" default>\n\n       A\n\n       ```js\n       <Tab>\n       ```\n     </TabItem>\n     <TabItem value=\"mac\">B</TabItem>\n   </Tabs>\n\nend\n";
    assert_eq!(
        made(text).0,
        "1. Do\n\n   ::::tabs {group=os}\n   :::tab Windows {value=win}\n   A\n\n   ```js\n   <Tab>\n   ```\n   :::\n   :::tab mac\n   B\n   :::\n   ::::\n\nend\n"
    );
}

#[test]
fn names_of_tabs_come_from_their_list() {
    let text = "<Tabs values={[{label: 'Big A', value: 'a'}]}>\n<TabItem value='a'>\nx\n</TabItem>\n</Tabs>\n<Tabs items={['One', 'Two']}>\n<Tabs.Tab>1</Tabs.Tab>\n<Tabs.Tab>2</Tabs.Tab>\n</Tabs>";
    let (out, notes) = made(text);
    assert!(out.contains(":::tab Big A\nx") && out.contains(":::tab One\n1") && out.contains(":::tab Two\n2"), "{out}");
    assert_eq!(notes.translated.get("tabs"), Some(&2));
}

#[test]
fn callouts_cards_and_the_unknown() {
    let (out, notes) = made(
        "a <Badge text=\"New\" /> b\n\n<Callout type=\"error\" title={'Oh'}>\n  **x**\n  <Callout>y</Callout>\n</Callout>\n\n<CardGrid>\n  <LinkCard title=\"A\" href=\"/a b\" description=\"d\" />\n  <LinkCard title=\"B\" href=\"/b\" />\n</CardGrid>\n<Chart data={[1, 2]}>\n  kept\n</Chart>\n",
    );
    assert_eq!(
        out,
        "a :badge[New] b\n\n::::danger Oh\n**x**\n:::note\ny\n:::\n::::\n\n:::cards\n- [A](</a b>) d\n- [B](/b)\n:::\n<!-- import: %3CChart data=%7B%5B1, 2]%7D%3E -->\n\nkept\n"
    );
    assert_eq!((notes.problems.len(), notes.problems[0].line), (1, Some(12)));
}

#[test]
fn what_is_no_component_stays() {
    for text in ["a < B and C > d", "<Open only\n\ntext", "`<Tabs>`", "\\<Tabs>", "<T>generic`s", "x <Vec<T>>"] {
        let (out, _) = made(text);
        assert!(out == text || !text.contains("a <"), "{text} → {out}");
    }
    assert_eq!(
        made("<details>\n<summary>A <b>b</b></summary>\n\n<Tip>x</Tip>\n\n</details>").0,
        "::::details A b\n:::tip\nx\n:::\n::::"
    );
    assert_eq!(made("<details>\n\n<Tip>x</Tip>\n\n</details>").0, "<details>\n\n:::tip\nx\n:::\n\n</details>");
}
