import { mockGateway, type MockGatewayOptions } from '../../../src/testing/index.js';
import { post } from '../post.js';
import { wordProtocol } from '../word-protocol.js';

const protocols = [wordProtocol];

describe('a script', () => {
  it('plays its script in order, one entry per request', async () => {
    await using gateway = await mockGateway({ protocols, script: [{ text: 'one' }, { text: 'two' }] });
    expect(await (await post(gateway)).text()).toBe('data: {"w":"one"}\n\ndata: {"end":true}\n\n');
    expect(await (await post(gateway)).text()).toBe('data: {"w":"two"}\n\ndata: {"end":true}\n\n');
  });

  it('answers 501 with a reason when the script is used up', async () => {
    await using gateway = await mockGateway({ protocols, script: [{ text: 'one' }] });
    await (await post(gateway)).text();
    const response = await post(gateway);
    expect(response.status).toBe(501);
    expect(await response.json()).toEqual({
      wordError: { type: 'mock_gateway_error', message: "the mock gateway's script has no reply for request 2" },
    });
  });

  it('takes an empty script at its word', async () => {
    await using gateway = await mockGateway({ protocols, script: [] });
    expect((await post(gateway)).status).toBe(501);
  });

  it('greets every request when it has no script', async () => {
    await using gateway = await mockGateway({ protocols });
    for (const response of [await post(gateway), await post(gateway)]) {
      expect(response.headers.get('content-type')).toBe('text/event-stream');
      expect(await response.text()).toContain('data: {"w":"Hello"}\n\n');
    }
  });

  it('takes further replies while it runs', async () => {
    await using gateway = await mockGateway({ protocols, script: [{ text: 'one' }] });
    gateway.reply({ text: 'two' }, { text: 'three' });
    const texts = [await post(gateway), await post(gateway), await post(gateway)].map((response) => response.text());
    expect((await Promise.all(texts)).map((text) => /"w":"(\w+)"/.exec(text)?.[1])).toEqual(['one', 'two', 'three']);
  });

  it('stops greeting once it has a reply', async () => {
    await using gateway = await mockGateway({ protocols });
    gateway.reply({ status: 204 });
    expect([(await post(gateway)).status, (await post(gateway)).status]).toEqual([204, 501]);
  });

  it('makes a reply from the request', async () => {
    await using gateway = await mockGateway({
      protocols,
      script: [
        ({ body }) => ({ text: [`You said ${(body as { say: string }).say}`] }),
        (request) => Promise.resolve({ json: { path: request.path, key: request.headers['x-api-key'] } }),
      ],
    });
    expect(await (await post(gateway, { say: 'hi' })).text()).toContain('{"w":"You said hi"}');
    expect(await (await post(gateway, {}, { headers: { 'X-Api-Key': 'k' } })).json()).toEqual({ path: '/words', key: 'k' });
  });

  it('answers 501 with the message when a reply function throws or returns nonsense', async () => {
    await using gateway = await mockGateway({
      protocols,
      script: [
        () => {
          throw new Error('no idea');
        },
        () => ({ txt: 'Hello' }) as object,
        () => ({ text: 'Hello', fault: { kind: 'reset', atByte: 1000 } }),
        () => ({ text: 'Hello', fault: { kind: 'reset', afterText: 'Hullo' } }),
        () => ({ text: 'Hello', fault: { kind: 'end', atEvent: -3 } }),
      ],
    });
    const complaint = async (): Promise<unknown> => {
      const response = await post(gateway);
      return [response.status, ((await response.json()) as { wordError: { message: string } }).wordError.message];
    };
    expect(await complaint()).toEqual([501, 'no idea']);
    expect(await complaint()).toEqual([501, expect.stringMatching(/^script\[1\]\(\): knows no field "txt"/)]);
    expect(await complaint()).toEqual([501, 'fault.atByte: 1000 lies outside of the body, which has 41 bytes']);
    expect(await complaint()).toEqual([501, 'fault.afterText: the text of the answer does not begin with "Hullo"']);
    expect(await complaint()).toEqual([501, 'fault.atEvent: -3 lies outside of the body, which has 2 events']);
  });

  it('rejects a bad entry by its place in the script, and appends none of its neighbours', async () => {
    await expect(mockGateway({ script: [{ text: 'one' }, { status: 99 }] })).rejects.toThrow(
      new TypeError('script[1]: status must be a whole number from 200 to 599'),
    );
    await using gateway = await mockGateway({ protocols, script: [{ text: 'one' }] });
    expect(() => {
      gateway.reply({ text: 'two' }, { body: 'x', text: 'three' });
    }).toThrow(new TypeError('script[2]: text and body exclude each other'));
    await (await post(gateway)).text();
    expect((await post(gateway)).status).toBe(501);
  });

  it('may be one function, which replies to every request', async () => {
    let count = 0;
    await using gateway = await mockGateway({ protocols, script: ({ body }) => ({ text: `${String((count += 1))}-${(body as { say: string }).say}` }) });
    for (const [place, say] of ['a', 'b', 'c'].entries()) {
      expect(await (await post(gateway, { say })).text()).toContain(`{"w":"${String(place + 1)}-${say}"}`);
    }
  });

  it('puts what is appended before such a function', async () => {
    await using gateway = await mockGateway({ protocols, script: () => ({ text: 'always' }) });
    gateway.reply({ status: 503 });
    expect((await post(gateway)).status).toBe(503);
    expect(await (await post(gateway)).text()).toContain('always');
  });

  it('names such a function when it fails', async () => {
    await using gateway = await mockGateway({ protocols, script: () => ({ txt: 'a' }) as object });
    const response = await post(gateway);
    expect([response.status, await response.text()]).toEqual([501, expect.stringContaining('script(): knows no field')]);
  });

  it.each<[string, MockGatewayOptions, string]>([
    ['a field that a delta does not have', { script: [{ deltas: [{ type: 'text', txt: 'a' } as never] }] }, 'script[0]: deltas[0]: knows no field "txt"'],
    ['a place behind the end of its body', { script: [{ text: 'a' }, { text: 'a', fault: { kind: 'reset', atByte: 9_999 } }] }, 'script[1]: fault.atByte: 9999 lies outside of the body'],
    ['more events than there are', { script: [{ events: ['1'], fault: { kind: 'end', atEvent: 2 } }] }, 'script[0]: fault.atEvent: 2 lies outside of the body, which has 1 events'],
    ['a text that is never said', { script: [{ text: 'Hello', fault: { kind: 'end', afterText: 'Hullo' } }] }, 'script[0]: fault.afterText: the text of the answer does not begin with "Hullo"'],
    ['a reply that is no list', { script: { text: 'a' } as never }, 'mockGateway: script must be a list of replies or a function'],
    ['an option that it does not know', { scripts: [] } as never, 'mockGateway: knows no field "scripts"; it has script, '],
    ['a port that is none', { port: 70_000 }, 'mockGateway: port must be a whole number from 0 to 65535'],
    ['a protocol that is none', { protocols: ['messages'] as never }, 'mockGateway: protocols must be a list of protocols'],
    ['a wrong strictness', { strict: { key: 'k' } as never }, 'mockGateway: strict: knows no field "key"; it has basePath, apiKey, models'],
    ['a count that is none', { keepRequests: -1 }, 'mockGateway: keepRequests must be a whole number from 0'],
  ])('is refused at the start for %s', async (_, options, message) => {
    const started = mockGateway(options);
    await expect(started).rejects.toThrow(TypeError);
    await expect(started).rejects.toThrow(message);
  });

  it('may name a place that only some protocols have', async () => {
    await using gateway = await mockGateway({ protocols, script: [{ text: 'a', fault: { kind: 'end', atEvent: 5 } }] });
    expect((await post(gateway)).status).toBe(501);
  });
});
