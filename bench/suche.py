"""How long the search takes in Chromium, and how many bytes its data has, by number of offers.

    python bench/suche.py

Real-looking offers (tests/corpus.py), all queries of tests/browser/suchanfragen.yaml. Times wander
with whatever else the computer does; the ratio to a plain search for the folded words as parts
of the same texts (no ranking, counts, stems, typos or synonyms) comes from the same run.
"""

import gzip
import shutil
import sys
from datetime import date
from pathlib import Path

import yaml
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from sitegen.config import Order  # noqa: E402 - found by the line above
from sitegen.derive import derive  # noqa: E402
from sitegen.outputs import search  # noqa: E402
from sitegen.pipeline import look  # noqa: E402
from sitegen.render import Templates  # noqa: E402
from sitegen.site import Site  # noqa: E402
from tests.corpus import enlarged  # noqa: E402

SIZES = (90, 500, 2_000, 10_000)
ROUNDS = 5

MEASURE = """([queries, rounds]) => {
  const {suche, daten, texte} = gemeinsam;
  const begin = performance.now();
  suche.lade(daten);
  suche.ergaenze(texte);
  const load = performance.now() - begin;
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\\u0300-\\u036f]/g, "");
  const columns = [daten.titel, daten.worte, texte.kurz, texte.worte].map((column) =>
    fold(column).split("\\n"));
  const plain = (q) => {
    const words = fold(q).split(/\\s+/);
    return columns[0].filter((_, nr) => words.every((word) => columns.some((column) =>
      column[nr].includes(word))));
  };
  const times = (find) => {
    const found = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const q of queries) {
        const start = performance.now();
        find(q);
        found.push(performance.now() - start);
      }
    }
    return found.sort((a, b) => a - b);
  };
  return [load, times((q) => suche.finde({q})), times(plain)];
}"""


def scripts(site: Site) -> list[bytes]:
    """The two data scripts."""
    renderer = Templates(ROOT / "templates", site.catalogue.texts)
    return [job.render(renderer) for job in search.plan(site)]


def measure(browser: Browser, data: list[bytes], queries: list[str]) -> tuple[float, ...]:
    """Milliseconds: loading; of queries the median, 95 %, the slowest; how many times plain."""
    page = browser.new_page()
    page.add_script_tag(path=ROOT / "templates" / "assets" / "suche.js")
    for script in data:
        page.add_script_tag(content=script.decode())
    load, times, plain = page.evaluate(MEASURE, [queries, ROUNDS])
    page.close()
    return (
        load,
        *(times[int(len(times) * share)] for share in (0.5, 0.95, 0.999)),
        sum(times) / sum(plain),
    )


def main() -> None:
    """Measure and print one line per size."""
    order = Order(ROOT, ROOT / "templates", ROOT / "dist", date(2026, 11, 23))
    real, outcome = look(order)
    if real is None:
        sys.exit(f"the records have errors: {outcome.findings[0].message}")
    cases = yaml.safe_load((ROOT / "tests/browser/suchanfragen.yaml").read_text("utf-8"))
    queries = [case["frage"] for case in cases["gefunden"]] + cases["nichts"]
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    print("offers  first kB  second kB  load ms  median ms  95 % ms  slowest ms  x plain")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for size in SIZES:
            site, _ = derive(enlarged(real.catalogue, size), real.today, {})
            data = scripts(site)
            packed = [len(gzip.compress(script, 9)) / 1000 for script in data]
            load, median, late, slowest, ratio = measure(browser, data, queries)
            print(
                f"{size:6}  {packed[0]:8.1f}  {packed[1]:9.1f}  {load:7.0f}  {median:9.2f}"
                f"  {late:7.1f}  {slowest:10.1f}  {ratio:7.1f}"
            )
        browser.close()


if __name__ == "__main__":
    main()
