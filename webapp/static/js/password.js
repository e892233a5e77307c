// Fields for passwords: a button shows what was typed, and a new password is measured while it is typed.
// The server alone decides which passwords count; what stands here is an estimate, and helps to choose.
// A block keeps these names apart from those of the other scripts that come in the same file.
{
  const SHORTEST = 12;
  const FAIR_BITS = 40;
  const STRONG_BITS = 60;
  // What one word of a sentence adds, and how many letters without a space are taken for one.
  const WORD_BITS = 13;
  const WORD_LETTERS = 6;
  const BITS_OF = [[/^\p{Ll}$/u, 4.7], [/^\p{Lu}$/u, 5.2], [/^\d$/, 3.3], [/^ $/, 0]];
  const OTHER_BITS = 6;
  const PAUSE_MS = 700;

  function bitsOfCharacters(characters) {
    let bits = 0;
    let before = 0;
    for (const character of characters) {
      const code = character.codePointAt(0);
      const follows = Math.abs(code - before) <= 1;
      bits += follows ? 0.5 : (BITS_OF.find(([kind]) => kind.test(character))?.[1] ?? OTHER_BITS);
      before = code;
    }
    return bits;
  }

  function estimatedBits(secret) {
    const seen = new Set();
    let bits = 0;
    for (const part of secret.match(/\p{L}+|[^\p{L}]+/gu) ?? []) {
      const small = part.toLowerCase();
      if (seen.has(small) && small.trim()) {
        bits += 1;
      } else if (/\p{L}/u.test(part)) {
        const words = Math.max(1, part.length / WORD_LETTERS);
        bits += Math.min(bitsOfCharacters(part), words * WORD_BITS);
      } else {
        bits += bitsOfCharacters(part);
      }
      seen.add(small);
    }
    return bits;
  }

  function strengthOf(typed) {
    const secret = typed.normalize("NFKC").replace(/ +/g, " ");
    const length = [...secret].length;
    if (length < SHORTEST) return ["short", `Too short: ${length} of ${SHORTEST} characters.`];
    const bits = estimatedBits(secret);
    if (bits < FAIR_BITS) return ["weak", "Weak: easy to guess. Another word or two would help."];
    if (bits < STRONG_BITS) return ["fair", "Fair: another word would make it strong."];
    return ["strong", "Strong, if you use it nowhere else."];
  }

  function element(tag, attributes, ...content) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...content);
    return made;
  }

  function addShowing(field) {
    const verb = element("span", {}, "Show");
    // The name stands in the button's text: a label of its own would be taken for that of a field.
    const button = element("button", { type: "button", class: "govuk-button govuk-button--secondary password-shown", "aria-controls": field.id },
      verb, element("span", { class: "govuk-visually-hidden" }, " password"));
    const told = element("span", { class: "govuk-visually-hidden", role: "status" });
    field.after(button, told);
    field.closest(".govuk-form-group")?.classList.add("password-field");
    const show = (shown) => {
      field.type = shown ? "text" : "password";
      verb.textContent = shown ? "Hide" : "Show";
      told.textContent = shown ? "Your password is shown." : "Your password is hidden.";
    };
    button.addEventListener("click", () => show(field.type === "password"));
    // Browsers offer to keep what was sent as a password, and remember what was sent as text.
    field.form?.addEventListener("submit", () => { if (field.type !== "password") show(false); });
    window.addEventListener("pagehide", () => { if (field.type !== "password") show(false); });
  }

  function addStrength(field) {
    const bar = element("span", { class: "password-strength__bar", "aria-hidden": "true" }, element("span", {}));
    const words = element("span", { class: "password-strength__words" });
    const shown = element("div", { id: "password-strength", class: "password-strength", hidden: "" }, bar, words);
    const told = element("span", { class: "govuk-visually-hidden", role: "status" });
    field.closest(".govuk-form-group").append(shown, told);
    field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), shown.id].filter(Boolean).join(" "));
    let telling = 0;
    const measure = () => {
      const [level, text] = strengthOf(field.value);
      shown.hidden = !field.value;
      shown.dataset.level = level;
      words.textContent = field.value ? text : "";
      clearTimeout(telling);
      // Read out when the typing pauses, not at each key.
      telling = setTimeout(() => { told.textContent = words.textContent; }, PAUSE_MS);
    };
    field.addEventListener("input", measure);
    if (field.value) measure();
  }

  for (const field of document.querySelectorAll("input[type=password]")) addShowing(field);
  const chosen = document.querySelector("input[name=password][autocomplete=new-password]");
  if (chosen) addStrength(chosen);
}
