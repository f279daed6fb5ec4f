/**
 * Whether a stream that ends after these bytes said a whole answer. Written from the SSE specification and the protocols'
 * documentation alone, with nothing of the source and no regard to speed, so that the parser can be measured against it.
 *
 * @param end after a `reset` nothing counts that its blank line had not yet closed.
 */
export function isWholeAnswer(protocol: string, bytes: Uint8Array, end: 'clean' | 'reset'): boolean {
  const finished = new Map<unknown, boolean>();
  for (const { name, data } of eventsOf(new TextDecoder().decode(bytes), end)) {
    if (name === 'error') return false;
    for (const text of payloadsIn(data)) {
      if (text === '' || text === 'null') continue;
      if (text === '[DONE]') {
        if (protocol === 'chat-completions') return true;
        continue;
      }
      const payload = jsonOf(text);
      if (payload === undefined || isFailure(payload)) return false;
      if (endsAnswer(payload)) return true;
      note(payload, finished);
    }
  }
  return end === 'clean' && finished.size > 0 && ![...finished.values()].includes(false);
}

interface Payload {
  readonly type?: string;
  readonly object?: string;
  readonly error?: unknown;
  readonly response?: { readonly status?: string };
  readonly delta?: { readonly stop_reason?: string | null };
  readonly choices?: readonly { readonly index: number; readonly finish_reason?: string | null }[];
}

const endings = ['message_stop', 'response.completed', 'response.incomplete', 'response.cancelled', 'response.done'];

function endsAnswer({ type = '' }: Payload): boolean {
  return endings.includes(type);
}

function isFailure(payload: Payload): boolean {
  const failed = ['error', 'response.failed', 'response.error'].includes(payload.type ?? '') || payload.response?.status === 'failed';
  const choices = Array.isArray(payload.choices) ? payload.choices : [];
  const gaveUp = choices.some(({ finish_reason: reason }) => reason === 'error' || reason === 'insufficient_system_resource');
  return Array.isArray(payload) || Boolean(payload.error) || payload.object === 'error' || failed || gaveUp;
}

/** Which choices are open, and which have finished. Messages has one, open from its start; Responses says it in its ending only. */
function note(payload: Payload, finished: Map<unknown, boolean>): void {
  if (payload.type === 'message_start') finished.set('message', false);
  if (payload.type === 'message_delta' && payload.delta?.stop_reason) finished.set('message', true);
  for (const { index, finish_reason: reason } of Array.isArray(payload.choices) ? payload.choices : []) {
    finished.set(index, finished.get(index) === true || Boolean(reason));
  }
}

function eventsOf(text: string, end: 'clean' | 'reset'): { name: string; data: string }[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const partial = lines.pop();
  if (end === 'clean') lines.push(partial ?? '', '');

  const events: { name: string; data: string }[] = [];
  let name = '';
  let data: string[] = [];
  for (const line of lines) {
    const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
    if (line === '') {
      if (data.length > 0 || name === 'error') events.push({ name, data: data.join('\n') });
      name = '';
      data = [];
    } else if (field === 'data') data.push(value);
    else if (field === 'event') name = value;
    // A body without framing, and llama.cpp's field of that name.
    else if (line.startsWith('{') || line.startsWith('error:')) events.push({ name: 'error', data: line });
  }
  return events;
}

/** One payload, or one on each line where a server joined its events with single newlines. */
function payloadsIn(data: string): string[] {
  return (jsonOf(data) === undefined ? data.split('\n') : [data]).map((text) => text.trim());
}

function jsonOf(text: string): Payload | undefined {
  // How no JSON ends: a text that is cut at each of its bytes fails as often, and to fail takes time.
  if (!/[}\]"\del]\s*$/.test(text.slice(-9))) return undefined;
  try {
    return JSON.parse(text) as Payload;
  } catch {
    return undefined;
  }
}
