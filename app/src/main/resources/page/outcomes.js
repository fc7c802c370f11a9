// How transactions end: words, and a colour and a shape for each, so that neither is needed alone.

const OUTCOMES = {
  COMPLETED: {words: 'completed', shape: 'disc', style: 'completed', failed: false},
  FAILED: {words: 'failed', shape: 'cross', style: 'failed', failed: true},
  TIMED_OUT: {words: 'timed out', shape: 'triangle', style: 'timed-out', failed: true},
  SUPERSEDED: {words: 'superseded', shape: 'diamond', style: 'superseded', failed: false},
  END_WITHOUT_START: {words: 'end without start', shape: 'left', style: 'headless', failed: false},
  EVICTED: {words: 'evicted', shape: 'square', style: 'evicted', failed: false},
  OPEN_AT_END: {words: 'open at end', shape: 'ring', style: 'open', failed: false},
};

const OUTCOME_NAMES = Object.keys(OUTCOMES);

/** Shapes as paths around 0, 0, five units to each side. */
const SHAPES = {
  disc: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z',
  ring: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0zM-2 0a2 2 0 1 1 4 0a2 2 0 1 1 -4 0z',
  cross: 'M-4.2 -2.6L-2.6 -4.2L0 -1.6L2.6 -4.2L4.2 -2.6L1.6 0L4.2 2.6L2.6 4.2L0 1.6L-2.6 4.2L-4.2 2.6'
    + 'L-1.6 0z',
  triangle: 'M0 -4.4L4.6 3.8L-4.6 3.8z',
  diamond: 'M0 -4.8L4.8 0L0 4.8L-4.8 0z',
  left: 'M-4.4 0L3.8 -4.6L3.8 4.6z',
  square: 'M-3.8 -3.8H3.8V3.8H-3.8z',
};

/** The sign of an outcome, for the eye only: words stand beside it. */
function sign(outcome) {
  const o = OUTCOMES[outcome];
  return svg('svg', {class: 'sign', viewBox: '-6 -6 12 12', 'aria-hidden': 'true'},
    svg('path', {d: SHAPES[o.shape], class: `fill-${o.style}`}));
}

function outcomeCell(outcome) {
  return el('span', {class: 'outcome'}, sign(outcome), OUTCOMES[outcome].words);
}

/** Whether kinds of transactions are told apart, and modules: where there is more than one. */
let areManyKinds = false;
let areManyModules = false;

/** How many kinds of transactions each module has. */
let kindsOfModule = new Map();

function moduleOf(stage) {
  return stage.slice(0, stage.indexOf('/'));
}

function useKinds(head) {
  const stages = new Set(head.endings.map((e) => e.stage));
  areManyKinds = stages.size > 1;
  areManyModules = head.modules.length > 1;
  kindsOfModule = new Map();
  for (const stage of stages) {
    kindsOfModule.set(moduleOf(stage), (kindsOfModule.get(moduleOf(stage)) || 0) + 1);
  }
}

/** The kind of transactions that a stage tells, named as `module/stage`: what tells it apart. */
function kindText(stage) {
  if (stage === '') {
    return 'others';
  }
  return !areManyModules ? stage.slice(stage.indexOf('/') + 1)
    : kindsOfModule.get(moduleOf(stage)) === 1 ? moduleOf(stage) : stage;
}

/** What is told of a kind, with the kind in front where there is more than one. */
function ofKind(stage, words) {
  return areManyKinds && stage !== '' ? `${kindText(stage)}: ${words}` : words;
}

/** Lines over a colour, by which fills differ for those who do not see the colour. */
const HATCHES = ['', 'M-1 7L7 -1M3 11L11 3', 'M0 2H8M0 6H8', 'M2 0V8M6 0V8', 'M-1 1L7 9M3 -3L11 5'];
const OUTCOME_HATCH = {FAILED: 1, TIMED_OUT: 2, OPEN_AT_END: 3, SUPERSEDED: 4};

/** What fills the bars of a series: of an outcome, or of the n-th of some reasons. */
function fillOf(drawing, style, hatch) {
  const id = `hatch-${drawing}-${style}`;
  const pattern = svg('pattern',
    {id, width: 8, height: 8, patternUnits: 'userSpaceOnUse'},
    svg('rect', {width: 8, height: 8, class: `fill-${style}`}),
    HATCHES[hatch] ? svg('path', {d: HATCHES[hatch], class: 'hatch'}) : null);
  return {pattern, fill: `url(#${id})`};
}
