// What fails most: reasons by the values of a field. Which fields there are is the module's matter.

const VALUES_SHOWN = 15;
const REASONS_ACROSS = 6;

/** Characters of a reason as a heading. */
const HEADING_CLIP = 40;

/** Counts of failed transactions by value and reason. */
function crossing(t, rows, field) {
  const values = new Map();
  const reasons = new Map();
  let all = 0;
  for (const i of rows) {
    const outcome = t.held.outcomes[t.outcome[i]];
    if (!OUTCOMES[outcome].failed) {
      continue;
    }
    all++;
    // The same words of two kinds of transaction are two reasons.
    const reason = areManyKinds ? t.type[i] * t.strings.length + t.reason[i] : t.reason[i];
    reasons.set(reason, (reasons.get(reason) || 0) + 1);
    const value = field === null ? 0 : field.values[i];
    let row = values.get(value);
    if (row === undefined) {
      row = {value, total: 0, by: new Map()};
      values.set(value, row);
    }
    row.total++;
    row.by.set(reason, (row.by.get(reason) || 0) + 1);
  }
  const most = (a, b) => b[1] - a[1];
  return {
    all,
    distinct: values.size,
    rows: [...values.values()].sort((a, b) => b.total - a.total).slice(0, VALUES_SHOWN),
    reasons: [...reasons].sort(most).map(([reason]) => reason),
  };
}

/** Fields by which failures can be told apart: those that repeat, those of the table first. */
function dimensions(t) {
  const shown = new Set(t.held.types.flatMap((type) => type.shown));
  const useful = t.fields.filter((f) => {
    const seen = new Set();
    let filled = 0;
    for (let i = 0; i < t.size; i++) {
      if (f.kind === 'text' ? f.values[i] !== 0 : !Number.isNaN(f.values[i])) {
        filled++;
        seen.add(f.values[i]);
      }
    }
    return f.kind !== 'time' && f.kind !== 'duration' && seen.size > 1 && filled > 0;
  });
  return useful.sort((a, b) => Number(shown.has(b.name)) - Number(shown.has(a.name)));
}

/** Shows them for the transactions that the filter leaves; `narrow` sets a further condition. */
class Failures {
  constructor(t, narrow) {
    this.t = t;
    this.narrow = narrow;
    this.fields = dimensions(t);
    this.rows = [];
    this.choice = el('select', {id: 'failures-by', on: {change: () => this.draw()}},
      this.fields.map((f, n) => el('option', {value: n}, f.title.toLowerCase())));
    this.body = el('div', {});
    show(byId('failures-body'),
      this.fields.length === 0 ? null
        : el('p', {class: 'controls'}, el('label', {}, 'Reasons by ', this.choice)),
      this.body);
  }

  take(rows) {
    this.rows = rows;
    this.draw();
  }

  draw() {
    const t = this.t;
    const field = this.fields[Number(this.choice.value) || 0] || null;
    const c = crossing(t, this.rows, field);
    if (c.all === 0) {
      show(this.body, el('p', {class: 'muted'}, 'None of the transactions that the filter leaves'
        + ' has failed.'));
      return;
    }
    const across = c.reasons.slice(0, REASONS_ACROSS);
    const rest = c.reasons.length > across.length;
    const cell = (n, total, row, reason) => el('td', {class: 'number'}, n === 0
      ? el('span', {class: 'muted'}, '·')
      : el('button', {type: 'button', class: 'cell', title: 'Show these transactions',
        on: {click: () => this.narrow(field, row.value, reason === null ? null : reason % t.strings.length,
          reason === null || !areManyKinds ? '' : t.held.types[Math.floor(reason / t.strings.length)].stage)}},
        count(n)));
    const most = c.rows[0].total;
    const reasonName = (r) => {
      const words = t.strings[r % t.strings.length] || 'no reason';
      return areManyKinds ? ofKind(t.held.types[Math.floor(r / t.strings.length)].stage, words)
        : words;
    };
    const name = (row) => {
      const v = field.kind === 'text' ? (row.value === 0 ? null : t.strings[row.value]) : row.value;
      return valueText(v, field.kind);
    };
    const words = `${counted(c.all, 'failed transaction')} with ${counted(c.distinct, 'value', 'different values')}`
      + (c.distinct > c.rows.length ? `, the ${c.rows.length} most frequent` : '');
    show(this.body, framed(el('table', {class: 'wide'},
      el('caption', {}, field === null ? counted(c.all, 'failed transaction') : words),
      el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, field === null ? '' : field.title),
        el('th', {scope: 'col', class: 'number'}, 'Failed'),
        el('th', {scope: 'col', class: 'bar'}, 'Share'),
        across.map((r) => el('th', {scope: 'col', class: 'number folded'}, clipped(reasonName(r), undefined, HEADING_CLIP))),
        rest ? el('th', {scope: 'col', class: 'number'}, 'other reasons') : null)),
      el('tbody', {}, c.rows.map((row) => {
        const named = across.reduce((n, r) => n + (row.by.get(r) || 0), 0);
        return el('tr', {},
          el('th', {scope: 'row'}, field === null ? 'all' : clipped(name(row))),
          cell(row.total, c.all, row, null),
          el('td', {class: 'bar'},
            svg('svg', {class: 'share', viewBox: '0 0 100 8', preserveAspectRatio: 'none',
              'aria-hidden': 'true'},
              svg('rect', {width: (100 * row.total) / most, height: 8, class: 'fill-failed'})),
            el('span', {}, share(row.total, c.all))),
          across.map((r) => cell(row.by.get(r) || 0, c.all, row, r)),
          rest ? el('td', {class: 'number'}, count(row.total - named)) : null);
      }))), 'Top failures'));
  }
}
