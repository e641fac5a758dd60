"use strict";
(function () {
  const root = document.documentElement;
  const said = document.getElementById("said");
  const tools = document.querySelector(".tools");
  const say = function (text) {
    said.textContent = "";
    window.setTimeout(function () { said.textContent = text; }, 30);
  };

  // without this script the buttons would do nothing: they are hidden until it runs
  tools.hidden = false;

  const themes = ["auto", "light", "dark"];
  const button = document.getElementById("theme");
  // a file that is opened in a sandbox has no storage
  const store = function (value) {
    try {
      if (value !== undefined) {
        window.localStorage.setItem("netdx-theme", value);
      }
      return window.localStorage.getItem("netdx-theme");
    } catch (e) {
      return null;
    }
  };
  const wear = function (theme) {
    if (theme === "auto") {
      root.removeAttribute("data-theme");
    } else {
      root.setAttribute("data-theme", theme);
    }
    button.textContent = "Colours: " + theme;
  };
  let theme = themes.includes(store()) ? store() : "auto";
  wear(theme);
  button.addEventListener("click", function () {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    store(theme);
    wear(theme);
  });

  const folds = function () { return Array.from(document.querySelectorAll("main details")); };
  const all = document.getElementById("open-all");
  all.addEventListener("click", function () {
    const open = folds().some(function (d) { return !d.open; });
    folds().forEach(function (d) { d.open = open; });
    all.textContent = open ? "Close all" : "Open all";
  });
  document.getElementById("print").addEventListener("click", function () { window.print(); });
  let closed = [];
  window.addEventListener("beforeprint", function () {
    closed = folds().filter(function (d) { return !d.open; });
    closed.forEach(function (d) { d.open = true; });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (d) { d.open = false; });
    closed = [];
  });
  // who follows a link to a folded sheet wants to see what is in it
  const unfold = function () {
    const target = window.location.hash.length > 1 ? document.getElementById(window.location.hash.slice(1)) : null;
    for (let e = target; e !== null; e = e.parentElement) {
      if (e.tagName === "DETAILS") {
        e.open = true;
      }
    }
  };
  window.addEventListener("hashchange", unfold);
  unfold();

  // the keyboard stops at what has to be scrolled, and only there
  const reach = function () {
    document.querySelectorAll(".scroll, .table, pre").forEach(function (frame) {
      if (frame.scrollWidth > frame.clientWidth + 1 || frame.scrollHeight > frame.clientHeight + 1) {
        frame.tabIndex = 0;
      } else {
        frame.removeAttribute("tabindex");
      }
    });
  };
  window.addEventListener("resize", reach);
  document.addEventListener("toggle", reach, true);
  reach();

  const filters = document.querySelector(".filters");
  if (filters !== null) {
    filters.hidden = false;
    const find = document.getElementById("find");
    const family = document.getElementById("family");
    const verdicts = Array.from(document.querySelectorAll(".of-verdict"));
    const clusters = Array.from(document.querySelectorAll(".of-cluster"));
    const matches = document.getElementById("matches");
    const filter = function () {
      const words = find.value.toLowerCase().split(" ").filter(function (w) { return w !== ""; });
      const wanted = verdicts.filter(function (v) { return v.checked; }).map(function (v) { return v.value; });
      let shown = 0;
      clusters.forEach(function (c) {
        c.hidden = !wanted.includes(c.dataset.verdict) || family.value !== "" && !c.dataset.families.includes(" " + family.value + " ")
          || !words.every(function (w) { return c.dataset.text.includes(w); });
        shown += c.tagName === "TR" && !c.hidden ? 1 : 0;
      });
      document.querySelectorAll("[data-family]").forEach(function (cell) {
        cell.hidden = family.value !== "" && cell.dataset.family !== family.value;
      });
      matches.textContent = shown + (shown === 1 ? " cluster" : " clusters");
      reach();
    };
    filters.addEventListener("input", filter);
    document.getElementById("clear").addEventListener("click", function () {
      find.value = "";
      family.value = "";
      verdicts.forEach(function (v) { v.checked = true; });
      filter();
      find.focus();
    });
    filter();
  }

  const byHand = function (text) {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "unseen";
    document.body.appendChild(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  };
  const copied = function (from, done) {
    say(done ? "Copied" : "Could not copy; select the text");
    from.textContent = done ? "Copied" : "Select";
    from.classList.toggle("done", done);
    window.setTimeout(function () {
      from.textContent = "Copy";
      from.classList.remove("done");
    }, 1800);
  };
  document.addEventListener("click", function (event) {
    const from = event.target.closest("button.copy");
    if (from === null) {
      return;
    }
    const text = from.parentElement.querySelector("code").textContent;
    if (navigator.clipboard !== undefined) {
      navigator.clipboard.writeText(text).then(function () { copied(from, true); }, function () { copied(from, byHand(text)); });
    } else {
      copied(from, byHand(text));
    }
    from.focus();
  });
}());
