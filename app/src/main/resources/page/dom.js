// Nodes of the page. Text gets in by textContent alone, so that nothing from a log is ever markup.

const SVG = 'http://www.w3.org/2000/svg';

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'on') {
      for (const [event, action] of Object.entries(value)) {
        node.addEventListener(event, action);
      }
    } else if (value === true) {
      node.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, value);
    }
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined) {
      node.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }
  return node;
}

/** An element with attributes, listeners under `on`, and children: nodes, or what becomes text. */
function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same in a drawing. */
function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function byId(id) {
  return document.getElementById(id);
}

/** Puts nodes in place of all that a node has. */
function show(node, ...children) {
  node.replaceChildren(...children.flat().filter((c) => c !== null && c !== undefined));
}

/** Characters of a text that are shown at once: whoever writes into a log decides on its length. */
const CLIP = 80;

/** The beginning of a text that may be long. */
function clip(text, most = CLIP) {
  if (text.length <= most) {
    return text;
  }
  const end = /[\ud800-\udbff]/.test(text[most - 2]) ? most - 2 : most - 1;
  return `${text.slice(0, end)}…`;
}

/** A text that may be long: the rest is shown when it is asked for, in a box of its own. */
function clipped(text, show = (part) => part, most = CLIP) {
  const part = clip(text, most);
  if (part === text) {
    return show(text);
  }
  const whole = el('span', {class: 'whole', tabindex: 0, hidden: true}, text);
  const more = el('button', {type: 'button', class: 'cell more', 'aria-expanded': 'false',
    'aria-label': `Whole text of ${count(text.length)} characters`, on: {click: () => {
      whole.hidden = !whole.hidden;
      more.setAttribute('aria-expanded', String(!whole.hidden));
      more.textContent = whole.hidden ? 'more' : 'less';
    }}}, 'more');
  return el('span', {class: 'clipped'}, show(part), ' ', more, whole);
}

/** A table that may be wider than the page: it scrolls in a frame that the keyboard reaches. */
function framed(table, name) {
  return el('div', {class: 'frame', tabindex: 0, role: 'region', 'aria-label': `Table: ${name}`},
    table);
}

/** Calls an action once things have been quiet for a moment. */
function quietly(millis, action) {
  let waiting = 0;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(action, millis);
  };
}

/** Calls back with the width of a node, now and whenever it changes. */
function onWidth(node, action) {
  let width = 0;
  new ResizeObserver(() => {
    const now = Math.round(node.clientWidth);
    if (now > 0 && now !== width) {
      width = now;
      action(now);
    }
  }).observe(node);
}
