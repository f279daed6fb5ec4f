import { byHand, verbatimByHand } from './by-hand.js';
import { onNest, onNestVerbatim } from './on-nest.js';

/** Opens a relay in front of an upstream that speaks Messages. Gives its port. */
type Relay = (upstreamUrl: string) => Promise<number>;

/** The relays by name. The first of a kind is what the others of that kind are measured against. */
export const relays = {
  'Express, by hand: text events': byHand,
  'NestJS and framewise: toMessageEvents()': onNest,
  'node:http and ai: pipeUIMessageStreamToResponse()': async (upstreamUrl) => {
    const { aiRelay } = (await import(peer('ai-relay'))) as { readonly aiRelay: Relay };
    return await aiRelay(upstreamUrl);
  },
  'Express, by hand: events as they came': verbatimByHand,
  'NestJS and framewise: encodeFrames()': onNestVerbatim,
} satisfies Readonly<Record<string, Relay>>;

/** What is plain JavaScript, and can be loaded only once `npm ci --prefix spec/bench` has run. */
function peer(name: string): string {
  return new URL(`../peers/${name}.js`, import.meta.url).href;
}
