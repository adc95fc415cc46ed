// SPDX-License-Identifier: Apache-2.0

// A finding as a sentence, in the language of `state`; names of elements as the standard has them.

// What the layouts call the elements of a document; English readers know them by these names.
const ELEMENTS = {
  'copy-number': '份号',
  'secrecy': '密级和保密期限',
  'urgency': '紧急程度',
  'mark': '发文机关标志',
  'over-mark': '报头上行',
  'issue': '期号',
  'number': '发文字号',
  'signers': '签发人',
  'office': '编印单位和日期',
  'red-rule': '红色分隔线',
  'head-rules': '首页上部红色双线',
  'foot-rules': '首页下部红色双线',
  'title': '标题',
  'title-note': '题注',
  'recipients': '主送机关',
  'body': '正文',
  'heading': '小标题',
  'table': '表格',
  'table-caption': '表题',
  'cells': '表格文字',
  'figure': '图',
  'figure-caption': '图题',
  'image': '图像',
  'attachments': '附件说明',
  'attachment-label': '附件标识',
  'separate-label': '附件标识',
  'unnumbered-label': '附件标识',
  'attachment-title': '附件标题',
  'attachment-body': '附件正文',
  'no-text': '此页无正文',
  'sign-off': '署名和日期',
  'seals': '印章',
  'stamps': '签名章',
  'note': '附注',
  'present': '出席人员',
  'excused': '请假人员',
  'attending': '列席人员',
  'first-rule': '版记首条分隔线',
  'middle-rule': '版记中间分隔线',
  'last-rule': '版记末条分隔线',
  'copies-to': '抄送机关',
  'printer': '印发机关和印发日期',
  'print-run': '印数',
  'page-number': '页码',
  'sheet-title': '公开信息表标题',
  'index': '公开信息',
  'qr-code': '二维码',
  'qr-caption': '二维码说明',
};

// The words of a key, with values in place of {names}.
function say(key, values = {}) {
  return WORDS[state.language][key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

function elementName(name) {
  const known = state.language === 'zh' && Object.hasOwn(ELEMENTS, name);
  return known ? ELEMENTS[name] : name || '';
}

// At most two decimals, at least one.
function millimetres(length) {
  return length.toFixed(2).replace(/0$/, '');
}

// "0.5 mm down and 1.0 mm right", from lengths and the words for more and less of them.
function byHowMuch(lengths, none) {
  const told = lengths.filter(([length]) => Math.abs(length) >= 0.005).map(([length, more, less]) =>
    say(length > 0 ? more : less, { mm: millimetres(Math.abs(length)) }));
  return told.length > 0 ? told.join(say('and')) : say(none);
}

function movement({ dx, dy }) {
  return byHowMuch([[dy, 'down', 'up'], [dx, 'right', 'left']], 'nowhere');
}

function growth({ element, dx, dy }) {
  return /\brules?$/.test(element)
    ? byHowMuch([[dy, 'thicker', 'thinner'], [dx, 'longer', 'shorter']], 'no-size')
    : byHowMuch([[dx, 'wider', 'narrower'], [dy, 'higher', 'lower']], 'no-size');
}

// The key of the sentence for a finding.
function sentenceKey({ kind, what, elements }) {
  if (kind === 'pixels' && !elements?.length) return 'find-pixels-bare';
  const key = `find-${kind === 'changed' ? `${kind}-${what}` : kind}`;
  return Object.hasOwn(WORDS.en, key) ? key : 'find-other';
}

// "page 1: number moved 0.5 mm down (notice.yaml:4)"
function sentence(finding, kase) {
  const by = { moved: movement, resized: growth }[finding.kind];
  let text = say(sentenceKey(finding), {
    ...finding,
    element: elementName(finding.element),
    elements: finding.elements?.map(elementName).join(say('and')),
    by: by && by(finding),
  });
  if (finding.marks > 1) text = say('shared', { text, marks: finding.marks });
  if (finding.line > 0) {
    text = say('place', { text, place: `${baseName(kase.document)}:${finding.line}` });
  }
  return finding.page > 0 && finding.kind !== 'page-count'
    ? say('on-page', { page: finding.page, text }) : text;
}

function baseName(path) {
  return path.split('/').pop();
}
