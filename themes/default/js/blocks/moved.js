// Old URLs of which only the beginning is known: on hosts that don't read `_redirects`, the page for what is not there
// leads on to the article.

try {
  // It lies at the top of the site; this file in a folder there.
  const answer = await fetch(new URL("old-urls.json", new URL("..", import.meta.url)));
  const here = decodeURI(location.pathname);
  const found = answer.ok && (await answer.json()).find(([start]) => here.startsWith(start));
  if (found) location.replace(found[1] + location.hash);
} catch {
  // The page says what to do.
}
