import { Component, computed, input, output } from '@angular/core';
import type { ApiError } from 'framewise';

import { clock, secondsLeft } from './clock';
import { CopyButton } from './copy-button';

/** What helps, by the word of the error. */
const remedies: Readonly<Record<string, string>> = {
  authentication_error: 'Sign in again',
  unexpected_content: 'Sign in again',
  insufficient_quota: 'Use another model',
  request_too_large: 'Shorten the question',
};

/** What happened, for who reads a chat. The message of the error is for who builds one, and stands in the details. */
const sentences: Readonly<Record<string, string>> = {
  connection_closed: 'The connection broke before the answer was whole.',
  truncated_stream: 'The answer ended before it was whole.',
  timeout: 'The model went silent.',
  unexpected_content: 'A web page came in place of an answer.',
};

/** What happened in one sentence, what to do, and the one button for it. It stands below what has come. */
@Component({
  selector: 'app-failure',
  imports: [CopyButton],
  template: `
    <section class="failure" aria-label="The answer failed">
      <p><strong>{{ sentence() }}</strong></p>
      <p>{{ error().advice }}</p>
      <button type="button" [disabled]="waitSeconds() > 0" (click)="act.emit(remedy())">
        {{ waitSeconds() > 0 ? 'Try again in ' + waitSeconds() + ' s' : remedy() }}
      </button>
      <details>
        <summary>Details</summary>
        <dl>
          <dt>Message</dt><dd>{{ error().message }}</dd>
          <dt>Type</dt><dd><code>{{ error().type }}</code></dd>
          <dt>Origin</dt><dd>{{ error().origin }}</dd>
          @if (error().status; as status) { <dt>Status</dt><dd>{{ status }}</dd> }
          @if (error().requestId; as id) { <dt>Request</dt><dd><code>{{ id }}</code> <app-copy [text]="id" what="the request id" /></dd> }
          <dt>Attempts</dt><dd>{{ error().attempts ?? 1 }}</dd>
        </dl>
      </details>
    </section>
  `,
})
export class Failure {
  readonly error = input.required<ApiError>();
  readonly act = output<string>();
  readonly #since = computed(() => (this.error(), Date.now()));
  readonly #now = clock();
  protected readonly waitSeconds = computed(() => secondsLeft(this.#since() + (this.error().retryAfterMs ?? 0), this.#now()));
  /** Where the request went stands in the details. */
  protected readonly sentence = computed(() => sentences[this.error().type] ?? this.error().message.replace(/ from https?:\S+(?=: )/, '').replace(/: https?:\S+$/, '.'));
  protected readonly remedy = computed(() => remedies[this.error().type] ?? (this.error().retryable ? 'Try again' : 'Ask once more'));
}
