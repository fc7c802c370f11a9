// The filter, and the table of the transactions that it leaves.

/** Columns beside the fixed ones: those that the types name, else the first that have values. */
const COLUMNS_MAX = 8;

function tableFields(t) {
  const named = new Set(t.held.types.flatMap((type) => type.shown));
  const fields = named.size > 0 ? t.fields.filter((f) => named.has(f.name)) : t.fields;
  return fields.slice(0, COLUMNS_MAX);
}

function transactionColumns(t) {
  const text = (values) => (i) => t.ranks()[values[i]];
  return [
    {title: 'Id', kind: 'text', style: 'id', cell: (i) => t.id(i)},
    {title: 'Began', kind: 'time', style: 'time', cell: (i) => timeText(t.began[i]),
      order: (i) => t.began[i]},
    {title: 'Ended', kind: 'time', style: 'time ended', cell: (i) => timeText(t.ended(i)),
      order: (i) => t.ended(i)},
    {title: 'Took', kind: 'duration', cell: (i) => durationText(t.duration[i]),
      order: (i) => t.duration[i]},
    areManyKinds ? {title: 'Kind', kind: 'text', style: 'kind', cell: (i) => kindText(t.stage(i)),
      order: (i) => t.stage(i)} : null,
    {title: 'Outcome', kind: 'text', cell: (i) => outcomeCell(t.held.outcomes[t.outcome[i]]),
      order: (i) => t.outcome[i]},
    {title: 'Reason', kind: 'text', style: 'reason', cell: (i) => clipped(t.reasonText(i) || '-'), order: text(t.reason)},
    ...tableFields(t).map((f) => ({
      title: f.title,
      kind: f.kind,
      cell: (i) => clipped(valueText(t.value(f, i), f.kind)),
      order: f.kind === 'text' ? text(f.values)
        : (i) => (Number.isNaN(f.values[i]) ? -Infinity : f.values[i]),
    })),
    {title: 'Records', kind: 'number', cell: (i) => count(t.count[i]), order: (i) => t.count[i]},
  ].filter((column) => column !== null);
}

/** Ties the filter to what shows the transactions that it leaves. */
class Explorer {
  constructor(t, head) {
    this.t = t;
    this.filter = new Filter();
    this.table = new PagedTable({
      caption: 'Transactions',
      headed: true,
      columns: transactionColumns(t),
      open: (i) => details(t, i),
      words: (i) => transactionName(t, i),
      sort: 2,
      down: true,
    });
    this.makeFilter();
    this.failures = new Failures(t, (...what) => this.narrow(...what));
    this.timeline = new Timeline(t, head, {filterTime: (from, to) => this.filterTime(from, to)});
    show(byId('transactions-body'), this.table.node);
    this.clear();
  }

  present() {
    const counts = this.t.held.outcomes.map(() => 0);
    this.t.outcome.forEach((o) => { counts[o]++; });
    return this.t.held.outcomes.map((name, o) => ({name, n: counts[o]})).filter((o) => o.n > 0);
  }

  reasons() {
    const counts = new Map();
    this.t.reason.forEach((r) => { counts.set(r, (counts.get(r) || 0) + 1); });
    counts.delete(0);
    return [...counts].sort((a, b) => b[1] - a[1]).map(([r, n]) => ({text: this.t.strings[r], n}));
  }

