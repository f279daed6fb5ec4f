import { Component, DOCUMENT, inject } from '@angular/core';
import { messages } from 'framewise';
import { answer } from 'framewise/angular';

/** Asks at once. Its address says for how long the server may wait: `/?ms=500`, or not at all. */
@Component({
  selector: 'app-root',
  template: `
    <p role="status">{{ answer.status() }}</p>
    <pre>{{ answer.text() }}</pre>
  `,
})
export class App {
  private readonly ms = new URLSearchParams(inject(DOCUMENT).location.search).get('ms');
  protected readonly answer = answer(messages, this.ms === null ? {} : { onServer: { timeoutMs: Number(this.ms) } });

  constructor() {
    this.answer.send({ model: 'any', messages: [{ role: 'user', content: 'Hello' }] });
  }
}
