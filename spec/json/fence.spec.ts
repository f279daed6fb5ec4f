import { DocumentStart, withoutFence } from '../../src/json/fence.js';

/** What a text holds as a whole, and what is fed to the parser of partial JSON before the closing fence. */
const texts: [string, string, string][] = [
  ['{"a":1}', '{"a":1}', '{"a":1}'],
  ['\uFEFF \n {"a":1}\n', '{"a":1}', '{"a":1}\n'],
  ['```json\n{"a":1}\n```', '{"a":1}', '\n{"a":1}\n```'],
  ['\n```\r\n{"a":1}\r\n```\n\n', '{"a":1}', '\n{"a":1}\r\n```\n\n'],
  ['```json\n{"a":1}', '```json\n{"a":1}', '\n{"a":1}'],
  ['``` {"a":1} ```', '``` {"a":1} ```', ''],
  ['Here it is: {"a":1}', 'Here it is: {"a":1}', 'Here it is: {"a":1}'],
  ['`{"a":1}`\n', '`{"a":1}`', '`{"a":1}`\n'],
  ['```', '```', ''],
  ['', '', ''],
  [' \n ', '', ''],
];

describe('withoutFence', () => {
  it.each(texts)('takes away blanks and a fence, and nothing else: %j', (text, document) => {
    expect(withoutFence(text)).toBe(document);
  });
});

describe('DocumentStart', () => {
  it.each(texts)('skips the same at the beginning, in every chunking: %j', (text, _, begun) => {
    for (let cut = 0; cut <= text.length; cut += 1) {
      const start = new DocumentStart();
      expect(start.skip(text.slice(0, cut)) + start.skip(text.slice(cut))).toBe(begun);
    }
    const start = new DocumentStart();
    expect([...text].map((char) => start.skip(char)).join('')).toBe(begun);
  });

  it('gives up on a fence that never ends its line', () => {
    const start = new DocumentStart();
    const text = '`'.repeat(1_000);
    expect([...text].map((char) => start.skip(char)).join('')).toBe(text);
  });
});
