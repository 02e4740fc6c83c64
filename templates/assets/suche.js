/* The search: columns in, numbers of offers out. It touches no page, stores and sends nothing.
   suche.lade(gemeinsam.daten) comes first, suche.ergaenze(gemeinsam.texte) when it is there.
   finde({q, wahl: {facet: [values]}}) -> {
     treffer: [{nr, punkte}]  best first, in title order where q asks for nothing
     zahlen: {facet: {value: results if it were chosen too}}
     weiter: [{q, wahl, zahl, ohne: [{wort}, {merkmal}]}]  nearest wider searches, if none found
     woerter: for marken }
   karte(nr) -> {id, titel, kurz, art, schilder: [words], zeile, stand, istGeprueft}
   marken(text, woerter) -> [[start, end]] to highlight
   How it searches, and why: docs/adr/0024-the-search-scans-columns.md */
(() => {
  "use strict";
  // Where a word is found counts most, then how well it fits; what only means it comes last.
  const TITEL = 1, WORT = 0.8, BEGRIFF = 0.6, KURZ = 0.4, TEXT = 0.25;
  const GANZ = 1, ANFANG = 0.85, TEIL = 0.7, STAMM = 0.6, FAST = 0.45, KURZER_ANFANG = 0.35;
  const GEMEINT = 0.3, AUCH_GEMEINT = 0.22, FUER_ALLE = 0.05;
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
      neu = zeichen.normalize("NFD").toLowerCase();
      neu = neu.replace(/[\u0300-\u036f]/g, "").replace("ß", "ss");
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
  const feld = (gewicht, inhalt, angebote, merkmal) => {
    const text = `${falte(inhalt)}\n`;
    const anfang = [0];
    for (let i = 0; (i = text.indexOf("\n", i) + 1) > 0;) anfang.push(i);
    for (const wort of text.split(/\s+/)) bekannt.add(stamm(wort));
    felder.push({ gewicht, text, anfang, angebote, merkmal });
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
    feld(TITEL, daten.titel);
    feld(WORT, daten.worte);
    const { werte, je } = daten.schilder;
    const schilder = { namen: werte, mengen: werte.map((_, wert) => [wert]), je };
    for (const spalte of [...daten.namen, schilder]) {
      feld(BEGRIFF, spalte.namen.join("\n"), angeboteJe(spalte, spalte.namen));
    }
    for (const { id, namen, synonyme, angebote } of merkmale.filter((merkmal) => merkmal.namen)) {
      feld(BEGRIFF, namen.join("\n"), angebote, id);
      namen.forEach((name, wert) => lerne(`${name}\t${synonyme[wert]}`, [[id, wert]]));
    }
    daten.suchworte.forEach(({ worte, meint }) => lerne(worte, meint));
  };
  const ergaenze = (texte) => {
    kurz = zeilen(texte.kurz);
    feld(KURZ, texte.kurz);
    feld(TEXT, texte.worte);
  };

  // --- one word --------------------------------------------------------------------------------

  // Points per offer; `gruppen` are the facets with a value of that name.
  const nichts = () => ({ punkte: new Float32Array(anzahl), ist: false, gruppen: new Set() });
  const gib = (fund, nummern, wert) => {
    const { punkte } = fund;
    for (const nr of nummern) {
      fund.ist = true;
      punkte[nr] = Math.max(wert, punkte[nr]) + Math.min(wert, punkte[nr]) / 50;
    }
  };
  const gibZeile = (fund, { gewicht, angebote, merkmal }, zeile, guete) => {
    if (merkmal) fund.gruppen.add(merkmal);
    gib(fund, angebote ? angebote[zeile] : [zeile], gewicht * guete);
  };
  const gibGemeintes = (fund, name, guete = 1) => {
    for (const [art, wert] of gemeint.get(name) || []) {
      const merkmal = merkmale.find(({ id }) => id === art);
      if (!merkmal) {
        gib(fund, [wert], WORT * guete);
        continue;
      }
      fund.gruppen.add(art);
      // Of the topics of an offer the first is the main one.
      const istErster = (nr) => merkmal.mengen[merkmal.je[nr]][0] === wert;
      for (const nr of merkmal.angebote[wert]) {
        gib(fund, [nr], guete * (istErster(nr) ? GEMEINT : AUCH_GEMEINT));
      }
    }
  };
  const suche = (wort, woerter) => {
    const fund = nichts();
    const kurzform = stamm(wort);
    const davor = wort.indexOf(kurzform);
    for (const stelle of felder) {
      const { text, anfang } = stelle;
      let zeile = 0;
      for (let i = text.indexOf(kurzform); i >= 0; i = text.indexOf(kurzform, i + 1)) {
        const istGanz = text.startsWith(wort, i - davor);
        const j = istGanz ? i - davor : i;
        if (!passt(text, j, istGanz ? wort : kurzform, !istGanz)) continue;
        while (anfang[zeile + 1] <= j) zeile += 1;
        const amAnfang = wort[3] ? ANFANG : KURZER_ANFANG;
        const vonVorn = istRand(text, j + wort.length) ? GANZ : amAnfang;
        const guete = istRand(text, j - 1) ? vonVorn : TEIL;
        gibZeile(fund, stelle, zeile, istGanz ? guete : STAMM);
      }
    }
    gibGemeintes(fund, kurzform);
    if (fund.ist) woerter.add(wort).add(kurzform);
    return fund;
  };

  // The word with one letter too many, too few, another, or two that changed places; people hit
  // the first letter.
  const fastWie = (wort) => Array.from(wort, (buchstabe, k) => {
    const [davor, danach] = [wort.slice(0, k), wort.slice(k + 1)];
    const vertauscht = davor + (danach[0] || "") + buchstabe + danach.slice(1);
    return k ? `${davor}(?:\\S?${danach}|\\S${buchstabe}${danach})|${vertauscht}` : vertauscht;
  }).join("|");
  const sucheFast = (wort, woerter) => {
    const fund = nichts();
    if (!wort[4]) return fund;
    // Within other words short ones are too much like all kinds of things.
    const muster = new RegExp(wort[5] ? fastWie(wort) : `\\b(?:${fastWie(wort)})`, "g");
    for (const stelle of felder) {
      for (let zeile = 0, da; (da = muster.exec(stelle.text));) {
        while (stelle.anfang[zeile + 1] <= da.index) zeile += 1;
        gibZeile(fund, stelle, zeile, FAST);
        woerter.add(da[0]);
      }
    }
    const ganz = new RegExp(`^(?:${fastWie(stamm(wort))})$`);
    for (const name of gemeint.keys()) if (ganz.test(name)) gibGemeintes(fund, name, FAST);
    return fund;
  };

  const beides = (a, b, mische) => {
    const fund = nichts();
    for (let nr = 0; nr < anzahl; nr += 1) {
      const [p, q] = [a.punkte[nr], b.punkte[nr]];
      if (p && q) gib(fund, [nr], mische(p, q));
    }
    return fund;
  };
  const undFuerAlle = (fund) => fund.gruppen.forEach((art) => {
    const { werte, angebote } = merkmale.find(({ id }) => id === art);
    gib(fund, angebote[werte.indexOf(ALLE[art])] || [], FUER_ALLE);
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
    const wichtig = teile.filter(([wort, noch]) => noch || !(wenig.has(wort) || leer.has(wort)));
    return wichtig[0] ? wichtig : teile.filter(
      ([wort]) => wenig.has(wort) && gemeint.has(stamm(wort)));
  };
  // Words as they were typed.
  const getippt = (q, worte) => q.split(/[\s.,;!?]+/).filter(
    (roh) => worteVon(roh).some((wort) => worte.includes(wort))).join(" ");
  const sucheTeil = (worte, woerter) => {
    const funde = worte.map((wort) => sucheWort(wort, woerter));
    const fund = funde.reduce((a, b) => beides(a, b, Math.min));
    if (worte[1]) gibGemeintes(fund, schluessel(worte), 2);
    return fund;
  };

  // Offers that have all of it, best first; and for each value how many there would be with it.
  const zaehle = (teile, wahl) => {
    const passen = merkmale.map(({ id, werte, mengen }) => mengen.map((menge) => (
      !(wahl[id] || []).length || menge.some((wert) => wahl[id].includes(werte[wert])))));
    const jeMenge = merkmale.map(({ mengen }) => new Uint32Array(mengen.length));
    const treffer = [];
    for (let nr = 0; nr < anzahl; nr += 1) {
      if (!teile.every(({ fund }) => fund.punkte[nr])) continue;
      const fehlt = [];
      for (let m = 0; m < merkmale.length && fehlt.length < 2; m += 1) {
        if (!passen[m][merkmale[m].je[nr]]) fehlt.push(m);
      }
      if (fehlt.length > 1) continue;
      merkmale.forEach(({ je }, m) => {
        if (!fehlt.length || fehlt[0] === m) jeMenge[m][je[nr]] += 1;
      });
      if (fehlt.length) continue;
      const punkte = teile.reduce((summe, { fund }) => summe + fund.punkte[nr], 0);
      treffer.push({ nr, punkte });
    }
    const zahlen = {};
    merkmale.forEach(({ id, werte, mengen }, m) => {
      zahlen[id] = {};
      werte.forEach((wert) => { zahlen[id][wert] = 0; });
      mengen.forEach((menge, i) => menge.forEach((wert) => {
        zahlen[id][werte[wert]] += jeMenge[m][i];
      }));
    });
    return { treffer: treffer.sort((a, b) => b.punkte - a.punkte || a.nr - b.nr), zahlen };
  };

  // Without one word, without one facet, without all facets, without all words, if that helps.
  const weitere = (q, teile, wahl) => {
    const gewaehlt = Object.keys(wahl).filter((id) => wahl[id].length);
    const ohneEins = (liste) => liste.map((_, i) => liste.filter((__, j) => i !== j));
    const frage = (einige) => getippt(q, [].concat(...einige.map(({ worte }) => worte)));
    return [
      ...ohneEins(teile).map((rest) => [rest, gewaehlt]),
      ...ohneEins(gewaehlt).map((rest) => [teile, rest]),
      ...(gewaehlt[1] ? [[teile, []]] : []),
      ...(teile[1] ? [[[], gewaehlt]] : []),
    ].filter(([rest, wenige]) => rest[0] || wenige[0]).map(([rest, wenige]) => {
      const neu = {};
      wenige.forEach((id) => { neu[id] = wahl[id]; });
      const ohne = teile.filter((teil) => !rest.includes(teil));
      const merkmalIds = gewaehlt.filter((id) => !wenige.includes(id));
      return {
        q: frage(rest),
        wahl: neu,
        zahl: zaehle(rest, neu).treffer.length,
        ohne: [...ohne.map((teil) => ({ wort: frage([teil]) })),
          ...merkmalIds.map((merkmal) => ({ merkmal }))],
      };
    }).filter(({ zahl }) => zahl).slice(0, 3);
  };

  const finde = ({ q = "", wahl = {} }) => {
    const woerter = new Set();
    const teile = teileVon(q).map((worte) => ({ worte, fund: sucheTeil(worte, woerter) }));
    if (teile[1]) teile.forEach(({ fund }) => undFuerAlle(fund));
    const { treffer, zahlen } = zaehle(teile, wahl);
    const weiter = treffer[0] ? [] : weitere(q, teile, wahl);
    return { treffer, zahlen, weiter, woerter: [...woerter] };
  };

  // --- what is shown ---------------------------------------------------------------------------

  const karte = (nr) => {
    const wert = (spalte) => daten[spalte].werte[daten[spalte].je.charCodeAt(nr) - 48];
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
