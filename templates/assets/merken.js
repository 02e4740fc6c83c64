/* What a visitor remembers: offers, by their ids and in an order of one's own. They last until the
   tab closes, or on this device if the visitor says so (/merkzettel/); nothing else is ever kept,
   and nothing is sent. Where nothing can be kept, the list lasts as long as the page.
   The words are the page's.

   For other scripts: gemeinsam.merken = {
     list() -> ids,  isKept() -> whether they stay on this device,
     set(ids, isKept),  show(root): shows buttons that came later,
     say(text): says it to screen readers,  onChange(then): the list has changed elsewhere }. */
(() => {
  "use strict";
  const NAME = "gemeinsam-merkzettel";
  const MOST = 200;
  const words = document.currentScript.dataset;
  const shared = window.gemeinsam = window.gemeinsam || {};
  const others = [];
  let ids = [];
  let stays = false;
  let isAble = true;

  // Browsers may refuse all of this, by setting or because they are full.
  const read = (place) => {
    try { return window[place].getItem(NAME); } catch (error) { return null; }
  };
  const write = (place, text) => {
    try { window[place].setItem(NAME, text); return true; } catch (error) { return false; }
  };
  const drop = (place) => {
    try { window[place].removeItem(NAME); } catch (error) { /* Then nothing is there. */ }
  };

  const clean = (found) =>
    [...new Set(found)].filter((id) => /^[a-z0-9-]+$/.test(id)).slice(0, MOST);

  const load = () => {
    if (!isAble) return;
    const onDevice = read("localStorage");
    stays = onDevice !== null;
    ids = clean(`${onDevice || ""},${read("sessionStorage") || ""}`.split(","));
  };

  const save = () => {
    if (!stays) drop("localStorage");
    if (!stays && !ids.length) {
      drop("sessionStorage");
      isAble = true;
      return;
    }
    isAble = write(stays ? "localStorage" : "sessionStorage", ids.join(","));
    if (isAble && stays) drop("sessionStorage");
  };

  const filled = (text) => text.replace("{count}", ids.length);

  const show = (root) => {
    for (const button of root.querySelectorAll("[data-keep]")) {
      const isOn = ids.includes(button.dataset.keep);
      button.setAttribute("aria-pressed", isOn);
      button.querySelector("span").textContent = isOn ? words.added : words.add;
      button.hidden = false;
    }
  };

  const showAll = () => {
    show(document);
    const link = document.querySelector("[data-keep-link]");
    if (!link) return;
    link.textContent = filled(link.dataset.keepLink);
    link.parentNode.hidden = !ids.length;
  };

  const status = document.createElement("p");
  status.className = "unseen";
  status.setAttribute("role", "status");
  document.body.append(status);

  const say = (text) => {
    status.textContent = text;
  };

  const set = (list, onDevice) => {
    ids = clean(list);
    stays = onDevice;
    save();
    showAll();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-keep]");
    if (!button) return;
    const id = button.dataset.keep;
    const isOn = ids.includes(id);
    if (!isOn && ids.length >= MOST) {
      say(filled(words.full));
      return;
    }
    set(isOn ? ids.filter((other) => other !== id) : [...ids, id], stays);
    say(filled(isOn ? words.unsaid : words.said));
  });

  // Another tab has changed what stays on this device, or the page comes back from the history.
  const renew = () => {
    load();
    showAll();
    for (const then of others) then();
  };
  addEventListener("storage", (event) => {
    if (event.key === NAME || event.key === null) renew();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) renew();
  });

  shared.merken = {
    list: () => [...ids],
    isKept: () => stays && isAble,
    set,
    show,
    say,
    onChange: (then) => others.push(then),
  };
  load();
  showAll();
})();
