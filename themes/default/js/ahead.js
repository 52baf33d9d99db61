// What the reader is likely to type next, so that its answer is there before the key is pressed.

/** So many guesses are followed: the first is right for half of the keys, the second for a tenth. */
const GUESSES = 2;
const WORD = /[\p{L}\p{N}\p{M}]+$/u;

/** Answers each guess; `wanted` says whether it is still worth it, `answer` gives an answer or nothing. */
export async function lookAhead(query, hits, { wanted, answer, tell }) {
  for (const guess of guesses(query, hits)) {
    // What has come from the page in the meantime goes first.
    await new Promise((done) => setTimeout(done));
    if (!wanted()) return;
    const found = await answer(guess);
    if (found) tell(guess, found);
  }
}

/** The question with the letters that most often follow it in the words that are marked in its hits. */
export function guesses(query, hits) {
  const begun = query.match(WORD)?.[0].toLowerCase();
  if (!begun) return [];
  const letters = new Map();
  const look = (text, ranges) => {
    for (const [start, end] of ranges) {
      const word = text.slice(start, end).toLowerCase();
      const [letter] = word.startsWith(begun) ? word.slice(begun.length) : "";
      if (letter) letters.set(letter, (letters.get(letter) ?? 0) + 1);
    }
  };
  for (const hit of hits) {
    look(hit.title, hit.title_marks);
    look(hit.snippet, hit.marks);
  }
  const likeliest = [...letters].sort((a, b) => b[1] - a[1]).slice(0, GUESSES);
  return likeliest.map(([letter]) => query + letter);
}
