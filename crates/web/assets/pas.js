// Comfort for the keyboard. Every page works without it.
"use strict";

const typing = (element) =>
  element.isContentEditable || ["INPUT", "SELECT", "TEXTAREA"].includes(element.tagName);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) {
    return;
  }
  if (event.key === "/") {
    const field = document.querySelector("[data-ricerca]");
    if (field) {
      event.preventDefault();
      field.focus();
    } else {
      const link = document.querySelector("[data-vai-ricerca]");
      if (link) {
        event.preventDefault();
        link.click();
      }
    }
  } else if (event.key === "?") {
    const keys = document.getElementById("tasti");
    if (keys) {
      event.preventDefault();
      keys.open = !keys.open;
      keys.querySelector("summary").focus();
    }
  }
});

// Copies in one piece what is shown in groups: `data-copia` holds the text, or the id of its source.
for (const button of document.querySelectorAll("[data-copia]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copia);
    await navigator.clipboard.writeText(source ? source.textContent : button.dataset.copia);
    const label = button.querySelector("[data-esito]") || button;
    label.textContent = "Copiato";
  });
}

// A form that takes its time says so, and is sent once.
for (const form of document.querySelectorAll("form[data-attesa]")) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button[type=submit]");
    button.setAttribute("aria-disabled", "true");
    button.textContent = form.dataset.attesa;
    form.addEventListener("submit", (again) => again.preventDefault());
  });
}

// Back to a page that was left while its form was on the way: draw it anew.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    location.reload();
  }
});

// Printing, for who looks for a button.
for (const button of document.querySelectorAll("[data-stampa]")) {
  button.hidden = false;
  button.addEventListener("click", () => globalThis.print());
}
