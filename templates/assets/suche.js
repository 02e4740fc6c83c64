/* The search itself: columns in, numbers of offers out. It touches no page, stores and sends
   nothing; finder.js shows what it finds. /assets/suche/angebote.js sets gemeinsam.daten,
   /assets/suche/texte.js sets gemeinsam.texte. All in window.gemeinsam.suche:

   lade(daten)      once, before anything else
   ergaenze(texte)  once, when the second file has come: more is found, summaries are there
   finde({q, wahl}) q: what was typed; wahl: {facet id: [value ids]}; both may be missing
     -> treffer  [{nr, art}]  best first, in title order where q asks for nothing; art says where:
                              titel, wort, begriff (topic, provider, place …), kurz, text or ""
        zahlen   {facet id: {value id: n}}  results if that value were chosen in addition
        weiter   [{q, wahl, zahl, ohne}]    only where nothing is found: up to three nearest wider
                              searches; ohne: what each leaves out, [{wort}, {merkmal}]
        woerter  for marken
   karte(nr) -> {id, titel, kurz, art, schilder, zeile, stand, istGeprueft}: what its card shows;
                art: key of the kind, schilder: words of its tags, zeile: from whom and where,
                stand: how far it can be trusted; kurz is empty until ergaenze
   marken(text, woerter) -> [[start, end]] what to highlight, in order, not overlapping

   All words of q must be found, each somewhere: as a word, its start, a part, by its stem, with
   one typo, or by what people mean by it. ä = ae = a, ß = ss; hyphens and capitals do not count. */
