/* "Angebot melden": of the answers a text for a mail is made here, and the data of the offer for
   the office below it. Nothing is kept or sent: the text stands in a box until it is copied. All
   words are the page's. */
(() => {
  "use strict";
  const form = document.getElementById("melden");
  const ready = document.getElementById("melden-fertig");
  const problems = document.getElementById("melden-problems");
  const link = document.getElementById("melden-mail");
  const words = form.dataset;
  const fields = Array.from(form.querySelectorAll("[data-field]"));
  const title = document.title;
  // What nobody types and no record may hold, as the program knows it (plaintext.py).
  const INVISIBLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\uf8ff\ufeff\ufff0-\uffff\u{e0000}-\u{10ffff}]/gu;
  const FORMS = {
    telefon: /^\(?[+0][\d ()/.–-]{5,}$/,
    email: /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/,
    // As addresses.py: a name, no number and no port.
    web: /^(https?:\/\/)?[^\s/@:?#]+\.([^\s/@:?#.\d]{2,}|xn--[a-z\d-]+)([/?#]\S*)?$/i,
  };

  const line = (text) => text.replace(INVISIBLE, "").replace(/\s+/g, " ").trim().normalize("NFC");

  const inputs = (field) => Array.from(field.querySelectorAll("input, select, textarea"));
  const isChoice = (input) => input.type === "radio" || input.type === "checkbox";

  // The answers to a field; nothing of one that is not asked.
  const answers = (field) => {
    if (field.hidden) return [];
    const given = inputs(field).filter((input) => !isChoice(input) || input.checked);
    return given.map((input) => line(input.value)).filter(Boolean);
  };

  const named = (name) => fields.find((field) => field.dataset.field === name);
  const all = (name) => answers(named(name));
  const one = (name) => all(name)[0] || "";

  // --- The data: every key in one line and every text in quotes, so that no mail program can
  // --- break them in a way that cannot be mended.

  const quoted = (text) => JSON.stringify(text);
  const list = (items) => items.length ? `[${items.join(", ")}]` : "";
  const block = (pairs) => {
    const filled = pairs.filter((pair) => pair[1]);
    return filled.length ? `{${filled.map((pair) => pair.join(": ")).join(", ")}}` : "";
  };
  const text = (name) => one(name) && quoted(one(name));
  const texts = (name) => list(all(name).map(quoted));

  const today = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };

  const data = () => {
    const isOwn = one("beziehung") === "selbst";
    const district = one("bezirk");
    const web = one("web");
    const phone = text("telefon") && list([block([["nummer", text("telefon")]])]);
    const pairs = [
      ["titel", text("titel")],
      ["kurz", text("kurz")],
      ["art", text("art")],
      ["anbieter", isOwn ? list([quoted(words.person)]) : texts("anbieter")],
      ["modus", text("modus")],
      ["orte", texts("ort")],
      ["gebiet", district === "unbekannt" ? "" : texts("bezirk")],
      ["themen", texts("themen")],
      ["zielgruppen", texts("zielgruppen")],
      ["kontakt", block([
        ["telefon", phone],
        ["email", text("email")],
        ["web", web && quoted(/^https?:/i.test(web) ? web : `https://${web}`)],
      ])],
      ["zeiten", block([["text", text("zeiten")]])],
      ["kosten", block([["text", text("kosten")]])],
      ["niedrigschwellig", block([["kennenlernen", text("kennenlernen")]])],
      ["pflege", block([["status", quoted("eingang")], ["quellen", list([block([
        ["art", quoted("sonstiges")],
        ["datum", quoted(today())],
        ["titel", quoted(words.source)],
      ])])]])],
    ];
    return `${pairs.filter((pair) => pair[1]).map((pair) => pair.join(": ")).join("\n")}\n`;
  };

  // --- The mail: question and answer in people's words, and the data below a line.

  const question = (field) => line(field.querySelector("legend, label").textContent).replace(/([^?:])$/, "$1:");
  const said = (field) => {
    const given = inputs(field).filter((input) => !isChoice(input) || input.checked);
    return given.map((input) => {
      if (isChoice(input)) return line(input.labels[0].textContent);
      if (input.options) return input.value && line(input.options[input.selectedIndex].text);
      return line(input.value);
    }).filter(Boolean).join(", ");
  };

  const mail = (yaml, names) => {
    const asked = fields.filter((field) => !field.hidden && said(field));
    const told = names ? asked.filter((field) => names.includes(field.dataset.field)) : asked;
    return [
      words.hello,
      "",
      ...told.map((field) => `${question(field)} ${said(field)}`),
      "",
      `===== ${words.below} =====`,
      `${yaml}===== ${words.end} =====`,
      "",
    ].join("\n");
  };

  // The first of the texts that fits: longer addresses are cut by some mail programs.
  const address = (bodies) => {
    const subject = encodeURIComponent(`${words.subject}: ${one("titel")}`);
    const made = bodies.map((body) => encodeURIComponent(body.replace(/\n/g, "\r\n")));
    const start = `${link.href.split("?")[0]}?subject=${subject}&body=`;
    return start + (made.find((body) => start.length + body.length < 1950) || made[made.length - 1]);
  };

  // --- Faults: a list at the top that leads to each field, and the same words at the field.

  const fault = (field) => {
    const given = answers(field);
    const { field: name, missing, limit, wrong, neededIf } = field.dataset;
    const isNeeded = missing && (!neededIf || neededIf === one("beziehung"));
    if (!field.hidden && isNeeded && !given.length) return missing;
    if (limit && given.length && given[0].length > Number(limit)) {
      return words.long.replace("{limit}", limit).replace("{count}", given[0].length);
    }
    return wrong && given.length && !FORMS[name].test(given[0]) ? wrong : "";
  };

  const mark = (field, said) => {
    const place = field.querySelector(".error");
    place.textContent = said;
    place.hidden = !said;
    for (const input of inputs(field)) {
      if (said && !isChoice(input)) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  };

  const entry = (field, said) => {
    const item = document.createElement("li");
    const way = document.createElement("a");
    const input = inputs(field)[0];
    way.href = `#${input.id}`;
    way.textContent = said;
    way.addEventListener("click", (event) => {
      event.preventDefault();
      field.scrollIntoView();
      input.focus();
    });
    item.append(way);
    return item;
  };

  const faults = () => {
    const rows = problems.querySelector("ul");
    rows.textContent = "";
    for (const field of fields) {
      const said = fault(field);
      mark(field, said);
      if (said) rows.append(entry(field, said));
    }
    problems.hidden = !rows.firstChild;
    document.title = (problems.hidden ? "" : `${words.faulty}: `) + title;
    return !problems.hidden;
  };

  // --- What happens

  const who = () => {
    const chosen = one("beziehung");
    for (const box of form.querySelectorAll("[data-if]")) box.hidden = chosen !== box.dataset.if;
    for (const box of form.querySelectorAll("[data-unless]")) box.hidden = chosen === box.dataset.unless;
  };

  form.addEventListener("change", who);
  form.addEventListener("input", () => { ready.hidden = true; });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ready.hidden = true;
    if (faults()) {
      problems.focus();
      return;
    }
    const yaml = data();
    const body = mail(yaml);
    document.getElementById("melden-text").value = body;
    document.getElementById("melden-yaml").value = yaml;
    if (link) link.href = address([body, mail(yaml, ["beziehung", "rueckweg"]), words.paste]);
    for (const button of ready.querySelectorAll("[data-label]")) button.textContent = button.dataset.label;
    ready.hidden = false;
    ready.focus();
  });

  for (const button of ready.querySelectorAll("[data-copy]")) {
    const box = document.getElementById(button.dataset.copy);
    button.dataset.label = button.textContent;
    button.addEventListener("click", () => window.gemeinsam.copy(box.value, (isCopied) => {
      if (isCopied) button.textContent = button.dataset.done;
      else box.select();
    }));
  }

  for (const button of ready.querySelectorAll("[data-save]")) {
    const box = document.getElementById(button.dataset.save);
    const file = document.createElement("a");
    // Browsers that cannot save would leave the page.
    button.hidden = !("download" in file);
    button.addEventListener("click", () => {
      file.href = URL.createObjectURL(new Blob([box.value], { type: "text/plain;charset=utf-8" }));
      file.download = button.dataset.file;
      file.click();
      setTimeout(() => URL.revokeObjectURL(file.href), 10000);
    });
  }

  who();
  form.hidden = false;
  document.getElementById("melden-papier").hidden = false;
})();
