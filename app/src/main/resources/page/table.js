// A table that is sorted by its headings and shown page by page; a row opens what is behind it.

const ROWS_SHOWN = 50;

/** Rows of a table on paper, which has no pages to turn: the first in the order that is shown. */
const ROWS_ON_PAPER = 1000;

let tables = 0;

/** What is shown in another way on paper; all of a run goes when another one is shown. */
const onPaper = new Set();
let isPaper = false;

function turnToPaper(now) {
  if (now !== isPaper) {
    isPaper = now;
    onPaper.forEach((shown) => shown.draw());
  }
}

/**
 * Columns: {title, kind, cell(row) -> node or text, order(row) -> number or text}. Rows are numbers.
 * `open(row)`, where it is given, makes what a row opens; `words(row)` names the row for it.
 */
class PagedTable {
  constructor({caption, columns, open, words, sort, down, headed}) {
    Object.assign(this, {caption, columns, open, words});
    tables++;
    this.number = tables;
    this.sort = sort === undefined ? -1 : sort;
    this.down = Boolean(down);
    this.rows = [];
    this.page = 0;
    this.opened = new Set();
    this.headRow = el('tr', {});
    this.body = el('tbody', {});
    // Under a heading that says the same it is for those who jump from table to table.
    this.captionNode = el('caption', {class: headed ? 'hidden' : ''});
    this.table = el('table', {class: 'wide rows'}, this.captionNode, el('thead', {}, this.headRow),
      this.body);
    this.pager = el('div', {class: 'pager'});
    this.node = el('div', {}, framed(this.table, caption), this.pager);
    this.makePager();
    this.makeHead();
    onPaper.add(this);
  }

  makeHead() {
    const heads = this.columns.map((c, n) => {
      const sorted = n === this.sort;
      return el('th', {scope: 'col', class: styleOf(c),
        'aria-sort': sorted ? (this.down ? 'descending' : 'ascending') : null},
        c.order
          ? el('button', {type: 'button', class: 'head', on: {click: () => this.sortBy(n)}}, c.title,
            el('span', {class: 'arrow', 'aria-hidden': 'true'}, sorted ? (this.down ? '▼' : '▲') : ''))
          : c.title);
    });
    show(this.headRow,
      this.open ? el('td', {class: 'opener'}, el('span', {class: 'hidden'}, 'Records')) : null, heads);
  }

  makePager() {
    const button = (text, words, action) =>
      el('button', {type: 'button', 'aria-label': words, on: {click: action}}, text);
    this.first = button('«', 'First page', () => this.goTo(0));
    this.back = button('‹', 'Page before', () => this.goTo(this.page - 1));
    this.next = button('›', 'Next page', () => this.goTo(this.page + 1));
    this.last = button('»', 'Last page', () => this.goTo(this.pages() - 1));
    this.where = el('span', {role: 'status'});
    show(this.pager, this.first, this.back, this.where, this.next, this.last);
  }

  pages() {
    return Math.max(1, Math.ceil(this.rows.length / ROWS_SHOWN));
  }

  goTo(page) {
    this.page = Math.max(0, Math.min(page, this.pages() - 1));
    this.draw();
  }

  sortBy(n) {
    this.down = n === this.sort ? !this.down : this.columns[n].kind !== 'text';
    this.sort = n;
    this.makeHead();
    this.headRow.querySelectorAll('button')[
      this.columns.slice(0, n).filter((c) => c.order).length].focus();
    this.arrange();
  }

  /** Shows other rows: anything that can be copied into an array. */
  take(rows) {
    this.rows = Array.from(rows);
    this.arrange();
  }

  arrange() {
    const column = this.columns[this.sort];
    if (column) {
      const {rows} = this;
      const keys = rows.map((row) => column.order(row));
      const sign = this.down ? -1 : 1;
      const places = Uint32Array.from(rows.keys()).sort((a, b) =>
        (keys[a] < keys[b] ? -sign : keys[a] > keys[b] ? sign : rows[a] - rows[b]));
      this.rows = Array.from(places, (place) => rows[place]);
    }
    this.page = 0;
    this.draw();
  }

  draw() {
    const from = isPaper ? 0 : this.page * ROWS_SHOWN;
    const rows = this.rows.slice(from, from + (isPaper ? ROWS_ON_PAPER : ROWS_SHOWN));
    const pages = this.pages();
    this.captionNode.textContent = this.caption;
    const left = this.rows.length - rows.length;
    this.where.textContent = this.rows.length === 0 ? 'No rows'
      : isPaper && left === 0 ? (rows.length === 1 ? '1 row' : `All ${count(rows.length)} rows`)
      : isPaper ? `The first ${counted(rows.length, 'row')} of ${count(this.rows.length)}: paper has`
        + ` room for ${count(ROWS_ON_PAPER)}, ${count(left)} more are left out`
      : `${count(from + 1)} to ${count(from + rows.length)} of ${count(this.rows.length)}`;
    this.first.disabled = this.page === 0;
    this.back.disabled = this.page === 0;
    this.next.disabled = this.page >= pages - 1;
    this.last.disabled = this.page >= pages - 1;
    this.pager.classList.toggle('single', pages === 1);
    show(this.body, rows.flatMap((row) => this.row(row)));
  }

  row(row) {
    const nodes = [];
    const isOpen = this.opened.has(row);
    const id = `table-${this.number}-row-${row}`;
    const toggle = this.open
      ? el('button', {type: 'button', class: 'toggle', 'aria-expanded': String(isOpen),
        'aria-controls': isOpen ? id : null, 'aria-label': `Records of ${this.words(row)}`,
        on: {click: () => this.toggle(row)}}, isOpen ? '−' : '+')
      : null;
    nodes.push(el('tr', {'data-row': row, class: isOpen ? 'open' : ''},
      toggle ? el('td', {class: 'opener'}, toggle) : null,
      this.columns.map((c) => el('td', {class: styleOf(c)},
        c.cell(row)))));
    if (isOpen) {
      nodes.push(el('tr', {id, class: 'inside'},
        el('td', {colspan: this.columns.length + 1}, this.open(row))));
    }
    return nodes;
  }

  toggle(row) {
    if (!this.opened.delete(row)) {
      this.opened.add(row);
    }
    this.draw();
    const button = this.body.querySelector(`tr[data-row="${row}"] button.toggle`);
    if (button) {
      button.focus();
    }
  }
}

function styleOf(column) {
  return isRight(column) ? 'number' : column.style || (column.kind === 'time' ? 'time' : '');
}

/** Times are as long as each other: they, and text, stand at the left. */
function isRight(column) {
  return column.kind === 'number' || column.kind === 'duration';
}
