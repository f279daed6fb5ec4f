import { HttpClient } from '@angular/common/http';
import { afterEveryRender, ApplicationRef, Component, computed, inject, signal } from '@angular/core';
import { answer, Framewise } from 'framewise/angular';
import { messages, reliably, streamFrames, text } from 'framewise';
import { firstValueFrom, lastValueFrom, reduce } from 'rxjs';

import { readByHand } from './read-by-hand';
import { seen } from './interceptors';

@Component({
  selector: 'app-answer',
  template: `
    <p role="status">{{ answer.status() }} {{ answer.attempt() }}</p>
    <pre>{{ answer.text() }}</pre>
    @if (answer.error(); as error) {
      <p role="alert">{{ error.type }}: {{ error.advice }}</p>
    }
    <button (click)="send()">Send</button>
    <button [disabled]="!answer.isBusy()" (click)="answer.stop()">Stop</button>
    <button (click)="answer.retry()">Retry</button>
  `,
})
export class AnswerView {
  protected readonly answer = answer(messages);
  private readonly length = computed(() => this.answer.text().length);

  constructor() {
    afterEveryRender(() => {
      renders.ticks += 1;
      // A render counts if it shows something new of the answer.
      if (this.length() === renders.length) return;
      renders.length = this.length();
      renders.count += 1;
    });
  }

  protected send(): void {
    this.answer.send({ model: 'any', messages: [{ role: 'user', content: 'Hello' }] });
  }
}

const renders = { count: 0, length: 0, ticks: 0 };

@Component({
  selector: 'app-root',
  imports: [AnswerView],
  template: `
    <h1>framewise in Angular</h1>
    @if (isShown()) {
      <app-answer />
    }
    <button (click)="isShown.set(!isShown())">Toggle</button>
  `,
})
export class App {
  protected readonly isShown = signal(true);

  constructor() {
    const framewise = inject(Framewise);
    const http = inject(HttpClient);
    const app = inject(ApplicationRef);
    const body = { model: 'any', messages: [] };
    let stable = false;
    app.isStable.subscribe((value) => (stable = value));
    const length$ = <T extends string>(all: number, piece: T): number => all + piece.length;
    let frames = 0;
    const countFrame = (): void => {
      frames += 1;
      requestAnimationFrame(countFrame);
    };
    Object.assign(globalThis, {
      driver: {
        countFrames: countFrame,
        frames: () => frames,
        seen,
        renders: () => renders.count,
        ticks: () => renders.ticks,
        isStable: () => stable,
        user: () => firstValueFrom(http.get('/user')),
        read: {
          angular: () => lastValueFrom(framewise.stream(messages, body).pipe(reliably(), text(), reduce(length$, 0))),
          core: () => lastValueFrom(streamFrames(messages, { baseUrl: '/api', apiKey: '', body }).pipe(reliably(), text(), reduce(length$, 0))),
          hand: () => readByHand('/api/v1/messages', { ...body, stream: true }),
        },
      },
    });
  }
}
