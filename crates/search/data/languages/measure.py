"""How well a stemmer brings the forms of a word together, and keeps different words apart."""

import collections
import json
import pathlib
import re

import words


def over_dictionary(groups, stem, only=None):
    """Recall and precision of a form drawn by weight: the share of its lemma's weight that has its stem, and the share of
    its stem's weight that has its lemma. With `only`, the forms of these lemmas are drawn, from among all others."""
    stems, mass = {}, collections.Counter()
    for forms in groups.values():
        for form, weight in forms.items():
            stems[form] = stem(form)
            mass[stems[form]] += weight
    recall = precision = total = 0.0
    for lemma, forms in groups.items():
        if only is not None and lemma not in only:
            continue
        weight = sum(forms.values())
        own = collections.Counter()
        for form, of_form in forms.items():
            own[stems[form]] += of_form
        for key, of_key in own.items():
            recall += of_key * of_key / weight
            precision += of_key * of_key / mass[key]
            total += of_key
    return recall / total, precision / total


class Sentences:
    """A set of sentences and of words that should find them in any form: `corpus.jsonl`, `queries.jsonl`, `qrels.tsv`."""

    def __init__(self, folder, lang):
        self.lang = lang
        folder = pathlib.Path(folder)
        self.documents = self.texts(folder / 'corpus.jsonl')
        self.queries = self.texts(folder / 'queries.jsonl')
        self.relevant = collections.defaultdict(set)
        for line in (folder / 'qrels.tsv').read_text().splitlines()[1:]:
            query, document, score = line.split('\t')
            if int(score) > 0:
                self.relevant[query].add(document)

    def texts(self, path):
        rows = map(json.loads, path.read_text().splitlines())
        return {row['_id']: re.findall(r'[^\W_]+', words.clean(row['text'], self.lang)) for row in rows}

    def score(self, stem):
        """Recall and precision, of the words as written, in the mean over queries."""
        index = collections.defaultdict(set)
        for document, tokens in self.documents.items():
            for token in tokens:
                index[stem(token)].add(document)
        recall = precision = 0.0
        for query, relevant in self.relevant.items():
            found = [index.get(stem(token), set()) for token in self.queries[query]]
            found = set.intersection(*found) if found else set()
            good = len(found & relevant)
            recall += good / len(relevant)
            precision += good / len(found) if found else 0.0
        return recall / len(self.relevant), precision / len(self.relevant)
