// A link may name the part of the page that shows its figure (`bagian`: the key of a chart, or of a part without one). The
// page opens there. Charts come one after another and move what stands under them, so the page is held in its place until
// nothing moves any more, or the reader does. Back finds a page where it was left.
const landing = (() => {
  const TICK = 100, QUIET = 12, LONGEST = 300; // milliseconds; ticks without a change; ticks in all
  const main = () => document.querySelector("[data-testid=stMain]");
  const rests = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning";
  const named = (address = location.href) => new URL(address, location.href).searchParams.get("bagian");
  let timer = 0;
  const stop = () => clearInterval(timer);
  // `where` gives the scroll position to hold, or null while what is sought is not there yet. Whoever scrolls a page that
  // stood in its place and is as long as it was has taken it over, with whatever they scroll.
  const hold = (where, done) => {
    stop();
    let [quiet, ticks, stood] = [0, 0, ""];
    timer = setInterval(() => {
      const page = main(), wanted = page && where(page);
      if (!page || wanted === null) return ++ticks > LONGEST && stop();
      const [there, stands] = [Math.abs(page.scrollTop - wanted) < 2, `${wanted} of ${page.scrollHeight}`];
      if (!there && stands === stood) return stop();
      if (!there) page.scrollTop = wanted;
      stood = there ? stands : "";
      quiet = there && rests() ? quiet + 1 : 0;
      if (quiet > QUIET || ++ticks > LONGEST) stop();
      if (quiet > QUIET) done?.();
    }, TICK);
  };
  const most = (page) => page.scrollHeight - page.clientHeight;
  // A chart is found by its heading, which stands before it.
  const part = (page, name) => {
    const key = CSS.escape(name);
    const found = [...page.querySelectorAll(`h1, h2, .st-key-chart_${key}, .st-key-part_${key}`)];
    const place = found.findIndex((element) => !/^H\d$/.test(element.tagName));
    return found[place]?.matches("[class*=st-key-chart_]") ? found[place - 1] || found[place] : found[place];
  };
  const land = (name) => hold(
    (page) => {
      const sought = part(page, name);
      if (!sought) return null;
      const over = parseFloat(getComputedStyle(sought).scrollMarginTop); // what lies over the page, and some air
      const top = sought.getBoundingClientRect().top - page.getBoundingClientRect().top;
      return Math.max(0, Math.min(most(page), Math.round(page.scrollTop + top - over)));
    },
    () => {
      const sought = part(main(), name); // whoever listens or goes by keyboard is there, too
      sought.tabIndex = -1;
      sought.focus({ preventScroll: true });
    },
  );
  // Streamlit goes to the top before it says that it opens another page: what a page was left at is where it was touched.
  let touched = 0;
  for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    addEventListener(kind, (event) => {
      if (!event.isTrusted) return; // one of our own
      stop();
      touched = main()?.scrollTop ?? 0;
    }, { capture: true, passive: true });
  }
  addEventListener("popstate", (event) => {
    const seen = event.state?.seen;
    if (!event.isTrusted) return; // a link of ours: `open` knows where it leads
    if (Number.isFinite(seen)) hold((page) => (most(page) >= seen || rests() ? Math.min(seen, most(page)) : null));
    else if (named()) land(named());
  });
  if (named()) land(named());
  return {
    // Before the reader goes on: where this page is left.
    leave: () => history.replaceState({ ...history.state, seen: touched }, ""),
    // The address changed from `before`: to another part, to another page, or (`anew`) to the same page narrowed.
    open: (before, anew) => {
      const moved = location.pathname !== new URL(before).pathname;
      if (named() && (moved || anew || named() !== named(before))) land(named());
      else if (moved || anew) hold(() => 0);
    },
  };
})();
