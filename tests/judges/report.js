// report.js MODULES PAGE SCREENSHOT - the page of `lectern report --html` in a
// real browser: it works, asks for nothing else, its links lead to files, and
// axe finds nothing in it, light and dark, wide and narrow.
const [modules, file, shot] = process.argv.slice(2);
const fs = require("fs");
const puppeteer = require(modules + "/puppeteer");
const axe = fs.readFileSync(modules + "/@daisy/axe-core-for-ace/axe.js", "utf8");
let bad = 0;
const is = (name, well, more) => {
  console.log((well ? "ok   " : "FAIL ") + "report page " + name + (well || !more ? "" : ": " + more));
  if (!well) bad = 1;
};

(async () => {
  const browser = await puppeteer.launch({
    executablePath: process.env.PUPPETEER_EXECUTABLE_PATH, args: ["--no-sandbox", "--disable-gpu"], headless: "new",
  });
  const page = await browser.newPage();
  const said = [], asked = [];
  page.on("console", m => said.push(m.text()));
  page.on("pageerror", e => said.push(e.message));
  page.on("request", r => asked.push(r.url()));
  const rows = () => page.$$eval("#list tbody tr", r => r.length);
  const count = () => page.$eval("#count", e => e.textContent);
  const choose = async (id, value) => {
    await page.select("#" + id, value);
  };
  const look = async text => {
    await page.$eval("#search", (e, t) => { e.value = t; e.dispatchEvent(new Event("input")); }, text);
    await new Promise(r => setTimeout(r, 300));
  };

  await page.setViewport({ width: 1200, height: 900 });
  await page.goto("file://" + file, { waitUntil: "load" });
  is("says nothing", said.length === 0, said.join("; "));
  is("asks for nothing else", asked.length === 1, asked.join(" "));
  is("shows fifty at a time", await rows() === 50, await rows());
  is("counts them all", await count() === "123 documents", await count());
  is("has a small tree", await page.evaluate(() => document.querySelectorAll("*").length) < 3000);
  is("made no element of a name", await page.evaluate(() => document.querySelectorAll("main img, main i").length) === 0);
  await page.click("#last");
  is("has pages", await rows() === 23, await rows());
  await choose("show", "2");
  is("finds what failed", await rows() === 3, await rows());
  is("says why", (await page.$$eval(".why", w => w.map(e => e.textContent))).every(t => t.includes("no text")));
  await choose("show", "all");
  await look("77.txt");
  is("finds by name", await rows() === 1, await rows());
  await look("cites:S/RES/1325(2000)");
  is("finds by source", await count() === "120 of 123 documents", await count());
  await look("");
  await choose("sort", "name");
  await page.click("#list tbody tr:first-child summary");
  await page.waitForSelector("#list .more");
  await page.$$eval(".wide", w => w.forEach(e => e.scrollIntoView()));
  const links = await page.$$eval("#list a", a => a.map(e => e.href));
  const lost = links.filter(l => l.startsWith("file:") && !fs.existsSync(new URL(l)));
  is("links lead to files", links.length > 100 && lost.length === 0, lost.slice(0, 3).join(" "));
  await page.screenshot({ path: shot, fullPage: true });

  for (const [scheme, width] of [["light", 1200], ["dark", 1200], ["dark", 380]]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.setViewport({ width, height: 900 });
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    is(`axe, ${scheme}, ${width} wide`, found.violations.length === 0,
      found.violations.map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ")).slice(0, 3).join(", ")).join("; "));
    is(`no sideways scrolling, ${width} wide`,
      await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  }
  await browser.close();
  process.exit(bad);
})().catch(e => {
  console.log("FAIL report page: " + e.message);
  process.exit(1);
});
