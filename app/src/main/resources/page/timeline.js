// Transactions over time, one below the other, with a mark for each of their records. From far away
// there are too many to be told apart: then bars tell how many began in each moment.

const LANE = 16;
const TOP = 24;
const EACH_MAX = 3000;
const IN_VIEW_SHOWN = 25;
const LABEL_ROOM = 70;

/** Pixels that a bar is wide at least. */
const BAR = 3;

class Timeline {
  constructor(t, head, actions) {
    this.t = t;
    this.actions = actions;
    this.rows = [];
    this.chosen = -1;
    this.scroll = 0;
    this.drawn = [];
    this.lanes = 0;
    this.bars = null;
    this.ahead = head.first === null ? 0 : head.first;
    this.behind = Math.max(head.last === null ? 1 : head.last, this.ahead + 1000);
    for (let i = 0; i < t.size; i++) {
      this.behind = Math.max(this.behind, t.ended(i));
      this.ahead = Math.min(this.ahead, t.began[i]);
    }
    this.labels = this.shown().filter((f) => f.kind === 'text').slice(0, 2);
    this.make();
    this.whole();
  }

  make() {
    const button = (text, words, action) =>
      el('button', {type: 'button', 'aria-label': words, title: words, on: {click: action}}, text);
    this.canvas = el('canvas', {tabindex: 0, role: 'application', 'aria-label': 'Timeline',
      'aria-roledescription': 'timeline', 'aria-describedby': 'timeline-help timeline-status'});
    this.status = el('p', {id: 'timeline-status', role: 'status', class: 'muted'});
    this.hint = el('p', {class: 'hint', 'aria-hidden': 'true'}, ' ');
    this.inView = el('div', {});
    this.panel = el('div', {class: 'panel'});
    this.later = quietly(150, () => this.tell());
    show(byId('timeline-body'),
      el('div', {class: 'controls', role: 'group', 'aria-label': 'Move the timeline'},
        button('+', 'Zoom in', () => this.zoom(0.5)),
        button('−', 'Zoom out', () => this.zoom(2)),
        button('←', 'Earlier', () => this.pan(-0.25)),
        button('→', 'Later', () => this.pan(0.25)),
        button('↑', 'Lanes above', () => this.climb(-4)),
        button('↓', 'Lanes below', () => this.climb(4)),
        button('Whole', 'Show the whole time', () => this.whole()),
        button('‹ Previous', 'Choose the transaction before', () => this.step(-1)),
        button('Next ›', 'Choose the next transaction', () => this.step(1)),
        button('Filter by what is in view', 'Filter by the time that is in view',
          () => this.actions.filterTime(this.from, this.to))),
      this.status,
      el('div', {class: 'canvas'}, this.canvas),
      this.hint,
      el('p', {id: 'timeline-help', class: 'muted small'}, 'Click into it: then the wheel zooms'
        + ' (before, with Ctrl). + and − zoom too, dragging or the arrow keys move, N and P choose the next transaction and the one before, Enter opens its'
        + ' records, 0 shows the whole time. A mark on a bar is a record.'),
      this.panel,
      el('details', {}, el('summary', {}, 'What is in view, as a table'), this.inView));
    this.canvas.addEventListener('wheel', (e) => this.onWheel(e), {passive: false});
    this.canvas.addEventListener('keydown', (e) => this.onKey(e));
    this.listenToPointer();
    onWidth(this.canvas.parentElement, () => this.draw());
  }

  listenToPointer() {
    let from = null;
    this.canvas.addEventListener('pointerdown', (e) => {
      from = {x: e.offsetX, y: e.offsetY, left: this.from, right: this.to, scroll: this.scroll,
        moved: false};
      this.canvas.setPointerCapture(e.pointerId);
    });
    this.canvas.addEventListener('pointermove', (e) => {
      if (from === null) {
        this.pointAt(e.offsetX, e.offsetY);
        return;
      }
      const dx = e.offsetX - from.x;
      from.moved = from.moved || Math.abs(dx) + Math.abs(e.offsetY - from.y) > 3;
      if (from.moved) {
        const by = (-dx / this.width()) * (from.right - from.left);
        this.scroll = from.scroll + (from.y - e.offsetY);
        this.view(from.left + by, from.right + by);
      }
    });
    const end = (e) => {
      if (from !== null && !from.moved && e.type === 'pointerup') {
        const at = this.at(e.offsetX, e.offsetY);
        if (at >= 0) {
          this.choose(at, true);
        }
      }
      from = null;
    };
    this.canvas.addEventListener('pointerup', end);
    this.canvas.addEventListener('pointercancel', end);
    this.canvas.addEventListener('pointerleave', () => { this.hint.textContent = ' '; });
  }

