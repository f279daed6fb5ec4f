import { openByHand, writeAll, writeText } from './by-hand.js';
import { framesOnNest, openByHandOnNest, textOnNest, verbatimOnNest } from './on-nest.js';

/** Opens a relay in front of an upstream that speaks Messages. Gives its port. */
type Relay = (upstreamUrl: string) => Promise<number>;

/** The relays by name. Those that follow an `Express, by hand` do what it does, and are measured against it. */
export const relays = {
  'Express, by hand: text': openByHand(writeText),
  'NestJS and framewise: text(), toMessageEvents()': textOnNest,
  'Express, by hand: events as they came': openByHand(writeAll),
  'NestJS, by hand: events as they came': openByHandOnNest(writeAll),
  'NestJS and framewise: encodeFrames()': verbatimOnNest,
  'NestJS and framewise: toMessageEvents()': framesOnNest,
  'node:http and ai: pipeUIMessageStreamToResponse()': async (upstreamUrl) => {
    const { aiRelay } = (await import(peer('ai-relay'))) as { readonly aiRelay: Relay };
    return await aiRelay(upstreamUrl);
  },
} satisfies Readonly<Record<string, Relay>>;

/** What is plain JavaScript, and can be loaded only once `npm ci --prefix spec/bench` has run. */
function peer(name: string): string {
  return new URL(`../peers/${name}.js`, import.meta.url).href;
}
