// A button whose key begins with `copy_` copies the field of the same name in `text_`: by finger, pointer or keyboard, and
// without asking the server. Where the clipboard is not allowed (a page without https), the old way; where that is
// not either, the text stands selected and the button says so. COPY holds the words.
(() => {
  const words = () => COPY[new URLSearchParams(location.search).get("lang") === "en" ? "en" : "id"];
  const byHand = (field) => {
    field.focus();
    field.select();
    field.setSelectionRange(0, field.value.length);
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    }
  };
  const copied = async (field) => {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      return byHand(field);
    }
  };
  const copy = async (button, field) => {
    const label = button.querySelector("p") ?? button;
    const before = (label.dataset.before ??= label.textContent);
    label.setAttribute("role", "status");
    label.textContent = (await copied(field)) ? words().copied : words().by_hand;
    setTimeout(() => (label.textContent = before), 4000);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[class*=st-key-copy_] button");
    if (!button) return;
    const key = [...button.closest("[class*=st-key-copy_]").classList].find((name) => name.startsWith("st-key-copy_"));
    const field = document.querySelector(`.${key.replace("copy_", "text_")} :is(input, textarea)`);
    if (!field) return;
    event.stopImmediatePropagation(); // nothing for the server to do
    event.preventDefault();
    copy(button, field);
  }, true);
})();
