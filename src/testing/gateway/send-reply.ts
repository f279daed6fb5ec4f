import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';

import type { ReplyPlan } from '../reply/plan-reply.js';
import type { Exchange } from './exchange.js';

/** Sends a reply as it was planned. When the exchange is over, whatever is still to be done is given up without a word. */
export async function sendReply(plan: ReplyPlan, response: ServerResponse, exchange: Exchange): Promise<void> {
  const { signal } = exchange;
  try {
    signal.throwIfAborted();
    await pause(plan.beforeHeadersMs, signal);
    if (plan.fault?.beforeHeaders !== true) {
      sendHead(plan, response);
      await sendChunks(plan, response, signal);
    }
    await sendEnd(plan, response, exchange);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function sendHead({ status, headers, closeDelimited }: ReplyPlan, response: ServerResponse): void {
  if (closeDelimited) {
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
  }
  response.writeHead(status, headers);
  response.flushHeaders();
}

async function sendChunks({ chunks, betweenChunksMs }: ReplyPlan, response: ServerResponse, signal: AbortSignal): Promise<void> {
  for (const [index, chunk] of chunks.entries()) {
    if (index > 0) await pause(betweenChunksMs, signal);
    await letClientRead(signal);
    await write(chunk, response);
  }
}

async function sendEnd({ fault, heartbeat }: ReplyPlan, response: ServerResponse, exchange: Exchange): Promise<void> {
  const { signal } = exchange;
  if (fault === undefined || fault.kind === 'end') {
    await pause(fault?.afterMs ?? 0, signal);
    response.end();
  } else if (fault.kind === 'stall') {
    while (fault.heartbeatMs !== undefined) {
      await delay(fault.heartbeatMs, undefined, { signal });
      await write(heartbeat, response);
    }
  } else {
    await pause(fault.afterMs ?? 10, signal);
    await letClientRead(signal);
    exchange.break(fault.kind);
  }
}

/**
 * A client in this very process reads between two turns of the event loop, however late our timers are. Without a pause
 * it would get two chunks in one piece, or a reset before what was sent.
 */
async function letClientRead(signal: AbortSignal): Promise<void> {
  for (let turns = 0; turns < 2; turns++) await nextTurn(undefined, { signal });
}

/** One write, and its acceptance by the network: two writes in one turn would share a packet. */
function write(chunk: Uint8Array, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    response.write(chunk, () => {
      resolve();
    });
  });
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await delay(ms, undefined, { signal });
}
