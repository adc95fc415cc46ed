// SPDX-License-Identifier: Apache-2.0

// The stage: a page of a case in one of five views. In: the case, its page, `state`. Out: panes,
// each a window on a sheet that holds images one upon the other and what is drawn over them.
//
// Everything on a sheet is told in millimetres; `--scale`, pixels a millimetre, stands on the
// stage, so that zooming draws nothing anew. What a view shows of the images is said in report.css.

// Which images each view puts on its panes, the lowest first.
const PANES = {
  side: [['reference'], ['output']],
  overlay: [['reference', 'output']],
  swipe: [['reference', 'output']],
  blink: [['reference', 'output']],
  heat: [['difference']],
};

const MILLIMETRES_AN_INCH = 25.4;
const CSS_PIXELS_A_MILLIMETRE = 96 / MILLIMETRES_AN_INCH;

// An element with its attributes (functions listen) and children; texts stay texts.
function make(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function draw(tag, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter(Boolean));
  return element;
}

// A path of pieces, one for each place.
function lines(places, path) {
  return places.map(path).join('');
}

function range(count, step = 1, from = 0) {
  return Array.from({ length: Math.max(0, count) }, (_, i) => from + i * step);
}

function ruler(direction, length) {
  const across = direction === 'across';
  const ticks = (step, size) => draw('path', {
    class: `each-${step}`,
    d: lines(range(length / step + 1, step),
      (mm) => across ? `M${mm} 1v-${size}` : `M1 ${mm}h-${size}`),
  });
  const box = across ? `0 0 ${length} 1` : `0 0 1 ${length}`;
  return make('div', { class: `ruler ${direction}`, 'aria-hidden': 'true' },
    draw('svg', { viewBox: box, preserveAspectRatio: 'none' },
      ticks(1, 0.25), ticks(5, 0.4), ticks(10, 1)),
    ...range(length / 10 - 1, 10).map((mm) => make('span', { style: `--at: ${mm}` }, String(mm))));
}

// Whether something on a page is not as its reference has it.
function differs(kase, { number, pixels, reference, output }) {
  return pixels > 0 || (reference === null) !== (output === null)
    || kase.findings.some(({ page }) => page === number);
}

// An image of the page, or what to say when there is none. An unchanged page has one image. That of
// a page of another size lies on the sheet as large as it is: `--across`, in millimetres.
function picture({ dpi }, page, layer) {
  const source = data.images?.[page[layer]];
  const same = layer === 'difference' && page.reference === page.output;
  const measure = ({ target }) =>
    target.style.setProperty('--across', target.naturalWidth / dpi * MILLIMETRES_AN_INCH);
  return source ? make('img', {
    class: `layer ${layer}`, src: source, alt: say(layer), draggable: 'false', load: measure,
  }) : make('p', { class: `layer ${layer} missing` }, say(same ? 'same-page' : `no-${layer}-page`));
}

// Where a finding's boxes stand on a page of some layers: what moved is boxed at its old place on
// the reference, at its new one on the output, at both where the two lie upon each other.
function boxes({ kind, page, box, before }, number, layers) {
  const isSeen = (layer) => layers.includes(layer) || layers.includes('difference');
  const was = isSeen('reference') && kind !== 'appeared';
  const is = isSeen('output') && kind !== 'vanished';
  return [
    before && before.page === number && was && { ...before, role: 'before' },
    box && page === number && (before ? is : was || is) && { ...box, role: 'now' },
  ].filter(Boolean);
}

function findingBoxes(kase, page, layers) {
  const air = 0.8; // between what is boxed and its box, in mm
  return kase.findings.flatMap((finding, index) =>
    boxes(finding, page.number, layers).map(({ x, y, width, height, role }) => draw('rect', {
      class: `box ${role}`, 'data-finding': index, rx: 0.5,
      x: x - air, y: y - air, width: width + 2 * air, height: height + 2 * air,
    }, draw('title', {}, sentence(finding) + placeTold(finding, kase)))));
}

// The type area as it lies on a page; none where the layout is not known, or the page is turned.
function areaOf(kase, page) {
  return kase.type_area && page.left !== null ? { ...kase.type_area, x: page.left } : null;
}

// The type area, and in it the cells of its lines; a cell is as high as it is wide.
function grid({ x, y, width, height, columns, lines: count }) {
  const cell = width / columns;
  const pitch = (height - cell) / (count - 1);
  const tops = range(count, pitch, y);
  return [
    draw('path', {
      class: 'grid',
      d: lines(tops, (top) => `M${x} ${top}h${width}M${x} ${top + cell}h${width}`
        + lines(range(columns + 1, cell, x), (left) => `M${left} ${top}v${cell}`)),
    }),
    draw('rect', { class: 'area', x, y, width, height }),
  ];
}

function overlays(kase, page, layers) {
  const masks = kase.masks.filter((mask) => mask.page === 0 || mask.page === page.number);
  const area = areaOf(kase, page);
  return draw('svg', { class: 'overlays', viewBox: `0 0 ${page.width} ${page.height}` },
    ...area ? grid(area) : [],
    ...masks.map(({ x, y, width, height }) => draw('rect', { class: 'mask', x, y, width, height })),
    ...findingBoxes(kase, page, layers));
}

