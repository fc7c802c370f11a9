// Numbers, times and durations in words: the same words that the report on the terminal uses.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far the zone of the report is ahead of UTC: [from when on, by how much], milliseconds. */
let offsets = [[-Infinity, 0]];

function useOffsets(some) {
  offsets = some.length > 0 ? some : [[-Infinity, 0]];
}

function ahead(millis) {
  let found = offsets[0][1];
  for (const [from, by] of offsets) {
    if (millis >= from) {
      found = by;
    }
  }
  return found;
}

function local(millis) {
  return new Date(millis + ahead(millis));
}

function two(n) {
  return String(n).padStart(2, '0');
}

function dayText(millis) {
  return local(millis).toISOString().slice(0, 10);
}

/** Date and time to the second. */
function timeText(millis) {
  return local(millis).toISOString().slice(0, 19).replace('T', ' ');
}

/** Date and time to the millisecond. */
function exactText(millis) {
  return local(millis).toISOString().slice(0, 23).replace('T', ' ');
}

/** As a field for date and time takes it. */
function fieldText(millis) {
  return local(millis).toISOString().slice(0, 19);
}

/** What such a field holds, in milliseconds since 1970; NaN where it is empty. */
function fieldMillis(text) {
  const utc = Date.parse(text + 'Z');
  return utc - ahead(utc - ahead(utc));
}

/** What tells ticks apart that are so far from each other. */
function tickText(millis, step) {
  const t = local(millis).toISOString();
  if (step >= DAY) {
    return t.slice(5, 10);
  }
  if (t.slice(11, 19) === '00:00:00') {
    return t.slice(5, 10);
  }
  return step >= MINUTE ? t.slice(11, 16) : step >= SECOND ? t.slice(11, 19) : t.slice(14, 23);
}

function count(n) {
  return Math.round(n).toLocaleString('en-US');
}

/** A count with the word for what is counted. */
function counted(n, one, many = `${one}s`) {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** Ports and ids are numbers too: only large ones are grouped. */
function plain(n) {
  return Math.abs(n) < 100000 ? String(n) : count(n);
}

function share(part, whole) {
  if (whole === 0) {
    return '-';
  }
  const percent = (100 * part) / whole;
  return part > 0 && percent < 0.1 ? '< 0.1 %' : `${percent.toFixed(percent < 10 ? 1 : 0)} %`;
}

function sizeText(bytes) {
  return bytes < 1024 ? `${bytes} B`
    : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KiB`
      : `${(bytes / 1048576).toFixed(1)} MiB`;
}

/** In two units at most. */
function durationText(millis) {
  const s = Math.floor(millis / 1000);
  if (s < 1) {
    return millis === 0 ? '0s' : `${Math.round(millis)}ms`;
  }
  if (s < 60) {
    return `${s}s`;
  }
  if (s < 3600) {
    return `${Math.floor(s / 60)}m${two(s % 60)}s`;
  }
  if (s < 86400) {
    return `${Math.floor(s / 3600)}h${two(Math.floor(s / 60) % 60)}m`;
  }
  return `${Math.floor(s / 86400)}d${two(Math.floor(s / 3600) % 24)}h`;
}

/** A value of a field in words. */
function valueText(value, kind) {
  if (value === null || Number.isNaN(value)) {
    return '-';
  }
  return kind === 'time' ? timeText(value)
    : kind === 'duration' ? durationText(value)
      : kind === 'number' ? plain(value)
        : String(value);
}

/** Steps of time that people count in. */
const STEPS = [
  1, 5, 10, 50, 100, 500, SECOND, 5 * SECOND, 10 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE,
  10 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY,
  28 * DAY, 91 * DAY, 364 * DAY, 3640 * DAY,
];

/** Ticks between two times, at most so many, at round times of the zone. */
function timeTicks(from, to, most) {
  const step = STEPS.find((s) => (to - from) / s <= most) || STEPS[STEPS.length - 1];
  const by = ahead(from);
  const ticks = [];
  for (let t = Math.ceil((from + by) / step) * step - by; t <= to; t += step) {
    ticks.push(t);
  }
  return {step, ticks};
}

/** A round number that is not smaller. */
function roundUp(n) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, n)));
  return [1, 2, 2.5, 5, 10].map((f) => f * power).find((f) => f >= n && Number.isInteger(f))
    || 10 * power;
}
