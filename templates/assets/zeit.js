/* Ageing without a rebuild: dates that have passed say so, and the foot of the page says how old
   the site is. The words are the page's, the day of the build is that of stand.js. Nothing is
   stored or sent; without this script every page shows its dates all the same. */
(() => {
  "use strict";
  const root = document.documentElement;
  const built = root.dataset;
  const past = document.currentScript.dataset.past;

  // The day in Germany, wherever the visitor is; empty where the browser cannot tell.
  const today = () => {
    try {
      const parts = new Intl.DateTimeFormat("en", {
        timeZone: "Europe/Berlin", year: "numeric", month: "2-digit", day: "2-digit",
      }).formatToParts();
      const part = (type) => parts.find((found) => found.type === type).value;
      return `${part("year")}-${part("month")}-${part("day")}`;
    } catch (error) {
      return "";
    }
  };

  const age = () => {
    const day = today();

    for (const note of document.querySelectorAll("[data-until]:not(.past)")) {
      if (Date.parse(note.dataset.until) <= Date.now()) {
        const label = document.createElement("strong");
        label.textContent = past;
        note.classList.add("past");
        (note.querySelector(".when") || note).append(" – ", label);
      }
    }

    for (const note of document.querySelectorAll("[data-day]")) {
      if (day > note.dataset.day) note.hidden = false;
    }

    for (const note of document.querySelectorAll("[data-last]")) {
      if (day > note.dataset.last) note.hidden = true;
    }

    const link = document.querySelector("a[data-stand]");
    if (link && built.stand) {
      const days = (Date.parse(day) - Date.parse(built.stand)) / 86400000;
      const words = days > built.standDays ? link.dataset.old : link.dataset.stand;
      // A page in another language names the day as its readers do.
      const date = /^de/.test(root.lang) ? built.standWords : new Intl.DateTimeFormat(`${root.lang}-u-nu-latn`, {
        timeZone: "Europe/Berlin", year: "numeric", month: "long", day: "numeric",
      }).format(Date.parse(built.stand));
      link.textContent = words.replace("{date}", date);
      link.parentNode.classList.remove("claim");
    }
  };

  // Again at every full minute, and when a page comes back from the background or the history.
  const tick = () => {
    age();
    setTimeout(tick, 60000 - Date.now() % 60000);
  };
  tick();
  document.addEventListener("visibilitychange", age);
  addEventListener("pageshow", age);
})();
