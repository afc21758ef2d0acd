(() => {
  const form = document.getElementById("filter"), list = document.getElementById("cards"), told = document.getElementById("told");
  if (!form || !list) return;
  const cards = [...list.querySelectorAll("article")], names = ["topic", "position", "novelty", "sure", "actor", "outlet", "from", "until", "words"];
  const texts = new Map();
  const text = card => texts.get(card) || texts.set(card, card.textContent.toLowerCase()).get(card);
  const fits = (card, want) => {
    const has = card.dataset;
    return ["topic", "position", "novelty", "actor", "outlet"].every(name => !want[name] || has[name] === want[name])
      && (!want.sure || Number(has.sure) >= Number(want.sure)) && (!want.from || has.day >= want.from)
      && (!want.until || has.day <= want.until + "~") && (!want.words || want.words.toLowerCase().split(/\s+/).every(word => text(card).includes(word)));
  };
  const wanted = () => Object.fromEntries(names.map(name => [name, form.elements[name].value.trim()]).filter(([, value]) => value));
  const apply = want => {
    let shown = 0;
    for (const card of cards) { card.hidden = !fits(card, want); shown += !card.hidden; }
    told.textContent = shown === cards.length ? `${shown} claims` : `${shown} of ${cards.length} claims`;
  };
  const follow = () => {
    const hash = decodeURIComponent(location.hash.slice(1)), card = hash.startsWith("c-") && document.getElementById(hash);
    if (card) { if (card.hidden) { form.reset(); apply({}); } card.scrollIntoView(); return; }
    if (!location.hash.includes("=")) return;
    const want = new URLSearchParams(location.hash.slice(1));
    for (const name of names) form.elements[name].value = want.get(name) || "";
    apply(wanted());
    document.getElementById("claims").scrollIntoView();
  };
  form.hidden = false;
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("input", () => {
    const want = wanted();
    apply(want);
    history.replaceState(null, "", "#" + new URLSearchParams(want));
  });
  form.addEventListener("reset", () => setTimeout(() => { apply({}); history.replaceState(null, "", "#claims"); }));
  addEventListener("hashchange", follow);
  apply({});
  follow();
})();
