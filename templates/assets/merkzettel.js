/* The page of the visitor's own list: its offers come from files of many offers each, which are
   loaded as far as needed. What is kept, merken.js keeps; notes live in this page alone. A list
   that somebody passes on stands behind the # of the address, which browsers tell no server.
   All words are the page's. */
(() => {
  "use strict";
  const page = document.querySelector("[data-kept]");
  const shared = window.gemeinsam;
  if (!page || !shared || !shared.merken) return;
  const keep = shared.merken;
  const files = shared.merkzettel = {};
  const words = page.dataset;
  const firsts = words.firsts.split(" ").filter(Boolean);
  const model = document.querySelector("[data-entry]").content.querySelector("li");
  const one = (name, root) => (root || page).querySelector(`[data-${name}]`);
  const on = (name, then) => one(name).addEventListener("click", then);
  const given = one("given");
  const own = one("own");
  const about = one("about");
  const heading = document.getElementById("liste");

  // An id from somebody else's address may be any word, also "constructor".
  const nothing = () => Object.create(null);
  const offers = nothing();
  let entries = nothing();
  let before = null;

  // --- Data -----------------------------------------------------------------------------------

  const shardOf = (id) => firsts.filter((first) => first <= id).length - 1;

  // Each file once, then `then` with whether one of them could not be had.
  const load = (ids, then) => {
    const needed = [...new Set(ids.map(shardOf))].filter((shard) => shard >= 0 && !files[shard]);
    let open = needed.length;
    let hasFailed = false;
    const done = (failed) => {
      hasFailed = hasFailed || failed;
      open -= 1;
      if (open > 0) return;
      one("loading").hidden = true;
      one("failed").hidden = !hasFailed;
      for (const shard of Object.keys(files)) {
        for (const offer of files[shard]) offers[offer.id] = offer;
      }
      then(hasFailed);
    };
    if (!open) {
      done(false);
      return;
    }
    one("loading").hidden = false;
    for (const shard of needed) {
      const script = document.createElement("script");
      script.src = `${words.root}assets/merkzettel/${shard}.js`;
      script.onload = () => done(!files[shard]);
      script.onerror = () => done(true);
      document.head.append(script);
    }
  };

  // --- One offer ------------------------------------------------------------------------------

  const fill = (text, values) =>
    text.replace(/\{(\w+)\}/g, (hole, name) => (name in values ? values[name] : hole));

  const lines = (root, name, found) => {
    for (const [text, until] of found) {
      const line = document.createElement("p");
      line.textContent = text;
      if (until) line.dataset.until = until;
      one(name, root).append(line);
    }
    const row = root.querySelector(`[data-row="${name}"]`);
    if (row) row.hidden = !found.length;
  };

  const phones = (root, found) => {
    for (const [display, href, whose] of found) {
      const line = document.createElement("p");
      const link = document.createElement("a");
      link.className = "tel";
      link.href = href;
      link.textContent = display;
      line.append(link, whose ? ` ${whose}` : "");
      one("phone", root).append(line);
    }
    root.querySelector('[data-row="phone"]').hidden = !found.length;
  };

  // The dots of a QR code, as levels of a path within a quiet zone of four.
  const draw = (root, code) => {
    if (!code) return;
    const bits = atob(code);
    const side = Math.floor(Math.sqrt(bits.length * 8));
    let path = "";
    for (let dot = 0; dot < side * side; dot += 1) {
      if (bits.charCodeAt(dot >> 3) >> (7 - dot % 8) & 1) {
        path += `M${dot % side + 4} ${Math.floor(dot / side) + 4}h1v1h-1z`;
      }
    }
    const figure = one("code", root);
    figure.querySelector("svg").setAttribute("viewBox", `0 0 ${side + 8} ${side + 8}`);
    figure.querySelector("path").setAttribute("d", path);
    figure.hidden = false;
  };

  // What is written in a field also stands below it, for paper: fields print only what they show.
  const mirror = (field, line) => {
    const show = () => {
      line.querySelector("span").textContent = field.value.trim();
    };
    field.addEventListener("input", show);
    return show;
  };

  const entryOf = (offer) => {
    const entry = model.cloneNode(true);
    const title = one("title", entry);
    title.textContent = offer.titel;
    title.href = words.root + offer.url.slice(1);
    one("text", entry).textContent = offer.text;
    lines(entry, "when", offer.wann);
    lines(entry, "where", offer.wo.map((text) => [text]));
    phones(entry, offer.telefon);
    lines(entry, "step", offer.schritt.map((text) => [text]));
    lines(entry, "say", [[offer.sagen]]);
    one("standing", entry).textContent = offer.stand.join(" ");
    one("standing", entry).parentNode.classList.toggle("is-checked", offer.geprueft);
    draw(entry, offer.qr);
    for (const whose of entry.querySelectorAll("[data-whose]")) {
      whose.textContent = `: ${offer.titel}`;
    }
    mirror(entry.querySelector("textarea"), one("on-paper", entry));
    return entry;
  };

  // --- Both lists -----------------------------------------------------------------------------

  const gone = (root, count) => {
    for (const line of root.querySelectorAll("[data-gone]")) line.hidden = !count;
    const text = count === 1 ? words.goneOne : fill(words.goneMany, {count});
    root.querySelector("[data-gone] span").textContent = count ? text : "";
  };

  const there = (ids) => ids.filter((id) => offers[id]);

  const put = (list, nodes) => {
    while (list.lastChild) list.lastChild.remove();
    list.append(...nodes);
  };

  const showOwn = (hasFailed) => {
    const ids = keep.list();
    const found = there(ids);
    for (const id of found) {
      if (!entries[id]) entries[id] = entryOf(offers[id]);
      entries[id].dataset.id = id;
    }
    const nodes = found.map((id) => entries[id]);
    const list = one("entries", own);
    // Moving what is already in its place would lose the focus in it.
    if (nodes.length !== list.children.length || nodes.some((it, at) => it !== list.children[at])) {
      put(list, nodes);
    }
    gone(own, hasFailed ? 0 : ids.length - found.length);
    one("filled").hidden = !found.length;
    one("empty").hidden = Boolean(ids.length);
    one("pass").hidden = !found.length;
    one("stay").checked = keep.isKept();
    one("link").hidden = true;
    one("mail").href = mailOf(found.map((id) => offers[id]));
  };

  const address = () => `${location.href.split("#")[0]}#angebote=${there(keep.list()).join(",")}`;

  const told = ({titel, telefon, schritt}) => [
    titel, ...telefon.map(([display, , whose]) => `${display} ${whose}`.trim()), ...schritt,
  ].join("\r\n");

  // The fullest text that fits: longer addresses are cut by some mail programs.
  const mailOf = (found) => {
    const start = `mailto:?subject=${encodeURIComponent(words.mailSubject)}&body=`;
    const titles = found.map((offer) => offer.titel).join("\r\n");
    const made = [found.map(told).join("\r\n\r\n"), titles, ""].map((text) => (
      start + encodeURIComponent([words.mailText, text, address(), ""].filter(Boolean).join("\r\n\r\n"))
    ));
    return made.find((url) => url.length < 1900) || made[2];
  };

  const passed = () => {
    const found = /^#angebote=([a-z0-9,-]*)$/.exec(location.hash.replace(/%2C/gi, ","));
    return found ? [...new Set(found[1].split(",").filter(Boolean))] : [];
  };

  const showGiven = (hasFailed) => {
    const ids = passed();
    const found = there(ids);
    given.hidden = !ids.length;
    own.hidden = Boolean(ids.length) && !keep.list().length;
    one("take").hidden = !found.length;
    gone(given, hasFailed ? 0 : ids.length - found.length);
    put(one("entries", given), found.map((id) => {
      const entry = entryOf(offers[id]);
      one("tools", entry).remove();
      return entry;
    }));
  };

  const show = () => load([...keep.list(), ...passed()], (hasFailed) => {
    showGiven(hasFailed);
    showOwn(hasFailed);
    // zeit.js looks again for what has passed.
    document.dispatchEvent(new Event("visibilitychange"));
  });

  // --- A list from somebody else --------------------------------------------------------------

  const settle = (text) => {
    history.replaceState(null, "", location.href.split("#")[0]);
    offerUndo("");
    show();
    heading.focus();
    keep.say(text);
  };

  on("take", () => {
    keep.set([...keep.list(), ...there(passed())], keep.isKept());
    settle(fill(words.taken, {count: keep.list().length}));
  });
  on("leave", () => settle(words.left));

  // --- Order ----------------------------------------------------------------------------------

  const remember = () => {
    before = {
      ids: keep.list(), stays: keep.isKept(), about: about.value, entries: Object.assign(nothing(), entries),
    };
  };

  const offerUndo = (text) => {
    one("undo-text").textContent = text;
    for (const line of page.querySelectorAll("[data-undo]")) line.hidden = !text;
  };

  const move = (id, step, button) => {
    const shown = there(keep.list());
    const title = offers[id].titel;
    const next = shown[shown.indexOf(id) + step];
    if (!next) {
      keep.say(fill(step < 0 ? words.atTop : words.atEnd, {title}));
      return;
    }
    // Neighbours change places; what is not shown between them stays where it is.
    const ids = keep.list().map((it) => (it === id ? next : it === next ? id : it));
    keep.set(ids, keep.isKept());
    offerUndo("");
    show();
    button.focus();
    const place = there(ids).indexOf(id) + 1;
    keep.say(fill(words.moved, {title, place, count: shown.length}));
  };

  const remove = (id) => {
    const shown = there(keep.list());
    const at = shown.indexOf(id);
    remember();
    delete entries[id];
    keep.set(keep.list().filter((it) => it !== id), keep.isKept());
    show();
    const text = fill(words.removed, {title: offers[id].titel});
    offerUndo(text);
    const next = shown[at + 1] || shown[at - 1];
    (next ? one("remove", entries[next]) : heading).focus();
    keep.say(text);
  };

  one("entries", own).addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const id = button.closest("li").dataset.id;
    if ("up" in button.dataset) move(id, -1, button);
    if ("down" in button.dataset) move(id, 1, button);
    if ("remove" in button.dataset) remove(id);
  });

  on("gone-drop", () => {
    keep.set(there(keep.list()), keep.isKept());
    show();
    heading.focus();
  });

  // --- How long, and deleting -----------------------------------------------------------------

  one("stay").addEventListener("change", (event) => {
    keep.set(keep.list(), event.target.checked);
    offerUndo("");
    event.target.checked = keep.isKept();
    keep.say(keep.isKept() ? words.stays : words.staysNot);
  });

  const ask = (isAsked) => {
    one("sure").hidden = !isAsked;
    one("clear").hidden = isAsked;
    one(isAsked ? "clear-no" : "clear").focus();
  };

  on("clear", () => ask(true));
  on("clear-no", () => ask(false));
  on("clear-yes", () => {
    remember();
    entries = nothing();
    keep.set([], false);
    about.value = "";
    showAbout();
    ask(false);
    show();
    offerUndo(words.cleared);
    one("undo-it").focus();
    keep.say(words.cleared);
  });
  on("undo-it", () => {
    entries = before.entries;
    keep.set(before.ids, before.stays);
    about.value = before.about;
    showAbout();
    offerUndo("");
    show();
    heading.focus();
    keep.say(words.undone);
  });

  // --- Paper, link, mail ----------------------------------------------------------------------

  on("print", () => print());
  on("copy", () => shared.copy(address(), (isCopied) => {
    const field = one("link").querySelector("input");
    one("link").hidden = false;
    field.value = address();
    if (!isCopied) field.select();
    keep.say(isCopied ? words.copied : words.copySelf);
  }));

  // --- From the start, and after coming back --------------------------------------------------

  const showAbout = mirror(about, one("on-paper", own.querySelector("[data-filled]")));

  // Who leaves the page has left the notes behind, also for whoever presses "back".
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    entries = nothing();
    before = null;
    about.value = "";
    showAbout();
    offerUndo("");
    show();
  });
  addEventListener("hashchange", show);
  keep.onChange(() => {
    if (!keep.list().length) entries = nothing();
    offerUndo("");
    show();
  });

  document.querySelector("[data-paper]").hidden = true;
  page.hidden = false;
  show();
})();
