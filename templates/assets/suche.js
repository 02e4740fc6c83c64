/* The search: columns in, numbers of offers out. It touches no page, stores and sends nothing.
   search.load(gemeinsam.data) comes first, search.addTexts(gemeinsam.texts) when all are there.
   find({q, chosen: {facet: [values]}}) -> {
     hits: [{no, points}]  best first; what is equal in the order of what is known of it
     counts: {facet: {value: results if it were chosen too}}
     wider: [{q, chosen, count, without: [{word}, {facet}]}]  nearest wider searches, if none found
     words: for ranges }
   card(no) -> {id, title, summary, kind, tags: [words], origin, standing, isChecked}
   ranges(text, words) -> [[start, end]] to highlight
   How it searches, and why: docs/adr/0024-the-search-scans-columns.md */
(() => {
  "use strict";
  // Where a word is found counts most, then how well it fits; what only means it comes last.
  const TITLE = 1, WORD = 0.8, TERM = 0.6, SUMMARY = 0.4, TEXT = 0.25;
  const WHOLE = 1, START = 0.85, INSIDE = 0.7, STEM = 0.6, ALMOST = 0.45, SHORT_START = 0.35;
  const MEANT = 0.3, ALSO_MEANT = 0.22, FOR_ALL = 0.05;
  // Who asks for a district or a group is welcome at what is for everybody.
  const EVERYONE = { bezirk: "ganze-stadt", zielgruppe: "alle" };
  // A search without one of the words helps if one can read all that it finds.
  const FEW = 15;
  // Whatever is pasted, nobody waits for it.
  const MOST_LETTERS = 40, MOST_TYPED = 200;

  let data, ids, titles, summaries, amount, ranks, order, fields, facets;
  // Words that say little, see finder/words.py.
  let empty, small, general;
  // Phrase -> what is meant.
  let meanings;
  // All words, their stems, and the words as one text.
  let distinct, known, vocabulary;
  // Words of the last query -> what they found: people type on.
  let looked;

  // --- words -----------------------------------------------------------------------------------

  // `note(place, length, new length)` hears of every place whose length changes.
  const fold = (text, note) => text.replace(/[aou]e|[^a-z0-9\s]/gi, (sign, place) => {
    let plain = " ";
    if (sign[1]) plain = sign[0];
    else if (/[-'’*:_\u00ad\u2010\u2011]/.test(sign)) plain = "";
    else if (sign > "¿" && !/[\u2000-\u2bff\ud800-\udfff]/.test(sign)) {
      plain = sign.normalize("NFD").toLowerCase();
      plain = plain.replace(/[\u0300-\u036f]/g, "").replace("ß", "ss");
    }
    if (note && plain.length !== sign.length) note(place, sign.length, plain.length);
    return plain;
  }).toLowerCase();
  // A word without its ending; at least four letters stay.
  const stem = (word) => word.replace(/^ge(.{4,})t$/, "$1")
    .replace(/^(.{4,}?)(?:innen|keit|heit|ern|en|er|em|es|et|in|e|n|s|t)$|^(.{5,})ung$/, "$1$2");
  const wordsOf = (text) => fold(text).split(/\s+/).filter((word) => word[1] || /\d/.test(word));
  // A phrase of nothing but small words stays as it is.
  const core = (words) => {
    const weighty = words.filter((word) => !empty.has(word));
    return weighty.length ? weighty : words;
  };
  const keyOf = (words) => words.map(stem).sort().join(" ");
  const isEdge = (text, i) => !(text.charCodeAt(i) > 32);
  // Short words are looked for at the start of others, or as their end, but never inside them.
  const fits = (text, i, word, isStem) => word.length > 4 || isEdge(text, i - 1)
    || (word.length > 3 && !isStem && isEdge(text, i + word.length));

  // --- columns ---------------------------------------------------------------------------------

  const lines = (text) => (amount ? text.split("\n") : []);
  // One number per offer, each written as a sign from "0" on.
  const numbersOf = (each) => Uint16Array.from(each, (sign) => sign.charCodeAt(0) - 48);
  // The offers of each value.
  const offersOf = ({ sets, each }, values) => {
    const offers = values.map(() => []);
    numbersOf(each).forEach((set, no) => sets[set].forEach((value) => offers[value].push(no)));
    return offers;
  };
  // A folded text to look through, a line per offer or per name that some offers have.
  const addField = (weight, content, offers, facet) => {
    const text = `${fold(content)}\n`;
    const starts = [0];
    for (let i = 0; (i = text.indexOf("\n", i) + 1) > 0;) starts.push(i);
    for (const word of new Set(text.split(/\s+/))) {
      if (!distinct.has(word)) known.add(stem(word));
      distinct.add(word);
    }
    fields.push({ weight, text, starts, offers, facet });
    vocabulary = "";
    looked = new Map();
  };
  const allWords = () => {
    vocabulary = vocabulary || ` ${[...distinct].join(" ")} `;
    return vocabulary;
  };
  const learn = (phrases, targets) => {
    for (const phrase of phrases.split("\t").filter(Boolean)) {
      const name = keyOf(core(wordsOf(phrase)));
      meanings.set(name, (meanings.get(name) || []).concat(targets));
      name.split(" ").forEach((word) => known.add(word));
    }
  };
  const load = (columns) => {
    data = columns;
    amount = data.checked.length;
    ids = lines(data.ids);
    titles = lines(data.titles);
    summaries = [];
    ranks = numbersOf(data.ranks);
    const best = Array.from(ranks, (_, no) => no).sort((a, b) => ranks[b] - ranks[a] || a - b);
    order = new Uint16Array(amount);
    best.forEach((no, place) => { order[no] = place; });
    fields = [];
    [empty, small, general] = data.fillers.map((words) => new Set(fold(words).split(" ")));
    wordsOf(data.city).forEach((word) => small.add(word));
    [distinct, known, meanings] = [new Set(), new Set(), new Map()];
    facets = Object.keys(data.facets).map((id) => {
      const column = data.facets[id];
      const offers = offersOf(column, column.values);
      return Object.assign({}, column, { id, offers, each: numbersOf(column.each) });
    });
    addField(TITLE, data.titles);
    addField(WORD, data.words);
    const { values, each } = data.tags;
    const tags = { names: values, sets: values.map((_, value) => [value]), each };
    for (const column of [...data.names, tags]) {
      addField(TERM, column.names.join("\n"), offersOf(column, column.names));
    }
    for (const { id, names, synonyms, offers } of facets.filter((facet) => facet.names)) {
      addField(TERM, names.join("\n"), offers, id);
      names.forEach((name, value) => learn(`${name}\t${synonyms[value]}`, [[id, value]]));
    }
    data.phrases.forEach(({ words, means }) => learn(words, means));
  };
  const addTexts = (columns) => {
    summaries = lines(columns.map((text) => text.summaries).join("\n"));
    addField(SUMMARY, summaries.join("\n"));
    addField(TEXT, columns.map((text) => text.words).join("\n"));
  };

  // --- one word --------------------------------------------------------------------------------

  // Points per offer; `groups` are the facets with a value of that name, `seen` what to highlight.
  const nothing = () => (
    { points: new Float32Array(amount), isAny: false, groups: new Set(), seen: [] });
  const give = (found, offers, value) => {
    const { points } = found;
    for (const no of offers) {
      found.isAny = true;
      points[no] = Math.max(value, points[no]) + Math.min(value, points[no]) / 50;
    }
  };
  const giveLine = (found, { weight, offers, facet }, line, quality) => {
    if (facet) found.groups.add(facet);
    give(found, offers ? offers[line] : [line], weight * quality);
  };
  const giveMeant = (found, name, quality = 1) => {
    for (const [kind, value] of meanings.get(name) || []) {
      const facet = facets.find(({ id }) => id === kind);
      if (!facet) {
        give(found, [value], WORD * quality);
        continue;
      }
      found.groups.add(kind);
      // Of the topics of an offer the first is the main one; what only leads on is for nobody.
      const isMain = (no) => ranks[no] && facet.sets[facet.each[no]][0] === value;
      for (const no of facet.offers[value]) {
        give(found, [no], quality * (isMain(no) ? MEANT : ALSO_MEANT));
      }
    }
  };
  const look = (word) => {
    const found = nothing();
    const short = stem(word);
    const before = word.indexOf(short);
    for (const field of allWords().includes(short) ? fields : []) {
      const { text, starts } = field;
      let line = 0;
      for (let i = text.indexOf(short); i >= 0; i = text.indexOf(short, i + 1)) {
        const isWhole = text.startsWith(word, i - before);
        const j = isWhole ? i - before : i;
        if (!fits(text, j, isWhole ? word : short, !isWhole)) continue;
        while (starts[line + 1] <= j) line += 1;
        const atStart = word[3] ? START : SHORT_START;
        const fromStart = isEdge(text, j + word.length) ? WHOLE : atStart;
        const quality = isEdge(text, j - 1) ? fromStart : INSIDE;
        giveLine(found, field, line, isWhole ? quality : STEM);
      }
    }
    if (found.isAny || meanings.has(short)) found.seen.push(word, short);
    return found;
  };
  // What people mean by a word; where it stands nowhere, those come first that have its first part.
  const lookUp = (word) => {
    const found = look(word);
    const name = stem(word);
    if (!meanings.has(name)) return found;
    const isNew = !found.isAny;
    giveMeant(found, name);
    for (let i = word.length - 4; isNew && i > 3; i -= 1) {
      if (!known.has(stem(word.slice(0, i)))) continue;
      const first = look(word.slice(0, i));
      found.points.forEach((points, no) => {
        if (points && first.points[no]) give(found, [no], first.points[no]);
      });
      break;
    }
    return found;
  };

  // The word with one letter too many, too few, another, or two that changed places; people hit
  // the first letter.
  const almost = (word) => Array.from(word, (letter, k) => {
    const [before, after] = [word.slice(0, k), word.slice(k + 1)];
    const swapped = before + (after[0] || "") + letter + after.slice(1);
    return k ? `${before}(?:\\S?${after}|\\S${letter}${after})|${swapped}` : swapped;
  }).join("|");
  const lookAlmost = (word) => {
    const found = nothing();
    if (!word[4] || word[MOST_LETTERS]) return found;
    // Within other words short ones are too much like all kinds of things.
    const isStart = !word[5];
    const pattern = new RegExp(isStart ? `\\b(?:${almost(word)})` : almost(word), "g");
    for (const like of new Set(allWords().match(pattern) || [])) {
      found.seen.push(like);
      for (const field of fields) {
        const { text, starts } = field;
        let line = 0;
        for (let i = text.indexOf(like); i >= 0; i = text.indexOf(like, i + 1)) {
          if (isStart && !isEdge(text, i - 1)) continue;
          while (starts[line + 1] <= i) line += 1;
          giveLine(found, field, line, ALMOST);
        }
      }
    }
    const whole = new RegExp(`^(?:${almost(stem(word))})$`);
    for (const name of meanings.keys()) if (whole.test(name)) giveMeant(found, name, ALMOST);
    return found;
  };

  const both = (a, b, mix) => {
    const found = nothing();
    found.seen = [...a.seen, ...b.seen];
    for (let no = 0; no < amount; no += 1) {
      const [p, q] = [a.points[no], b.points[no]];
      if (p && q) give(found, [no], mix(p, q));
    }
    return found;
  };
  const withAllForEveryone = (found) => {
    const more = Object.assign({}, found, { points: found.points.slice() });
    found.groups.forEach((kind) => {
      const { values, offers } = facets.find(({ id }) => id === kind);
      give(more, offers[values.indexOf(EVERYONE[kind])] || [], FOR_ALL);
    });
    return more;
  };
  // A compound that stands nowhere: both parts, or the first if the second says little.
  const takeApart = (word) => {
    const isKnown = (part) => known.has(part) || known.has(stem(part));
    for (let i = word.length - 4; i > 3; i -= 1) {
      const [first, second] = [word.slice(0, i), word.slice(i)];
      if (!isKnown(first)) continue;
      if (general.has(second)) return lookUp(first);
      if (!isKnown(second)) continue;
      const finds = [first, second].map(lookUp).map(withAllForEveryone);
      // The second says what it is.
      const found = both(...finds, (a, b) => (a + 2 * b) / 3);
      if (found.isAny) return found;
    }
    return nothing();
  };
  const lookFor = (word) => [lookUp, lookAlmost, takeApart].reduce(
    (found, way) => (found && found.isAny ? found : way(word)), null);

  // --- a query ---------------------------------------------------------------------------------

  // Words that together mean something stay together; small words count if nothing else is left.
  const partsOf = (q) => {
    const words = core(wordsOf(q));
    const parts = [];
    for (let i = 0, length; i < words.length; i += length) {
      length = Math.min(5, words.length - i);
      while (length > 1 && !meanings.has(keyOf(words.slice(i, i + length)))) length -= 1;
      parts.push(words.slice(i, i + length));
    }
    const weighty = parts.filter(([word, more]) => more || !(small.has(word) || empty.has(word)));
    return weighty[0] ? weighty : parts.filter(
      ([word]) => small.has(word) && meanings.has(stem(word)));
  };
  // Words as they were typed.
  const typed = (q, words) => q.split(/[\s.,;!?]+/).filter(
    (raw) => wordsOf(raw).some((word) => words.includes(word))).join(" ");
  const lookForPart = (words) => {
    const finds = words.map(lookFor);
    const found = finds.reduce((a, b) => both(a, b, Math.min));
    if (words[1]) giveMeant(found, keyOf(words), 2);
    return found;
  };
  const lookForAll = (q) => {
    const before = looked;
    looked = new Map();
    const parts = partsOf(q).map((words) => {
      const key = words.join(" ");
      if (!looked.has(key)) looked.set(key, before.get(key) || lookForPart(words));
      return { words, found: looked.get(key) };
    });
    return parts[1]
      ? parts.map(({ words, found }) => ({ words, found: withAllForEveryone(found) })) : parts;
  };

  // Points of the offers that have all of it; 1 where nothing is asked for.
  const scores = (parts) => {
    const sums = new Float32Array(amount).fill(parts[0] ? 0 : 1);
    if (!parts.every(({ found }) => found.isAny)) return sums;
    parts.forEach(({ found: { points } }, place) => {
      for (let no = 0; no < amount; no += 1) {
        sums[no] = points[no] && (sums[no] || !place) ? sums[no] + points[no] : 0;
      }
    });
    return sums;
  };
  // For each facet and each set of its values, whether it has what was chosen.
  const fitting = (chosen) => facets.map(({ id, values, sets }) => {
    const wanted = chosen[id] || [];
    return sets.map((set) => !wanted.length || set.some((value) => wanted.includes(values[value])));
  });

  // The offers that fit, best first; and for each value how many there would be with it.
  const count = (parts, chosen) => {
    const sums = scores(parts);
    const isFit = fitting(chosen);
    const perSet = facets.map(({ sets }) => new Uint32Array(sets.length));
    const hits = [];
    for (let no = 0; no < amount; no += 1) {
      if (!sums[no]) continue;
      let missing = -1, misses = 0;
      for (let f = 0; f < facets.length && misses < 2; f += 1) {
        if (!isFit[f][facets[f].each[no]]) [missing, misses] = [f, misses + 1];
      }
      if (misses > 1) continue;
      if (misses) perSet[missing][facets[missing].each[no]] += 1;
      else {
        for (let f = 0; f < facets.length; f += 1) perSet[f][facets[f].each[no]] += 1;
        hits.push({ no, points: sums[no] });
      }
    }
    const counts = {};
    facets.forEach(({ id, values, sets }, f) => {
      counts[id] = {};
      values.forEach((value) => { counts[id][value] = 0; });
      sets.forEach((set, i) => set.forEach((value) => {
        counts[id][values[value]] += perSet[f][i];
      }));
    });
    hits.sort((a, b) => b.points - a.points || order[a.no] - order[b.no]);
    return { hits, counts };
  };
  // Without one word, without one facet, without all facets, without all words, if that helps.
  const widen = (q, parts, chosen) => {
    const asked = Object.keys(chosen).filter((id) => chosen[id].length);
    const withoutOne = (list) => list.map((_, i) => list.filter((__, j) => i !== j));
    const query = (some) => typed(q, [].concat(...some.map(({ words }) => words)));
    const before = looked;
    const amountOf = (words, fewer) => {
      looked = before;
      return count(lookForAll(words), fewer).hits.length;
    };
    const found = [
      ...withoutOne(parts).map((rest) => [rest, asked]),
      ...withoutOne(asked).map((rest) => [parts, rest]),
      ...(asked[1] ? [[parts, []]] : []),
      ...(parts[1] ? [[[], asked]] : []),
    ].filter(([rest, some]) => rest[0] || some[0]).map(([rest, some]) => {
      const fewer = {};
      some.forEach((id) => { fewer[id] = chosen[id]; });
      const words = parts.filter((part) => !rest.includes(part));
      return {
        q: query(rest),
        chosen: fewer,
        count: amountOf(query(rest), fewer),
        without: [...words.map((part) => ({ word: query([part]) })),
          ...asked.filter((id) => !some.includes(id)).map((facet) => ({ facet }))],
      };
    }).filter((way) => way.count);
    const useful = found.filter((way) => way.count <= FEW || way.without[0].facet);
    return useful[0] ? useful.slice(0, 3) : found.slice(0, 1);
  };

  const find = ({ q: all = "", chosen = {} }) => {
    const q = all.slice(0, MOST_TYPED);
    const parts = lookForAll(q);
    const { hits, counts } = count(parts, chosen);
    const words = new Set([].concat(...parts.map(({ found }) => found.seen)));
    return { hits, counts, wider: hits[0] ? [] : widen(q, parts, chosen), words: [...words] };
  };

  // --- what is shown ---------------------------------------------------------------------------

  const card = (no) => {
    const value = (name) => data[name].values[data[name].each.charCodeAt(no) - 48];
    return {
      id: ids[no], title: titles[no], summary: summaries[no] || "", kind: value("kinds"),
      tags: value("tags").split("\t"), origin: value("origins"), standing: value("standings"),
      isChecked: data.checked[no] === "1",
    };
  };
  const ranges = (text, words) => {
    // Where each folded letter comes from.
    const places = [];
    let done = 0;
    const take = (until) => {
      for (; done < until; done += 1) places.push([done, done + 1]);
    };
    const form = fold(text, (place, length, newLength) => {
      take(place);
      done += length;
      for (let i = 0; i < newLength; i += 1) places.push([place, done]);
    });
    take(text.length);
    const found = [];
    for (const word of words) {
      for (let i = form.indexOf(word); i >= 0; i = form.indexOf(word, i + 1)) {
        if (fits(form, i, word)) found.push([places[i][0], places[i + word.length - 1][1]]);
      }
    }
    return found.sort((a, b) => a[0] - b[0]).reduce((merged, [from, until]) => {
      const last = merged[merged.length - 1];
      if (last && from <= last[1]) last[1] = Math.max(last[1], until);
      else merged.push([from, until]);
      return merged;
    }, []);
  };

  const shared = window.gemeinsam = window.gemeinsam || {};
  shared.search = { load, addTexts, find, card, ranges };
})();
