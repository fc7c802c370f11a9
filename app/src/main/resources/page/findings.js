// Events beside transactions: thresholds that were passed, warnings, errors; and statistics.

function orderOf(value, kind) {
  return value === null ? (kind === 'text' ? '' : -Infinity)
    : kind === 'text' ? String(value).toLowerCase() : value;
}

/** A value; where transactions have a field of that name, it leads to those of the same value. */
function findingCell(value, field, explorer) {
  const text = valueText(value, field.kind);
  return value === null || !explorer.has(field)
    ? clipped(text)
    : clipped(text, (part) => el('button', {type: 'button', class: 'cell',
      title: 'Show its transactions', on: {click: () => explorer.only(field, value)}}, part));
}

function findingTable(finding, t, explorer) {
  const shown = finding.fields.map((f, n) => ({...f, n})).filter((f) => (finding.shown.length > 0
    ? finding.shown.includes(f.name) : finding.rows.some((r) => r.values[f.n] !== null)));
  const columns = [
    {title: 'Id', kind: 'text', style: 'id', cell: (i) => finding.rows[i].id.slice(0, 8)},
    {title: 'Time', kind: 'time', style: 'time', cell: (i) => timeText(finding.rows[i].time),
      order: (i) => finding.rows[i].time},
    ...shown.map((f) => ({title: f.title, kind: f.kind, name: f.name,
      cell: (i) => findingCell(finding.rows[i].values[f.n], f, explorer),
      order: (i) => orderOf(finding.rows[i].values[f.n], f.kind)})),
  ];
  const worst = columns.findIndex((c) => c.name === finding.worst);
  const of = areManyModules ? ` of ${finding.system}` : '';
  const title = `${finding.title}${of}: ${count(finding.count)}`
    + (finding.rows.length < finding.count ? `, the newest ${count(finding.rows.length)}` : '');
  const hasLines = finding.rows.some((r) => r.lines.length > 0);
  const table = new PagedTable({
    caption: title,
    headed: true,
    columns,
    sort: worst < 0 ? 1 : worst,
    down: true,
    words: (i) => `${finding.title}${of} ${finding.rows[i].id.slice(0, 8)}`,
    open: hasLines
      ? (i) => recordsOf(t, finding.rows[i].lines, finding.rows[i].count,
        finding.rows[i].id.slice(0, 8))
      : null,
  });
  table.take(finding.rows.keys());
  return el('div', {class: 'finding'}, el('h3', {}, title), table.node);
}

function showFindings(head, t, explorer) {
  show(byId('findings-body'), head.findings.length === 0
    ? el('p', {class: 'muted'}, 'No threshold was passed, and there was no warning and no error.')
    : head.findings.map((f) => findingTable(f, t, explorer)));
}

function statisticsTable(statistic) {
  const midnight = (millis) => local(millis).toISOString().endsWith('T00:00:00.000Z');
  const isDays = statistic.rows.every((r) => midnight(r.began));
  const sums = statistic.fields.map((f, n) => (f.kind === 'number'
    ? statistic.rows.reduce((sum, r) => sum + (r.values[n] || 0), 0) : null));
  const title = `${statistic.title} of ${statistic.system}`;
  return framed(el('table', {},
    el('caption', {}, title),
    el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, isDays ? 'Day' : 'Period'),
      statistic.fields.map((f) => el('th', {scope: 'col', class: isRight(f) ? 'number' : ''},
        f.title)))),
    el('tbody', {}, statistic.rows.map((r) => el('tr', {},
      el('th', {scope: 'row', class: 'time'}, isDays ? dayText(r.began) : timeText(r.began)),
      statistic.fields.map((f, n) => el('td', {class: isRight(f) ? 'number' : ''},
        clipped(valueText(r.values[n], f.kind))))))),
    statistic.rows.length > 1
      ? el('tfoot', {}, el('tr', {}, el('th', {scope: 'row'}, 'Sum'), sums.map((sum) =>
        el('td', {class: 'number'}, sum === null ? '' : plain(sum)))))
      : null), title);
}

function showStatistics(head) {
  show(byId('statistics-body'), head.statistics.length === 0
    ? el('p', {class: 'muted'}, 'There are no numbers of days or other'
      + ' periods: the modules keep none, or nothing of what they count was found.')
    : head.statistics.map(statisticsTable));
}
