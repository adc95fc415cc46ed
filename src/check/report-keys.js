// SPDX-License-Identifier: Apache-2.0

// What the reader does, by key and by pointer, becomes a call of go(); and the report is opened.

const ZOOMS = [25, 50, 75, 100, 150, 200, 300, 400, 600, 800];

// Keys, the word that tells what they do, and what they do.
const KEYS = [
  [['n', 'p'], 'key-next', (key) => nextDifference(key === 'n' ? 1 : -1)],
  [['j', 'k', 'ArrowDown', 'ArrowUp'], 'key-case',
    (key) => nextCase(['j', 'ArrowDown'].includes(key) ? 1 : -1)],
  [['[', ']'], 'key-page', (key) => nextPage(key === ']' ? 1 : -1)],
  [['1', '2', '3', '4', '5'], 'key-view', (key) => go({ view: Object.keys(PANES)[key - 1] })],
  [['+', '-', '0'], 'key-zoom', (key) => zoomBy({ '+': 1, '-': -1, '0': 0 }[key])],
  [['ArrowLeft', 'ArrowRight'], 'key-slide', (key) => slideBy(key === 'ArrowRight' ? 2 : -2)],
  [[' '], 'key-blink', () => go({ playing: 1 - state.playing })],
  [['r'], 'key-rulers', () => toggle('rulers')],
  [['b'], 'key-area', () => toggle('area')],
  [['g'], 'key-grid', () => toggle('grid')],
  [['d'], 'key-boxes', () => toggle('boxes')],
  [['m'], 'key-masks', () => toggle('masks')],
  [['l'], 'key-language', () => changeLanguage()],
  [['?'], 'key-help', () => byId('keys').showModal()],
];

const KEY_NAMES = {
  'ArrowDown': '↓', 'ArrowUp': '↑', 'ArrowLeft': '←', 'ArrowRight': '→', ' ': '␣',
};

// Walks through the findings of all listed cases; a failed case without findings is a stop too.
function nextDifference(step) {
  const stops = listed(cases).filter((kase) => !kase.passed).flatMap((kase) =>
    kase.findings.length > 0 ? kase.findings.map((_, index) => ({ kase, index }))
      : [{ kase, index: -1 }]);
  if (stops.length === 0) return;
  const here = stops.findIndex(({ kase, index }) =>
    kase.name === state.case && index === state.finding);
  const first = Math.max(0, stops.findIndex(({ kase }) => kase.name === state.case));
  const next = here >= 0 ? here + step : step > 0 ? first : first - 1;
  const { kase, index } = stops[(next + stops.length) % stops.length];
  if (index >= 0) jump(kase, index);
  else openCase(kase);
}

function nextCase(step) {
  const shown = listed(cases);
  const here = shown.findIndex((kase) => kase.name === state.case);
  const next = here < 0 ? 0 : limit(here + step, 0, shown.length - 1);
  if (shown.length > 0) openCase(shown[next]);
}

function nextPage(step) {
  const pages = currentCase()?.pages ?? [];
  const next = pages[pages.indexOf(currentPage()) + step];
  if (next) go({ page: next.number, finding: -1 });
}

// One step larger or smaller than what is shown; no step fits the page again.
function zoomBy(step) {
  const now = Math.round(scaleOf() / CSS_PIXELS_A_MILLIMETRE * 100);
  const next = step > 0 ? ZOOMS.find((zoom) => zoom > now) : ZOOMS.findLast((zoom) => zoom < now);
  go({ zoom: step === 0 ? 0 : next ?? now });
}

function slideBy(step) {
  const name = { swipe: 'divide', overlay: 'opacity' }[state.view];
  if (name) go({ [name]: limit(state[name] + step, 0, 100) });
}

function toggle(name) {
  const shown = state.show.split(' ').filter((word) => word && word !== name);
  go({ show: [...shown, ...state.show.includes(name) ? [] : [name]].join(' ') });
}

function changeLanguage() {
  go({ language: state.language === 'zh' ? 'en' : 'zh' });
}

function showPlace(target, place) {
  stage.style.setProperty('--x', place.x);
  stage.style.setProperty('--y', place.y);
  byId('readout').textContent = readout(place, areaOf(currentCase(), currentPage()));
}

// A key goes to what has the focus when that has a use for it.
function isTaken(event) {
  const { key, target } = event;
  return event.ctrlKey || event.metaKey || event.altKey || byId('keys').open
    || target.matches('input[type=search]')
    || (key.startsWith('Arrow') && target.matches(state.zoom > 0 ? 'input, .pane' : 'input'))
    || (key === ' ' && target.matches('button'));
}

function listen() {
  addEventListener('keydown', (event) => {
    const key = event.key === '=' ? '+' : event.key;
    const found = KEYS.find(([names]) => names.includes(key));
    if (!found || isTaken(event)) return;
    event.preventDefault();
    const [, , act] = found;
    act(key);
  });
  byId('find').addEventListener('input', ({ target }) => go({ find: target.value }));
  byId('language').addEventListener('click', changeLanguage);
  byId('help').addEventListener('click', () => byId('keys').showModal());
  byId('playing').addEventListener('click', () => go({ playing: 1 - state.playing }));
  for (const name of ['opacity', 'divide', 'pace']) {
    byId(name).addEventListener('input', ({ target }) => go({ [name]: Number(target.value) }));
  }
  for (const name of ['view', 'only']) {
    for (const button of all(`button[data-${name}]`)) {
      button.addEventListener('click', () => go({ [name]: button.dataset[name] }));
    }
  }
  for (const button of all('button[data-zoom]')) {
    button.addEventListener('click', () => go({ zoom: Number(button.dataset.zoom) }));
  }
  for (const button of all('button[data-show]')) {
    button.addEventListener('click', () => toggle(button.dataset.show));
  }
  stage.addEventListener('wheel', (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoomBy(event.deltaY < 0 ? 1 : -1);
  }, { passive: false });
  watchStage();
  new ResizeObserver(drawZoom).observe(stage);
  addEventListener('hashchange', () => go(fromAddress()));
  const print = () => byId('print').replaceChildren(...printed(cases));
  addEventListener('beforeprint', print);
  matchMedia('print').addEventListener('change', ({ matches }) => matches && print());
}

listen();
Object.assign(state, fromAddress());
for (const [, redraw] of PARTS) redraw();
