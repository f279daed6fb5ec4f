import type { StreamEvent } from '../events/stream-event.js';

/** Where another answer begins in a stream that has begun with one. */
export interface SecondAnswer {
  readonly event: StreamEvent;
  readonly id: string;
  readonly idBefore: string;
}

/**
 * The second answer of a stream, if there is one. A gateway began anew after a failure that it does not tell, or two recordings are in one
 * file.
 */
export function secondAnswer(events: readonly StreamEvent[]): SecondAnswer | undefined {
  let idBefore: string | undefined;
  let times = 0;
  for (const event of events) {
    const { id, begins } = identityOf(event);
    if (id === undefined) continue;
    // Some servers make up an id for every chunk, which says nothing; so it has to have come twice.
    if (idBefore !== undefined && id !== idBefore && (begins || times > 1)) return { event, id, idBefore };
    times = id === idBefore ? times + 1 : 1;
    idBefore = id;
  }
  return undefined;
}

/** The id of the answer that an event is of, where it says so, and whether that event is the first of an answer. */
function identityOf({ kind, frames }: StreamEvent): { id?: string | undefined; begins?: boolean } {
  if (kind !== 'data') return {};
  const { type, id, choices, message, response } = frames[0]?.payload as {
    type?: unknown; id?: unknown; choices?: unknown; message?: { id?: unknown }; response?: { id?: unknown };
  };
  if (type === 'message_start') return { id: known(message?.id), begins: true };
  if (type === 'response.created') return { id: known(response?.id), begins: true };
  return choices === undefined ? {} : { id: known(id) };
}

function known(id: unknown): string | undefined {
  return typeof id === 'string' && id !== '' ? id : undefined;
}