  onWheel(e) {
    if (!e.ctrlKey && document.activeElement !== this.canvas) {
      return; // who scrolls past it wants to move the page
    }
    if (e.shiftKey) {
      e.preventDefault();
      this.climb(Math.sign(e.deltaY || e.deltaX) * 3);
    } else if (Math.abs(e.deltaX) > Math.abs(e.deltaY)) {
      e.preventDefault();
      this.pan(e.deltaX / this.width());
    } else {
      e.preventDefault();
      this.zoom(e.deltaY < 0 ? 0.8 : 1.25, e.offsetX / this.width());
    }
  }

  onKey(e) {
    const keys = {
      '+': () => this.zoom(0.5),
      '=': () => this.zoom(0.5),
      '-': () => this.zoom(2),
      ArrowLeft: () => this.pan(-0.1),
      ArrowRight: () => this.pan(0.1),
      ArrowUp: () => this.climb(-1),
      ArrowDown: () => this.climb(1),
      PageUp: () => this.climb(-10),
      PageDown: () => this.climb(10),
      Home: () => this.view(this.ahead, this.ahead + this.to - this.from),
      End: () => this.view(this.behind - (this.to - this.from), this.behind),
      0: () => this.whole(),
      n: () => this.step(1),
      p: () => this.step(-1),
      Enter: () => this.chosen >= 0 && this.choose(this.chosen, true),
      Escape: () => this.choose(-1, false),
    };
    const action = keys[e.key.length === 1 ? e.key.toLowerCase() : e.key];
    if (action && !e.ctrlKey && !e.metaKey && !e.altKey) {
      e.preventDefault();
      action();
    }
  }

  width() {
    return Math.max(1, this.canvas.parentElement.clientWidth);
  }

  height() {
    return this.canvas.parentElement.clientHeight;
  }

  take(rows) {
    this.rows = rows;
    this.scroll = 0;
    this.draw();
  }

  whole() {
    const room = (this.behind - this.ahead) * 0.01;
    this.view(this.ahead - room, this.behind + room);
  }

  /** Shows the time from here to there, as far as there is anything. */
  view(from, to) {
    const room = (this.behind - this.ahead) * 0.01;
    const least = this.ahead - room;
    const most = this.behind + room;
    const span = Math.min(Math.max(to - from, 10), most - least);
    this.from = Math.min(Math.max(from, least), most - span);
    this.to = this.from + span;
    this.draw();
  }

  zoom(factor, at = 0.5) {
    const span = this.to - this.from;
    const middle = this.from + span * at;
    this.view(middle - span * factor * at, middle + span * factor * (1 - at));
  }

  pan(part) {
    const by = (this.to - this.from) * part;
    this.view(this.from + by, this.to + by);
  }

  climb(lanes) {
    this.scroll += lanes * LANE;
    this.draw();
  }

  x(millis) {
    return ((millis - this.from) / (this.to - this.from)) * this.width();
  }

  /** Chooses the transaction that began next, or before. */
  step(by) {
    const rows = this.rows;
    if (rows.length === 0) {
      return;
    }
    let n = rows.indexOf(this.chosen);
    if (n < 0) {
      n = rows.findIndex((i) => this.t.began[i] >= this.from);
      n = n < 0 ? rows.length - 1 : by > 0 ? n : n - 1;
    } else {
      n += by;
    }
    const i = rows[Math.max(0, Math.min(rows.length - 1, n))];
    if (this.t.began[i] < this.from || this.t.began[i] > this.to) {
      const span = this.to - this.from;
      this.view(this.t.began[i] - span / 2, this.t.began[i] + span / 2);
    }
    if (!this.drawn.some((d) => d.i === i)) { // so near that it is drawn by itself
      const own = Math.max(this.t.duration[i], 1000);
      let span = this.to - this.from;
      while (span > own * 1.5 && this.drawn.length === 0) {
        span /= 2;
        this.view(this.t.began[i] - span * 0.1, this.t.began[i] + span * 0.9);
      }
    }
    this.choose(i, false);
  }

