// Puts the page together: first what stands in the head, then the transactions, then their text.

let explorer = null;

function useTheme(theme) {
  if (theme === 'auto') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
  if (explorer !== null) {
    explorer.redraw();
  }
}

function trouble(text) {
  const node = byId('trouble');
  node.hidden = false;
  node.textContent = text;
}

/** Until all is there, what has only its heading says why. */
function ready(isReady) {
  document.body.dataset.ready = isReady ? 'yes' : 'no';
  byId('unpacking').hidden = isReady;
}

/** What explores transactions is there where there are some. */
function offerExploring(isOffered) {
  const part = document.querySelector('.explore');
  part.hidden = !isOffered;
  for (const link of document.querySelectorAll('.sections a')) {
    link.parentElement.hidden = !isOffered && part.contains(byId(link.hash.slice(1)));
  }
}

async function showRun(run) {
  ready(false);
  const head = await loadHead(run);
  onPaper.clear();
  useOffsets(head.offsets);
  useKinds(head);
  showHead(head);
  showOutcomes(head);
  showDurations(head);
  showStatistics(head);
  const t = await loadTransactions(run, head);
  offerExploring(t.size > 0);
  explorer = new Explorer(t, head);
  showFindings(head, t, explorer);
  t.takeText(await unpack(section(run, 'text')));
  explorer.textCame();
  ready(true);
}

async function start() {
  if (typeof DecompressionStream === 'undefined') {
    trouble('This browser cannot unpack what the page holds: it needs a newer one (since 2023).');
    return;
  }
  const choice = byId('run');
  const labels = await Promise.all(Array.from({length: runs()}, (unused, run) => loadHead(run)));
  labels.forEach((head, run) => choice.append(el('option', {value: run}, head.application)));
  byId('run-label').hidden = labels.length < 2;
  choice.addEventListener('change', () => go(Number(choice.value)));
  byId('theme').addEventListener('change', (e) => useTheme(e.target.value));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
    explorer !== null && explorer.redraw());
  matchMedia('print').addEventListener('change', (e) => turnToPaper(e.matches));
  addEventListener('beforeprint', () => turnToPaper(true));
  addEventListener('afterprint', () => turnToPaper(false));
  turnToPaper(matchMedia('print').matches);
  await showRun(0);
}

function go(run) {
  showRun(run).catch(broken);
}

function broken(e) {
  byId('unpacking').hidden = true;
  trouble(`What this page holds cannot be read: ${e.message}. It may be cut off or changed.`);
  throw e;
}

start().catch(broken);
