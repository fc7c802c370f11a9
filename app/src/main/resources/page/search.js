// Which transactions fit the filter. Texts are looked at once each, log lines as bytes: of a hundred
// thousand transactions that takes a moment.

class Filter {
  constructor() {
    this.text = '';
    this.inLines = true;
    this.outcomes = new Set();
    this.reason = '';
    this.stage = '';
    this.from = NaN;
    this.to = NaN;
    this.where = [];
  }
}

function lowerCode(code) {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

/** Marks the log lines that hold some bytes, whatever the case of their Latin letters. */
function linesWith(t, words) {
  const marks = new Uint8Array(t.held.found);
  const wanted = new TextEncoder().encode(words).map(lowerCode);
  const n = wanted.length;
  // How far the place to look at may move on when its last byte is this one.
  const skip = new Uint32Array(256).fill(n);
  for (let i = 0; i < n - 1; i++) {
    skip[wanted[i]] = n - 1 - i;
  }
  const lower = new Uint8Array(256).map((unused, code) => lowerCode(code));
  for (let code = 0; code < 256; code++) {
    skip[code] = skip[lower[code]];
  }
  const {text, textFrom} = t;
  const last = wanted[n - 1];
  let line = 0;
  let at = n - 1;
  while (at < text.length) {
    const byte = text[at];
    if (lower[byte] === last) {
      let back = 1;
      while (back < n && lower[text[at - back]] === wanted[n - 1 - back]) {
        back++;
      }
      if (back === n) {
        while (textFrom[line + 1] <= at) {
          line++;
        }
        marks[line] = 1;
        at = textFrom[line + 1] + n - 1;
        continue;
      }
    }
    at += skip[byte];
  }
  return marks;
}

/** Marks the texts that hold some words. */
function stringsWith(t, words) {
  const marks = new Uint8Array(t.strings.length);
  const wanted = words.toLowerCase();
  for (let i = 1; i < marks.length; i++) {
    marks[i] = t.strings[i].toLowerCase().includes(wanted) ? 1 : 0;
  }
  return marks;
}

/** Tells whether a transaction holds some words: in a field, its key, its id or its log lines. */
function wordsIn(t, filter) {
  const words = filter.text.trim();
  if (words === '') {
    return null;
  }
  const strings = stringsWith(t, words);
  const lines = filter.inLines ? linesWith(t, words) : null;
  const fields = t.fields.filter((f) => f.kind === 'text');
  const numbers = /^-?\d+$/.test(words) ? t.fields.filter((f) => f.kind === 'number') : [];
  const number = Number(words);
  const digits = /^[0-9a-f]{4,12}$/i.test(words) ? words.toLowerCase() : null;
  return (i) => {
    if (strings[t.key[i]] || strings[t.reason[i]]
        || fields.some((f) => strings[f.values[i]])
        || numbers.some((f) => f.values[i] === number)
        || (digits !== null && t.id(i, 12).startsWith(digits))) {
      return true;
    }
    if (lines !== null) {
      for (let at = t.refsFrom[i]; at < t.refsFrom[i + 1]; at++) {
        if (lines[t.refs[at]]) {
          return true;
        }
      }
    }
    return false;
  };
}

/** The transactions that fit, in the order of their beginnings. */
function matching(t, filter) {
  const found = new Uint32Array(t.size);
  const outcomes = t.held.outcomes.map((name) => filter.outcomes.has(name));
  const reason = filter.reason === '' ? -1 : t.strings.indexOf(filter.reason);
  const ofStage = t.held.types.map((type) => filter.stage === '' || type.stage === filter.stage);
  const words = wordsIn(t, filter);
  let n = 0;
  for (let i = 0; i < t.size; i++) {
    if (outcomes[t.outcome[i]]
        && ofStage[t.type[i]]
        && (filter.reason === '' || t.reason[i] === reason)
        && !(t.began[i] > filter.to)
        && !(t.began[i] + t.duration[i] < filter.from)
        && filter.where.every((w) => Object.is(w.field.values[i], w.value))
        && (words === null || words(i))) {
      found[n++] = i;
    }
  }
  return found.subarray(0, n);
}
