// What the page holds: sections of compressed bytes, in base 64.

/** The bytes of a section. */
async function unpack(node) {
  const packed = atob(node.textContent);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) {
    bytes[i] = packed.charCodeAt(i);
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function section(run, part) {
  return document.querySelector(`script[data-run="${run}"][data-part="${part}"]`);
}

async function sectionText(run, part) {
  return new TextDecoder().decode(await unpack(section(run, part)));
}

/** How many runs there are. */
function runs() {
  return document.querySelectorAll('script[data-part="head"]').length;
}

/** Reads numbers of 7 bits in a byte, the last byte without the eighth. */
class Numbers {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  next() {
    let byte = this.bytes[this.at++];
    let value = byte & 0x7f;
    let factor = 128;
    while (byte & 0x80) {
      byte = this.bytes[this.at++];
      value += (byte & 0x7f) * factor;
      factor *= 128;
    }
    return value;
  }

  /** A number that can be negative. */
  signed() {
    const n = this.next();
    return n % 2 === 0 ? n / 2 : -(n + 1) / 2;
  }

  into(array) {
    for (let i = 0; i < array.length; i++) {
      array[i] = this.next();
    }
    return array;
  }

  /** Numbers of which each is told by its distance from the one before. */
  distances(array) {
    let value = 0;
    for (let i = 0; i < array.length; i++) {
      value += this.signed();
      array[i] = value;
    }
    return array;
  }

  /** Numbers that may be missing. */
  sparse(array) {
    for (let i = 0; i < array.length; i++) {
      const n = this.next();
      const m = n - 1;
      array[i] = n === 0 ? NaN : m % 2 === 0 ? m / 2 : -(m + 1) / 2;
    }
    return array;
  }
}

/** The transactions of a run, in the order of their beginnings, and the log lines behind them. */
class Transactions {
  constructor(held, strings, bytes) {
    const n = held.transactions;
    this.size = n;
    this.held = held;
    this.strings = strings;
    this.ids = bytes.subarray(0, 6 * n);
    const from = new Numbers(bytes);
    from.at = 6 * n;
    this.type = from.into(new Uint16Array(n));
    this.outcome = from.into(new Uint8Array(n));
    this.reason = from.into(new Uint32Array(n));
    this.began = from.distances(new Float64Array(n));
    this.duration = from.into(new Float64Array(n));
    this.key = from.into(new Uint32Array(n));
    this.count = from.into(new Float64Array(n));
    const kept = from.into(new Uint32Array(n));
    this.flags = from.into(new Uint8Array(n));
    this.refsFrom = new Uint32Array(n + 1);
    for (let i = 0; i < n; i++) {
      this.refsFrom[i + 1] = this.refsFrom[i] + kept[i];
    }
    this.refs = from.distances(new Uint32Array(this.refsFrom[n]));
    this.fields = held.fields.map((f) => ({
      ...f,
      values: f.kind === 'text'
        ? from.into(new Uint32Array(n))
        : from.sparse(new Float64Array(n)),
    }));
    this.lineSource = from.distances(new Uint32Array(held.lines));
    this.line = from.distances(new Float64Array(held.lines));
    this.lineTime = from.distances(new Float64Array(held.found));
    this.text = new Uint8Array(0);
    this.textFrom = new Uint32Array(1);
  }

  /** Takes the text of the log lines, which come one behind the other. */
  takeText(bytes) {
    const found = this.held.found;
    this.text = bytes;
    this.textFrom = new Uint32Array(found + 1);
    let at = 0;
    for (let i = 0; i < found; i++) {
      at = bytes.indexOf(10, at) + 1;
      this.textFrom[i + 1] = at;
    }
  }

  id(i, digits = 8) {
    let text = '';
    for (let b = 0; b < 6; b++) {
      text += this.ids[6 * i + b].toString(16).padStart(2, '0');
    }
    return text.slice(0, digits);
  }

  ended(i) {
    return this.began[i] + this.duration[i];
  }

  /** The stage that tells such transactions, as `module/stage`. */
  stage(i) {
    return this.held.types[this.type[i]].stage;
  }

  reasonText(i) {
    return this.strings[this.reason[i]] || '';
  }

  value(field, i) {
    const v = field.values[i];
    return field.kind === 'text' ? (v === 0 ? null : this.strings[v]) : Number.isNaN(v) ? null : v;
  }

  /** The numbers of the log lines of a transaction, as far as they are kept. */
  lines(i) {
    return this.refs.subarray(this.refsFrom[i], this.refsFrom[i + 1]);
  }

  /** Where a log line stands. */
  place(line) {
    return `${this.held.sources[this.lineSource[line]]}:${this.line[line]}`;
  }

  /** Whether the page has the text and the time of a log line. */
  hasText(line) {
    return line + 1 < this.textFrom.length;
  }

  lineText(line) {
    const bytes = this.text.subarray(this.textFrom[line], this.textFrom[line + 1] - 1);
    return new TextDecoder().decode(bytes);
  }

  /** For each text its place in the order of texts: made once, when something is sorted by text. */
  ranks() {
    if (!this.rankOf) {
      const order = Array.from(this.strings.keys());
      const lower = this.strings.map((s) => s.toLowerCase());
      order.sort((a, b) => (lower[a] < lower[b] ? -1 : lower[a] > lower[b] ? 1 : a - b));
      this.rankOf = new Uint32Array(order.length);
      order.forEach((s, rank) => { this.rankOf[s] = rank; });
    }
    return this.rankOf;
  }
}

/** A run: what stands in its head at once, the rest when it is unpacked. */
async function loadHead(run) {
  return JSON.parse(await sectionText(run, 'head'));
}

async function loadTransactions(run, head) {
  const strings = (await sectionText(run, 'strings')).split('\n');
  return new Transactions(head.held, strings, await unpack(section(run, 'columns')));
}
