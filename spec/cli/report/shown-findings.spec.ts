import type { Finding } from '../../../src/cli/inspect/verdict/inspection.js';
import { excerptAt, fewFindings } from '../../../src/cli/report/shown-findings.js';

const finding = (code: Finding['code']): Finding => ({ level: 'warning', code, message: 'm' });
const line = (text: string) => ({ number: 1, atByte: 0, bytes: Buffer.from(text), text, isEnded: true, atMs: undefined });

describe('fewFindings', () => {
  it('shows three of a sort, and how many more there are', () => {
    const shown = fewFindings([...Array.from({ length: 5 }, () => finding('silence')), finding('finish')]);
    expect(shown.map(({ finding: { code }, moreCount }) => [code, moreCount])).toEqual([['silence', 0], ['silence', 0], ['silence', 2], ['finish', 0]]);
  });
});

describe('excerptAt', () => {
  it('shows a short line as it is', () => {
    expect(excerptAt({ line: line('data: x'), column: 6 }, 40)).toEqual({ text: 'data: x', caret: 6 });
  });

  it('cuts a long line on both sides of the character', () => {
    const { text, caret } = excerptAt({ line: line(`${'a'.repeat(200)}X${'b'.repeat(200)}`), column: 200 }, 40);
    expect(text.length).toBeLessThanOrEqual(40);
    expect(text.charAt(caret)).toBe('X');
    expect(text).toMatch(/^… a+Xb+ …$/);
  });

  it('escapes what would steer a terminal, and still points at the character', () => {
    const { text, caret } = excerptAt({ line: line('\u001b[31mX'), column: 5 }, 40);
    expect([text, text.charAt(caret)]).toEqual(['\\u001b[31mX', 'X']);
  });
});
