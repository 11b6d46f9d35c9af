"use strict";
// Searches what was told. Works from a folder without a server: each month comes as a script that calls tidings.month.
(function () {
  var found = document.getElementById("found");
  var state = document.getElementById("state");
  var form = document.querySelector("form.search");
  var field = document.getElementById("q");
  var months = (found.dataset.months || "").split(" ").filter(Boolean);
  var labels = JSON.parse(found.dataset.labels);
  var plurals = new Intl.PluralRules(document.documentElement.lang);
  var held = {};
  var waiting = 0;
  var asked = 0;
  var MOST = 200;

  // Letters and digits alone, without accents and case. No place moves: one character stays one.
  function plain(text) {
    var out = "";
    for (var c of text) {
      var base = c.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
      out += base.length === c.length ? base : c.toLowerCase().length === c.length ? c.toLowerCase() : c;
    }
    return out;
  }

  function spaced(word) {
    return !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(word);
  }

  // Where a word stands at the beginning of a word; anywhere in scripts that are written without spaces.
  function places(text, word) {
    var at = [], from = 0, place;
    while ((place = text.indexOf(word, from)) >= 0) {
      if (!spaced(word) || place === 0 || !/[\p{L}\p{N}]/u.test(text[place - 1])) at.push(place);
      from = place + word.length;
    }
    return at;
  }

  function marked(element, text, words) {
    var low = plain(text), cuts = [];
    words.forEach(function (word) {
      places(low, word).forEach(function (at) { cuts.push([at, at + word.length]); });
    });
    cuts.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
    var done = 0;
    cuts.forEach(function (cut) {
      if (cut[0] < done) return;
      element.append(text.slice(done, cut[0]));
      var mark = document.createElement("mark");
      mark.textContent = text.slice(cut[0], cut[1]);
      element.append(mark);
      done = cut[1];
    });
    element.append(text.slice(done));
  }

  function worded(element, text, lang, words) {
    if (lang) element.lang = lang;
    element.dir = "auto";
    marked(element, text, words);
    return element;
  }

  function hits(words) {
    var all = [];
    months.forEach(function (month) {
      (held[month] || []).slice().reverse().forEach(function (day) {
        day.stories.forEach(function (story) {
          var title = plain(story.headline);
          var lines = story.lines.map(function (line) { return plain(line.text + " " + (line.by || "")); });
          var whole = title + "\n" + lines.join("\n");
          if (!words.every(function (word) { return places(whole, word).length > 0; })) return;
          var counts = lines.map(function (line) {
            return words.filter(function (word) { return places(line, word).length > 0; }).length;
          });
          var best = counts.indexOf(Math.max.apply(null, counts.concat(0)));
          var inTitle = words.filter(function (word) { return places(title, word).length > 0; }).length;
          all.push({ day: day, story: story, line: story.lines[Math.max(best, 0)], rank: inTitle });
        });
      });
    });
    // Stable: the latest day first among equals.
    return all.sort(function (a, b) { return b.rank - a.rank; });
  }

  function show(words) {
    var all = hits(words);
    found.replaceChildren();
    all.slice(0, MOST).forEach(function (hit) {
      var item = document.createElement("li");
      var title = document.createElement("h2");
      var link = document.createElement("a");
      link.href = "days/" + hit.day.page + ".html#" + hit.story.at;
      worded(link, hit.story.headline || labels.none, hit.story.lang, words);
      title.className = "hit";
      title.append(link);
      item.append(title);
      if (hit.line) item.append(worded(document.createElement("p"), hit.line.text, hit.line.lang, words));
      var facts = document.createElement("p");
      facts.className = "facts";
      var time = document.createElement("time");
      time.dateTime = hit.day.day;
      time.textContent = hit.day.day;
      var story = document.createElement("a");
      story.href = "stories/" + hit.story.key + ".html";
      story.textContent = labels.whole;
      facts.append(time, " · ", story);
      item.append(facts);
      found.append(item);
    });
    var form = labels.stories[plurals.select(all.length)] || labels.stories.other;
    var count = form.replace("{n}", all.length);
    if (all.length > MOST) count = labels.first.replace("{found}", count).replace("{n}", MOST);
    state.textContent = waiting > 0 ? labels.soFar.replace("{found}", count) : count;
  }

  function search() {
    var query = field.value.trim();
    var words = plain(query).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    asked += 1;
    var mine = asked;
    if (words.length === 0) {
      found.replaceChildren();
      state.textContent = "";
      return;
    }
    document.title = query + " · " + document.title.split(" · ").pop();
    var missing = months.filter(function (month) { return !(month in held); });
    waiting = missing.length;
    show(words);
    // The newest month first, one after the other: what is new is there at once.
    (function next() {
      var month = missing.shift();
      if (month === undefined || mine !== asked) return;
      var script = document.createElement("script");
      script.src = "search/" + month + ".js";
      script.onload = script.onerror = function () {
        held[month] = held[month] || [];
        if (mine !== asked) return;
        waiting = missing.length;
        show(words);
        next();
      };
      document.head.append(script);
    })();
  }

  window.tidings = { month: function (name, days) { held[name] = days; } };
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    try { history.replaceState(null, "", "?q=" + encodeURIComponent(field.value)); } catch (none) { /* a folder has no history */ }
    search();
  });
  field.addEventListener("input", search);
  field.value = new URLSearchParams(location.search).get("q") || "";
  field.focus();
  search();
})();