(() => {
  "use strict";
  // Where a word is found counts most, then how well it fits; what only means it comes last.
  const TITEL = 1, WORT = 0.8, BEGRIFF = 0.6, KURZ = 0.4, TEXT = 0.25;
  const GANZ = 1, ANFANG = 0.85, TEIL = 0.7, STAMM = 0.6, FAST = 0.45, KURZER_ANFANG = 0.35;
  const GEMEINT = 0.3, AUCH_GEMEINT = 0.22, FUER_ALLE = 0.05;
  const ARTEN = ["", "titel", "wort", "begriff", "kurz", "text"];
  // Who asks for a district or a group is welcome at what is for everybody.
  const ALLE = { bezirk: "ganze-stadt", zielgruppe: "alle" };

  let daten, ids, titel, kurz, anzahl, leer, wenig, allgemein, felder, merkmale, bekannt, gemeint;

  // --- words -----------------------------------------------------------------------------------

  // `merke(place, length, new length)` hears of every place whose length changes.
  const falte = (text, merke) => text.replace(/[aou]e|[^a-z0-9\s]/gi, (zeichen, stelle) => {
    let neu = " ";
    if (zeichen[1]) neu = zeichen[0];
    else if (/[-'’*:_\u00ad\u2010\u2011]/.test(zeichen)) neu = "";
    else if (zeichen > "¿" && !/[\u2000-\u2bff]/.test(zeichen)) {
      neu = zeichen.normalize("NFD").toLowerCase().replace(/[\u0300-\u036f]/g, "").replace("ß", "ss");
    }
    if (merke && neu.length !== zeichen.length) merke(stelle, zeichen.length, neu.length);
    return neu;
  }).toLowerCase();
  // A word without its ending; at least four letters stay.
  const stamm = (wort) => wort.replace(/^ge(.{4,})t$/, "$1")
    .replace(/^(.{4,}?)(?:innen|keit|heit|ern|en|er|em|es|et|in|e|n|s|t)$|^(.{5,})ung$/, "$1$2");
  const worteVon = (text) => falte(text).split(/\s+/).filter((wort) => wort[1] || /\d/.test(wort));
  // A phrase of nothing but small words stays as it is.
  const kern = (worte) => {
    const wichtig = worte.filter((wort) => !leer.has(wort));
    return wichtig.length ? wichtig : worte;
  };
  const schluessel = (worte) => worte.map(stamm).sort().join(" ");
  const istRand = (text, i) => !(text.charCodeAt(i) > 32);
  // Short words are looked for at the start of others, or as their end, but never inside them.
  const passt = (text, i, wort, istStamm) => wort.length > 4 || istRand(text, i - 1)
    || (wort.length > 3 && !istStamm && istRand(text, i + wort.length));

  // --- columns ---------------------------------------------------------------------------------

  const zeilen = (text) => (anzahl ? text.split("\n") : []);
  // One number per offer, each written as a sign from "0" on.
  const zahlenVon = (je) => Uint16Array.from(je, (zeichen) => zeichen.charCodeAt(0) - 48);
  // The offers of each value.
  const angeboteJe = ({ mengen, je }, werte) => {
    const angebote = werte.map(() => []);
    zahlenVon(je).forEach((menge, nr) => mengen[menge].forEach((wert) => angebote[wert].push(nr)));
    return angebote;
  };
  // A folded text to look through, a line per offer or per name that some offers have.
  const feld = (art, gewicht, inhalt, angebote, merkmal) => {
    const text = `${falte(inhalt)}\n`;
    const anfang = [0];
    for (let i = 0; (i = text.indexOf("\n", i) + 1) > 0;) anfang.push(i);
    for (const wort of text.split(/\s+/)) bekannt.add(stamm(wort));
    felder.push({ art, gewicht, text, anfang, angebote, merkmal });
  };
  const lerne = (phrasen, ziele) => {
    for (const phrase of phrasen.split("\t").filter(Boolean)) {
      const name = schluessel(kern(worteVon(phrase)));
      gemeint.set(name, (gemeint.get(name) || []).concat(ziele));
      name.split(" ").forEach((wort) => bekannt.add(wort));
    }
  };
  const lade = (neu) => {
    daten = neu;
    anzahl = daten.geprueft.length;
    ids = zeilen(daten.ids);
    titel = zeilen(daten.titel);
    kurz = [];
    felder = [];
    [leer, wenig, allgemein] = daten.fuellworte.map((worte) => new Set(falte(worte).split(" ")));
    worteVon(daten.stadt).forEach((wort) => wenig.add(wort));
    bekannt = new Set();
    gemeint = new Map();
    merkmale = Object.keys(daten.merkmale).map((id) => {
      const spalte = daten.merkmale[id];
      const angebote = angeboteJe(spalte, spalte.werte);
      return Object.assign({}, spalte, { id, angebote, je: zahlenVon(spalte.je) });
    });
    feld(1, TITEL, daten.titel);
    feld(2, WORT, daten.worte);
    for (const spalte of daten.namen) {
      feld(3, BEGRIFF, spalte.namen.join("\n"), angeboteJe(spalte, spalte.namen));
    }
    for (const { id, namen, synonyme, angebote } of merkmale.filter((merkmal) => merkmal.namen)) {
      feld(3, BEGRIFF, namen.join("\n"), angebote, id);
      namen.forEach((name, wert) => lerne(`${name}\t${synonyme[wert]}`, [[id, wert]]));
    }
    daten.suchworte.forEach(({ worte, meint }) => lerne(worte, meint));
  };
  const ergaenze = (texte) => {
    kurz = zeilen(texte.kurz);
    feld(4, KURZ, texte.kurz);
    feld(5, TEXT, texte.worte);
  };

  // --- one word --------------------------------------------------------------------------------

  // Points and where they come from per offer; `gruppen` are the facets with a value of that name.
  const nichts = () => ({
    punkte: new Float32Array(anzahl), arten: new Uint8Array(anzahl), ist: false, gruppen: new Set(),
  });
  const gib = (fund, nr, wert, art) => {
    fund.ist = true;
    const bisher = fund.punkte[nr];
    fund.punkte[nr] = Math.max(wert, bisher) + Math.min(wert, bisher) / 50;
    if (wert > bisher) fund.arten[nr] = art;
  };
  const gibZeile = (fund, { art, gewicht, angebote, merkmal }, zeile, guete) => {
    if (merkmal) fund.gruppen.add(merkmal);
    if (!angebote) gib(fund, zeile, gewicht * guete, art);
    else for (const nr of angebote[zeile]) gib(fund, nr, gewicht * guete, art);
  };
  const gibGemeintes = (fund, name, guete = 1) => {
    for (const [art, wert] of gemeint.get(name) || []) {
      const merkmal = merkmale.find(({ id }) => id === art);
      if (!merkmal) {
        gib(fund, wert, WORT * guete, 2);
        continue;
      }
      fund.gruppen.add(art);
      // Of the topics of an offer the first is the main one.
      const istErster = (nr) => merkmal.mengen[merkmal.je[nr]][0] === wert;
      for (const nr of merkmal.angebote[wert]) {
        gib(fund, nr, guete * (istErster(nr) ? GEMEINT : AUCH_GEMEINT), 3);
      }
    }
  };
  // Every place where `teil` stands, with the line it stands in.
  const jedeStelle = (teil, tu) => {
    for (const stelle of felder) {
      const { text, anfang } = stelle;
      for (let zeile = 0, i = text.indexOf(teil); i >= 0; i = text.indexOf(teil, i + 1)) {
        while (anfang[zeile + 1] <= i) zeile += 1;
        tu(stelle, text, i, zeile);
      }
    }
  };
  const suche = (wort, woerter) => {
    const fund = nichts();
    const kurzform = stamm(wort);
    jedeStelle(wort, (stelle, text, i, zeile) => {
      if (!passt(text, i, wort)) return;
      const amAnfang = wort[3] ? ANFANG : KURZER_ANFANG;
      const vonVorn = istRand(text, i + wort.length) ? GANZ : amAnfang;
      gibZeile(fund, stelle, zeile, istRand(text, i - 1) ? vonVorn : TEIL);
    });
    if (kurzform !== wort) {
      jedeStelle(kurzform, (stelle, text, i, zeile) => {
        if (passt(text, i, kurzform, true)) gibZeile(fund, stelle, zeile, STAMM);
      });
    }
    gibGemeintes(fund, kurzform);
    if (fund.ist) woerter.add(wort).add(kurzform);
    return fund;
  };

  // How many letters from `i` on are the word with one too many, too few, another, or two that
  // changed places; 0 if they are not.
  const fastGleich = (text, i, wort) => {
    const lang = wort.length;
    let k = 0;
    while (k < lang && text[i + k] === wort[k]) k += 1;
    const geht = (ab, j) => text.startsWith(wort.slice(ab), j);
    const istTausch = text[i + k] === wort[k + 1] && text[i + k + 1] === wort[k];
    if (k === lang || (istTausch && geht(k + 2, i + k + 2))) return lang;
    if (k && geht(k + 1, i + k)) return lang - 1;
    if (!k || istRand(text, i + k)) return 0;
    return geht(k + 1, i + k + 1) ? lang : geht(k, i + k + 1) && lang + 1;
  };
  // One half of the word is without the fault, or the fault is between them.
  const sucheFast = (wort, woerter) => {
    const fund = nichts();
    const m = wort.length >> 1;
    if (m < 2 || wort.length < 5) return fund;
    const tausch = wort.slice(0, m - 1) + wort[m] + wort[m - 1] + wort.slice(m + 1);
    const ab = (schritte) => (stelle, text, i, zeile) => schritte.forEach((schritt) => {
      const j = i - schritt;
      // Within other words short ones are too much like all kinds of things.
      const lang = j >= 0 && (wort.length > 5 || istRand(text, j - 1)) && fastGleich(text, j, wort);
      if (!lang) return;
      gibZeile(fund, stelle, zeile, FAST);
      woerter.add(text.substr(j, lang));
    });
    jedeStelle(wort.slice(0, m), ab([0]));
    jedeStelle(wort.slice(m), ab([m - 1, m, m + 1]));
    jedeStelle(tausch, ab([0]));
    const kurzform = stamm(wort);
    for (const name of gemeint.keys()) {
      if (fastGleich(name, 0, kurzform) === name.length) gibGemeintes(fund, name, FAST);
    }
    return fund;
  };

  const beides = (a, b, mische) => {
    const fund = nichts();
    for (let nr = 0; nr < anzahl; nr += 1) {
      const [p, q] = [a.punkte[nr], b.punkte[nr]];
      if (p && q) gib(fund, nr, mische(p, q), Math.min(a.arten[nr], b.arten[nr]));
    }
    return fund;
  };
  const undFuerAlle = (fund) => fund.gruppen.forEach((art) => {
    const { werte, angebote } = merkmale.find(({ id }) => id === art);
    const alle = angebote[werte.indexOf(ALLE[art])] || [];
    for (const nr of alle) gib(fund, nr, FUER_ALLE, 3);
  });
  // A compound that stands nowhere: both parts, or the first if the second says little.
  const zerlege = (wort, woerter) => {
    for (let i = wort.length - 4; i > 3; i -= 1) {
      const [vorn, hinten] = [wort.slice(0, i), wort.slice(i)];
      const kennt = (teil) => bekannt.has(teil) || bekannt.has(stamm(teil));
      if (!kennt(vorn)) continue;
      if (allgemein.has(hinten)) return suche(vorn, woerter);
      if (!kennt(hinten)) continue;
      const funde = [suche(vorn, woerter), suche(hinten, woerter)];
      funde.forEach(undFuerAlle);
      const fund = beides(...funde, (a, b) => (a + 2 * b) / 3); // the second says what it is
      if (fund.ist) return fund;
    }
    return nichts();
  };
  const sucheWort = (wort, woerter) => [suche, sucheFast, zerlege].reduce(
    (fund, weg) => (fund && fund.ist ? fund : weg(wort, woerter)), null);

  // --- a query ---------------------------------------------------------------------------------

  // Words that together mean something stay together; small words count if nothing else is left.
  const teileVon = (q) => {
    const worte = kern(worteVon(q));
    const teile = [];
    for (let i = 0, lang; i < worte.length; i += lang) {
      lang = Math.min(5, worte.length - i);
      while (lang > 1 && !gemeint.has(schluessel(worte.slice(i, i + lang)))) lang -= 1;
      teile.push(worte.slice(i, i + lang));
    }
    const sagtEtwas = ([wort, zweites]) => zweites || !(wenig.has(wort) || leer.has(wort));
    const wichtig = teile.filter(sagtEtwas);
    return wichtig.length ? wichtig : teile.filter((teil) => gemeint.has(schluessel(teil)));
  };
  const sucheTeil = (worte, woerter) => {
    const funde = worte.map((wort) => sucheWort(wort, woerter));
    const fund = funde.reduce((a, b) => beides(a, b, Math.min));
    if (worte[1]) gibGemeintes(fund, schluessel(worte), 2);
    return fund;
  };

  // Offers that have all of it, best first; and for each value how many there would be with it.
  const zaehle = (funde, gewaehlt) => {
    const treffer = [];
    const passen = merkmale.map(({ mengen }, m) => mengen.map(
      (werte) => !gewaehlt[m] || werte.some((wert) => gewaehlt[m].has(wert))));
    const jeMenge = merkmale.map(({ mengen }) => new Uint32Array(mengen.length));
    for (let nr = 0; nr < anzahl; nr += 1) {
      if (!funde.every(({ punkte }) => punkte[nr])) continue;
      let fehlt = -1, fehler = 0;
      for (let m = 0; m < merkmale.length && fehler < 2; m += 1) {
        if (passen[m][merkmale[m].je[nr]]) continue;
        fehlt = m;
        fehler += 1;
      }
      if (fehler > 1) continue;
      if (fehler) {
        jeMenge[fehlt][merkmale[fehlt].je[nr]] += 1;
        continue;
      }
      for (let m = 0; m < merkmale.length; m += 1) jeMenge[m][merkmale[m].je[nr]] += 1;
      const art = funde.reduce((beste, { arten }) => Math.min(beste, arten[nr]), 9);
      const punkte = funde.reduce((summe, fund) => summe + fund.punkte[nr], 0);
      treffer.push({ nr, art: ARTEN[art % 9], punkte });
    }
    const zahlen = {};
    merkmale.forEach(({ id, werte, mengen }, m) => {
      const summen = werte.map(() => 0);
      mengen.forEach((menge, i) => menge.forEach((wert) => { summen[wert] += jeMenge[m][i]; }));
      zahlen[id] = {};
      werte.forEach((wert, i) => { zahlen[id][wert] = summen[i]; });
    });
    return { treffer: treffer.sort((a, b) => b.punkte - a.punkte || a.nr - b.nr), zahlen };
  };

  // Without one word, without one facet, without all facets, without all words, if that helps.
  const weitere = (teile, funde, wahl, gewaehlt) => {
    const gewaehlte = merkmale.filter((_, m) => gewaehlt[m]).map(({ id }) => id);
    const versuche = (ohneTeil, ohneMerkmal) => {
      const bleibt = (_, i) => !ohneTeil(i);
      const rest = teile.filter(bleibt);
      const neu = {};
      for (const id of gewaehlte) if (!ohneMerkmal(id)) neu[id] = wahl[id];
      const auswahl = gewaehlt.map((werte, m) => (neu[merkmale[m].id] ? werte : null));
      if (!rest.length && !Object.keys(neu).length) return [];
      const zahl = zaehle(funde.filter(bleibt), auswahl).treffer.length;
      const worte = teile.filter((_, i) => ohneTeil(i)).map((teil) => ({ wort: teil.join(" ") }));
      const ohne = worte.concat(gewaehlte.filter(ohneMerkmal).map((merkmal) => ({ merkmal })));
      return zahl ? [{ q: rest.map((teil) => teil.join(" ")).join(" "), wahl: neu, zahl, ohne }] : [];
    };
    const wege = [
      ...teile.map((_, ohne) => [(i) => i === ohne, () => false]),
      ...gewaehlte.map((ohne) => [() => false, (id) => id === ohne]),
      ...(gewaehlte[1] ? [[() => false, () => true]] : []),
      ...(teile[1] ? [[() => true, () => false]] : []),
    ];
    return [].concat(...wege.map(([a, b]) => versuche(a, b))).slice(0, 3);
  };

  const finde = ({ q = "", wahl = {} }) => {
    const woerter = new Set();
    const teile = teileVon(q);
    const funde = teile.map((worte) => sucheTeil(worte, woerter));
    if (funde[1]) funde.forEach(undFuerAlle);
    const gewaehlt = merkmale.map(({ id, werte }) => ((wahl[id] || []).length
      ? new Set(wahl[id].map((wert) => werte.indexOf(wert))) : null));
    const { treffer, zahlen } = zaehle(funde, gewaehlt);
    const weiter = treffer.length ? [] : weitere(teile, funde, wahl, gewaehlt);
    return { treffer, zahlen, weiter, woerter: [...woerter] };
  };

  // --- what is shown ---------------------------------------------------------------------------

  const karte = (nr) => {
    const wert = (spalte) => daten[spalte].werte[zahlenVon(daten[spalte].je)[nr]];
    return {
      id: ids[nr], titel: titel[nr], kurz: kurz[nr] || "", art: wert("art"),
      schilder: wert("schilder").split("\t"), zeile: wert("zeile"), stand: wert("stand"),
      istGeprueft: daten.geprueft[nr] === "1",
    };
  };
  const marken = (text, woerter) => {
    const stellen = []; // where each folded letter comes from
    let bisher = 0;
    const nimm = (bis) => {
      for (; bisher < bis; bisher += 1) stellen.push([bisher, bisher + 1]);
    };
    const form = falte(text, (stelle, alt, neu) => {
      nimm(stelle);
      bisher += alt;
      for (let i = 0; i < neu; i += 1) stellen.push([stelle, bisher]);
    });
    nimm(text.length);
    const funde = [];
    for (const wort of woerter) {
      for (let i = form.indexOf(wort); i >= 0; i = form.indexOf(wort, i + 1)) {
        if (passt(form, i, wort)) funde.push([stellen[i][0], stellen[i + wort.length - 1][1]]);
      }
    }
    return funde.sort((a, b) => a[0] - b[0]).reduce((ganz, [von, bis]) => {
      const letzte = ganz[ganz.length - 1];
      if (letzte && von <= letzte[1]) letzte[1] = Math.max(letzte[1], bis);
      else ganz.push([von, bis]);
      return ganz;
    }, []);
  };

  const gemeinsam = window.gemeinsam = window.gemeinsam || {};
  gemeinsam.suche = { lade, ergaenze, finde, karte, marken };
})();
