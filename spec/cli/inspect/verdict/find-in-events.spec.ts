import { codes, DONE, HI, inspected, STOP, WHOLE } from '../../support/inspected.js';

const chunk = (id: string) => `data: ${JSON.stringify({ id, choices: [{ index: 0, delta: { content: 'Hi' } }] })}\n\n`;

describe('findInEvents', () => {
  it.each<[string, string, string[]]>([
    ['a line that is no field', `${HI}[warn] slow\n\n${STOP}${DONE}`, ['unframed_lines']],
    ['a type that nobody knows', `data: {"type":"news"}\n\n${WHOLE}`, ['unknown_type']],
    ['payloads that share an event', `${HI.trimEnd()}\n${STOP}${DONE}`, ['joined_events']],
    ['another answer', chunk('a') + chunk('a') + chunk('b') + STOP + DONE, ['another_answer']],
    ['events behind the end', `${WHOLE}${HI}`, ['events_after_end']],
    ['an error behind the end', `${WHOLE}data: {"error":{"message":"busy"}}\n\n`, ['error_after_end']],
    ['no terminal frame', HI + STOP, ['implicit_end']],
    ['an event without its blank line', `${HI}${STOP}data: [DONE]\n`, ['unclosed_event']],
    ['a head without a type', `HTTP/1.1 200 OK\n\n${WHOLE}`, ['not_a_stream']],
    ['nothing odd', WHOLE, []],
  ])('finds %s', async (_, stream, found) => {
    expect(codes(await inspected(stream))).toEqual(found);
  });

  it('counts events of one unknown type together', async () => {
    const { findings } = await inspected(`${'data: {"type":"news"}\n\n'.repeat(3)}${WHOLE}`);
    expect(findings.map(({ message }) => message)).toEqual(['3 events of a type "news" that this protocol does not have: passed on, never fatal.']);
  });
});
