// Marks the words of a search in an article.

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const MOST = 200;

const fold = (word) => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Wraps each word of `element` that is among `words` in a <mark>. */
export function mark(element, words) {
  const wanted = new Set(words.flatMap((word) => String(word).match(WORD) ?? []).map(fold));
  wanted.delete("");
  if (!wanted.size) return;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  let count = 0;
  for (const node of nodes) {
    const parts = [];
    let done = 0;
    for (const found of node.data.matchAll(WORD)) {
      if (count >= MOST || !wanted.has(fold(found[0]))) continue;
      const mark = document.createElement("mark");
      mark.textContent = found[0];
      parts.push(node.data.slice(done, found.index), mark);
      done = found.index + found[0].length;
      count += 1;
    }
    if (parts.length) node.replaceWith(...parts, node.data.slice(done));
  }
}
