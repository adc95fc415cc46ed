// SPDX-License-Identifier: Apache-2.0

// What is shown and how it changes. `state` holds all that the reader has chosen; the address keeps
// it, so that a link shows the same. Whatever the reader does calls go(), which draws again the
// parts of the page that need what has changed.

const data = JSON.parse(document.getElementById('data').textContent);
const cases = inOrder(data.cases);
const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;

const DEFAULTS = {
  language: navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en',
  case: data.summary.failed > 0 ? cases[0].name : '',
  page: 0, // the first that a finding is on
  finding: -1, // its index in the case
  view: 'side',
  zoom: 0, // percent; 0 fits the page into its pane
  show: 'rulers boxes masks',
  opacity: 50,
  divide: 50,
  pace: 600, // of blinking, in milliseconds
  playing: calm ? 0 : 1,
  find: '',
  only: 'all',
};
const LIMITS = {
  page: [0, Infinity], finding: [-1, Infinity], zoom: [0, 800], opacity: [0, 100], divide: [0, 100],
  pace: [200, 2000], playing: [0, 1],
};
const state = { ...DEFAULTS };

const byId = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];
const stage = byId('stage');

// What is drawn anew when one of its needs has changed, in this order.
const PARTS = [
  [['language'], drawWords],
  [['language', 'find', 'only'], drawList],
  [['language', 'case'], drawCase],
  [['language', 'case', 'page', 'view'], drawStage],
  [['language', 'case', 'page', 'view', 'show', 'zoom', 'only', 'find'], drawChoices],
  [['language', 'case', 'page', 'view', 'zoom'], drawZoom],
  [['language', 'view', 'opacity', 'divide', 'pace', 'playing', 'case', 'page'], drawMixture],
  [['language', 'case', 'page', 'view', 'finding'], drawFinding],
];

function go(changes) {
  const before = { ...state };
  Object.assign(state, changes);
  for (const [needs, redraw] of PARTS) {
    if (needs.some((need) => before[need] !== state[need])) redraw();
  }
  // Late, for browsers refuse an address that changes all the time.
  clearTimeout(writing);
  writing = setTimeout(() => history.replaceState(null, '', `#${address()}`), 200);
}

let writing = 0; // the timer

// What the reader has chosen; a link shows the same to readers of another language, too.
function address() {
  const chosen = Object.entries(state).filter(([key, value]) => value !== DEFAULTS[key]);
  const { language, case: name, view } = state;
  const page = currentPage()?.number ?? 0;
  return new URLSearchParams({ ...Object.fromEntries(chosen), case: name, page, view, language });
}

// The choices that stand in the address; one that makes no sense is the default.
function fromAddress() {
  const chosen = { ...DEFAULTS };
  for (const [key, value] of new URLSearchParams(location.hash.slice(1))) {
    if (typeof DEFAULTS[key] === 'string') chosen[key] = value;
    else if (Object.hasOwn(DEFAULTS, key) && Number.isInteger(Number(value))) {
      chosen[key] = limit(Number(value), ...LIMITS[key]);
    }
  }
  for (const [key, values] of [['language', WORDS], ['view', PANES]]) {
    if (!Object.hasOwn(values, chosen[key])) chosen[key] = DEFAULTS[key];
  }
  if (!cases.some((kase) => kase.name === chosen.case)) chosen.case = DEFAULTS.case;
  return chosen;
}

function currentCase() {
  return cases.find((kase) => kase.name === state.case);
}

function firstPageFound(kase) {
  return kase?.findings.find(({ page }) => page > 0)?.page;
}

function currentPage() {
  const pages = currentCase()?.pages ?? [];
  const chosen = (number) => pages.find((page) => page.number === number);
  return chosen(state.page) ?? chosen(firstPageFound(currentCase())) ?? pages[0];
}

function limit(value, least, most) {
  return Math.min(most, Math.max(least, value));
}

function drawWords() {
  document.documentElement.lang = state.language === 'zh' ? 'zh-CN' : 'en';
  document.title = say('title');
  for (const element of all('[data-word]')) element.textContent = say(element.dataset.word);
  for (const element of all('[data-label]')) {
    element.setAttribute('aria-label', say(element.dataset.label));
    if (element.matches('button, input')) element.title = say(element.dataset.label);
  }
  for (const element of all('[data-hint]')) element.placeholder = say(element.dataset.hint);
  byId('summary').textContent = summary();
  byId('program').textContent = data.program;
  byId('summary').className = data.summary.failed > 0 ? 'failed' : 'passed';
  byId('key-list').replaceChildren(...KEYS.flatMap(([names, word]) => [
    make('dt', {}, ...names.map((name) => make('kbd', {}, KEY_NAMES[name] ?? name))),
    make('dd', {}, say(word))]));
}

