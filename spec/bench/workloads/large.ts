import { type ProtocolName, writeAnswer } from '../answer.js';
import { byteSource } from '../byte-source.js';
import type { Contender } from '../contender.js';
import { framewiseAccumulate, framewiseCollect } from '../contenders/framewise.js';
import { limit } from '../contenders/limit.js';
import { loadPeers } from '../contenders/load-peers.js';
import { type Entry, measure } from '../measure.js';
import { argumentPieces } from '../pieces.js';
import type { Workload } from '../workload.js';

const MiB = 1_048_576;

/** One huge frame, and the arguments of one huge tool call. */
export const large: Workload = async ({ quick }) => {
  const peers = await loadPeers();
  const scale = quick ? 0.1 : 1;
  const rounds = quick ? 2 : 3;

  const frame = (contender: Contender): Entry => {
    const text = 'An answer in one piece. '.repeat((10 * MiB * scale) / 24);
    return { contender, protocol: 'chat-completions', source: byteSource(writeAnswer('chat-completions', [text]), 16_384), units: text.length, expected: text };
  };
  const callOf = (chars: number) => (contender: Contender, protocol: ProtocolName): Entry => {
    const pieces = argumentPieces(chars, 64);
    return { contender, protocol, source: byteSource(writeAnswer(protocol, pieces, 'arguments'), 16_384), units: chars, expected: pieces.join('') };
  };
  const call = callOf(10 * MiB * scale);
  const shortCall = callOf(64 * 1_024 * scale);

  return {
    tables: [
      {
        title: `one frame of ${String(10 * scale)} MiB, 16 KiB chunks`, unit: 'ns per character',
        rows: await measure([limit, framewiseCollect, peers.openai].map(frame), rounds, 1),
      },
      {
        title: `tool arguments of ${String(10 * scale)} MiB in fragments of 64 characters, chat-completions`, unit: 'ns per character',
        rows: await measure([limit, framewiseCollect, framewiseAccumulate, peers.openai].map((contender) => call(contender, 'chat-completions')), rounds, 1),
      },
      {
        title: `tool arguments of ${String(10 * scale)} MiB in fragments of 64 characters, messages`, unit: 'ns per character',
        rows: await measure([limit, framewiseCollect, framewiseAccumulate, peers.anthropic].map((contender) => call(contender, 'messages')), rounds, 1),
      },
      {
        title: `tool arguments of ${String(64 * scale)} KiB in fragments of 64 characters, folded, messages`, unit: 'ns per character',
        rows: await measure([limit, framewiseCollect, framewiseAccumulate, peers.anthropicFolding].map((contender) => shortCall(contender, 'messages')), rounds, 2),
      },
    ],
    facts: [],
  };
};
