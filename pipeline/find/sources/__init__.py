"""Who the sources of an article's quotes and claims are: names, or nominals and pronouns and what they take up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline import lexicon
from pipeline.find.sources.antecedents import (
    Antecedent,
    nominal_label,
    of_generic,
    of_missed_name,
    of_nominal,
    of_pronoun,
    of_relative,
)
from pipeline.find.sources.discourse import Discourse, Referent, is_given_name, salience
from pipeline.find.sources.heads import POSSESSIVE, Head, Names, head_of, is_someone, pronouns, role_nouns
from pipeline.parse import Parsed
from pipeline.schema import Attributions, Form, Label, Mention, Sources
from pipeline.spans import Span

CONTEXT = 100  # characters on each side of a mention, as evidence for reconciliation
MAX_RELATIVE_GAP = 40  # characters between a relative pronoun and what it takes up: "Miller, of the agency, who"

__all__ = ["find_sources"]


def find_sources(parsed: Parsed, mentions: Sequence[Mention], attributions: Attributions) -> Sources:
    """The mention behind each distinct source span of the quotes and claims.

    A source headed by a name is that name's mention. Any other becomes a new mention, a pronoun or a nominal, whose
    ``antecedent`` is the id of the earlier mention that it takes up, or None where nothing in the article tells: an
    unnamed official is somebody, and stays an entity of his own. ``rule`` names the rule, ``score`` how sure it is
    where it is a guess. New mentions come in order of their spans.
    """
    return _Resolver(parsed, mentions, attributions).resolve()


class _Resolver:
    """The sources of one article, resolved in the order of the text, each on what the ones before it have shown."""

    def __init__(self, parsed: Parsed, mentions: Sequence[Mention], attributions: Attributions) -> None:
        self._parsed = parsed
        self._names = Names(mentions)
        self._contents: dict[Span, list[Span]] = defaultdict(list)
        spans = [(q.source, q.span) for q in attributions.quotes] + [(c.source, c.span) for c in attributions.claims]
        for source, content in spans:
            if source is not None:
                self._contents[source].append(content)
        self._quotes = [(q.span, q.source) for q in attributions.quotes if q.source is not None]
        self._discourse = Discourse(parsed, self._names, [q.span for q in attributions.quotes])
        self._mentions: dict[str, Mention] = {}
        self._mention_of: dict[Span, str] = {}
        self._referents: dict[str, Referent] = {}

    def resolve(self) -> Sources:
        waiting = []
        for source in sorted(self._contents):
            head = head_of(self._parsed.doc, source, self._names)
            if head is None or not is_someone(head):
                continue
            if head.form == Form.PRONOUN and pronouns()[head.token.lower_]["kind"] == "first":
                waiting.append((source, head))  # its speaker may be named only after the quote
            else:
                self._settle(source, head, self._antecedent(source, head))
        for source, head in waiting:
            self._settle(source, head, self._speaker(source))
        new = sorted(self._mentions.values(), key=lambda m: m.span)
        return Sources(tuple(new), tuple(sorted(self._mention_of.items())))

    def _antecedent(self, source: Span, head: Head) -> Antecedent | None:
        self._discourse.advance(source.start)
        if head.mention is not None:
            self._discourse.advance(head.mention.span.end)
            return None
        if head.form == Form.NOMINAL:
            found = self._author(head) or of_missed_name(head, self._discourse)
            return found or of_nominal(head, self._contents[source], self._discourse)
        kind = pronouns()[head.token.lower_]["kind"]
        if kind == "relative":
            near = self._discourse.window(head.span.start, 0)
            return of_relative(head, (r for r in near if head.span.start - r.start <= MAX_RELATIVE_GAP))
        return of_pronoun(head, self._contents[source], self._discourse) if kind == "third" else None

    def _author(self, head: Head) -> Antecedent | None:
        """Whose document speaks: who stands right before the noun ("Justice Department records", "agency records")."""
        doc = self._parsed.doc
        if head.noun not in lexicon.words("role_documents") and head.token.lower_ not in lexicon.words(
            "role_documents"
        ):
            return None
        at = head.token.i - 1
        while at > 0 and (doc[at].lower_ in POSSESSIVE or doc[at].pos_ == "ADJ"):
            at -= 1
        name = self._names.at(doc[at]) if at >= 0 and doc[at].idx >= head.span.start else None
        if name is None and at >= 0 and doc[at].idx >= head.span.start:
            found = of_generic(doc[at].lemma_.lower(), head.span.start, self._discourse)
            return None if found is None else Antecedent(found.referent, "document_author", found.score)
        if name is None or name.label not in (Label.PERSON, Label.ORG):
            return None
        self._discourse.advance(name.span.end)
        referent = self._discourse.mention(name.mention_id)
        return None if referent is None else Antecedent(referent, "document_author", 0.8)

    def _speaker(self, source: Span) -> Antecedent | None:
        """The speaker of the innermost quote around a first person pronoun."""
        around = [(len(q), q, s) for q, s in self._quotes if q.contains(source) and s != source]
        if not around:
            return None
        mention_id = self._mention_of.get(min(around)[2])
        referent = self._referents.get(mention_id) if mention_id is not None else None
        return None if referent is None else Antecedent(referent, "speaker", 0.95)

    def _settle(self, source: Span, head: Head, antecedent: Antecedent | None) -> None:
        """Record the source's mention, and that the one behind it has spoken here."""
        if head.mention is not None:
            mention = head.mention
            known = self._discourse.mention(mention.mention_id)
        else:
            mention = self._new_mention(head, antecedent)
            self._mentions.setdefault(mention.mention_id, mention)
            known = antecedent.referent if antecedent is not None else None
        referent = self._referent(head, mention, known)
        self._mention_of[source] = mention.mention_id
        self._referents[mention.mention_id] = referent
        self._discourse.settle(referent, head.token.idx)

    def _new_mention(self, head: Head, antecedent: Antecedent | None) -> Mention:
        article, text, span = self._parsed.article, self._parsed.article.text, head.span
        raw = article.raw_span(span)
        alone = "pronoun" if head.form == Form.PRONOUN else "group" if head.is_group else "nominal"
        alone = "unseen_name" if head.is_unseen_name else alone
        return Mention(
            mention_id=f"{article.article_id}:{raw.start}-{raw.end}:m", article_id=article.article_id, span=span,
            text=span.of(text), label=_label(head, antecedent),
            form=Form.NAME if head.is_unseen_name else head.form,
            rule=alone if antecedent is None else antecedent.rule,
            score=None if antecedent is None else antecedent.score,
            before=text[max(0, span.start - CONTEXT) : span.start], after=text[span.end : span.end + CONTEXT],
            published=article.published, antecedent=None if antecedent is None else antecedent.referent.mention_id,
        )  # fmt: skip

    def _referent(self, head: Head, mention: Mention, known: Referent | None) -> Referent:
        places, start = self._discourse.places, head.span.start
        gender = role_nouns().get(head.noun, (None, ""))[1] or pronouns().get(head.noun, {}).get("gender", "")
        return Referent(
            start=start, mention_id=mention.mention_id, label=mention.label,
            entity=known.entity if known is not None else mention.mention_id,
            words=frozenset(head.words) | (known.words if known is not None else frozenset()),
            noun=head.noun if head.form == Form.NOMINAL else known.noun if known is not None else None,
            gender=(known.gender if known is not None else "") or gender.replace("n", ""),
            is_plural=known.is_plural if known is not None else head.is_plural,
            sentence=places.sentence(start), paragraph=places.paragraph(start),
            # a name has its salience already
            salience=0.0 if head.mention is not None else salience(head.token), is_source=True,
            is_name=head.mention is not None,
        )  # fmt: skip


def _label(head: Head, antecedent: Antecedent | None) -> Label | None:
    if head.is_unseen_name and antecedent is None:
        return Label.PERSON if is_given_name(head.words[0]) else Label.ORG
    if head.form == Form.NOMINAL:
        own = nominal_label(head)
        return own if own is not None or antecedent is None else antecedent.referent.label
    if antecedent is not None:
        return antecedent.referent.label
    return Label.PERSON if pronouns()[head.token.lower_]["gender"] in ("m", "f") else None
