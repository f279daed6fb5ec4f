import type { SavedExchange } from './exchange';

const KEY = 'framewise-chat';

/** The questions of this tab whose answers the backend keeps. */
export function savedChat(): readonly SavedExchange[] {
  return JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as readonly SavedExchange[];
}

export function saveChat(exchanges: readonly SavedExchange[]): void {
  sessionStorage.setItem(KEY, JSON.stringify(exchanges));
}
