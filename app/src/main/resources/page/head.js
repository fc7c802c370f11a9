// What was read, what became of it, and how far the result can be relied on.

/** Characters of a line of text that are shown at once. */
const LINE_CLIP = 400;

function figure(value, label, more, style = '') {
  return el('div', {class: `figure ${style}`},
    el('dt', {}, label),
    el('dd', {}, el('span', {class: 'value'}, value), more ? el('span', {class: 'muted'}, more) : null));
}

function figures(head) {
  const {held, records} = head;
  const all = held.allTransactions;
  return el('dl', {class: 'figures'},
    figure(count(all), 'Transactions', counted(head.endings.length, 'kind of ending', 'kinds of ending')),
    figure(count(held.allFailed), 'Failed', all ? `${share(held.allFailed, all)} of all` : '',
      held.allFailed > 0 ? 'bad' : ''),
    figure(count(records.total), 'Log records', `read in ${head.seconds.toFixed(1)} s`),
    figure(count(records.used), 'Used', share(records.used, records.total)),
    figure(count(records.ignored), 'Ignored', share(records.ignored, records.total)),
    records.failed > 0
      ? figure(count(records.failed), 'Records failed', 'a module broke on them', 'bad') : null,
    records.unreached > 0
      ? figure(count(records.unreached), 'Not reached', 'read, but stopped before them') : null,
    figure(count(records.rejected), 'Not parsed', records.rejectedFor || (records.total ? 'all were understood' : ''),
      records.rejected > 0 ? 'bad' : ''),
    figure(head.exact === null ? '-' : head.exact ? 'yes' : 'no', 'Exact',
      head.exact === null ? 'there is no record'
        : `${count(head.retimed)} re-timed, ${count(head.adjusted)} adjusted, `
          + `${count(head.evicted)} evicted`,
      head.exact === false ? 'bad' : ''));
}

function hostsText(head) {
  if (head.hostCount === 0) {
    return 'none';
  }
  const more = head.hostCount - Math.min(8, head.hosts.length);
  return head.hosts.slice(0, 8).map((h) => clip(h)).join(', ') + (more > 0 ? ` and ${count(more)} more` : '');
}

function facts(head) {
  const span = head.first === null ? 'none'
    : `${timeText(head.first)} to ${timeText(head.last)} ${head.zone}`
      + ` (${durationText(head.last - head.first)})`;
  return el('dl', {class: 'facts'},
    el('dt', {}, 'Span'), el('dd', {}, span),
    el('dt', {}, head.hostCount === 1 ? 'Host' : 'Hosts'), el('dd', {}, hostsText(head)),
    head.records.ignoredBy ? [el('dt', {}, 'Ignored'), el('dd', {}, clipped(head.records.ignoredBy, undefined, LINE_CLIP))] : null);
}

function files(head) {
  const table = el('table', {},
    el('caption', {}, head.files.length === 1 ? 'File' : `${count(head.files.length)} files`),
    el('thead', {}, el('tr', {},
      el('th', {scope: 'col'}, 'Name'), el('th', {scope: 'col'}, 'Format'),
      el('th', {scope: 'col', class: 'number'}, 'Records'),
      el('th', {scope: 'col', class: 'number'}, 'Size'))),
    el('tbody', {}, head.files.map((f) => el('tr', {},
      el('th', {scope: 'row'}, clipped(f.name)), el('td', {}, clipped(f.format, undefined, LINE_CLIP)),
      el('td', {class: 'number'}, count(f.records)),
      el('td', {class: 'number'}, sizeText(f.bytes))))));
  return framed(table, 'Files');
}

function notes(title, texts) {
  return texts.length === 0 ? null
    : el('div', {class: 'note'}, el('h3', {}, title),
      el('ul', {}, texts.map((text) => el('li', {}, clipped(text, undefined, LINE_CLIP)))));
}

function showHead(head) {
  const made = `Made ${timeText(head.made)} ${head.zone} by ${head.version}`;
  byId('title').textContent = `Correlator report: ${head.application}`;
  document.title = `Correlator report: ${head.application}`;
  byId('subtitle').textContent = `${head.description ? `${head.description}. ` : ''}${made}.`;
  byId('made').textContent = `${made}. Times are ${head.zone}. The page holds all that it shows`
    + ' and loads nothing.';
  show(byId('summary-body'),
    head.stopped
      ? el('p', {class: 'note'}, 'Stopped before the end of the input: this is what was found until'
        + ' then.')
      : null,
    head.records.used === 0 && head.records.total > 0
      ? el('p', {class: 'note'}, 'No module of this application knows these records.') : null,
    figures(head), facts(head), files(head),
    notes('What this page leaves out', head.limits), notes('Notes of the run', head.notes));
}