function drawList() {
  const shown = listed(cases);
  byId('cases').replaceChildren(...shown.length > 0 ? shown.map(listItem)
    : [make('li', { class: 'none' }, say('none-found'))]);
  byId('find').value = state.find;
  const { cases: count, failed, passed } = data.summary;
  for (const button of all('[data-only]')) {
    const key = button.dataset.only;
    button.textContent = say(`only-${key}`, { n: { all: count, failed, passed }[key] });
  }
}

function drawCase() {
  const kase = currentCase();
  byId('case').replaceChildren(...kase ? casePanel(kase) : []);
  byId('pages').replaceChildren(...(kase?.pages ?? []).map((page) => pageButton(kase, page)));
}

function pageButton(kase, page) {
  const { number } = page;
  const marked = differs(kase, page);
  return make('button', {
    'data-page': number, class: marked && 'differs',
    'aria-label': say(marked ? 'page-n-differs' : 'page-n', { n: number }),
    click: () => go({ page: number, finding: -1 }),
  }, String(number));
}

function drawStage() {
  const page = currentPage();
  const shown = page && (data.images?.[page.reference] || data.images?.[page.output]);
  const middle = middleOfPane();
  stage.dataset.view = state.view;
  document.body.dataset.view = shown ? state.view : '';
  stage.replaceChildren(...shown ? panes(currentCase(), page, state.view) : [emptyStage()]);
  if (middle) bringToMiddle(middle);
}

// What stands where pages would.
function emptyStage() {
  const kase = currentCase();
  if (!kase && data.summary.failed === 0) {
    return make('div', { class: 'message passed' }, make('strong', {}, say('all-well')),
      make('p', {}, say('all-well-more')));
  }
  return make('div', { class: `message ${kase?.passed ? 'passed' : 'failed'}` },
    kase && make('strong', {}, verdictWords(kase)),
    make('p', {}, say(kase?.passed ? 'same-pages' : 'no-images')));
}

// Which of the buttons that choose are chosen.
function drawChoices() {
  stage.dataset.show = state.show;
  const shown = state.show.split(' ');
  const press = (name, chosen) => {
    for (const button of all(`button[data-${name}]`)) {
      button.setAttribute('aria-pressed', chosen(button.dataset[name]));
    }
  };
  press('view', (view) => view === state.view);
  press('only', (only) => only === state.only);
  press('zoom', (zoom) => Number(zoom) === state.zoom);
  press('show', (name) => shown.includes(name));
  press('page', (number) => Number(number) === currentPage()?.number);
  for (const button of all('button[data-case]')) {
    button.setAttribute('aria-current', button.dataset.case === state.case);
  }
  for (const chosen of all('[aria-current=true], #pages [aria-pressed=true]')) {
    chosen.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
}

function drawZoom() {
  const page = currentPage();
  const first = stage.querySelector('.pane');
  if (!first) return;
  const scale = state.zoom > 0 ? state.zoom / 100 * CSS_PIXELS_A_MILLIMETRE
    : fittingScale(page, first);
  setScale(scale);
  stage.classList.toggle('near', scale * 25.4 > 2 * currentCase().dpi);
  stage.classList.toggle('far', scale < 3);
}

// The mixture of reference and output: how much of each is seen, and when.
function drawMixture() {
  for (const name of ['opacity', 'divide', 'pace']) {
    byId(name).value = state[name];
    stage.style.setProperty(`--${name}`, state[name]);
  }
  byId('pace-read').textContent = say('seconds', { n: (state.pace / 1000).toFixed(1) });
  byId('playing').textContent = say(state.playing ? 'stop' : 'play');
  stage.querySelector('.divider')?.setAttribute('aria-valuenow', state.divide);
  clearInterval(blinking);
  stage.dataset.seen = 'output';
  if (state.view === 'blink' && state.playing) blinking = setInterval(blink, state.pace);
}

let blinking = 0; // the timer

function blink() {
  stage.dataset.seen = stage.dataset.seen === 'output' ? 'reference' : 'output';
}

// The chosen finding: marked in the list, its box in the middle of the stage, and flashing. When
// none is chosen, the list shows the first of those on the page.
function drawFinding() {
  for (const element of all('[data-finding]')) {
    const index = Number(element.dataset.finding);
    element.classList.toggle('chosen', index === state.finding);
    element.classList.toggle('here',
      currentCase()?.findings[index].page === currentPage()?.number);
  }
  const shown = (name) => byId('case').querySelector(name);
  if (state.finding >= 0) shown('.chosen')?.scrollIntoView({ block: 'nearest' });
  else shown('.here')?.scrollIntoView({ block: 'center' });
  const box = stage.querySelector('.box.chosen')?.getBBox();
  if (box) bringToMiddle({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
}

// Shows a finding, and flashes its box though it be shown already.
function jump(kase, index) {
  go({ finding: -1 });
  stage.getBoundingClientRect(); // only what was drawn without the flash flashes again
  go({ case: kase.name, page: kase.findings[index].page, finding: index });
}
