// What `/` and the menu of blocks insert. Three dots stand where one goes on writing.

import { say } from "./words.js";

const BLOCKS = [
  ["heading", "## …"],
  ["list", "- …\n- "],
  ["numbered", "1. …\n2. "],
  ["steps", ":::steps\n1. …\n2. \n:::"],
  ["note", ":::note\n…\n:::"],
  ["tip", ":::tip\n…\n:::"],
  ["important", ":::important\n…\n:::"],
  ["warning", ":::warning\n…\n:::"],
  ["danger", ":::danger\n…\n:::"],
  ["info", ":::info\n…\n:::"],
  ["success", ":::success\n…\n:::"],
  ["details", ":::details …\n\n:::"],
  ["faq", ":::faq\n### …?\n\n\n:::"],
  ["tabs", "::::tabs{group=platform}\n:::tab Windows\n…\n:::\n:::tab macOS {value=mac}\n\n:::\n::::"],
  ["cards", ":::cards\n- […](page.md) \n:::"],
  ["figure", ":::figure …\n![](img/picture.png)\n:::"],
  ["video", ":::video … {src=https://}\n\n:::"],
  ["embed", ":::embed … {src=\"https://\"}\n\n:::"],
  ["table", "| … |  |\n| --- | --- |\n|  |  |"],
  ["compare", ":::compare\n| | … |  |\n| --- | --- | --- |\n|  |  |  |\n:::"],
  ["updated", ":::updated DAY …\n\n:::"],
  ["only", ":::only … {audience=}\n\n:::"],
  ["quote", "> …"],
  ["codeblock", "```\n…\n```"],
  ["line", "---"],
];

/** Today by the clock of whoever writes, as `2026-11-30`. */
export function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** All blocks: a name, words for people, and the text; or, for links and images, what to do. */
export function blocks(act) {
  const texts = BLOCKS.map(([name, text]) => ({ name, label: say(`block_${name}`), insert: text.replace("DAY", today()) }));
  const asked = [{ name: "link", label: say("link"), act: act.link }, { name: "image", label: say("image"), act: act.image }];
  return [...texts.slice(0, 3), ...asked, ...texts.slice(3)];
}
