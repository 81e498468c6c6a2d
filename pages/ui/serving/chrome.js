// Streamlit's own buttons and notes are English only. This puts them into our words as they appear; WORDS maps, for each
// language, each English text to ours. What people typed or uploaded, and our own texts (markdown, tables), are never touched.
(() => {
  const english = () => new URLSearchParams(location.search).get("lang") === "en";
  const skip = "input, textarea, script, style, pre, code, [data-testid=stMarkdownContainer], table, .js-plotly-plot";
  const ours = "[data-testid=stFileUploader] button"; // its label stands in markdown, but is Streamlit's
  const patterns = (words) => Object.entries(words)
    .filter(([en]) => /\{(n|what)\}/.test(en))
    .map(([en, own]) => [
      new RegExp("^" + en.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace("{n}", "([\\d.,]+)").replace("{what}", "(.+)") + "$"),
      own,
    ]);
  const PATTERNS = { id: patterns(WORDS.id), en: patterns(WORDS.en) };
  const translate = (text) => {
    const [bare, lang] = [text.trim(), english() ? "en" : "id"];
    if (!bare) return null;
    if (Object.hasOwn(WORDS[lang], bare)) return text.replace(bare, WORDS[lang][bare]);
    for (const [en, own] of PATTERNS[lang]) {
      const found = bare.match(en);
      if (found) return own.replace(/\{(n|what)\}/, () => found[1]);
    }
    return null;
  };
  const visit = (root) => {
    if (root.nodeType === Node.TEXT_NODE) {
      const text = translate(root.data); // most texts are ours: where they stand is asked only of the others
      const parent = text !== null && text !== root.data && root.parentElement;
      if (parent && (!parent.closest(skip) || parent.closest(ours))) root.data = text;
      return;
    }
    if (root.nodeType !== Node.ELEMENT_NODE || root.matches("script, style, .js-plotly-plot *")) return;
    for (const element of [root, ...root.querySelectorAll("[aria-label], [title], [placeholder]")]) {
      for (const name of ["aria-label", "title", "placeholder"]) {
        const text = element.hasAttribute(name) && translate(element.getAttribute(name));
        if (text && text !== element.getAttribute(name)) element.setAttribute(name, text);
      }
    }
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) visit(walker.currentNode);
  };
  // A table that scrolls inside its frame must be reachable by keyboard, or its right half is not; one with links is.
  const reachable = () => {
    for (const table of document.querySelectorAll("[data-testid=stTable] table")) {
      const frame = table.parentElement;
      if (table.querySelector("a[href]")) {
        if (frame.tabIndex === 0) frame.removeAttribute("tabindex");
        continue;
      }
      if (frame.tabIndex === 0) continue;
      frame.tabIndex = 0;
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", table.getAttribute("aria-label") || document.title);
    }
  };
  // Streamlit puts each group of the navigation into a div inside one list, which to a screen reader is a broken list.
  // Each group becomes a list of its own, named by its words.
  const grouped = () => {
    for (const header of document.querySelectorAll("[data-testid=stNavSectionHeader]")) {
      const [group, words] = [header.parentElement, header.querySelector("p")?.textContent];
      if (!words || group.getAttribute("aria-label") === words) continue;
      group.setAttribute("role", "list");
      group.setAttribute("aria-label", words);
      group.parentElement.setAttribute("role", "presentation");
    }
  };
  // For pages/ui/paper.css. A chart keeps on paper the size it was drawn in: one too large for a sheet is made smaller.
  // The line of the chosen filters stands at the foot of each sheet.
  const MILLIMETRE = 96 / 25.4 / 0.8, WIDE = 269 * MILLIMETRE, TALL = 145 * MILLIMETRE;
  addEventListener("beforeprint", () => {
    const column = document.querySelector("[data-testid=stMainBlockContainer] > [data-testid=stVerticalBlock]");
    for (const chart of document.querySelectorAll(".js-plotly-plot")) {
      const scale = Math.min(1, WIDE / column.offsetWidth, TALL / chart.offsetHeight);
      chart.style.setProperty("--scale", scale);
    }
    const chosen = document.querySelector(".st-key-filters_printed")?.textContent.trim();
    const words = ["Cermin", chosen].filter(Boolean).join(" · ");
    const root = document.documentElement;
    root.style.setProperty("--chosen", JSON.stringify(words));
    root.dataset.drawn = getComputedStyle(document.querySelector("[data-testid=stApp]")).colorScheme;
  });
  // Charts are drawn in the colours of the theme the server knows. It learns of another with the next run only, so a
  // change of theme asks for one, as the key R does.
  let theme = null;
  setInterval(() => {
    const app = document.querySelector("[data-testid=stApp]");
    if (!app) return;
    const now = getComputedStyle(app).colorScheme;
    if (theme !== null && theme !== now) {
      for (const kind of ["keydown", "keyup"]) {
        document.dispatchEvent(new KeyboardEvent(kind, { key: "r", code: "KeyR", keyCode: 82, bubbles: true }));
      }
    }
    theme = now;
  }, 500);
  const language = () => {
    const lang = english() ? "en" : "id";
    if (document.documentElement.lang !== lang) document.documentElement.lang = lang;
  };
  // On a narrow screen the menu lies over the page. It goes when the next page opens, and when the page is touched.
  const fold = () => {
    const [menu, page] = ["stSidebar", "stMain"].map((id) => document.querySelector(`[data-testid=${id}]`));
    if (!menu || !page || menu.getBoundingClientRect().right <= page.getBoundingClientRect().left + 1) return;
    menu.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
  };
  addEventListener("popstate", fold);
  addEventListener("pointerdown", (event) => event.target.closest?.("[data-testid=stMain]") && fold());
  // A bare address is completed by the page it opens, and a click that opens a detail changes the address twice: first
  // what it asks (`dari`, which only the detail has), then the page. Neither is a step of the reader's that Back visits.
  // Where a mark or a row narrows the page it stands on, the page begins again at its top.
  const step = history.pushState.bind(history);
  let led = false;
  addEventListener("pointerdown", (event) => (led = !!event.target.closest(".js-plotly-plot")), true);
  history.pushState = (state, title, url) => {
    const before = location.href;
    const moves = new URL(url, location.href).pathname !== location.pathname;
    const halfway = moves && new URLSearchParams(location.search).has("dari") && !location.pathname.endsWith("/agency_trends");
    const completed = !moves && !location.search;
    if (moves) fold();
    if (!completed && !halfway) landing.leave();
    (completed || halfway ? history.replaceState.bind(history) : step)(state, title, url);
    landing.open(before, led);
  };
  // A link of ours in a table opens in the same visit, where Streamlit would open a new tab; a row of a table that holds
  // one is as good as the link, unless its text is being selected.
  addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const row = getSelection().isCollapsed && event.target.closest("[data-testid=stTable] tr");
    const link = event.target.closest("a[href]") || (row && row.querySelector("a[href]"));
    if (!link || !link.closest("[data-testid=stTable]") || link.origin !== location.origin) return;
    event.preventDefault();
    const before = location.href;
    landing.leave();
    step({}, "", link.href);
    landing.open(before, true);
    dispatchEvent(new PopStateEvent("popstate"));
  });
  new MutationObserver((changes) => {
    language();
    reachable();
    grouped();
    for (const change of changes) {
      if (change.type === "characterData") visit(change.target);
      else if (change.type === "attributes") visit(change.target);
      else change.addedNodes.forEach(visit);
    }
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: ["aria-label", "title", "placeholder"],
  });
  language();
  visit(document.body);
})();
