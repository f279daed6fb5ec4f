import { codes, HI, inspected, placed } from '../../support/inspected.js';

describe('a stream that ends too early', () => {
  it('inside an event is told as a cut, with the place', async () => {
    const inspection = await inspected(HI + HI.slice(0, 30));
    expect(inspection).toMatchObject({ outcome: 'half', error: { type: 'truncated_stream' } });
    expect(codes(inspection)).toEqual(['half_event']);
    expect(placed(inspection)).toEqual([3, 30, HI.length + 30]);
  });

  it.each([5, 3, 1])('is a cut also %s characters into a line', async (chars) => {
    const inspection = await inspected(HI + HI.slice(0, chars));
    expect(inspection).toMatchObject({ outcome: 'half' });
  });

  it('between two events is told as an end that never came', async () => {
    const inspection = await inspected(HI + HI);
    expect(inspection).toMatchObject({ outcome: 'truncated', headline: 'The stream ended too early: 2 frames came, the end of the answer did not.' });
    expect(codes(inspection)).toEqual(['no_end']);
  });

  it('with other words is told with these words', async () => {
    const inspection = await inspected(`${HI}upstream error: read ECONNRESET\n`);
    expect(inspection.headline).toBe('The stream ended too early: 1 frame came, the end of the answer did not; the server wrote "upstream error: read ECONNRESET".');
    expect(placed(inspection)).toEqual([3, 0, HI.length]);
  });

  it.each([['nothing at all', ''], ['line ends', '\n\n'], ['comments', ': ping\n\n: ping\n\n'], ['empty events', 'data:\n\n']])('with %s is empty', async (_, content) => {
    expect(await inspected(content)).toMatchObject({ outcome: 'empty', findings: [{ code: 'empty' }] });
  });
});

describe('one verdict and one error', () => {
  const answer = JSON.stringify({ object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }] }, undefined, 2);

  it.each(['no healthy upstream', '{"a":1}', '{"a":1}\n{"b":2}\n', '<html><title>x</title>'])('tell that %j is no stream, with a head, with a wrong one, and without', async (content) => {
    for (const head of ['', 'HTTP/1.1 200 OK\r\n\r\n', 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n', 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n']) {
      expect(await inspected(head + content)).toMatchObject({ outcome: 'not-a-stream', error: { type: 'unexpected_content', origin: 'protocol' } });
    }
  });

  it('tell of a whole answer as JSON that it is whole, and was not streamed', async () => {
    for (const content of [answer, `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n${answer}`]) {
      const inspection = await inspected(content);
      expect(inspection).toMatchObject({ outcome: 'whole', answer: { text: 'Hi' }, events: [{ kind: 'data' }] });
      expect(codes(inspection)).toEqual(['not_streamed']);
    }
  });

  it('tell of one without an end that it is not whole', async () => {
    expect(await inspected(answer.replace('"stop"', 'null'))).toMatchObject({ outcome: 'truncated', error: { type: 'truncated_stream' }, answer: { text: 'Hi' } });
  });
});
