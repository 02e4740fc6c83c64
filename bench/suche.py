"""How long the search takes in Chromium, and how many bytes its data has, by number of offers.

    python bench/suche.py

Real-looking offers (tests/corpus.py). "asked" are the queries of tests/browser/suchanfragen.yaml,
"hard" the same with a typo in every word, with unknown words, several of them in one sentence, and
letter by letter. Of each query the median of some rounds counts, because times wander with
whatever else the computer does; the ratio to a plain search for the folded words as parts of the
same texts (no ranking, counts, stems, typos or synonyms) comes from the same run.
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

from sitegen.derive import derive  # noqa: E402
from sitegen.order import Order  # noqa: E402 - found by the line above
from sitegen.outputs import search  # noqa: E402
from sitegen.pipeline import look  # noqa: E402
from sitegen.render import Templates  # noqa: E402
from sitegen.site import Site  # noqa: E402
from tests.corpus import enlarged  # noqa: E402
from tests.planning import jobs_in  # noqa: E402

SIZES = (90, 500, 2_000, 10_000)
ROUNDS = 5

MEASURE = """([queries, rounds]) => {
  const {search, data, texts} = gemeinsam;
  const begin = performance.now();
  search.load(data);
  search.addTexts(texts);
  const load = performance.now() - begin;
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\\u0300-\\u036f]/g, "");
  const further = ["summaries", "words"].map((it) => texts.map((part) => part[it]).join("\\n"));
  const columns = [data.titles, data.words, ...further].map((column) =>
    fold(column).split("\\n"));
  const plain = (q) => {
    const words = fold(q).split(/\\s+/);
    return columns[0].filter((_, nr) => words.every((word) => columns.some((column) =>
      column[nr].includes(word))));
  };
  const slip = (word, k = word.length >> 1) => word.slice(0, k) + word.slice(k + 1);
  const hard = queries.flatMap((q, i) => [
    q.replace(/\\S{5,}/g, (word) => slip(word)),
    `${q} Quastenflosser`,
    `Hallo, ich suche ${q} oder ${queries[(i + 7) % queries.length]} für meine Tante Xantippe`,
    q.slice(0, 1 + i % q.length),
  ]);
  const inOrder = (a, b) => a - b;
  // The search knows the words of the last query: in between, something else is asked for.
  const times = (find, asked) => asked.map((q) => Array.from({length: rounds}, () => {
    find("");
    const start = performance.now();
    find(q);
    return performance.now() - start;
  }).sort(inOrder)[rounds >> 1]).sort(inOrder);
  const find = (q) => search.find({q});
  return [load, times(find, queries), times(find, hard), times(plain, queries)];
}"""


def scripts(site: Site) -> list[bytes]:
    """The data scripts."""
    renderer = Templates(ROOT / "templates", site.catalogue.texts)
    return [job.render(renderer) for job in jobs_in(search.plan(site))]


def measure(browser: Browser, data: list[bytes], queries: list[str]) -> tuple[float, ...]:
    """Milliseconds: loading; median, 95 % and slowest of both kinds; how many times plain."""
    page = browser.new_page()
    page.add_script_tag(path=ROOT / "templates" / "assets" / "suche.js")
    for script in data:
        page.add_script_tag(content=script.decode())
    load, asked, hard, plain = page.evaluate(MEASURE, [queries, ROUNDS])
    page.close()
    shares = [times[int(len(times) * it)] for times in (asked, hard) for it in (0.5, 0.95, 0.999)]
    return load, *shares, sum(asked) / sum(plain)


def main() -> None:
    """Measure and print one line per size."""
    order = Order(ROOT, ROOT / "templates", ROOT / "dist", date(2026, 11, 23))
    real, outcome = look(order)
    if real is None:
        sys.exit(f"the records have errors: {outcome.findings[0].message}")
    cases = yaml.safe_load((ROOT / "tests/browser/suchanfragen.yaml").read_text("utf-8"))
    queries = [case["frage"] for case in cases["gefunden"]] + cases["nichts"]
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    print(
        "offers  first kB  further kB  load ms  asked: median, 95 %, slowest  hard: same  x plain"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for size in SIZES:
            site, _ = derive(enlarged(real.catalogue, size), real.today, {})
            data = scripts(site)
            sizes = [len(gzip.compress(script, 9)) / 1000 for script in data]
            packed = sizes[0], sum(sizes[1:])
            load, *times, ratio = measure(browser, data, queries)
            print(
                f"{size:6}  {packed[0]:8.1f}  {packed[1]:10.1f}  {load:7.0f}",
                *(f"{time:7.2f}" for time in times),
                f"{ratio:7.1f}",
            )
        browser.close()


if __name__ == "__main__":
    main()
