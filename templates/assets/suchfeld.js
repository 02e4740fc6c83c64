/* What is typed into a search field leaves in the fragment of the finder's address, which no
   browser sends. Without this script the form sends nothing; the finder has its own way. */
(() => {
  "use strict";
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches(".search") || !window.URLSearchParams) return;
    event.preventDefault();
    const q = form.querySelector("[type=search]").value.trim();
    location.href = form.action + (q ? `#${new URLSearchParams({q})}` : "");
  });
})();
