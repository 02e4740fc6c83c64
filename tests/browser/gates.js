/* What no engine sees, one function per gate: each returns the faults of the page it runs in,
   nothing where all is well. `test_gates.py` runs them on every kind of page and proves by a
   seeded defect that each condition of each of them bites. */
window.gates = (() => {
  "use strict";

  // --- Seeing ---

  const seen = (e) => e.checkVisibility({visibilityProperty: true}) && !e.closest(".unseen");
  const all = (names) => [...document.querySelectorAll(names)].filter(seen);
  const words = (e) => e.textContent.trim().replace(/\s+/g, " ");
  const named = (e) => `${e.tagName.toLowerCase()}.${e.className} „${words(e).slice(0, 40)}“`;
  const STOPS = "a[href], button, summary, input, select, textarea, [tabindex='0']";

  const isForced = () => matchMedia("(forced-colors: active)").matches;

  const rgb = (text) => {
    const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
    return {r, g, b, a};
  };

  const luminance = ({r, g, b}) => {
    const [x, y, z] = [r, g, b]
      .map((it) => it / 255)
      .map((it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };

  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };

  // The ground an element lies on: the nearest that is not see-through, the page's else.
  const ground = (e) => {
    for (let it = e; it; it = it.parentElement) {
      const colour = rgb(getComputedStyle(it).backgroundColor);
      if (colour.a === 1) return colour;
    }
    return rgb("rgb(255, 255, 255)");
  };

  // Where there is no line, there is no width either.
  const isDrawn = (style, side) => parseFloat(style[`border${side}Width`]) > 0;

  // --- Gates ---

  // Two rings, one dark and one light, far enough from each other to be seen on any ground.
  const focus = () => all(STOPS).filter((e) => {
    e.focus();
    if (document.activeElement !== e) return true;
    // A box to tick passes its ring on to the label around it.
    const ring = [e, e.closest("label")].filter(Boolean).map((it) => getComputedStyle(it))
      .find((it) => it.outlineStyle === "solid" && parseFloat(it.outlineWidth) >= 3);
    // Forced colours leave one ring, in a colour that the system knows to be seen.
    if (ring && isForced()) return false;
    const inner = ring && ring.boxShadow.match(/rgba?\([^)]*\)/);
    return !inner || contrast(rgb(ring.outlineColor), rgb(inner[0])) < 9;
  }).map(named);

  // What is filled in or pressed is told from its surroundings by its border or its ground.
  const borders = () => all("input:not([type=checkbox]):not([type=radio]), select, textarea, button")
    .filter((e) => {
      const style = getComputedStyle(e), around = ground(e.parentElement);
      const sides = ["Top", "Right", "Bottom", "Left"]
        .filter((side) => isDrawn(style, side))
        .map((side) => rgb(style[`border${side}Color`]))
        .filter((it) => it.a === 1);
      const own = rgb(style.backgroundColor);
      const best = Math.max(0, ...[...sides, ...(own.a === 1 ? [own] : [])]
        .map((it) => contrast(it, around)));
      return best < 3;
    }).map(named);

  // Nothing moves by itself, nor when it changes.
  const motion = () => [...document.querySelectorAll("*")].filter((e) => {
    const style = getComputedStyle(e);
    // What stands within a film has no style at all.
    return (style.animationName || "none") !== "none" || /[1-9]/.test(style.transitionDuration)
      || style.scrollBehavior === "smooth";
  }).map(named);

  // Words set like a heading that nobody can jump to.
  const headings = () => {
    const base = parseFloat(getComputedStyle(document.body).fontSize);
    return all("main p, main div, main span, main strong")
      .filter((e) => [...e.childNodes].some((it) => it.nodeType === 3 && it.data.trim()))
      .filter((e) => !e.closest(
        "h1, h2, h3, h4, a, button, label, legend, summary, dt, th, caption, figure, svg"))
      // An address in large type is to be typed, not to be jumped to.
      .filter((e) => !words(e).includes("://"))
      .filter((e) => {
        const style = getComputedStyle(e);
        return Number(style.fontWeight) >= 600 && parseFloat(style.fontSize) > base * 1.15
          && words(e).length < 80;
      }).map(named);
  };

  const order = () => {
    const levels = all("h1, h2, h3, h4, h5, h6").map((e) => [Number(e.tagName[1]), e]);
    const found = levels.filter(([level, e], at) => at && level > levels[at - 1][0] + 1)
      .map(([, e]) => named(e));
    const firsts = levels.filter(([level]) => level === 1).length;
    return firsts === 1 ? found : [...found, `${firsts} × h1`];
  };

  // Each name of a link says where it leads, also where it is read alone.
  const VAGUE = /^(hier|mehr|weiter|link|klick(en sie)? hier|mehr (dazu|lesen|erfahren|infos?)|weiterlesen|details|here|more|click here|read more|next)[.!…:]?$/i;
  const nameOf = (e) => (e.getAttribute("aria-label") || words(e)
    || [...e.querySelectorAll("img")].map((it) => it.alt).join(" ")).trim();

  const links = () => {
    const places = new Map();
    const found = [];
    for (const e of all("a[href]")) {
      const name = nameOf(e), place = e.href;
      if (!name || VAGUE.test(name)) found.push(`vague: ${named(e)}`);
      // Places of this page go by the name of their heading, whatever a page elsewhere is called.
      if (e.getAttribute("href").startsWith("#")) continue;
      // The same words may stand for a page and for its twin in another language.
      const key = `${name.toLowerCase()} ${e.hreflang} ${(e.closest("nav") || {}).ariaLabel || ""}`;
      if (places.has(key) && places.get(key) !== place) {
        found.push(`ambiguous: ${named(e)} ${places.get(key)} ${place}`);
      }
      places.set(key, place);
    }
    return found;
  };

  const pictures = () => [...document.querySelectorAll("img")]
    .filter((e) => /\.(jpe?g|png|webp|svg|gif)\b|^(bild|foto|image|img)[\s_-]?\d*$|_/i.test(e.alt))
    .map((e) => e.alt);

  const captions = () => [...document.querySelectorAll("video")]
    .filter((e) => !e.querySelector("track[kind=captions][srclang][src]") || !e.controls || e.autoplay)
    .map((e) => e.currentSrc || "video");

  // Letters of another script, and German ones on pages in another language, say so.
  const SCRIPTS = [[/\p{Script=Cyrillic}/u, ["uk"]], [/\p{Script=Arabic}/u, ["ar"]], [/[äöüß]/i, ["de", "tr"]]];
  const language = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const {data, parentElement} = walker.currentNode;
      const own = parentElement.closest("[lang]").lang.split("-")[0];
      for (const [letters, known] of SCRIPTS) {
        if (letters.test(data) && !known.includes(own)) found.push(`${own}: ${data.trim().slice(0, 40)}`);
      }
    }
    return found;
  };

  const landmarks = () => {
    const found = ["header", "main", "footer"]
      .filter((name) => document.querySelectorAll(`body > ${name}`).length !== 1);
    const labelOf = (e) => e.getAttribute("aria-label")
      || words(document.getElementById(e.getAttribute("aria-labelledby")) || document.createElement("i"));
    const names = all("nav").map((e) => labelOf(e) || "nav without a name");
    const outside = [...document.body.children]
      .filter((e) => seen(e) && !e.matches("header, main, footer, nav, script, template"));
    return [
      ...found, ...names.filter((it, at) => names.indexOf(it) !== at || it.includes("without")),
      ...outside.map(named),
    ];
  };

  // Links to places within a page lead to something that can take the focus.
  const targets = () => [...document.querySelectorAll("a[href^='#']")].filter((e) => {
    const place = document.getElementById(decodeURIComponent(e.hash.slice(1)));
    if (!place) return true;
    place.focus();
    const isReached = document.activeElement === place;
    // What only scrolls there is enough, but for the way past the frame.
    return e.closest(".skip") ? !isReached : false;
  }).map(named);

  // 44 px for a thumb; links within a sentence are as high as its line.
  const sizes = () => all(STOPS).filter((e) => {
    const style = getComputedStyle(e);
    if (style.display === "inline" && e.closest("p, li, dd, td, h1, h2, h3, h4, address")) return false;
    // A card is pressed anywhere on it, a box to tick on its label.
    return [e, ...(e.labels || []), e.closest(".card")].filter(Boolean)
      .map((it) => it.getBoundingClientRect())
      .every((box) => box.height < 44 || box.width < 24);
  }).map((e) => `${named(e)} ${Math.round(e.getBoundingClientRect().height)}px`);

  // The same for a link that is all of an entry: it stands in no sentence.
  const entries = () => all("li a[href]")
    .filter((e) => words(e.closest("li")) === words(e) && e.getBoundingClientRect().height < 44)
    .map((e) => `${named(e)} ${Math.round(e.getBoundingClientRect().height)}px`);

  // A list or group says that something is there.
  const empty = () => all("ul, ol, dl, table, section, fieldset, .group, .groups")
    .filter((e) => !e.children.length && !words(e)).map(named);

  // --- Room ---

  // Nobody has to scroll sideways, whichever side a page is read from.
  const overflow = () => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const isMirrored = getComputedStyle(document.body).direction === "rtl";
    return [...document.querySelectorAll("body *")].filter((e) => {
      const box = e.getBoundingClientRect();
      return isMirrored ? box.left < -1 : box.right > innerWidth + 1;
    }).map(named);
  };

  // Texts that are cut off because their box cannot grow.
  const clipped = () => [...document.querySelectorAll("main *, header *, footer *")]
    .filter((e) => !e.matches(".unseen") && !e.closest("svg"))
    .filter((e) => {
      const {overflow: kind} = getComputedStyle(e);
      return (kind !== "visible" && e.scrollHeight > e.clientHeight + 1)
        || (/hidden|clip/.test(kind) && !e.matches("input") && e.scrollWidth > e.clientWidth + 1);
    }).map(named);

  // Boxes that are told from the page by their ground alone, which forced colours take away.
  const BOXES = ".panel, .crisis, .end, .card, .way, .group, .standing, .chips a, .tiles a, .button, .tools a";
  const boxes = () => !isForced() ? [] : all(BOXES)
    .filter((e) => !isDrawn(getComputedStyle(e), "Top")).map(named);

  return {
    focus, borders, motion, headings, order, links, pictures, captions, language, landmarks,
    targets, sizes, entries, empty, overflow, clipped, boxes,
  };
})();
