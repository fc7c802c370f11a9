// Transactions over time: stacked bars, by outcome or by reason, and how each kind ended.

const REASONS_SHOWN = 8;

/** Series to stack: a name, what fills them, counts by slot. */
function series(head, by) {
  const sums = new Map();
  for (const s of head.slots.series) {
    const name = by === 'outcome' ? s.outcome : by === 'kind' ? kindText(s.stage)
      : ofKind(s.stage, s.reason || OUTCOMES[s.outcome].words);
    const sum = sums.get(name) || {name, counts: s.counts.map(() => 0), total: 0};
    s.counts.forEach((n, i) => { sum.counts[i] += n; sum.total += n; });
    sums.set(name, sum);
  }
  const all = [...sums.values()];
  if (by === 'outcome') {
    all.sort((a, b) => OUTCOME_NAMES.indexOf(a.name) - OUTCOME_NAMES.indexOf(b.name));
    return all.map((s) => ({...s, words: OUTCOMES[s.name].words, style: OUTCOMES[s.name].style,
      hatch: OUTCOME_HATCH[s.name] || 0}));
  }
  all.sort((a, b) => b.total - a.total);
  const shown = all.slice(0, REASONS_SHOWN).map((s, i) => ({...s, words: clip(s.name),
    style: `series-${i}`, hatch: i % HATCHES.length}));
  const rest = all.slice(REASONS_SHOWN);
  if (rest.length > 0) {
    shown.push({name: 'others', words: by === 'kind' ? counted(rest.length, 'other kind') : counted(rest.length, 'other reason'), style: 'series-rest',
      hatch: 0, total: rest.reduce((n, s) => n + s.total, 0),
      counts: rest[0].counts.map((unused, i) => rest.reduce((n, s) => n + s.counts[i], 0))});
  }
  return shown;
}

function slotText(head, i) {
  const from = head.slots.first + i * head.slots.width;
  return head.slots.width >= DAY ? dayText(from)
    : `${timeText(from)} to ${timeText(from + head.slots.width).slice(11)}`;
}

function countAxis(most, height, width, left) {
  const nodes = [];
  for (const part of [0, 0.5, 1]) {
    const y = height - part * height;
    nodes.push(svg('line', {x1: left, x2: width, y1: y, y2: y, class: part ? 'grid' : 'axis'}));
    if (Number.isInteger(most * part)) {
      nodes.push(svg('text', {x: left - 6, y: y + 4, class: 'tick end'}, count(most * part)));
    }
  }
  return nodes;
}

/** The drawing, as wide as there is room. */
function barsDrawing(head, stack, width) {
  const slots = stack.length ? stack[0].counts.length : 0;
  const totals = Array.from({length: slots}, (u, i) => stack.reduce((n, s) => n + s.counts[i], 0));
  const most = roundUp(Math.max(1, ...totals));
  const [left, top, height, foot] = [52, 10, 180, 26];
  const step = (width - left) / Math.max(1, slots);
  const gap = step > 6 ? 1.5 : step > 3 ? 0.5 : 0;
  const fills = stack.map((s) => fillOf('bars', s.style, s.hatch));
  const bars = [];
  totals.forEach((total, i) => {
    let y = height;
    const parts = stack.map((s, n) => {
      const h = (s.counts[i] / most) * height;
      y -= h;
      return h > 0 ? svg('rect', {x: left + i * step + gap / 2, y, width: Math.max(0.8, step - gap),
        height: h, fill: fills[n].fill}) : null;
    });
    if (total > 0) {
      const words = stack.filter((s) => s.counts[i] > 0)
        .map((s) => `${s.words} ${count(s.counts[i])}`).join(', ');
      bars.push(svg('g', {}, svg('title', {}, `${slotText(head, i)}: ${words}`), parts));
    }
  });
  const from = head.slots.first;
  const to = from + slots * head.slots.width;
  const {step: tickStep, ticks} = timeTicks(from, to, Math.max(2, Math.floor((width - left) / 80)));
  const marks = ticks.map((t) => {
    const x = left + ((t - from) / (to - from)) * (width - left);
    return svg('g', {}, svg('line', {x1: x, x2: x, y1: height, y2: height + 4, class: 'axis'}),
      svg('text', {x: Math.min(x, width - 18), y: height + 18, class: 'tick middle'},
        tickText(t, tickStep)));
  });
  return svg('svg', {viewBox: `0 ${-top} ${width} ${height + top + foot}`, class: 'drawing',
    role: 'img', 'aria-labelledby': 'bars-words'},
    svg('defs', {}, fills.map((f) => f.pattern)),
    countAxis(most, height, width, left), bars, marks);
}

