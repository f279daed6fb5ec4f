import { chatCompletions, type FetchLike, type RequestOptions, streamFrames } from 'framewise';
import { Agent, EnvHttpProxyAgent, fetch } from 'undici';

/** Through the proxy that HTTPS_PROXY names, except for the hosts in NO_PROXY. */
export const proxied = fetchBy(new EnvHttpProxyAgent());

/** A server whose certificate an authority of your own has signed. */
export const trusting = (ca: string): FetchLike => fetchBy(new Agent({ connect: { ca } }));

/** A local model may load and think for longer than the five minutes that `fetch` waits for headers, and between two chunks. 0 is no limit. */
export const patient = fetchBy(new Agent({ headersTimeout: 0, bodyTimeout: 0 }));

/** `fetch` and dispatcher must be of the same undici: that of Node takes none of another version. */
function fetchBy(dispatcher: Agent | EnvHttpProxyAgent): FetchLike {
  return (url, init) => fetch(url, { ...init, dispatcher });
}

export const askSlowly = (request: RequestOptions) => streamFrames(chatCompletions, { ...request, fetch: patient });
