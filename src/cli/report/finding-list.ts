import { placeName } from '../inspect/events/event-place.js';
import type { Finding } from '../inspect/verdict/finding.js';
import { escapeMarkup as e } from './escape-markup.js';
import { excerptAt } from './excerpt.js';
import { fewFindings, type ShownFinding } from './few-findings.js';

const EXCERPT_CHARS = 110;

/** The findings as HTML, each with its place; nothing if there are none. */
export function findingList(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  return `<ul class="findings">\n${fewFindings(findings).map(item).join('\n')}\n</ul>`;
}

function item({ finding: { level, code, message, place }, moreCount }: ShownFinding): string {
  const head = `<p><span class="level">${code.replaceAll('_', ' ')}</span> ${e(message)}</p>`;
  const more = moreCount === 0 ? '' : `<p class="place">and ${moreCount.toLocaleString('en-US')} more like this</p>`;
  if (place === undefined) return `<li class="${level}">${head}${more}</li>`;
  const { text, caret } = excerptAt(place, EXCERPT_CHARS);
  return `<li class="${level}">${head}<p class="place">${e(placeName(place))}</p><pre>${e(text.slice(0, caret))}<mark>${e(text.charAt(caret) || ' ')}</mark>${e(text.slice(caret + 1))}</pre>${more}</li>`;
}
