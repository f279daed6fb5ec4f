import { readFileSync } from 'node:fs';

import { htmlReport } from '../../../src/cli/report/html-report.js';
import { textReport } from '../../../src/cli/report/text-report.js';
import { terminalStyle } from '../../../src/cli/terminal/style.js';
import { messages } from '../../../src/index.js';
import { writeAnswer } from '../../../src/testing/index.js';
import { inspected } from '../support/inspected.js';

const plain = terminalStyle({}, {});

describe('the text', () => {
  it('begins with the verdict, then points into the stream', async () => {
    const text = writeAnswer(messages, { text: 'Hello', error: { type: 'overloaded_error', message: 'Overloaded' } });
    const [headline, , place, excerpt, caret] = textReport(await inspected(text), plain);
    expect(headline).toBe('✗ The server reported an error after 5 characters of text: overloaded_error, "Overloaded"');
    expect(place).toMatch(/^ {4}line 11, byte \d+$/);
    expect(excerpt).toBe('    │ data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}');
    expect(caret).toBe('    │       ^');
  });

  it('keeps a long stream short', async () => {
    const flicker = Array.from({ length: 400 }, (_, index) => ({ type: index % 2 === 0 ? ('text' as const) : ('reasoning' as const), text: `${String(index)} ` }));
    const lines = textReport(await inspected(writeAnswer(messages, { deltas: flicker })), plain);
    expect(lines.length).toBeLessThan(100);
    expect(lines.some((line) => /… \d+ rows like these; --json has every event/.test(line))).toBe(true);
  });

  it('tells the first of many alike, and how many more there are', async () => {
    const event = 'data: {"choices":[{"index":0,"delta":{"content":"Hi"}}]}\n\n';
    const inspection = await inspected(`noise\n${event}`.repeat(12));
    const lines = textReport(inspection, plain);
    expect(lines.filter((line) => line.includes('no server-sent event field'))).toHaveLength(3);
    expect(lines).toContain('    … and 8 more like this; --json has them all');
    expect(htmlReport(inspection).match(/no server-sent event field/g)).toHaveLength(3);
    expect(htmlReport(inspection)).toContain('and 8 more like this');
    expect(inspection.findings.length).toBeGreaterThan(10);
  });

  it('is coloured on a terminal only, and not against NO_COLOR', () => {
    expect(terminalStyle({ isTTY: true, columns: 80 }, {}).paint('bad', 'x')).toBe('\u001b[31mx\u001b[39m');
    expect(terminalStyle({ isTTY: true, columns: 80 }, { NO_COLOR: '1' }).paint('bad', 'x')).toBe('x');
    expect(terminalStyle({}, {}).paint('bad', 'x')).toBe('x');
  });
});

it('is shown in docs/inspect.md as it is', async () => {
  const page = readFileSync(new URL('../../../docs/inspect.md', import.meta.url), 'utf8');
  const [, shown] = /```text\n(✗[\s\S]*?)```/.exec(page) ?? [];
  const stream = writeAnswer(messages, { text: 'Hello, world', error: { type: 'overloaded_error', message: 'Overloaded' } });
  expect(`${textReport(await inspected(stream), plain).join('\n')}\n`).toBe(shown);
});
