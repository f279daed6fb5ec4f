import type { Lane } from './event-label.js';

/** What a mark in the timeline is to the eye; several lanes share one. */
export type Hue = 'text' | 'reasoning' | 'tool' | 'refusal' | 'extra' | 'meta' | 'quiet' | 'odd' | 'bad' | 'good';

export const hues: Readonly<Record<Lane, Hue>> = {
  'start': 'meta', 'usage': 'meta', 'finish': 'meta', 'other': 'meta',
  'text': 'text', 'reasoning': 'reasoning', 'tool call': 'tool', 'refusal': 'refusal', 'citation': 'extra', 'media': 'extra',
  'comment': 'quiet', 'after': 'quiet', 'unknown': 'odd', 'unframed': 'odd', 'error': 'bad', 'end': 'good',
};

const light = {
  paper: '#fdfcfa', panel: '#ffffff', ink: '#20242b', muted: '#6a7079', rule: '#e6e2da', stripe: '#f5f3ee',
  text: '#2f6fde', reasoning: '#8a5cd6', tool: '#c77a0a', refusal: '#c2337f', extra: '#12877f', meta: '#8d96a3',
  quiet: '#c3c8cf', odd: '#dd8a00', bad: '#cf2f2f', good: '#1d8f4e',
};

const dark: typeof light = {
  paper: '#14161a', panel: '#1a1d22', ink: '#e8e6e1', muted: '#98a0ab', rule: '#2c3138', stripe: '#22262d',
  text: '#6ca4ff', reasoning: '#b18cf5', tool: '#f0b04a', refusal: '#f07ab5', extra: '#4cc9bd', meta: '#7d8794',
  quiet: '#4a515b', odd: '#ffb03b', bad: '#ff6b63', good: '#4ccb82',
};

/** The colours as CSS variables, for light and for dark surroundings. */
export const PALETTE_CSS = `.fw{${variables(light)}}@media (prefers-color-scheme:dark){.fw{${variables(dark)}}}`;

function variables(colours: typeof light): string {
  return `color-scheme:light dark;${Object.entries(colours).map(([name, value]) => `--${name}:${value}`).join(';')}`;
}
