import { Readable } from 'node:stream';

import { type BodyChunks, openBody } from '../../../src/wire/reading/body-chunks.js';
import { readResponse } from '../../../src/wire/reading/read-response.js';

const bodyOf = (response: object) => openBody(readResponse({ status: 200, headers: new Headers(), ...response }));

async function all(chunks: BodyChunks): Promise<unknown[]> {
  const seen: unknown[] = [];
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) seen.push(next.value);
  return seen;
}

describe('openBody', () => {
  it.each<[string, object, unknown[]]>([
    ['a web stream', { body: new Response('ab').body }, [Uint8Array.of(97, 98)]],
    ['a stream of Node', { body: Readable.from(['a', 'b']) }, ['a', 'b']],
    ['a text', { body: 'ab' }, ['ab']],
    ['bytes', { body: Uint8Array.of(1) }, [Uint8Array.of(1)]],
    ['bytes without a view', { body: Uint8Array.of(1).buffer }, [Uint8Array.of(1).buffer]],
    ['no body, but a way to get its text', { body: null, text: () => Promise.resolve('ab') }, ['ab']],
    ['nothing', {}, ['']],
  ])('reads %s', async (_, response, chunks) => {
    await expect(all(bodyOf(response))).resolves.toEqual(chunks);
  });

  it('refuses a body of no kind, and one that somebody else reads', () => {
    expect(() => bodyOf({ body: {} })).toThrow('The body of the response cannot be read');
    const { body } = new Response('ab');
    body?.getReader();
    expect(() => bodyOf({ body })).toThrow('The body of the response cannot be read');
  });

  it('destroys a stream of Node that nobody wants to the end, at once', () => {
    const body = new Readable({ read: () => undefined });
    bodyOf({ body }).cancel();
    expect(body.destroyed).toBe(true);
  });
});
