// SPDX-License-Identifier: Apache-2.0

// A finding as a sentence, in the language of `state`: the words and shapes of sentence.c, so that
// the page and the program tell the same. Names of elements as the standard has them.

// What the layouts call the elements of a document, and what readers know them by. One of a house's
// own has the name that its layout gives it.
const ELEMENTS = {
  'copy-number': { zh: '份号', en: 'the copy number' },
  'secrecy': { zh: '密级和保密期限', en: 'the secrecy' },
  'urgency': { zh: '紧急程度', en: 'the urgency' },
  'over-mark': { zh: '发文机关标志上一行', en: 'the line over the mark' },
  'mark': { zh: '发文机关标志', en: 'the mark' },
  'issue': { zh: '期号', en: 'the issue' },
  'number': { zh: '发文字号', en: 'the number' },
  'office': { zh: '编印单位和日期', en: 'the issuing office and date' },
  'red-rule': { zh: '红色分隔线', en: 'the red rule' },
  'head-rules': { zh: '页首双线', en: 'the double rule of the head' },
  'foot-rules': { zh: '页脚双线', en: 'the double rule of the foot' },
  'title': { zh: '标题', en: 'the title' },
  'title-note': { zh: '题注', en: 'the note to the title' },
  'recipients': { zh: '主送机关', en: 'the list of recipients' },
  'body': { zh: '正文', en: 'the body' },
  'attachments': { zh: '附件说明', en: 'the list of attachments' },
  'no-text': { zh: '此页无正文', en: 'the line for a page without text' },
  'seals': { zh: '加盖印章的署名', en: 'the sign-off with seals' },
  'sign-off': { zh: '署名和成文日期', en: 'the sign-off' },
  'stamps': { zh: '加盖签名章的署名', en: 'the sign-off with stamps' },
  'note': { zh: '附注', en: 'the note' },
  'present': { zh: '出席人员', en: 'the list of those present' },
  'excused': { zh: '请假人员', en: 'the list of those excused' },
  'attending': { zh: '列席人员', en: 'the list of those attending' },
  'attachment-label': { zh: '附件序号', en: 'the label of the attachment' },
  'separate-label': { zh: '附件序号', en: 'the label of the attachment' },
  'unnumbered-label': { zh: '附件序号', en: 'the label of the attachment' },
  'attachment-title': { zh: '附件标题', en: 'the title of the attachment' },
  'attachment-body': { zh: '附件正文', en: 'the body of the attachment' },
  'first-rule': { zh: '版记首条分隔线', en: 'the first rule of the imprint' },
  'middle-rule': { zh: '版记中间分隔线', en: 'the middle rule of the imprint' },
  'last-rule': { zh: '版记末条分隔线', en: 'the last rule of the imprint' },
  'copies-to': { zh: '抄送机关', en: 'the list of copies' },
  'printer': { zh: '印发机关和印发日期', en: 'the printing office and date' },
  'print-run': { zh: '印数', en: 'the print run' },
  'page-number': { zh: '页码', en: 'the page number' },
  'table-caption': { zh: '表题', en: 'the caption of the table' },
  'cells': { zh: '表格', en: 'the table' },
  'figure-caption': { zh: '图题', en: 'the caption of the figure' },
  'image': { zh: '图', en: 'the figure' },
  'sheet-title': { zh: '公开信息表标题', en: 'the title of the sheet' },
  'index': { zh: '公开信息', en: 'the index' },
  'qr-code': { zh: '二维码', en: 'the QR code' },
  'qr-caption': { zh: '二维码说明', en: 'the caption of the QR code' },
};

// So many characters of a text are quoted to tell which line is meant.
const QUOTED = 12;

// The words of a key, with values in place of {names}.
function say(key, values = {}) {
  return WORDS[state.language][key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

function isWord(key) {
  return Object.hasOwn(WORDS.en, key);
}

function elementName(name) {
  return Object.hasOwn(ELEMENTS, name) ? ELEMENTS[name][state.language] : name;
}

function millimetres(length) {
  return length.toFixed(2);
}

// The sides of a box, each with two decimals.
function sides({ x, y, width, height }) {
  return { x: millimetres(x), y: millimetres(y), width: millimetres(width),
    height: millimetres(height) };
}

// "0.50 mm right and 1.00 mm down", from lengths and the words for less and more of them.
function byHowMuch(lengths) {
  return lengths.filter(([length]) => length !== 0).map(([length, less, more]) =>
    say(length > 0 ? more : less, { mm: millimetres(Math.abs(length)) })).join(say('and'));
}

function movement({ dx, dy }) {
  return byHowMuch([[dx, 'left', 'right'], [dy, 'up', 'down']]);
}

// A rule is long and thick, whichever way it lies; all else is wide and tall.
function growth({ mark, box, dx, dy }) {
  const [long, thick] = [['shorter', 'longer'], ['thinner', 'thicker']];
  if (mark !== 'rule') return byHowMuch([[dx, 'narrower', 'wider'], [dy, 'lower', 'taller']]);
  return box.width >= box.height ? byHowMuch([[dx, ...long], [dy, ...thick]])
    : byHowMuch([[dx, ...thick], [dy, ...long]]);
}

// An element, and the beginning of its text where the sentence does not say it.
function subject({ kind, what, element, text }) {
  const name = elementName(element);
  if (!text || (kind === 'changed' && what === 'text')) return name;
  const letters = [...text];
  const cut = letters.length > QUOTED + 1;
  return name + say('quoted', { text: cut ? `${letters.slice(0, QUOTED).join('')}…` : text });
}

function pixelsTold({ pixels, elements, text, box }) {
  const names = elements.map(elementName).join(say('comma'));
  return say('find-pixels', { pixels, ...sides(box) })
    + (names && say('colon') + names) + (text ? say('find-at', { text }) : '');
}

// What holds for the whole; faces and inks may be new, or gone.
function wholeTold(finding) {
  const { kind, from, to } = finding;
  const how = from === null ? '-new' : to === null ? '-gone' : '';
  return isWord(`find-${kind}${how}`) ? say(`find-${kind}${how}`, finding) : kind;
}

function markTold(finding) {
  const { kind, what, from, to } = finding;
  const key = `find-${kind}${what ? `-${what}` : ''}`;
  const by = { moved: movement, resized: growth }[kind]?.(finding);
  return subject(finding) + (isWord(key) ? say(key, { from, to, by }) : ` ${what ?? kind}`);
}

// "page 1: the number moved 0.50 mm down"
function sentence(finding) {
  const { kind, page, element } = finding;
  const text = kind === 'pixels' ? pixelsTold(finding)
    : element ? markTold(finding) : wholeTold(finding);
  return (page > 0 ? say('on-page', { page }) : '') + text;
}

// " (3 marks, notice.yaml:4)"
function placeTold({ marks, line }, { document }) {
  const parts = [marks > 1 && say('marks', { marks }), line > 0 && `${document}:${line}`];
  const told = parts.filter(Boolean).join(say('comma'));
  return told && say('place', { place: told });
}
