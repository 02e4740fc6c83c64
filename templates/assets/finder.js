/* The finder on the page of all offers: what is asked for stands in the form, and the address
   and the list follow it. The address keeps it in its fragment, which no browser ever sends.
   suche.js finds, the page has all words; without this script its whole list stays as it is. */
(() => {
  "use strict";
  const root = document.querySelector("[data-finder]");
  if (!root || !window.URLSearchParams) return;

  const STEP = 20;
  const PAUSE = 250;
  const EVERYWHERE = "ganze-stadt";
  const words = root.dataset;
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const form = root.querySelector(".search");
  const field = form.querySelector("[type=search]");
  const [facets, status, cards] = ["facets", "status", "cards"].map(part);
  const boxes = [...facets.querySelectorAll("input")];
  const nameOf = (box) => box.dataset.name || box.nextElementSibling.textContent;
  const isWide = () => matchMedia("(min-width: 60em)").matches;
  const amount = (count) => (count === 1 ? words.one : words.many).replace("{count}", count);

  // --- What is asked for, and its place in the address ---

  const asked = () => {
    const chosen = {};
    for (const box of boxes) {
      if (box.checked) chosen[box.name] = (chosen[box.name] || []).concat(box.value);
    }
    return {q: field.value.trim(), chosen};
  };

  const ask = ({q, chosen}) => {
    field.value = q;
    for (const box of boxes) box.checked = (chosen[box.name] || []).includes(box.value);
  };

  const written = ({q, chosen}) => {
    const pairs = new URLSearchParams();
    if (q) pairs.append("q", q);
    for (const name of Object.keys(chosen)) {
      for (const value of chosen[name]) pairs.append(name, value);
    }
    return pairs.toString();
  };

  const read = (text) => {
    const pairs = new URLSearchParams(text);
    const chosen = {};
    for (const box of boxes) chosen[box.name] = pairs.getAll(box.name);
    return {q: pairs.get("q") || "", chosen};
  };

  let last = "";
  let wasTyping = false;

  // One step back leads before all that was typed in one go.
  const note = (isTyping) => {
    const text = written(asked());
    if (text === last) return;
    const method = isTyping && wasTyping ? "replaceState" : "pushState";
    history[method](null, "", text ? `#${text}` : location.href.split("#")[0]);
    last = text;
    wasTyping = isTyping;
  };

  // --- The search and its data, once somebody asks; the page's policy lets nothing be fetched ---

  const load = (urls) => Promise.all(urls.map((src) => new Promise((onload, onerror) =>
    document.head.append(Object.assign(document.createElement("script"), {src, onload, onerror})))));

  let shared, search, ready;
  const prepare = () => {
    if (!ready) {
      ready = load([words.search, words.offers]).then(() => {
        shared = window.gemeinsam;
        search = shared.search;
        search.load(shared.data);
      });
      ready.then(() => load(words.texts.split(" "))).then(() => {
        search.addTexts(shared.texts);
        if (last && !cards.contains(document.activeElement)) draw();
      // What is missing here is said by whoever asked.
      }).catch(() => {});
    }
    return ready;
  };

  // --- What was found ---

  let found = {hits: []};
  let shown = 0;

  const marked = (node, text) => {
    let from = 0;
    node.textContent = "";
    for (const [start, end] of search.ranges(text, found.words)) {
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      node.append(text.slice(from, start), mark);
      from = end;
    }
    node.append(text.slice(from));
  };

  const cardOf = (offer) => {
    const card = part("card").content.cloneNode(true);
    const inside = (name) => card.querySelector(`[data-card="${name}"]`);
    const sign = part(`kind-${offer.kind}`);
    if (sign) inside("sign").append(sign.content.cloneNode(true));
    inside("title").href = `${words.base}${offer.id}/`;
    marked(inside("title"), offer.title);
    marked(inside("summary"), offer.summary);
    inside("from").textContent = offer.origin;
    for (const text of offer.tags) {
      const tag = document.createElement("li");
      tag.textContent = text;
      inside("tags").append(tag);
    }
    inside("standing").textContent = offer.standing;
    if (offer.isChecked) inside("standing").classList.add("is-checked");
    const keep = card.querySelector("[data-keep]");
    keep.dataset.keep = offer.id;
    keep.querySelector(".unseen").textContent = `: ${offer.title}`;
    return card;
  };

  const more = () => {
    const first = cards.children.length;
    for (const {no} of found.hits.slice(shown, shown + STEP)) cards.append(cardOf(search.card(no)));
    shown += STEP;
    part("more").hidden = shown >= found.hits.length;
    if (shared.merken) shared.merken.show(cards);
    return cards.children[first];
  };

  const button = (kind, text, act) => {
    const item = part(kind).content.cloneNode(true);
    item.querySelector("[data-text]").textContent = text;
    item.querySelector("button").addEventListener("click", act);
    return item;
  };

  // Where a button goes away with what it did, the number of results takes its place.
  const leadOn = (change) => () => {
    change();
    update();
    (written(asked()) ? status : field).focus();
  };

  const drawChosen = () => {
    const list = part("chips");
    const chosen = boxes.filter((it) => it.checked);
    list.textContent = "";
    for (const box of chosen) {
      list.append(button("chip", nameOf(box), leadOn(() => { box.checked = false; })));
    }
    part("reset").hidden = !chosen.length;
    part("chosen").hidden = !chosen.length && part("near").hidden;
  };

  const drawCounts = () => {
    for (const box of boxes) {
      const count = (found.counts[box.name] || {})[box.value] || 0;
      const label = box.parentNode;
      label.querySelector(".amount").textContent = count;
      label.classList.toggle("is-empty", !count);
    }
  };

  const drawWays = ({q, chosen}) => {
    const count = found.hits.length;
    const places = chosen.bezirk || [];
    const wider = Object.assign({}, chosen, {bezirk: places.concat(EVERYWHERE)});
    const others = places.length && !places.includes(EVERYWHERE)
      ? search.find({q, chosen: wider}).hits.length - count : 0;
    const everywhere = part("everywhere");
    everywhere.hidden = others < 1;
    everywhere.textContent = others === 1
      ? words.everywhereOne : words.everywhere.replace("{count}", others);
    part("near").hidden = !q || !count || boxes.some((box) => box.checked);
    part("none").hidden = count > 0;
    const list = part("wider");
    list.textContent = "";
    for (const way of count ? [] : found.wider) {
      const left = way.without.map(({word, facet}) => (
        `„${word || facets.querySelector(`fieldset[name="${facet}"] legend`).textContent}“`
      ));
      const text = words.without.replace("{words}", left.join(", "));
      list.append(button("way", `${text}: ${amount(way.count)}`, leadOn(() => ask(way))));
    }
  };

  const draw = () => {
    const query = asked();
    const isAsked = Boolean(written(query));
    found = search.find(query);
    drawCounts();
    drawWays(query);
    drawChosen();
    cards.textContent = "";
    shown = 0;
    if (isAsked) more();
    part("list").hidden = part("count").hidden = isAsked;
    part("results").hidden = !isAsked;
    const count = found.hits.length;
    status.textContent = isAsked ? (count ? amount(count) : words.none) : "";
    part("show").textContent = `${words.all} (${count})`;
  };

  const show = () => {
    const waiting = setTimeout(() => { status.textContent = words.wait; }, PAUSE);
    prepare().then(draw).catch(() => {
      ready = null;
      part("list").hidden = part("count").hidden = false;
      part("results").hidden = true;
      status.textContent = words.failed;
    }).then(() => clearTimeout(waiting));
  };

  const update = () => {
    note(false);
    show();
  };

  // --- What visitors do ---

  let typing;
  field.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      note(true);
      show();
    }, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    update();
  });
  facets.addEventListener("change", update);
  root.addEventListener("focusin", prepare, {once: true});

  part("reset").addEventListener("click", () => {
    ask({q: "", chosen: {}});
    update();
    field.focus();
  });
  part("more").addEventListener("click", () => more().querySelector("a").focus());
  part("everywhere").addEventListener("click", leadOn(() => {
    boxes.find((box) => box.value === EVERYWHERE).checked = true;
  }));
  part("near").addEventListener("click", () => {
    const places = facets.querySelector("[data-question=bezirk]");
    facets.open = places.open = true;
    places.querySelector("summary").focus();
  });
  facets.addEventListener("submit", (event) => {
    event.preventDefault();
    facets.open = isWide();
    status.focus();
  });

  // Anchors within the page are no state, and leave what is asked for alone.
  const follow = () => {
    const text = location.hash.slice(1);
    if (text && !text.includes("=")) {
      if (last) history.replaceState(null, "", `#${last}`);
      return;
    }
    clearTimeout(typing);
    ask(read(text));
    last = written(asked());
    wasTyping = false;
    show();
  };
  addEventListener("hashchange", follow);

  // A form elsewhere can only send its words; here they leave the address that was sent.
  const sent = new URLSearchParams(location.search).get("q");
  if (sent !== null) {
    const text = written({q: sent.trim(), chosen: {}});
    history.replaceState(null, "", location.pathname + (text ? `#${text}` : location.hash));
  }
  for (const box of root.querySelectorAll("[data-script]")) box.hidden = !box.hidden;
  facets.open = isWide();
  if (location.hash.includes("=")) follow();
  else ask({q: "", chosen: {}});
})();