function swatch(s) {
  const f = fillOf('legend', s.style, s.hatch);
  return svg('svg', {class: 'swatch', viewBox: '0 0 16 12', 'aria-hidden': 'true'},
    svg('defs', {}, f.pattern), svg('rect', {width: 16, height: 12, rx: 2, fill: f.fill}));
}

function legend(stack) {
  const total = stack.reduce((n, s) => n + s.total, 0);
  return el('ul', {class: 'legend'}, stack.map((s) => el('li', {}, swatch(s), s.words, ' ',
    el('span', {class: 'muted'}, `${count(s.total)}, ${share(s.total, total)}`))));
}

function slotsTable(head, stack) {
  const rows = [];
  const slots = stack.length ? stack[0].counts.length : 0;
  for (let i = 0; i < slots; i++) {
    if (stack.some((s) => s.counts[i] > 0)) {
      rows.push(el('tr', {}, el('th', {scope: 'row', class: 'time'}, slotText(head, i)),
        stack.map((s) => el('td', {class: 'number'}, count(s.counts[i])))));
    }
  }
  return framed(el('table', {},
    el('caption', {}, `Ended in each ${durationText(head.slots.width)}`),
    el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, 'Time'),
      stack.map((s) => el('th', {scope: 'col', class: 'number'}, s.words)))),
    el('tbody', {}, rows)), 'Transactions over time');
}

function endingsTable(head) {
  const total = head.endings.reduce((n, e) => n + e.count, 0);
  const most = Math.max(1, ...head.endings.map((e) => e.count));
  const heads = [areManyKinds ? ['Kind', ''] : null, ['Outcome', ''], ['Reason', ''],
    ['Count', 'number'], ['Share', 'bar'], ['Median', 'number'], ['90 %', 'number'],
    ['99 %', 'number'], ['Longest', 'number']].filter(Boolean);
  return framed(el('table', {class: 'wide'},
    el('caption', {}, 'How transactions ended, and how long they took: half, 90 and 99 of a hundred'
      + ' took no longer than this'),
    el('thead', {}, el('tr', {},
      heads.map(([text, style]) => el('th', {scope: 'col', class: style}, text)))),
    el('tbody', {}, head.endings.map((e) => el('tr', {},
      areManyKinds ? el('td', {}, kindText(e.stage)) : null,
      el('td', {}, outcomeCell(e.outcome)),
      el('th', {scope: 'row', class: 'reason'}, clipped(e.reason || '-')),
      el('td', {class: 'number'}, count(e.count)),
      el('td', {class: 'bar'},
        svg('svg', {class: 'share', viewBox: '0 0 100 8', preserveAspectRatio: 'none',
          'aria-hidden': 'true'},
          svg('rect', {width: (100 * e.count) / most, height: 8,
            class: `fill-${OUTCOMES[e.outcome].style}`})),
        el('span', {}, share(e.count, total))),
      [e.median, e.p90, e.p99, e.longest].map((d) =>
        el('td', {class: 'number'}, durationText(d))))))), 'Endings');
}

function showOutcomes(head) {
  const body = byId('outcomes-body');
  if (head.slots.series.length === 0) {
    show(body, el('p', {class: 'muted'}, 'There are no transactions.'));
    return;
  }
  const choice = el('select', {id: 'bars-by', on: {change: () => draw()}},
    el('option', {value: 'outcome'}, 'outcome'), el('option', {value: 'reason'}, 'reason'),
    areManyKinds ? el('option', {value: 'kind'}, 'kind of transaction') : null);
  const words = el('p', {id: 'bars-words', class: 'muted'});
  const chart = el('div', {class: 'chart'});
  const key = el('div', {});
  const table = el('div', {});
  let width = 0;
  const draw = () => {
    const stack = series(head, choice.value);
    words.textContent = `Transactions that ended in each ${durationText(head.slots.width)}, by `
      + `${choice.value}: ${stack.map((s) => `${s.words} ${count(s.total)}`).join(', ')}.`;
    show(key, legend(stack));
    show(table, slotsTable(head, stack));
    if (width > 0) {
      show(chart, barsDrawing(head, stack, width));
    }
  };
  show(body, el('p', {class: 'controls'}, el('label', {}, 'Stacked by ', choice)), chart, key, words,
    el('details', {}, el('summary', {}, 'The bars as a table'), table), endingsTable(head));
  onWidth(chart, (now) => { width = now; draw(); });
  draw();
}
