import { chatCompletions, messages, responses } from '../../../../src/index.js';
import { writeAnswer } from '../../../../src/testing/index.js';
import { inspected, WHOLE } from '../../support/inspected.js';

describe('a protocol', () => {
  it.each([
    [messages, chatCompletions, WHOLE],
    [chatCompletions, messages, writeAnswer(messages, { text: 'Hi' })],
    [messages, responses, writeAnswer(responses, { text: 'Hi' })],
  ])('that was named wrongly is the verdict: %#', async (asked, actual, content) => {
    expect(await inspected(content, asked)).toMatchObject({
      headline: `This looks like ${actual.name} and not like ${asked.name}, by the shape of its events.`,
      advice: [`Leave --protocol out, or say --protocol ${actual.name}.`],
    });
  });

  it('that nobody knows is the verdict, and no retry is advised', async () => {
    const inspection = await inspected('data: {"candidates":[]}\n\ndata: {"candidates":[]}\n\n');
    expect(inspection.headline).toBe('The protocol is unknown: 2 frames came, and nothing in them tells which one it is.');
    expect(inspection.advice).toEqual([expect.stringContaining('--protocol')]);
    expect(inspection.findings[1]?.message).toBe('2 events of no type that this protocol has: passed on, never fatal.');
  });
});