  /** Marks a transaction, and shows its records if wanted. */
  choose(i, open) {
    this.chosen = i;
    const at = this.drawn.find((d) => d.i === i);
    if (at) {
      const y = at.lane * LANE - this.scroll;
      if (y < 0 || y > this.height() - TOP - LANE) {
        this.scroll = at.lane * LANE - (this.height() - TOP) / 2;
      }
    }
    show(this.panel, open && i >= 0
      ? [el('h3', {}, `Chosen: ${transactionName(this.t, i)}`), details(this.t, i),
        el('button', {type: 'button', on: {click: () => {
          show(this.panel);
          this.canvas.focus();
        }}}, 'Close')]
      : null);
    this.draw();
  }

  /** The transaction that is drawn at a point, or -1. */
  at(x, y) {
    const lane = Math.floor((y - TOP + this.scroll) / LANE);
    const near = this.drawn.filter((d) => d.lane === lane && x >= d.x - 6 && x <= d.x + d.w + 6);
    return near.length === 0 ? -1 : near[near.length - 1].i;
  }

  pointAt(x, y) {
    const time = this.from + (x / this.width()) * (this.to - this.from);
    const i = this.at(x, y);
    this.canvas.classList.toggle('pointing', i >= 0);
    this.hint.textContent = this.bars !== null ? this.barWords(time) : i < 0 ? exactText(time) : `${exactText(time)}   ${this.words(i)}`;
  }

  words(i) {
    const t = this.t;
    const values = this.shown()
      .map((f) => t.value(f, i)).filter((v) => v !== null).map((v) => clip(String(v)));
    return `${transactionName(t, i)}, ${timeText(t.began[i])}, took ${durationText(t.duration[i])}, `
      + `${counted(t.count[i], 'record')}${values.length ? `, ${values.join(', ')}` : ''}`;
  }

  shown() {
    const names = new Set(this.t.held.types.flatMap((type) => type.shown));
    return this.t.fields.filter((f) => names.has(f.name));
  }

  visible() {
    const found = [];
    for (const i of this.rows) {
      if (this.t.began[i] > this.to) {
        break;
      }
      if (this.t.ended(i) >= this.from) {
        found.push(i);
      }
    }
    return found;
  }

  draw() {
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [this.width(), this.height()];
    if (this.canvas.width !== Math.round(width * ratio)) {
      this.canvas.width = Math.round(width * ratio);
    }
    if (this.canvas.height !== Math.round(height * ratio)) {
      this.canvas.height = Math.round(height * ratio);
    }
    const g = this.canvas.getContext('2d');
    g.setTransform(ratio, 0, 0, ratio, 0, 0);
    g.clearRect(0, 0, width, height);
    const style = getComputedStyle(document.documentElement);
    this.colour = (name) => style.getPropertyValue(`--${name}`).trim();
    this.seen = this.visible();
    if (this.seen.length > EACH_MAX) {
      this.drawn = [];
      this.lanes = 0;
      this.drawMany(g, width, height);
    } else {
      this.bars = null;
      this.pack();
      this.drawEach(g, width, height);
    }
    this.drawAxis(g, width, height);
    if (this.bars !== null) {
      this.drawScale(g, width, height);
    }
    this.later();
  }

  drawAxis(g, width, height) {
    const {step, ticks} = timeTicks(this.from, this.to, Math.max(2, Math.floor(width / 110)));
    g.fillStyle = this.colour('paper');
    g.fillRect(0, 0, width, TOP - 4);
    g.font = '12px system-ui, sans-serif';
    g.textBaseline = 'middle';
    for (const t of ticks) {
      const x = Math.round(this.x(t)) + 0.5;
      g.strokeStyle = this.colour('line');
      g.beginPath();
      g.moveTo(x, TOP - 6);
      g.lineTo(x, height);
      g.globalAlpha = 0.6;
      g.stroke();
      g.globalAlpha = 1;
      g.fillStyle = this.colour('muted');
      g.textAlign = 'center';
      g.fillText(tickText(t, step), Math.max(24, Math.min(x, width - 24)), 9);
    }
  }

