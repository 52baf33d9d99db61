// What `/` and the menu of blocks insert.

import { knows, say } from "./words.js";

/** Markdown that every site has; what the site's own blocks are, the server says. */
const MARKDOWN = [
  ["heading", "## …"],
  ["list", "- …\n- "],
  ["numbered", "1. …\n2. "],
  ["table", "| … |  |\n| --- | --- |\n|  |  |"],
  ["quote", "> …"],
  ["codeblock", "```\n…\n```"],
  ["line", "---"],
];

/** All blocks: a name, words for people, and the text; or, for links and images, what to do. */
export function blocks(site, act) {
  const plain = MARKDOWN.map(([name, insert]) => ({ name, label: say(`block_${name}`), insert }));
  const own = site.blocks.filter(({ kind }) => kind === "block").map(({ name, insert }) => {
    const label = knows(`block_${name}`) ? say(`block_${name}`) : name;
    return { name, label, insert };
  });
  const asked = [
    { name: "link", label: say("link"), act: act.link },
    { name: "image", label: say("image"), act: act.image },
  ];
  return [...asked, ...plain, ...own];
}
