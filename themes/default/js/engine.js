// Where answers come from. Whatever answers has one function:
//   search(query, { lang, limit }) -> Promise of { total, read_as, did_you_mean, hits: [...] }

/** The engine that this build of the site offers, or null when it offers none. */
export async function connect(root) {
  const { search, searchUrl } = root.dataset;
  if (search === "api") return preview(searchUrl);
  return null;
}

/** The preview of an author asks the program that shows it. */
function preview(url) {
  return {
    async search(query, { lang, limit }) {
      const answer = await fetch(`${url}?${new URLSearchParams({ q: query, lang, limit })}`);
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      return answer.json();
    },
  };
}