  /** Bars of how many began in each of some equal times, by outcome; as narrow as can be seen. */
  drawMany(g, width, height) {
    const span = this.to - this.from;
    const step = STEPS.find((s) => (s / span) * width >= BAR) || STEPS[STEPS.length - 1];
    const by = ahead(this.from); // so that days begin where those of the zone do
    const first = Math.floor((this.from + by) / step);
    const columns = Math.floor((this.to + by) / step) - first + 1;
    const names = this.t.held.outcomes;
    const counts = names.map(() => new Uint32Array(columns));
    const totals = new Uint32Array(columns);
    for (const i of this.seen) {
      const c = Math.floor((this.t.began[i] + by) / step) - first;
      if (c >= 0 && c < columns) {
        counts[this.t.outcome[i]][c]++;
        totals[c]++;
      }
    }
    const most = roundUp(totals.reduce((a, b) => Math.max(a, b), 1));
    this.bars = {step, first: first * step - by, counts, totals, most};
    const room = height - TOP - 4;
    const bar = Math.max(1, (step / span) * width - 0.6);
    for (let c = 0; c < columns; c++) {
      let y = height;
      names.forEach((name, o) => {
        const h = (counts[o][c] / most) * room;
        if (h > 0) {
          g.fillStyle = this.colour(OUTCOMES[name].style);
          g.fillRect(this.x(this.bars.first + c * step), y - h, bar, h);
          y -= h;
        }
      });
    }
  }

  /** How many a bar of some height tells. */
  drawScale(g, width, height) {
    const room = height - TOP - 4;
    g.font = '12px system-ui, sans-serif';
    g.textAlign = 'left';
    g.textBaseline = 'bottom';
    for (const part of [0.25, 0.5, 0.75, 1]) {
      const n = this.bars.most * part;
      if (!Number.isInteger(n)) {
        continue;
      }
      const y = Math.round(height - part * room) + 0.5;
      g.strokeStyle = this.colour('line');
      g.beginPath();
      g.moveTo(0, y);
      g.lineTo(width, y);
      g.stroke();
      const text = count(n);
      g.fillStyle = this.colour('paper');
      g.globalAlpha = 0.85; // a bar may stand behind it
      g.fillRect(0, part === 1 ? y + 1 : y - 15, g.measureText(text).width + 8, 14);
      g.globalAlpha = 1;
      g.fillStyle = this.colour('muted');
      g.fillText(text, 4, part === 1 ? y + 15 : y - 1);
    }
  }

