import { messages } from '../../../../src/index.js';
import { HI, inspected, WHOLE } from '../../support/inspected.js';

const adviceOn = async (...stream: Parameters<typeof inspected>) => (await inspected(...stream)).advice;
const error = (type: string) => `data: ${JSON.stringify({ error: { type, message: 'm' } })}\n\n`;

describe('adviceOn', () => {
  it('has nothing to say of a whole answer', async () => {
    expect(await adviceOn(WHOLE)).toEqual([]);
  });

  it('says whether a retry is safe', async () => {
    const last = async (stream: string) => (await adviceOn(stream)).at(-1);
    expect(await last(error('overloaded_error'))).toMatch(/^No output had come yet, so a retry is safe/);
    expect(await last(HI + error('overloaded_error'))).toMatch(/^Output had come already/);
    expect(await last(error('invalid_api_key'))).toBe('The same request would fail again: do not retry it.');
  });

  it('takes a wrong --protocol back', async () => {
    expect(await adviceOn(`${HI}data: {"choices":[{"delta":{"con`, messages)).toEqual(['Leave --protocol out, or say --protocol chat-completions.']);
  });

  it.each([
    ['<html><title>Sign in</title></html>', /^Check the base URL/],
    ['<html><title>502 Bad Gateway</title></html>', /^A proxy in front of the API/],
    ['{"ok":true}', /^Check that the request asks for a stream/],
    ['', /^Look at the status and the headers/],
  ])('looks at what came in place of a stream: %j', async (body, advice) => {
    expect((await adviceOn(body))[0]).toMatch(advice);
  });
});
