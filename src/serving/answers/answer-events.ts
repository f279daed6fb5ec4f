import type { Observable } from 'rxjs';

import type { SseEvent } from '../sse-event.js';

const isAnswer = Symbol('events of a kept answer');

/** The events of a kept answer. `sse` answers 204 where there are none left: a browser then stops asking. An operator makes plain events of it. */
export type AnswerEvents = Observable<SseEvent> & { readonly [isAnswer]: true };

export function asAnswerEvents(events$: Observable<SseEvent>): AnswerEvents {
  return Object.assign(events$, { [isAnswer]: true } as const);
}

export function areAnswerEvents(events$: Observable<SseEvent>): events$ is AnswerEvents {
  return isAnswer in events$;
}
