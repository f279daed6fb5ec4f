import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';

import type { ReplyPlan } from '../reply/plan-reply.js';
import type { Exchange } from './exchange.js';

/** Sends a reply as it was planned. When the exchange is over, whatever is still to be done is given up without a word. */
export async function sendReply(plan: ReplyPlan, response: ServerResponse, exchange: Exchange): Promise<void> {
  const { signal } = exchange;
  const { kind, beforeHeaders } = plan.fault ?? {};
  try {
    signal.throwIfAborted();
    await pause(plan.beforeHeadersMs, signal);
    if (kind === 'stall' && beforeHeaders === true) await exchange.passStall();
    if (kind === 'stall' || beforeHeaders !== true) {
      await exchange.passage();
      sendHead(plan, response);
      await sendChunks(plan.chunks, plan, response, exchange);
    }
    if (kind === 'stall' && beforeHeaders !== true) await stall(plan, response, exchange);
    await sendChunks(plan.chunksBehindStall, plan, response, exchange);
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

async function sendChunks(chunks: readonly Uint8Array[], { betweenChunksMs }: ReplyPlan, response: ServerResponse, exchange: Exchange): Promise<void> {
  for (const [index, chunk] of chunks.entries()) {
    if (index > 0) await pause(betweenChunksMs, exchange.signal);
    await letClientRead(exchange.signal);
    await exchange.passage();
    await write(chunk, response);
    exchange.chunksSent += 1;
  }
}

async function stall({ fault, heartbeat }: ReplyPlan, response: ServerResponse, exchange: Exchange): Promise<void> {
  const beat = (): void => {
    // A client that does not read gets no more of them, else they would pile up here.
    if (!response.writableNeedDrain && !exchange.signal.aborted) response.write(heartbeat);
  };
  const beating = fault?.heartbeatMs === undefined ? undefined : setInterval(beat, fault.heartbeatMs);
  try {
    await exchange.passStall();
  } finally {
    clearInterval(beating);
  }
}

async function sendEnd({ fault }: ReplyPlan, response: ServerResponse, exchange: Exchange): Promise<void> {
  if (fault?.kind === 'reset' || fault?.kind === 'close') {
    await pause(fault.afterMs ?? 10, exchange.signal);
    await letClientRead(exchange.signal);
    await exchange.passage();
    exchange.break(fault.kind);
  } else {
    await pause(fault?.afterMs ?? 0, exchange.signal);
    await exchange.passage();
    response.end();
  }
}

/**
 * A client in this very process reads between two turns of the event loop, however late our timers are. Without a pause
 * it would get two chunks in one piece, or a reset before what was sent.
 */
async function letClientRead(signal: AbortSignal): Promise<void> {
  for (let turns = 0; turns < 2; turns++) await nextTurn(undefined, { signal });
}

/** One write, and a wait until the network has taken it. Two writes in one turn would share a packet. */
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
