// What a reader would do, and what comes of it: put at the end of the page by the test.
(async () => {
  const result = {};
  try {
    const wait = (ms = 150) => new Promise((done) => setTimeout(done, ms));
    const all = (selector) => [...document.querySelectorAll(selector)];
    const one = (selector) => document.querySelector(selector);
    const key = (target, name) => target.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
    const input = (target, value) => {
      if (target.type === "checkbox") target.checked = value; else target.value = value;
      target.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const ids = () => all("#rows a").map((link) => decodeURIComponent(link.getAttribute("href").slice(1)));
    const drawn = () => ({ title: one("#detail-title").textContent, map: all(".map .main-svg .scatter").length, shapes: all(".map .main-svg path.js-line, .map .main-svg path.js-fill").length, figures: all("#detail figure h3").map((head) => head.textContent), scale: all(".bar").map((bar) => bar.textContent) });

    await wait();
    // The figures follow when the plotting library has been read.
    for (let turn = 0; turn < 100 && ids().length && !one(".map .main-svg .js-line"); turn += 1) await wait(50);
    await wait();
    result.title = document.title;
    result.empty = one("#empty").hidden ? null : one("#empty").textContent;
    result.lead = one("#lead").textContent;
    result.by_rank = ids();
    if (ids().length) {
      result.first = drawn();
      const colour = () => all(".map .main-svg .js-line").map((line) => getComputedStyle(line).stroke)[0] ?? null;
      result.colours = [getComputedStyle(document.body).backgroundColor, colour()];
      dispatchEvent(new Event("beforeprint"));
      result.colours.push(colour());
      dispatchEvent(new Event("afterprint"));
      result.colours.push(colour());
      result.width = innerWidth;

      const score = all("#heads button")[5];
      score.click();
      result.score_sort = one("#heads th:nth-child(6)").getAttribute("aria-sort");
      result.by_score_downwards = ids();
      score.click();
      result.by_score_upwards = ids();
      result.score_sort_again = one("#heads th:nth-child(6)").getAttribute("aria-sort");
      all("#heads button")[0].click();

      one("#rows tr:nth-child(2)").click();
      await wait();
      result.after_click = drawn();
      result.address = location.hash;
      one("#rows tr[aria-current] a").focus();
      key(document.activeElement, "ArrowDown");
      await wait();
      result.after_arrow = drawn();
      result.focus_in_row = document.activeElement.closest("tr").getAttribute("aria-current");

      const canvas = one(".map .canvas");
      const seen = () => [...canvas.layout.xaxis.range, ...canvas.layout.yaxis.range];
      const before = seen();
      one(".zoom button").click();
      await wait();
      const zoomed = seen();
      canvas.focus();
      key(canvas, "ArrowRight");
      await wait();
      result.zoomed = (zoomed[1] - zoomed[0]) / (before[1] - before[0]);
      result.moved_east = seen()[0] > zoomed[0] && seen()[2] === zoomed[2];

      input(one("#find"), "tanker star");
      result.found = ids();
      input(one("#find"), "");
      input(one("#benign"), true);
      result.without_labels = ids();
      input(one("#benign"), false);
      input(one("#least"), "0");
      result.positive = ids();
      input(one("#least"), "");
      input(one("#kind"), "dark-dark");
      result.dark = ids();
      input(one("#kind"), "");

      result.every = [];
      for (const id of ids()) {
        location.hash = "#" + encodeURIComponent(id);
        await wait();
        const shares = all(".evidence tbody .number").map((cell) => Number(cell.textContent.replace("−", "-")));
        result.every.push({ id, ...drawn(), sum: shares.reduce((a, b) => a + b, 0), told: one(".evidence tfoot .number")?.textContent ?? null, text: one("#detail").textContent, speechless: all("#detail .canvas").flatMap((canvas) => canvas.data).filter((trace) => String(trace.hovertemplate).includes("%{text}") && !Array.isArray(trace.text)).length, unlabelled: all("#detail [role=img]:not([aria-label]), #detail button:not([aria-label]), #detail canvas").length, wide: [document.documentElement, one("#scroll"), one("#detail")].map((box) => Math.max(box.scrollWidth - box.clientWidth, 0)) });
      }
      result.foreign_elements = all("img, iframe, object, embed, #detail b, #detail script, #rows script, a[href^=javascript]").length;
    }
    result.hostile = window.hostile ?? null;
    result.requests = performance.getEntriesByType("resource").map((entry) => entry.name);
  } catch (error) {
    result.error = String(error.stack || error);
  }
  result.troubles = window.troubles;
  const out = document.createElement("script");
  out.type = "application/json";
  out.id = "result";
  out.textContent = JSON.stringify(result).replaceAll("<", "\\u003c");
  document.body.append(out);
  if (parent !== window) parent.postMessage(out.textContent, "*");
})();
