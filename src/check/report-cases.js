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

function verdict(kase) {
  return make('span', { class: `verdict ${kase.passed ? 'passed' : 'failed'}` },
    say(`verdict-${kase.verdict}`));
}

function listItem(kase) {
  return make('li', {}, make('button', { 'data-case': kase.name, click: () => openCase(kase) },
    make('span', { class: 'name' }, kase.name), verdict(kase)));
}

// Opens a case at its first finding's page.
function openCase(kase) {
  go({ case: kase.name, finding: -1, page: 0 });
}

// A finding as a sentence, and the text it is about where the sentence does not say it.
function told(finding, kase) {
  const said = finding.kind === 'ink' || finding.what === 'text' || !finding.text;
  return [make('span', {}, sentence(finding, kase)), said ? null : make('q', {}, finding.text)];
}

function findingItem(kase, finding, index) {
  return make('li', {}, make('button', {
    'data-finding': index, click: () => jump(kase, index),
  }, ...told(finding, kase)));
}

// How the case was compared, as pairs of a word and its value.
function facts(kase) {
  const pairs = [
    ['document', kase.document],
    ['dpi', say('dpi-value', { n: kase.dpi })],
    ['tolerance', say('tolerance-value', { n: kase.tolerance })],
    ['budget', say('budget-value', { n: kase.budget })],
    ['masks', kase.masks.length > 0 && say('masks-value', { n: kase.masks.length })],
    ['reason', kase.reason],
  ];
  return make('dl', { class: 'facts' }, ...pairs.filter(([, value]) => value)
    .flatMap(([key, value]) => [make('dt', {}, say(key)), make('dd', {}, value)]));
}

function diagnostics(kase) {
  return kase.diagnostics.length === 0 ? [] : [make('h3', {}, say('diagnostics')),
    make('pre', {}, kase.diagnostics.join('\n'))];
}

// What the page tells of a case beside the stage.
function casePanel(kase) {
  const found = kase.findings.map((finding, index) => findingItem(kase, finding, index));
  return [
    make('h2', {}, kase.name), make('p', {}, verdict(kase)),
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
    make('div', { class: 'paper' }, picture(page, layer), overlays(kase, page, [layer])),
    make('figcaption', {}, `${say(layer)} · ${say('page-n', { n: page.number })}`))));
}

function printedCase(kase) {
  const pages = kase.pages.filter((page) => page.reference || page.output);
  return make('section', { class: 'case', 'data-case': kase.name },
    make('h2', {}, kase.name), make('p', {}, verdict(kase)),
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
  return say(data.summary.failed > 0 ? 'summary' : 'summary-passed', data.summary);
}