  /** What the bar at a time tells. */
  barWords(millis) {
    const {step, first, counts, totals} = this.bars;
    const c = Math.floor((millis - first) / step);
    const from = first + c * step;
    const parts = this.t.held.outcomes.map((name, o) => ({name, n: counts[o][c] || 0}))
      .filter((o) => o.n > 0).map((o) => `${OUTCOMES[o.name].words} ${count(o.n)}`);
    return `${timeText(from)} to ${timeText(from + step)}   ${counted(totals[c] || 0, 'transaction')}`
      + ` began${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
  }

  /** Puts each into the first lane that is free. */
  pack() {
    const ends = [];
    const before = [];
    this.drawn = this.seen.map((i) => {
      const x = this.x(this.t.began[i]);
      const w = Math.max(2, this.x(this.t.ended(i)) - x);
      let lane = 0;
      while (lane < ends.length && ends[lane] > x) {
        lane++;
      }
      ends[lane] = x + w + 16;
      const drawn = {i, x, w, lane, room: this.width() - x - w - 16};
      if (before[lane]) { // how much is left behind the one before
        before[lane].room = x - before[lane].x - before[lane].w - 18;
      }
      before[lane] = drawn;
      return drawn;
    });
    this.lanes = ends.length;
    const most = Math.max(0, this.lanes * LANE - (this.height() - TOP) + LANE);
    this.scroll = Math.max(0, Math.min(this.scroll, most));
  }

  drawEach(g, width, height) {
    const t = this.t;
    const shapes = this.shapes || (this.shapes = Object.fromEntries(
      Object.entries(SHAPES).map(([name, d]) => [name, new Path2D(d)])));
    g.save();
    g.beginPath();
    g.rect(0, TOP - 4, width, height);
    g.clip();
    g.font = '11px system-ui, sans-serif';
    g.textAlign = 'left';
    g.textBaseline = 'middle';
    for (const d of this.drawn) {
      const y = TOP + d.lane * LANE + LANE / 2 - this.scroll;
      if (y < TOP - LANE || y > height + LANE) {
        continue;
      }
      const o = OUTCOMES[t.held.outcomes[t.outcome[d.i]]];
      const left = Math.max(-10, d.x);
      const right = Math.min(width + 10, d.x + d.w);
      if (d.i === this.chosen) {
        g.fillStyle = this.colour('chosen');
        g.fillRect(left - 8, y - LANE / 2, right - left + 22, LANE);
      }
      g.fillStyle = this.colour(o.style);
      g.globalAlpha = 0.45;
      g.fillRect(left, y - 2, Math.max(1, right - left), 4);
      g.globalAlpha = 1;
      this.drawSteps(g, d.i, y, width);
      g.setTransform(...this.placed(d.x + d.w + 5, y));
      g.fill(shapes[o.shape], 'evenodd');
      g.setTransform(...this.placed(0, 0));
      if (d.room > LABEL_ROOM) {
        g.fillStyle = this.colour('muted');
        g.fillText(this.label(d.i, d.room), d.x + d.w + 14, y);
      }
    }
    g.restore();
    if (this.drawn.length === 0) {
      g.fillStyle = this.colour('muted');
      g.font = '14px system-ui, sans-serif';
      g.textAlign = 'center';
      g.fillText(this.rows.length === 0 ? 'The filter leaves no transaction.'
        : 'No transaction in this time.', width / 2, height / 2);
    }
  }

  /** What tells a transaction from others, as far as there is room. */
  label(i, room) {
    const t = this.t;
    const values = this.labels.map((f) => t.value(f, i)).filter((v) => v !== null);
    const text = values.length ? values.join(' ') : t.reasonText(i);
    return text.length * 6 <= room ? text : `${text.slice(0, Math.floor(room / 6) - 1)}…`;
  }

  placed(x, y) {
    const ratio = window.devicePixelRatio || 1;
    return [ratio, 0, 0, ratio, x * ratio, y * ratio];
  }

  /** A mark for each record; where they are too dense for the eye one for several. */
  drawSteps(g, i, y, width) {
    const t = this.t;
    let before = -10;
    for (const line of t.lines(i)) {
      if (!t.hasText(line)) {
        continue;
      }
      const x = this.x(t.lineTime[line]);
      if (x >= -2 && x <= width + 2 && x - before >= 1.5) {
        g.fillRect(x - 0.75, y - 5, 1.5, 10);
        before = x;
      }
    }
  }

  /** Says in words what is drawn. */
  tell() {
    const n = this.seen.length;
    if (this.t.size === 0) {
      this.status.textContent = 'There are no transactions.';
      return;
    }
    const span = `${timeText(this.from)} to ${timeText(this.to)}`;
    const far = this.bars !== null
      ? `; each bar tells how many began in ${durationText(this.bars.step)}, the scale ends at`
        + ` ${count(this.bars.most)}; zoom in to see each of them` : this.lanes > 0 ? `, in ${counted(this.lanes, 'lane')}` : '';
    const chosen = this.chosen < 0 ? '' : ` Chosen: ${this.words(this.chosen)}.`;
    this.status.textContent = `${count(n)} of ${counted(this.rows.length, 'transaction')} in view, ${span}`
      + `${far}.${chosen}`;
    const t = this.t;
    const fields = this.shown();
    const rows = this.seen.slice(0, IN_VIEW_SHOWN);
    show(this.inView, framed(el('table', {class: 'wide'},
      el('caption', {}, rows.length < n ? `The first ${rows.length} of ${count(n)} in view` : 'In view'),
      el('thead', {}, el('tr', {}, ['Id', 'Began', 'Took', ...(areManyKinds ? ['Kind'] : []), 'Outcome', 'Reason',
        ...fields.map((f) => f.title), 'Records'].map((h) => el('th', {scope: 'col'}, h)))),
      el('tbody', {}, rows.map((i) => el('tr', {},
        el('td', {}, el('button', {type: 'button', class: 'cell', title: 'Show its records',
          on: {click: () => this.choose(i, true)}}, t.id(i))),
        el('td', {class: 'time'}, exactText(t.began[i])),
        el('td', {class: 'number'}, durationText(t.duration[i])),
        areManyKinds ? el('td', {}, kindText(t.stage(i))) : null,
        el('td', {}, outcomeCell(t.held.outcomes[t.outcome[i]])),
        el('td', {class: 'reason'}, clipped(t.reasonText(i) || '-')),
        fields.map((f) => el('td', {}, clipped(valueText(t.value(f, i), f.kind)))),
        el('td', {class: 'number'}, count(t.count[i])))))), 'Transactions in view'));
  }
}
