// How long transactions took: a histogram whose buckets grow as durations do.

const BUCKETS = [0, 1, 10, 20, 50, 100, 200, 500, SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND,
  30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR,
  12 * HOUR, DAY, 2 * DAY, 7 * DAY, 30 * DAY, 365 * DAY];

/** Durations of some endings in classes: the shortest of each, and how many. */
function classesOf(endings) {
  const sums = new Map();
  for (const e of endings) {
    for (let i = 0; i < e.classes.length; i += 2) {
      sums.set(e.classes[i], (sums.get(e.classes[i]) || 0) + e.classes[i + 1]);
    }
  }
  return [...sums].sort((a, b) => a[0] - b[0]);
}

function percentile(classes, total, percent) {
  const wanted = Math.ceil((total * percent) / 100);
  let seen = 0;
  for (const [smallest, n] of classes) {
    seen += n;
    if (seen >= wanted) {
      return smallest;
    }
  }
  return 0;
}

function bucketText(i) {
  if (i === 0) {
    return '0s';
  }
  const from = durationText(BUCKETS[i]);
  return i + 1 < BUCKETS.length ? `${from} to ${durationText(BUCKETS[i + 1])}` : `from ${from}`;
}

/** Counts by bucket, from the first that is not empty to the last. */
function buckets(classes) {
  const counts = BUCKETS.map(() => 0);
  for (const [millis, n] of classes) {
    let b = BUCKETS.length - 1;
    while (BUCKETS[b] > millis) {
      b--;
    }
    counts[b] += n;
  }
  let last = counts.length - 1;
  while (last > 0 && counts[last] === 0) {
    last--;
  }
  const first = counts.findIndex((n) => n > 0);
  return counts.slice(0, last + 1)
    .map((n, i) => ({n, words: bucketText(i), label: durationText(BUCKETS[i])}))
    .slice(Math.max(0, first));
}

function histogram(list, width) {
  const [left, top, height, foot] = [52, 18, 150, 26];
  const most = roundUp(Math.max(1, ...list.map((b) => b.n)));
  const step = Math.min(72, (width - left) / list.length);
  const sparse = step < 42 ? Math.ceil(42 / step) : 1;
  const bars = list.map((b, i) => {
    const h = b.n === 0 ? 0 : Math.max(1, (b.n / most) * height);
    const x = left + i * step;
    return svg('g', {}, svg('title', {}, `${b.words}: ${count(b.n)}`),
      svg('rect', {x: x + 1, y: height - h, width: Math.max(1, step - 2), height: h,
        class: 'fill-plain'}),
      step > 34 && b.n > 0
        ? svg('text', {x: x + step / 2, y: height - h - 4, class: 'tick middle'}, count(b.n)) : null,
      i % sparse === 0
        ? svg('text', {x: x + 1, y: height + 18, class: 'tick'}, b.label) : null);
  });
  return svg('svg', {viewBox: `0 ${-top} ${width} ${height + top + foot}`, class: 'drawing',
    role: 'img', 'aria-labelledby': 'durations-words'},
    countAxis(most, height, left + step * list.length, left), bars);
}

function showDurations(head) {
  const body = byId('durations-body');
  const told = head.endings.filter((e) => e.classes.length > 0);
  if (told.length === 0) {
    show(body, el('p', {class: 'muted'}, 'There are no transactions.'));
    return;
  }
  const name = (e) => ofKind(e.stage,
    `${OUTCOMES[e.outcome].words}${e.reason ? `: ${e.reason}` : ''}`);
  const stages = areManyKinds ? [...new Set(told.map((e) => e.stage))] : [];
  const choice = el('select', {id: 'durations-of', on: {change: () => draw()}},
    el('option', {value: 'all'}, 'all transactions'),
    el('option', {value: 'failed'}, 'all that failed'),
    el('option', {value: 'completed'}, 'all that were completed'),
    stages.map((stage) => el('option', {value: stage}, `all of kind ${kindText(stage)}`)),
    told.map((e, i) => el('option', {value: i}, clip(name(e)))));
  const numbers = el('dl', {class: 'figures small'});
  const chart = el('div', {class: 'chart'});
  const words = el('p', {id: 'durations-words', class: 'muted'});
  const table = el('div', {});
  let width = 0;
  const chosen = () => (choice.value === 'all' ? told
    : choice.value === 'failed' ? told.filter((e) => OUTCOMES[e.outcome].failed)
      : choice.value === 'completed' ? told.filter((e) => e.outcome === 'COMPLETED')
        : stages.includes(choice.value) ? told.filter((e) => e.stage === choice.value)
          : [told[Number(choice.value)]]);
  const draw = () => {
    const endings = chosen();
    const classes = classesOf(endings);
    const total = classes.reduce((n, c) => n + c[1], 0);
    const list = total === 0 ? [] : buckets(classes);
    const longest = Math.max(0, ...endings.map((e) => e.longest));
    const parts = [['Median', percentile(classes, total, 50)],
      ['90th percentile', percentile(classes, total, 90)],
      ['99th percentile', percentile(classes, total, 99)], ['Longest', longest]];
    show(numbers, figure(count(total), 'Transactions'),
      parts.map(([label, d]) => figure(durationText(d), label)));
    words.textContent = `${counted(total, 'transaction')}; `
      + parts.map(([label, d]) => `${label.toLowerCase()} ${durationText(d)}`).join(', ')
      + '. Each bar is a range of durations that begins at its label; percentiles are right to 3 %.';
    show(table, framed(el('table', {}, el('caption', {}, 'Durations'),
      el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, 'Took'),
        el('th', {scope: 'col', class: 'number'}, 'Transactions'),
        el('th', {scope: 'col', class: 'number'}, 'Share'))),
      el('tbody', {}, list.map((b) => el('tr', {}, el('th', {scope: 'row', class: 'time'}, b.words),
        el('td', {class: 'number'}, count(b.n)),
        el('td', {class: 'number'}, share(b.n, total)))))), 'Durations'));
    if (width > 0) {
      show(chart, list.length ? histogram(list, width) : el('p', {class: 'muted'}, 'None.'));
    }
  };
  show(body, el('p', {class: 'controls'}, el('label', {}, 'Durations of ', choice)), numbers, chart,
    words, el('details', {}, el('summary', {}, 'The histogram as a table'), table));
  onWidth(chart, (now) => { width = now; draw(); });
  draw();
}