function pane(kase, page, layers) {
  const sheet = make('div', { class: 'sheet' },
    ...layers.map((layer) => picture(kase, page, layer)), overlays(kase, page, layers));
  if (layers.length > 1) sheet.append(make('div', {
    class: 'divider', tabindex: 0, role: 'slider', 'aria-label': say('divide'),
  }));
  const { width, height } = page;
  const desk = make('div', { class: 'desk', style: `--width: ${width}; --height: ${height}` },
    make('div', { class: 'corner' }), ruler('across', width), ruler('down', height), sheet);
  const name = layers.map((layer) => say(layer)).join(' / ');
  return make('div', { class: 'window' },
    make('section', { class: 'pane', tabindex: 0, 'aria-label': name }, desk),
    ...layers.map((layer) => make('span', { class: `tag ${layer}` }, say(layer))));
}

// The panes of a page.
function panes(kase, page, view) {
  return PANES[view].map((layers) => pane(kase, page, layers));
}

// The scale at which the whole page stands in its pane.
function fittingScale(page, target) {
  const air = 28; // rulers, and a margin
  return Math.max(0.5, Math.min((target.offsetWidth - air) / page.width,
    (target.offsetHeight - air) / page.height));
}

// Sets pixels a millimetre; what lies under the pointer, else in the middle of the pane, stays.
function setScale(scale) {
  const target = stage.querySelector('.pane:hover') ?? stage.querySelector('.pane');
  const { x, y } = target.matches(':hover') ? pointer : middleOnWindow(target);
  const before = onSheet(target, x, y);
  stage.style.setProperty('--scale', scale);
  const after = onSheet(target, x, y);
  target.scrollBy((after.x - before.x) * -scale, (after.y - before.y) * -scale);
}

function middleOnWindow(target) {
  const { x, y, width, height } = target.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}

// What stands in the middle of the first pane, in millimetres of the page.
function middleOfPane() {
  const target = stage.querySelector('.pane');
  if (!target) return null;
  const { x, y } = middleOnWindow(target);
  return onSheet(target, x, y);
}

function bringToMiddle(place) {
  const middle = middleOfPane();
  if (!middle) return;
  const scale = scaleOf();
  stage.querySelector('.pane').scrollBy(
    (place.x - middle.x) * scale, (place.y - middle.y) * scale);
}

function scaleOf() {
  return Number(stage.style.getPropertyValue('--scale')) || 1;
}

// A place of the window in millimetres of the page.
function onSheet(target, x, y) {
  const sheet = target.querySelector('.sheet').getBoundingClientRect();
  return { x: (x - sheet.x) / scaleOf(), y: (y - sheet.y) / scaleOf() };
}

// "x 28.0, y 37.0 mm, line 1, cell 1"
function readout({ x, y }, area) {
  const at = say('at', { x: x.toFixed(1), y: y.toFixed(1) });
  if (!area || x < area.x || y < area.y || x >= area.x + area.width || y >= area.y + area.height) {
    return at;
  }
  const cell = area.width / area.columns;
  const pitch = (area.height - cell) / (area.lines - 1);
  return say('at-line', {
    at, line: 1 + Math.floor((y - area.y) / pitch), cell: 1 + Math.floor((x - area.x) / cell),
  });
}

// Where the pointer was last on the window.
const pointer = { x: 0, y: 0 };

// The stage answers the pointer: reads its place, pans, drags the divider, keeps panes in step.
function watchStage() {
  let start = null; // where the pointer went down
  let drag = null; // what it does with its movements
  stage.addEventListener('pointerdown', (event) => {
    const target = event.target.closest('.pane');
    if (!target || event.button !== 0) return;
    start = event;
    drag = event.target.closest('.divider') ? slide : pan;
    target.setPointerCapture(event.pointerId);
  });
  stage.addEventListener('pointermove', (event) => {
    const target = event.target.closest('.pane');
    if (!target) return;
    drag?.(target, event);
    Object.assign(pointer, { x: event.clientX, y: event.clientY });
    showPlace(target, onSheet(target, event.clientX, event.clientY));
  });
  stage.addEventListener('pointerup', (event) => {
    const box = start?.target.closest('.box');
    const far = (end) => Math.hypot(end.clientX - start.clientX, end.clientY - start.clientY);
    if (box && far(event) < 4) go({ finding: Number(box.dataset.finding) });
    start = drag = null;
  });
  stage.addEventListener('pointercancel', () => { start = drag = null; });
  stage.addEventListener('scroll', ({ target }) => {
    for (const other of stage.querySelectorAll('.pane')) {
      other.scrollTo(target.scrollLeft, target.scrollTop);
    }
  }, true);

  function pan(target, { clientX, clientY }) {
    target.scrollBy(pointer.x - clientX, pointer.y - clientY);
  }
  function slide(target, { clientX }) {
    const sheet = target.querySelector('.sheet').getBoundingClientRect();
    go({ divide: limit(Math.round((clientX - sheet.x) / sheet.width * 100), 0, 100) });
  }
}
