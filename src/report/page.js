"use strict";
// The list of documents: fifty rows at a time, made from the data in #data. All
// text goes in as text nodes and attributes, never as HTML.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const PATH = 0, OUTCOME = 1, RUN = 2, CPU = 3, SIZE = 4, WORDS = 5, QUOTES = 6, CITES = 7,
    FURNITURE = 8, NOTES = 9, HEADINGS = 10, TITLE = 11, SPEAKER = 12, DATE = 13, LANGUAGE = 14,
    OUTPUTS = 15, MESSAGES = 16, WORKS = 17;
  const PAGE = 50;
  const outcomes = ["converted", "with warnings", "failed", "not done"];
  const severities = ["note", "warning", "error"];
  const runs = new Map(data.runs.map(r => [r[0], r]));
  const $ = id => document.getElementById(id);
  const search = $("search"), show = $("show"), sort = $("sort");
  const body = $("list").tBodies[0];
  const figure = n => n.toLocaleString("en");
  const bytes = n => n < 1000 ? n + " bytes" : n < 1e6 ? (n / 1e3).toFixed(1) + " kB" : (n / 1e6).toFixed(1) + " MB";
  const time = us => us < 1e6 ? (us / 1e3).toFixed(us < 1e4 ? 1 : 0) + " ms" : (us / 1e6).toFixed(1) + " s";
  let found = [], page = 0;

  const element = (name, css, ...inside) => {
    const e = document.createElement(name);
    if (css) e.className = css;
    e.append(...inside.filter(x => x !== null && x !== ""));
    return e;
  };

  // A path of a run as a link from this page; none where its bytes are unknown.
  const href = (run, path) => {
    if (path.includes("\uFFFD")) return null;
    const [, before, inside] = runs.get(run) || [0, "", ""];
    const coded = p => p.split("/").map(encodeURIComponent).join("/");
    if (path.startsWith("/")) return data.root + coded(path.slice(1));
    if (inside && path.startsWith(inside)) return coded(path.slice(inside.length));
    return coded(before + path);
  };
  const link = (url, text) => {
    if (!url) return text;
    const a = element("a", "", text);
    a.href = url;
    a.rel = "noreferrer";
    return a;
  };

  const work = id => data.works[id] || ["", "", ""];
  const workName = w => w[0] || w[1];
  const web = url => /^https?:\/\//.test(url) ? url : null;

  const cited = (row, what) => {
    for (let i = 0; i < row[WORKS].length; i += 2) {
      const w = work(row[WORKS][i]);
      if (w[1] === what || (!w[1] && w[0] === what)) return true;
    }
    return false;
  };
  const caused = (row, what) => {
    for (let i = 0; i < row[MESSAGES].length; i += 5)
      if (data.codes[row[MESSAGES][i + 3]] === what) return true;
    return false;
  };
  const holds = (row, what) => (row[PATH] + "\n" + row[TITLE] + "\n" + row[SPEAKER] + "\n" + row[DATE])
    .toLowerCase().includes(what);

  const orders = {
    name: (a, b) => a[PATH] < b[PATH] ? -1 : a[PATH] > b[PATH] ? 1 : 0,
    title: (a, b) => a[TITLE].localeCompare(b[TITLE]),
    date: (a, b) => a[DATE] < b[DATE] ? -1 : a[DATE] > b[DATE] ? 1 : 0,
    words: (a, b) => b[WORDS] - a[WORDS],
    quotes: (a, b) => b[QUOTES] - a[QUOTES],
    cites: (a, b) => b[CITES] - a[CITES],
    time: (a, b) => b[CPU] - a[CPU],
  };

  const find = () => {
    const text = search.value.trim();
    const m = /^(cites|cause):\s*(.*)$/.exec(text);
    const test = !text ? () => true
      : m ? (m[1] === "cites" ? r => cited(r, m[2]) : r => caused(r, m[2]))
      : (low => r => holds(r, low))(text.toLowerCase());
    const only = show.value === "all" ? -1 : Number(show.value);
    found = data.rows.filter(r => (only < 0 || r[OUTCOME] === only) && test(r));
    if (orders[sort.value]) found.sort(orders[sort.value]);
    page = 0;
    put();
  };

  const messages = row => {
    const list = element("ul", "");
    for (let i = 0; i < row[MESSAGES].length; i += 5) {
      const [severity, line, col, code, text] = row[MESSAGES].slice(i, i + 5);
      list.append(element("li", "", severities[severity] + (line ? ` at ${line}:${col}` : "") + ": ",
        data.texts[text] + " ", element("code", "", data.codes[code])));
    }
    return list;
  };
  const works = row => {
    const list = element("ul", "");
    for (let i = 0; i < row[WORKS].length; i += 2) {
      const w = work(row[WORKS][i]), n = row[WORKS][i + 1];
      list.append(element("li", "", link(web(w[2]), workName(w)),
        w[1] && w[1] !== w[0] ? " " + w[1] : "", n > 1 ? ` (${n} times)` : ""));
    }
    return list;
  };
  const more = row => {
    const box = element("div", "more");
    if (row[OUTCOME] === 3) return box;
    const counts = [[row[WORDS], "words"], [row[QUOTES], "quotations"], [row[CITES], "citations"],
      [row[NOTES], "notes"], [row[HEADINGS], "headings"], [row[FURNITURE], "pieces of furniture"]];
    if (row[OUTCOME] < 2) box.append(element("p", "", counts.map(c => figure(c[0]) + " " + c[1]).join(", ")));
    box.append(element("p", "", bytes(row[SIZE]) + " read", data.languages[row[LANGUAGE]] ?
      ", language " + data.languages[row[LANGUAGE]] : "", "; source: ", link(href(row[RUN], row[PATH]), row[PATH])));
    if (row[MESSAGES].length) box.append(element("p", "", "Messages"), messages(row));
    if (row[WORKS].length) box.append(element("p", "", "Sources cited"), works(row));
    return box;
  };

  const firstError = row => {
    for (let i = 0; i < row[MESSAGES].length; i += 5)
      if (row[MESSAGES][i] === 2) return data.texts[row[MESSAGES][i + 4]];
    return "";
  };

  const rowOf = row => {
    const by = [row[SPEAKER], row[DATE]].filter(Boolean).join(", ");
    const summary = element("summary", "", element("strong", "", row[TITLE] || row[PATH]),
      row[TITLE] ? element("code", "", row[PATH]) : "", by ? element("span", "by", by) : "",
      row[OUTCOME] === 2 ? element("span", "why", firstError(row)) : "");
    const details = element("details", "", summary);
    details.addEventListener("toggle", () => {
      if (details.open && details.children.length === 1) details.append(more(row));
    });
    const head = element("th", "", details);
    head.scope = "row";
    const outputs = element("td", "");
    row[OUTPUTS].slice(1).forEach(i => {
      const path = row[OUTPUTS][0] + data.suffixes[i];
      outputs.append(link(href(row[RUN], path), data.suffixes[i]), " ");
    });
    const number = n => element("td", "n", row[OUTCOME] >= 2 ? "" : n);
    return element("tr", "", head,
      element("td", "", element("span", "is is" + row[OUTCOME], outcomes[row[OUTCOME]])),
      number(figure(row[WORDS])), number(figure(row[QUOTES])), number(figure(row[CITES])),
      number(time(row[CPU])), outputs);
  };

  const put = () => {
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    page = Math.min(Math.max(page, 0), pages - 1);
    const from = page * PAGE, to = Math.min(from + PAGE, found.length);
    body.replaceChildren(...found.slice(from, to).map(rowOf));
    $("count").textContent = found.length === data.rows.length ? `${figure(found.length)} documents`
      : `${figure(found.length)} of ${figure(data.rows.length)} documents`;
    $("where").textContent = found.length ? `${figure(from + 1)}–${figure(to)} of ${figure(found.length)}` : "none";
    $("pages").hidden = pages === 1;
    $("first").disabled = $("back").disabled = page === 0;
    $("next").disabled = $("last").disabled = page === pages - 1;
  };
  const go = to => {
    page = to;
    put();
    $("documents").scrollIntoView();
  };

  // What can be looked for becomes a button that does.
  document.querySelectorAll(".find").forEach(e => {
    const button = element("button", "find", e.textContent || "Show them under Documents");
    button.type = "button";
    if (e.textContent) button.setAttribute("aria-label", `${e.textContent} documents: show them`);
    button.addEventListener("click", () => {
      search.value = e.dataset.find + e.dataset.what;
      show.value = "all";
      find();
      $("documents").scrollIntoView();
      search.focus({ preventScroll: true });
    });
    e.replaceChildren(button);
    e.classList.remove("find");
  });

  let soon = 0;
  search.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(find, 150);
  });
  show.addEventListener("change", find);
  sort.addEventListener("change", find);
  $("first").addEventListener("click", () => go(0));
  $("back").addEventListener("click", () => go(page - 1));
  $("next").addEventListener("click", () => go(page + 1));
  $("last").addEventListener("click", () => go(Infinity));
  addEventListener("beforeprint", () => document.querySelectorAll("section > details").forEach(d => { d.open = true; }));
  $("controls").hidden = $("list").hidden = false;
  find();
})();
