// The log lines behind something, with the gaps between them.

/** Of a long transaction the first records are kept, and the last. */
const FIRST_KEPT = 8;

/** The records whose numbers these are, of so many. */
function recordsOf(t, lines, all, name) {
  const rows = [];
  const missing = all - lines.length;
  let before = NaN;
  lines.forEach((line, n) => {
    if (missing > 0 && n === FIRST_KEPT) {
      rows.push(el('tr', {class: 'muted'}, el('td', {colspan: 4},
        `${counted(missing, 'more record')}, which an event does not keep`)));
      before = NaN;
    }
    const has = t.hasText(line);
    const time = has ? t.lineTime[line] : NaN;
    rows.push(el('tr', {},
      el('td', {class: 'time'}, has ? exactText(time) : '-'),
      el('td', {class: 'number gap'}, Number.isNaN(time - before) ? ''
        : `+${durationText(time - before)}`),
      el('td', {class: 'place'}, t.place(line)),
      el('td', {class: 'line'}, has ? t.lineText(line)
        : el('span', {class: 'muted'}, 'its text is not in this page'))));
    before = time;
  });
  if (lines.length === 0) {
    rows.push(el('tr', {class: 'muted'}, el('td', {colspan: 4},
      all > 0 ? `${counted(all, 'record')}, for which this page has no room` : 'No records.')));
  }
  return framed(el('table', {class: 'records'},
    el('caption', {}, `${counted(all, 'record')} of ${name}`),
    el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, 'Time'),
      el('th', {scope: 'col', class: 'number'}, 'Gap'), el('th', {scope: 'col'}, 'Place'),
      el('th', {scope: 'col'}, 'Record'))),
    el('tbody', {}, rows)), `Records of ${name}`);
}

function transactionName(t, i) {
  const reason = t.reasonText(i);
  return `${t.id(i)}, ${ofKind(t.stage(i), OUTCOMES[t.held.outcomes[t.outcome[i]]].words)}`
    + (reason ? `: ${clip(reason)}` : '');
}

/** All that is known of a transaction. */
function details(t, i) {
  const pairs = t.fields.map((f) => [f.title, t.value(f, i), f.kind])
    .filter(([, value]) => value !== null);
  return el('div', {class: 'details'},
    el('dl', {class: 'pairs'},
      [['Id', t.id(i, 12), 'text'], ['Kind', t.stage(i), 'text'],
        ['Key', t.strings[t.key[i]], 'text'], ['Began', exactText(t.began[i]), 'text'],
        ['Ended', exactText(t.ended(i)), 'text'], ...pairs,
        ...(t.flags[i] & 1 ? [['Re-timed', 'a record came too late for its time', 'text']] : [])]
        .map(([title, value, kind]) =>
          el('div', {}, el('dt', {}, title), el('dd', {}, valueText(value, kind))))),
    recordsOf(t, Array.from(t.lines(i)), t.count[i], transactionName(t, i)));
}
