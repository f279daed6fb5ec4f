import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { ApplicationRef, Component, computed, effect, type Type } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { messages } from 'framewise';
import { answer, provideFramewise, withReliability } from 'framewise/angular';
import { FramewiseTesting, provideFramewiseTesting } from 'framewise/angular/testing';

import { AnswerView } from './app';

const framewise = provideFramewise({ baseUrl: '/api' }, withReliability({ maxRetries: 0, logger: { warn: () => undefined, error: () => undefined } }));

function open(): { fixture: ComponentFixture<AnswerView>; page: HTMLElement; click: (name: string) => void; status: () => string } {
  const fixture = TestBed.createComponent(AnswerView);
  fixture.detectChanges();
  const page = fixture.nativeElement as HTMLElement;
  return {
    fixture,
    page,
    click: (name) => [...page.querySelectorAll('button')].find(({ textContent }) => textContent === name)?.click(),
    status: () => {
      fixture.detectChanges();
      return page.querySelector('[role=status]')?.textContent ?? '';
    },
  };
}

describe('a component with an answer, whose server is a script', () => {
  beforeEach(() => TestBed.configureTestingModule({ providers: [provideHttpClient(), framewise, provideFramewiseTesting()] }));

  it('shows each step', async () => {
    const { click, page, status } = open();
    expect(status()).toBe('idle 0');
    click('Send');
    expect(status()).toBe('waiting 1');
    const t = TestBed.inject(FramewiseTesting).expectOne(messages);
    expect(t.request.body).toEqual({ model: 'any', messages: [{ role: 'user', content: 'Hello' }], stream: true });
    await t.say('Hel');
    expect(status()).toBe('streaming 1');
    await t.say('lo');
    status();
    expect(page.querySelector('pre')?.textContent).toBe('Hello');
    await t.end();
    expect(status()).toBe('done 1');
  });

  it('shows a failure with its advice, beside what had come', async () => {
    const { click, page, status } = open();
    click('Send');
    const t = TestBed.inject(FramewiseTesting).expectOne(messages);
    await t.say('Hel');
    await t.drop();
    expect(status()).toBe('error 1');
    expect(page.querySelector('pre')?.textContent).toBe('Hel');
    expect(page.querySelector('[role=alert]')?.textContent).toContain('connection_closed');
  });

  it('ends the request when the component goes', async () => {
    const { click, fixture } = open();
    click('Send');
    const t = TestBed.inject(FramewiseTesting).expectOne(messages);
    await t.say('Hel');
    fixture.destroy();
    expect(t.cancelled).toBe(true);
  });

  it('keeps the application unstable until the answer has ended', async () => {
    const { click, fixture } = open();
    await fixture.whenStable();
    click('Send');
    let isStable = true;
    TestBed.inject(ApplicationRef).isStable.subscribe((value) => (isStable = value));
    expect(isStable).toBe(false);
    const t = TestBed.inject(FramewiseTesting).expectOne(messages);
    await t.say('Hel');
    expect(isStable).toBe(false);
    await t.end();
    await fixture.whenStable();
    expect(isStable).toBe(true);
  });
});

describe('a component with an answer, under HttpTestingController', () => {
  it('is answered whole, and can be awaited before', async () => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting(), framewise] });
    const { click, fixture, status } = open();
    click('Send');
    await fixture.whenStable();
    const request = TestBed.inject(HttpTestingController).expectOne('/api/v1/messages');
    request.flush('{"error":{"type":"rate_limit_error","message":"Slow down"}}', { status: 429, statusText: 'Too Many Requests' });
    while (status() === 'waiting 1') await new Promise((resolve) => setTimeout(resolve));
    expect(status()).toBe('error 1');
  });
});

const body = { model: 'any', messages: [] };
const shown = '{{ answer.status() }} {{ answer.text() }}';

@Component({ selector: 'in-template', template: `{{ answer.status() }} {{ answer.text() }}{{ ask() }}` })
class InTemplate {
  readonly answer = answer(messages);
  private hasAsked = false;

  protected ask(): string {
    if (!this.hasAsked) this.answer.send(body);
    this.hasAsked = true;
    return '';
  }
}

@Component({ selector: 'in-computed', template: `${shown}{{ asked() }}` })
class InComputed {
  readonly answer = answer(messages);
  protected readonly asked = computed(() => {
    this.answer.send(body);
    return '';
  });
}

@Component({ selector: 'in-effect', template: shown })
class InEffect {
  readonly answer = answer(messages);

  constructor() {
    effect(() => { this.answer.send(body); });
  }
}

describe('an answer that is asked for while a view renders', () => {
  const views: [string, Type<InTemplate | InComputed | InEffect>][] = [['a template', InTemplate], ['a computed signal', InComputed], ['an effect', InEffect]];

  it.each(views)('from %s asks once, is stopped there too, and Angular has nothing to complain of', async (_, view) => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), framewise, provideFramewiseTesting()] });
    const fixture = TestBed.createComponent(view);
    const page = fixture.nativeElement as HTMLElement;
    fixture.detectChanges();
    expect(page.textContent).toBe('waiting ');
    const t = TestBed.inject(FramewiseTesting).expectOne(messages);
    await t.say('Hel');
    fixture.detectChanges();
    expect(page.textContent).toBe('streaming Hel');
    // The answer ends while somebody computes something.
    TestBed.runInInjectionContext(() => computed(() => { fixture.componentInstance.answer.stop(); return 0; }))();
    fixture.detectChanges();
    expect(page.textContent).toBe('stopped Hel');
    TestBed.inject(FramewiseTesting).verify();
  });
});
