// SPDX-License-Identifier: Apache-2.0

// The list of cases, what is told of the chosen one, and the sheets for the printer. In: the data
// and `state`. Out: elements. Names and texts of the data become text, never markup.

// Cases in the order of the list: what failed first.
function inOrder(cases) {
  return [...cases.filter((kase) => !kase.passed), ...cases.filter((kase) => kase.passed)];
}

// Those the list shows.
function listed(cases) {
  const word = state.find.trim().toLowerCase();
  return cases.filter((kase) => (state.only === 'all' || kase.passed === (state.only === 'passed'))
    && kase.name.toLowerCase().includes(word));
}

// In words; one that this page does not know by its name.
function verdictWords({ verdict }) {
  return isWord(`verdict-${verdict}`) ? say(`verdict-${verdict}`) : verdict;
}

function verdict(kase) {
  return make('span', { class: `verdict ${kase.passed ? 'passed' : 'failed'}` },
    verdictWords(kase));
}

// The verdict, and what of the reference is missing.
function verdictLine(kase) {
  const missing = kase.missing && say('colon') + kase.missing;
  return make('p', {}, verdict(kase), missing && make('small', {}, missing));
}

// What to do about it.
function advice({ verdict }) {
  return verdict === 'no-reference'
    ? [make('p', {}, make('span', { class: 'told' }, say('approve')))] : [];
}

function listItem(kase) {
  return make('li', {}, make('button', { 'data-case': kase.name, click: () => openCase(kase) },
    make('span', { class: 'name' }, kase.name), verdict(kase)));
}

// Opens a case at its first finding's page.
function openCase(kase) {
  go({ case: kase.name, finding: -1, page: 0 });
}

// A finding as a sentence, and its text where the sentence does not say all of it.
function told(finding, kase) {
  const words = sentence(finding);
  const { text } = finding;
  return [make('span', { class: 'told' }, words, make('small', {}, placeTold(finding, kase))),
    text && !words.includes(text) && make('q', {}, text)];
}

function findingItem(kase, finding, index) {
  return make('li', {}, make('button', {
    'data-finding': index, click: () => jump(kase, index),
  }, ...told(finding, kase)));
}

function maskWords(mask) {
  const { page } = mask;
  const pages = page > 0 ? say('mask-page', { page }) : say('mask-all');
  return say('mask-value', { pages, ...sides(mask) });
}

// By how much a page of the output was laid onto its reference; nothing when it was not moved.
function shiftWords({ number, shift_x: dx, shift_y: dy }) {
  return (dx !== 0 || dy !== 0) && say('on-page', { page: number }) + movement({ dx, dy });
}

// How the case was compared: words and values, each a line of its own.
function facts(kase) {
  const rows = [
    ['document', [kase.document]],
    ['dpi', [kase.dpi > 0 && say('dpi-value', { n: kase.dpi })]],
    ['tolerance', [say('tolerance-value', { n: kase.tolerance })]],
    ['slack', [kase.slack > 0 && say('slack-value', { mm: millimetres(kase.slack) })]],
    ['budget', [kase.budget > 0 && say('budget-value', { n: kase.budget })]],
    ['reason', [kase.reason]],
    ['masks', kase.masks.map(maskWords)],
    ['shift', kase.pages.map(shiftWords)],
  ];
  return make('dl', { class: 'facts' }, ...rows.flatMap(([key, values]) => {
    const told = values.filter(Boolean);
    return told.length > 0 ? [make('dt', {}, say(key)),
      make('dd', {}, ...told.map((value) => make('div', {}, value)))] : [];
  }));
}

function diagnostics(kase) {
  return kase.diagnostics.length === 0 ? [] : [make('h3', {}, say('diagnostics')),
    make('pre', {}, kase.diagnostics.join('').trimEnd())];
}

// What the page tells of a case beside the stage.
function casePanel(kase) {
  const found = kase.findings.map((finding, index) => findingItem(kase, finding, index));
  return [
    make('h2', {}, kase.name), verdictLine(kase), ...advice(kase),
    ...found.length > 0 ? [make('h3', {}, say('finding-count', { n: found.length })),
      make('ol', { class: 'findings' }, ...found)] : [],
    ...diagnostics(kase),
    make('h3', {}, say('facts')), facts(kase),
  ];
}

// A page of a failed case on paper: reference, output and heat map beside each other.
function printedPage(kase, page) {
  const layers = ['reference', 'output', 'difference'];
  return make('section', { class: 'row' }, ...layers.map((layer) => make('figure', {},
    make('div', { class: 'paper', style: `aspect-ratio: ${page.width} / ${page.height}` },
      picture(kase, page, layer), overlays(kase, page, [layer])),
    make('figcaption', {}, `${say(layer)} · ${say('page-n', { n: page.number })}`))));
}

function printedCase(kase) {
  const pages = kase.pages.filter((page) => differs(kase, page));
  return make('section', { class: 'case', 'data-case': kase.name },
    make('h2', {}, kase.name), verdictLine(kase),
    make('ol', {}, ...kase.findings.map((finding) => make('li', {}, ...told(finding, kase)))),
    ...diagnostics(kase), facts(kase), ...pages.map((page) => printedPage(kase, page)));
}

// The whole report on paper: the verdicts, then each failed case.
function printed(cases) {
  return [
    make('h1', {}, say('title')),
    make('p', {}, `${summary()} · ${data.program}`),
    make('table', {}, ...cases.map((kase) => make('tr', {},
      make('td', {}, kase.name), make('td', {}, verdict(kase))))),
    ...cases.filter((kase) => !kase.passed).map(printedCase),
  ];
}

function summary() {
  return say('summary', data.summary);
}
