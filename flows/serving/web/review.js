// A key is a button; where a correction can be chosen, the key leads to the choice, and Enter sends it.
addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return; // a key that is held judges one claim
  const target = event.target, typing = target.matches("input, textarea, select");
  if (target.matches("select") && event.key === "Enter") { event.preventDefault(); target.form.requestSubmit(); return; }
  if (event.key === "Escape" && typing) { target.blur(); return; }
  if (typing) return;
  const found = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!found) return;
  event.preventDefault();
  const choice = found.form && found.form.querySelector("select");
  if (choice) choice.focus(); else found.click();
});
