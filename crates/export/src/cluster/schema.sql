-- A help center for full text search. Loading it again changes nothing that is as it should be.
create schema if not exists helpdex;

-- The languages, and how their texts are analyzed.
create table if not exists helpdex.language (
  tag text primary key,
  config regconfig not null
);

-- A section of an article.
create table if not exists helpdex.section (
  id text primary key,
  article text not null,
  language text not null,
  config regconfig not null,
  url text not null,
  title text not null,
  heading text not null,
  summary text not null,
  asks text not null,
  keywords text not null,
  body text not null,
  category text not null,
  tags text[] not null,
  updated date,
  featured boolean not null,
  position int not null,
  source text not null,
  search tsvector generated always as (
    setweight(to_tsvector(config, title || ' ' || asks), 'A')
    || setweight(to_tsvector(config, heading || ' ' || keywords), 'B')
    || setweight(to_tsvector(config, summary), 'C')
    || setweight(to_tsvector(config, body), 'D')
  ) stored
);
create index if not exists section_search on helpdex.section using gin (search);
create index if not exists section_language on helpdex.section (language, article);

-- What a word also means.
create table if not exists helpdex.synonym (
  language text not null references helpdex.language on delete cascade,
  asked tsquery not null,
  means tsquery not null
);

-- Sections that come first for a query, whatever the order and the endings of its words.
create table if not exists helpdex.pin (
  language text not null references helpdex.language on delete cascade,
  asked tsvector not null,
  section text not null,
  place int not null
);

create or replace procedure helpdex.begin_language(tag text, config regconfig) language sql as $$
  insert into helpdex.language values (tag, config) on conflict on constraint language_pkey do update set config = excluded.config;
  delete from helpdex.synonym where language = begin_language.tag;
  delete from helpdex.pin where language = begin_language.tag;
$$;

create or replace procedure helpdex.put_synonym(tag text, word text, means text[]) language sql as $$
  insert into helpdex.synonym
  select tag, own.query, own.query || (
      select string_agg('(' || other.query::text || ')', ' | ')::tsquery
      from unnest(means) as meant(word), plainto_tsquery(config, meant.word) as other(query)
      where numnode(other.query) > 0
    )
  from helpdex.language, plainto_tsquery(config, word) as own(query)
  where language.tag = put_synonym.tag and numnode(own.query) > 0
    and exists (select from unnest(means) as meant(word) where numnode(plainto_tsquery(config, meant.word)) > 0);
$$;

create or replace procedure helpdex.put_pin(tag text, query text, section text, place int) language sql as $$
  insert into helpdex.pin
  select tag, strip(to_tsvector(config, query)), section, place from helpdex.language where language.tag = put_pin.tag;
$$;

create or replace procedure helpdex.put_section(document jsonb) language sql as $$
  delete from helpdex.section where id = document->>'id';
  insert into helpdex.section
  select document->>'id', document->>'article', document->>'language', config, document->>'url', document->>'title',
    document->>'heading', document->>'summary',
    coalesce((select string_agg(text, ' . ') from jsonb_array_elements_text(document->'asks') as given(text)), ''),
    coalesce((select string_agg(text, ' . ') from jsonb_array_elements_text(document->'keywords') as given(text)), ''),
    document->>'body', document->>'category',
    array(select jsonb_array_elements_text(document->'tags')), (document->>'updated')::date,
    (document->>'featured')::boolean, (document->>'position')::int, document->>'source'
  from helpdex.language where tag = document->>'language';
$$;

-- The best sections for a query in words, `"phrases"`, `or` and `-not`: one an article, best first.
create or replace function helpdex.search(query text, tag text, most int default 10)
returns table (url text, title text, heading text, snippet text, score real)
language sql stable as $$
  with asked as (
    select config, strip(to_tsvector(config, query)) as words, ts_rewrite(
        websearch_to_tsquery(config, query),
        format('select asked, means from helpdex.synonym where language = %L', tag)
      ) as strict
    from helpdex.language where language.tag = search.tag
  ),
  -- Sections with all words come first; those with some of them follow.
  loose as (select *, regexp_replace(strict::text, ' & (?!!)', ' | ', 'g')::tsquery as wide from asked),
  found as (
    select section.*, loose.strict, pin.place,
      ts_rank('{0.1, 0.2, 0.4, 1.0}', search, wide, 1)
        + case when search @@ strict then 1 else 0 end + case when pin.place is null then 0 else 1000 - pin.place end as points
    from loose
    cross join helpdex.section as section
    left join helpdex.pin as pin on pin.section = section.id and pin.language = tag and pin.asked = words
    where section.language = tag and (search @@ wide or pin.place is not null)
  ),
  best as (select distinct on (article) * from found order by article, points desc, position)
  select best.url, best.title, best.heading,
    ts_headline(config, body, strict, 'MaxFragments=1, MaxWords=30, MinWords=15'), points::real
  from best order by points desc, best.url limit most;
$$;