  /** The stages whose transactions the page lists, most first. */
  stages() {
    const counts = new Map();
    for (let i = 0; i < this.t.size; i++) {
      const stage = this.t.stage(i);
      counts.set(stage, (counts.get(stage) || 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1]);
  }

  makeFilter() {
    const later = quietly(180, () => this.apply());
    this.text = el('input', {type: 'search', id: 'filter-text', autocomplete: 'off',
      spellcheck: 'false', placeholder: 'user, address, id, any words', on: {input: later}});
    this.inLines = el('input', {type: 'checkbox', id: 'filter-lines', checked: true,
      on: {change: () => this.apply()}});
    this.chips = this.present().map(({name, n}) => {
      const button = el('button', {type: 'button', class: 'chip', 'aria-pressed': 'false',
        'data-outcome': name, on: {click: () => this.toggle(name)}},
        sign(name), OUTCOMES[name].words, ' ', el('span', {class: 'muted'}, count(n)));
      return {name, button};
    });
    this.reason = el('select', {id: 'filter-reason', on: {change: () => this.apply()}},
      el('option', {value: ''}, 'any'),
      this.reasons().map((r) => el('option', {value: r.text}, `${clip(r.text)} (${count(r.n)})`)));
    this.kind = el('select', {id: 'filter-kind', on: {change: () => this.apply()}},
      el('option', {value: ''}, 'any'),
      this.stages().map(([stage, n]) =>
        el('option', {value: stage}, `${kindText(stage)} (${count(n)})`)));
    this.from = el('input', {type: 'datetime-local', step: 1, id: 'filter-from',
      on: {change: () => this.apply()}});
    this.to = el('input', {type: 'datetime-local', step: 1, id: 'filter-to',
      on: {change: () => this.apply()}});
    this.where = el('span', {class: 'where'});
    this.result = el('p', {id: 'filter-result', role: 'status'});
    show(byId('filter-body'),
      el('div', {class: 'controls'},
        el('label', {class: 'grow'}, 'Search ', this.text),
        el('label', {class: 'check'}, this.inLines, ' also in log lines'),
        areManyKinds ? el('label', {}, 'Kind ', this.kind) : null,
        el('label', {}, 'Reason ', this.reason)),
      el('div', {class: 'controls', role: 'group', 'aria-label': 'Outcomes'},
        this.chips.map((c) => c.button),
        el('button', {type: 'button', id: 'filter-clear', on: {click: () => this.clear()}},
          'Only failed ones'),
        el('button', {type: 'button', id: 'filter-all', on: {click: () => this.clear(true)}},
          'All'),
        el('label', {}, 'From ', this.from), el('label', {}, 'To ', this.to), this.where),
      this.result);
  }

  toggle(name) {
    if (!this.filter.outcomes.delete(name)) {
      this.filter.outcomes.add(name);
    }
    this.apply();
  }

  /** Goes back to all that failed, or to all. */
  clear(all = false) {
    const present = this.present().map((o) => o.name);
    const failed = present.filter((name) => OUTCOMES[name].failed);
    this.text.value = '';
    this.reason.value = '';
    this.kind.value = '';
    this.from.value = '';
    this.to.value = '';
    this.filter.where = [];
    this.filter.outcomes = new Set(all || failed.length === 0 ? present : failed);
    this.apply();
  }

  filterTime(from, to) {
    this.from.value = fieldText(Math.floor(from / 1000) * 1000);
    this.to.value = fieldText(Math.ceil(to / 1000) * 1000);
    this.apply();
  }

  /** Leaves those with a value, and with a reason and of a stage if they are given. */
  narrow(field, value, reason, stage = '', text = null) {
    if (field !== null) {
      const known = field.kind !== 'text' ? value : value === 0 ? null : this.t.strings[value];
      this.filter.where = this.filter.where.filter((w) => w.field !== field);
      this.filter.where.push({field, value,
        words: `${field.title.toLowerCase()} is ${clip(text || valueText(known, field.kind))}`});
    }
    if (reason !== null) {
      this.reason.value = this.t.strings[reason] || '';
    }
    if (stage !== '') {
      this.kind.value = stage;
    }
    this.apply();
    const heading = byId('transactions-title');
    heading.tabIndex = -1;
    heading.focus();
  }

  /** Whether transactions have such a text. */
  has(field) {
    return field.kind === 'text' && this.t.fields.some((f) => f.name === field.name
      && f.kind === 'text');
  }

  /** Leaves those with a text in a field, however they ended. */
  only(field, text) {
    this.clear(true);
    this.narrow(this.t.fields.find((f) => f.name === field.name && f.kind === 'text'),
      this.t.strings.indexOf(text, 1), null, '', text);
  }

  apply() {
    const f = this.filter;
    const t = this.t;
    f.text = this.text.value;
    f.inLines = this.inLines.checked;
    f.reason = this.reason.value;
    f.stage = this.kind.value;
    f.from = fieldMillis(this.from.value);
    f.to = fieldMillis(this.to.value);
    const began = performance.now();
    const rows = matching(t, f);
    this.took = performance.now() - began;
    this.chips.forEach((c) => c.button.setAttribute('aria-pressed', String(f.outcomes.has(c.name))));
    show(this.where, f.where.map((w) =>
      el('button', {type: 'button', class: 'chip', 'aria-label': `Remove: ${w.words}`,
        on: {click: () => {
          f.where = f.where.filter((other) => other !== w);
          this.apply();
        }}}, w.words, ' ×')));
    this.result.textContent = `${count(rows.length)} of ${counted(t.size, 'transaction')}`
      + (t.held.allTransactions > t.size
        ? ` that this page lists, of ${count(t.held.allTransactions)} in all` : '');
    document.querySelectorAll('.paper').forEach((node) => { node.textContent = this.inWords(); });
    this.table.take(rows);
    this.failures.take(rows);
    this.timeline.take(rows);
  }

  /** What the filter leaves, in words: paper shows no controls. */
  inWords() {
    const f = this.filter;
    const present = this.present().map((o) => o.name);
    const chosen = present.filter((name) => f.outcomes.has(name));
    const parts = [
      chosen.length === present.length ? 'any outcome'
        : chosen.map((name) => OUTCOMES[name].words).join(' or ') || 'no outcome',
      f.stage === '' ? '' : `of kind ${kindText(f.stage)}`,
      f.reason === '' ? '' : `reason: ${clip(f.reason)}`,
      f.text.trim() === '' ? ''
        : `with "${clip(f.text.trim())}"${f.inLines ? ', also in log lines' : ''}`,
      Number.isNaN(f.from) ? '' : `from ${timeText(f.from)}`,
      Number.isNaN(f.to) ? '' : `to ${timeText(f.to)}`,
      ...f.where.map((w) => w.words),
    ].filter((part) => part !== '');
    return `Filter: ${parts.join('; ')}. ${this.result.textContent}.`;
  }

  /** Takes notice that the text of the log lines has come. */
  textCame() {
    this.apply();
  }

  redraw() {
    this.timeline.draw();
  }
}
