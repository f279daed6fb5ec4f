import { chatCompletions, messages, responses } from '../../../../src/index.js';
import { writeAnswer } from '../../../../src/testing/index.js';
import { codes, DONE, HI, inspected, placed, STOP } from '../../support/inspected.js';

describe('two answers in one stream', () => {
  it.each([chatCompletions, responses, messages].map((protocol) => [protocol.name, protocol] as const))('are told from one in %s, where the first was cut', async (_, protocol) => {
    const first = writeAnswer(protocol, { text: 'Hello' });
    const cut = first.slice(0, first.indexOf('\n\n', first.indexOf('Hello')) + 2);
    const inspection = await inspected(cut + first.replaceAll('mock-answer', 'second-answer'));
    expect(inspection).toMatchObject({ outcome: 'whole', findings: [{ level: 'warning', code: 'another_answer' }], answer: { text: 'HelloHello' } });
    expect(inspection.headline).toMatch(/^Two answers came as one; the second, from event \d+ \(line \d+, byte [\d,]+\) on, is whole: it finished by itself\.$/);
    expect(placed(inspection)?.[2]).toBe(cut.length + first.indexOf('{'));
  });

  it('are one where the server makes up an id for every chunk', async () => {
    let made = 0;
    const inspection = await inspected((HI + HI + STOP).replace(/"choices"/g, () => `"id":"${String(made++)}","choices"`) + DONE);
    expect(made).toBe(3);
    expect(codes(inspection)).toEqual([]);
  });
});
